package org.sessionlogging.central;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.VirtualTime;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.kms.FakeKms;
import org.sessionlogging.fakes.kms.KmsState;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.s3.S3State;
import org.sessionlogging.kit.contract.Clock;
import org.sessionlogging.kit.contract.HandlerContract;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** The log account with its AWS, and the handlers in front of it. */
final class World {
  static final String ACCOUNT = "111122223333";
  static final String REGION = "eu-west-1";
  static final String NAME = "central-logs";
  private static final String FOREIGN_POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Theirs\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
          + "\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:PutKeyPolicy\",\"Resource\":\"*\"}]}";

  final FakeAws aws = new FakeAws(ACCOUNT);
  final S3State s3 = aws.s3();
  final KmsState kms = aws.kms();
  final Journal journal = new Journal();
  final HandlerContract<ResourceModel, CallbackContext> contract = contract(aws);
  final Driver<ResourceModel, CallbackContext> driver = driver(REGION, Map.of());

  /** The handlers before an AWS: no real waiting, and one call after another. */
  static HandlerContract<ResourceModel, CallbackContext> contract(FakeAws aws) {
    return contract(aws, aws::kms);
  }

  /** The same with another KMS. */
  static HandlerContract<ResourceModel, CallbackContext> contract(
      FakeAws aws, Function<String, KmsClient> kms) {
    VirtualTime time = aws.time();
    return new HandlerContract<>(
        type(aws, kms),
        CallbackContext::new,
        Clock.of(time::milliseconds, time::pause),
        transport -> new Aws(transport, time));
  }

  /** What the handlers are about. */
  static CentralType type(FakeAws aws) {
    return type(aws, aws::kms);
  }

  private static CentralType type(FakeAws aws, Function<String, KmsClient> kms) {
    return new CentralType(
        new Clients(aws::s3, kms, aws::organizations, aws::tagging, aws::sts, aws::iam));
  }

  Driver<ResourceModel, CallbackContext> driver(Aws.Transport transport) {
    return driver(REGION, Map.of(), transport);
  }

  Driver<ResourceModel, CallbackContext> driver(String region, Map<String, String> stackTags) {
    return driver(region, stackTags, journal);
  }

  Driver<ResourceModel, CallbackContext> driver(
      String region, Map<String, String> stackTags, Aws.Transport transport) {
    return driver(contract::handle, request(region, stackTags), transport);
  }

  /** CloudFormation while it rolls an update back. */
  Driver<ResourceModel, CallbackContext> rollback() {
    ResourceHandlerRequest<ResourceModel> request = request(REGION, Map.of());
    request.setRollback(true);
    return driver(contract::handle, request, journal);
  }

  /** Whose every operation bears that token. */
  Driver<ResourceModel, CallbackContext> driver(
      String region, String token, Aws.Transport transport) {
    ResourceHandlerRequest<ResourceModel> request = request(region, Map.of());
    request.setClientRequestToken(token);
    return driver(contract::handle, request, transport);
  }

  /** Before other handlers. */
  Driver<ResourceModel, CallbackContext> driver(
      Driver.Handler<ResourceModel, CallbackContext> handler) {
    return driver(handler, request(REGION, Map.of()), journal);
  }

  private static Driver<ResourceModel, CallbackContext> driver(
      Driver.Handler<ResourceModel, CallbackContext> handler,
      ResourceHandlerRequest<ResourceModel> request,
      Aws.Transport transport) {
    return new Driver<>(handler, transport, new TypeReference<CallbackContext>() {}, request);
  }

  private static ResourceHandlerRequest<ResourceModel> request(
      String region, Map<String, String> stackTags) {
    return ResourceHandlerRequest.<ResourceModel>builder()
        .awsPartition("aws")
        .awsAccountId(ACCOUNT)
        .region(region)
        .desiredResourceTags(stackTags)
        .build();
  }

  /** ARN of a key that somebody else in the account has made. */
  static String foreignKey(World world, String region) {
    return world
        .kms(region)
        .createKey(it -> it.multiRegion(false).policy(FOREIGN_POLICY))
        .keyMetadata()
        .keyId();
  }

  /** A declaration of nothing but the name. */
  static ResourceModel named(String bucketName) {
    return ResourceModel.builder().bucketName(bucketName).build();
  }

  FakeBucket bucket() {
    return s3.buckets.get(NAME);
  }

  FakeKey bucketKey() {
    return kms.named(REGION, alias("bucket")).orElseThrow();
  }

  FakeKey sessionKey() {
    return kms.named(REGION, alias("session")).orElseThrow();
  }

  FakeKey replica(String region) {
    return kms.named(region, alias("session")).orElseThrow();
  }

  static String alias(String purpose) {
    return "alias/session-logging/" + NAME + "/" + purpose;
  }

  FakeKms kms(String region) {
    return aws.kms(region);
  }
}
