package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FakeIam;
import org.sessionlogging.fakes.FakeSsm;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.VirtualTime;
import org.sessionlogging.kit.contract.Clock;
import org.sessionlogging.kit.contract.HandlerContract;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** A member account in two Regions, and CloudFormation in each of them. */
final class World {
  static final String HERE = "eu-west-1";
  static final String THERE = "us-east-1";
  static final String PREFERENCES = "SSM-SessionManagerRunShell";
  static final String BUCKET_KEY =
      "arn:aws:kms:eu-central-1:999988887777:key/11111111-2222-3333-4444-555555555555";
  static final String SESSION_KEY =
      "arn:aws:kms:eu-central-1:999988887777:key/mrk-0123456789abcdef0123456789abcdef";

  final FakeIam iam = new FakeIam().role("app").role("web,blue");
  final Map<String, FakeSsm> ssm = new TreeMap<>(Map.of(HERE, new FakeSsm(), THERE, new FakeSsm()));
  final Journal journal = new Journal();
  final Driver<ResourceModel, CallbackContext> here = driver(HERE, journal);
  final Driver<ResourceModel, CallbackContext> there = driver(THERE, journal);

  HandlerContract<ResourceModel, CallbackContext> contract() {
    // One call after another, so that each one has its number; and no real waiting.
    VirtualTime time = new VirtualTime();
    return new HandlerContract<>(
        new MemberType(new Clients(ssm::get, region -> iam)),
        CallbackContext::new,
        Clock.of(time::milliseconds, time::pause),
        transport -> new Aws(transport, Runnable::run));
  }

  Driver<ResourceModel, CallbackContext> driver(String region, Aws.Transport transport) {
    return new Driver<>(
        contract()::handle, transport, new TypeReference<CallbackContext>() {}, request(region));
  }

  static ResourceHandlerRequest<ResourceModel> request(String region) {
    return ResourceHandlerRequest.<ResourceModel>builder()
        .awsPartition("aws")
        .awsAccountId(FakeIam.ACCOUNT)
        .region(region)
        .build();
  }

  FakeSsm ssmHere() {
    return ssm.get(HERE);
  }

  FakeSsm.Document document() {
    return ssmHere().get(PREFERENCES);
  }

  /** The required properties and the attachments. */
  static ResourceModel model() {
    return required().toBuilder().roleNames(Set.of("app", "web,blue")).build();
  }

  static ResourceModel required() {
    return ResourceModel.builder()
        .bucketName("central-logs")
        .bucketKeyArn(BUCKET_KEY)
        .sessionKeyArn(SESSION_KEY)
        .build();
  }

  static ResourceModel identifier() {
    return ResourceModel.builder().documentName(PREFERENCES).build();
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** The documents, policies and attachments, for before and after. */
  String picture() {
    StringBuilder picture = new StringBuilder();
    ssm.forEach(
        (region, fake) ->
            fake.documents.forEach(
                (name, document) ->
                    picture.append(region + " " + name + " " + document.picture() + "\n")));
    iam.policies.forEach((arn, policy) -> picture.append(arn + " " + policy.tags + "\n"));
    return picture.append(iam.roles).toString();
  }

  static ResourceModel succeeded(ProgressEvent<ResourceModel, CallbackContext> event) {
    assertThat(event.getMessage()).isNull();
    assertThat(event.isSuccess()).isTrue();
    return event.getResourceModel();
  }

  static String failed(ProgressEvent<ResourceModel, CallbackContext> event, HandlerErrorCode code) {
    assertThat(event.isFailed()).isTrue();
    assertThat(event.getErrorCode()).as(event.getMessage()).isEqualTo(code);
    return event.getMessage();
  }
}
