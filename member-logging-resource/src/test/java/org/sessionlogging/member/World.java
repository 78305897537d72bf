package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.LogAccount;
import org.sessionlogging.fakes.VirtualTime;
import org.sessionlogging.fakes.iam.FakeRole;
import org.sessionlogging.fakes.iam.IamState;
import org.sessionlogging.fakes.ssm.FakeDocument;
import org.sessionlogging.fakes.ssm.FakeSsm;
import org.sessionlogging.kit.contract.Clock;
import org.sessionlogging.kit.contract.HandlerContract;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** A member account in two Regions, and CloudFormation in each of them. */
final class World {
  static final String ACCOUNT = "111122223333";
  static final String HERE = "eu-west-1";
  static final String THERE = "us-east-1";
  static final String PREFERENCES = "SSM-SessionManagerRunShell";
  static final String BUCKET_KEY =
      "arn:aws:kms:eu-central-1:999988887777:key/11111111-2222-3333-4444-555555555555";
  static final String SESSION_KEY =
      "arn:aws:kms:eu-central-1:999988887777:key/mrk-0123456789abcdef0123456789abcdef";

  /** The log account of this world. */
  static final LogAccount CENTRAL = LogAccount.of("central-logs", BUCKET_KEY, SESSION_KEY);

  /** That of the contract's inputs. */
  static final LogAccount ACME =
      LogAccount.of(
          "acme-session-logs",
          "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");

  static final String HOST_MANAGEMENT =
      "/ssm/managed-instance/default-ec2-instance-management-role";
  static final String HOST_POLICY =
      "arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy";

  /** One that bounds nothing, so that sessions of whoever has it are logged. */
  static final String BOUNDARY = "arn:aws:iam::aws:policy/AdministratorAccess";

  static final String HOST_ROLE = "SessionLoggingDefaultHostManagementRole";

  final FakeAws aws;
  final IamState iam;
  final Journal journal = new Journal();
  final Driver<ResourceModel, CallbackContext> here;
  final Driver<ResourceModel, CallbackContext> there;

  /** An AWS of this account that is there already. */
  World(FakeAws aws) {
    this.aws = aws;
    this.iam = aws.iam();
    this.here = driver(HERE, journal);
    this.there = driver(THERE, journal);
  }

  World() {
    this(new FakeAws(ACCOUNT));
    CENTRAL.put(aws, HERE, THERE);
    iam.role("app");
    iam.role("web,blue");
  }

  /** The handlers before an AWS: no real waiting, and one call after another. */
  static HandlerContract<ResourceModel, CallbackContext> contract(FakeAws aws) {
    return contract(aws, aws.time());
  }

  /** The same in a time that can be looked at. */
  static HandlerContract<ResourceModel, CallbackContext> contract(FakeAws aws, VirtualTime time) {
    return new HandlerContract<>(
        new MemberType(new Clients(aws::ssm, aws::iam, aws::s3, aws::kms)),
        CallbackContext::new,
        Clock.of(time::milliseconds, time::pause),
        transport -> new Aws(transport, time));
  }

  Driver<ResourceModel, CallbackContext> driver(String region, Aws.Transport transport) {
    return driver(region, null, transport);
  }

  /** CloudFormation with a request of that token. */
  Driver<ResourceModel, CallbackContext> driver(
      String region, String token, Aws.Transport transport) {
    return new Driver<>(
        contract(aws)::handle,
        transport,
        new TypeReference<CallbackContext>() {},
        ResourceHandlerRequest.<ResourceModel>builder()
            .awsPartition("aws")
            .awsAccountId(ACCOUNT)
            .region(region)
            .clientRequestToken(token)
            .build());
  }

  /** CloudFormation on its way back from a failed update. */
  Driver<ResourceModel, CallbackContext> rollback() {
    return told(true);
  }

  /** CloudFormation where it says whether it is on its way back. */
  Driver<ResourceModel, CallbackContext> told(boolean rollback) {
    return new Driver<>(
        contract(aws)::handle,
        journal,
        new TypeReference<CallbackContext>() {},
        ResourceHandlerRequest.<ResourceModel>builder()
            .awsPartition("aws")
            .awsAccountId(ACCOUNT)
            .region(HERE)
            .rollback(rollback)
            .build());
  }

  FakeSsm ssmHere() {
    return aws.ssm(HERE);
  }

  SortedMap<String, FakeDocument> documents() {
    return aws.ssm().in(HERE);
  }

  FakeDocument document() {
    return documents().get(PREFERENCES);
  }

  /** A document that was there before. */
  FakeDocument add(String name, String... texts) {
    return aws.ssm().add(HERE, name, texts);
  }

  /** The role that Default Host Management has in a Region; null while it is off. */
  String hostRole(String region) {
    return aws.ssm().settings.getOrDefault(region, new TreeMap<>()).get(HOST_MANAGEMENT);
  }

  /** Somebody turns Default Host Management on with a role of theirs, made if there is none. */
  FakeRole turnOn(String region, String path, String role) {
    FakeRole theirs = iam.role(role);
    theirs.path = path;
    theirs.policies.add(HOST_POLICY);
    aws.ssm().settingsIn(region).put(HOST_MANAGEMENT, (path + role).substring(1));
    return theirs;
  }

  /** What is attached to each role. */
  List<Set<String>> attached() {
    return iam.roles.values().stream().map(role -> (Set<String>) role.policies).toList();
  }

  Set<String> attached(String role) {
    return iam.roles.get(role).policies;
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

  /** All that a deletion has to bring back, for before and after. */
  String picture() {
    return MemberUnderTest.withoutCounters(aws).picture();
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
