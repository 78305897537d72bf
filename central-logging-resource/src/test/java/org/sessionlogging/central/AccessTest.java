package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;

import java.util.Collections;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.central.ResourceModel.ResourceModelBuilder;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Who may read, who may tamper, whose accounts write, and sessions of just-in-time access. */
class AccessTest {
  private static final String ACCOUNT = "arn:aws:iam::111122223333:";
  private static final String ADMINISTRATOR = ACCOUNT + "role/log-administrator";
  private static final String KEY_ADMINISTRATOR = ACCOUNT + "user/keys/alice";
  static final String JUST_IN_TIME = "SystemsManagerJustInTimeNodeAccessManaged";

  static final ResourceModel NARROWED =
      ConvergenceTest.FULL.toBuilder()
          .organizationPaths(
              Set.of("o-abcdefghij/r-ab12/ou-ab12-11111111/*", "o-abcdefghij/r-ab12/"))
          .logReaderArns(Set.of(ACCOUNT + "role/reading/*", "arn:aws:iam::444455556666:role/audit"))
          .logAdministratorArns(Set.of(ADMINISTRATOR, ACCOUNT + "role/session-logging/*"))
          .keyAdministratorArns(Set.of(KEY_ADMINISTRATOR, ADMINISTRATOR))
          .justInTimeAccess(true)
          .build();

  private final World world = new World();

  static Stream<ResourceModel> declarations() {
    ResourceModel open = ConvergenceTest.FULL;
    return Stream.of(
        NARROWED,
        NARROWED.toBuilder().keyMode("ONE_KEY").build(),
        NARROWED.toBuilder().keyAdministratorArns(null).build(),
        NARROWED.toBuilder().keyAdministratorArns(NARROWED.getLogAdministratorArns()).build(),
        open.toBuilder().logReaderArns(NARROWED.getLogReaderArns()).build(),
        open.toBuilder().logAdministratorArns(Set.of(ADMINISTRATOR)).build(),
        open.toBuilder().keyAdministratorArns(Set.of(KEY_ADMINISTRATOR)).build(),
        open.toBuilder().organizationPaths(NARROWED.getOrganizationPaths()).build(),
        open.toBuilder().justInTimeAccess(true).build());
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void whatIsDeclaredIsReadAndASecondUpdateWritesNothing(ResourceModel declared) {
    assertThat(world.driver.create(declared).getMessage()).isNull();
    assertThat(read()).isEqualTo(withOutputs(declared));

    world.journal.forget();
    assertThat(world.driver.update(declared, declared).isSuccess()).isTrue();
    assertThat(world.journal.writes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void everyListComesAndGoesByAnUpdate(ResourceModel declared) {
    ResourceModel open = declared.toBuilder().build();
    open.setOrganizationPaths(null);
    open.setLogReaderArns(null);
    open.setLogAdministratorArns(null);
    open.setKeyAdministratorArns(null);
    open.setJustInTimeAccess(null);
    world.driver.create(open);
    String before = world.aws.picture();

    assertThat(world.driver.update(open, declared).getMessage()).isNull();
    assertThat(read()).isEqualTo(withOutputs(declared));

    assertThat(world.driver.update(declared, open).getMessage()).isNull();
    assertThat(read().getLogReaderArns()).isNull();
    assertThat(read().getJustInTimeAccess()).isFalse();
    assertThat(world.aws.picture()).isEqualTo(before);
  }

  @Test
  void roleThatIsNotAmongThemIsNamedBeforeAnythingIsMade() {
    String role = ACCOUNT + "role/of/cfn/submit-ExecutionRole-1X";
    world.aws.sts(REGION).principal = role;
    String before = world.aws.picture();

    refused(world.driver.create(NARROWED), "LogAdministratorArns", role);
    assertThat(world.aws.picture()).isEqualTo(before);
    assertThat(world.journal.writes()).isEmpty();

    ResourceModel named = administered(Set.of(role), null);
    assertThat(world.driver.create(named).getMessage()).isNull();
    refused(
        world.driver.update(named, administered(Set.of(role), Set.of(KEY_ADMINISTRATOR))),
        "KeyAdministratorArns",
        role);
    assertThat(world.driver.update(named, administered(Set.of(role), Set.of(role))).getMessage())
        .isNull();
  }

  @Test
  void everyOperationLooksForItself() {
    ResourceModel named = administered(Set.of(ADMINISTRATOR), null);
    world.driver.create(named);
    String role = ACCOUNT + "role/another";
    world.aws.sts(REGION).principal = role;
    String before = world.aws.picture();

    refused(world.driver.update(named, named), "LogAdministratorArns", role);
    assertThat(world.aws.picture()).isEqualTo(before);
  }

  @Test
  void itAsksOnceAnOperationAndOnlyWhereItMatters() {
    world.driver.create(NARROWED);
    assertThat(world.journal.calls()).containsOnlyOnce("sts GetCallerIdentity", "iam GetRole");

    world.journal.forget();
    world.driver.update(NARROWED, ConvergenceTest.FULL);
    assertThat(world.journal.calls()).doesNotContain("sts GetCallerIdentity", "iam GetRole");
  }

  @Test
  void userIsKnownByItsOwnArn() {
    world.aws.sts(REGION).principal = KEY_ADMINISTRATOR;

    ProgressEvent<ResourceModel, CallbackContext> created =
        world.driver.create(administered(null, Set.of(KEY_ADMINISTRATOR)));

    assertThat(created.getMessage()).isNull();
    assertThat(world.journal.calls()).doesNotContain("iam GetRole");
  }

  @Test
  void rootMayAlwaysAdministerKeysAndOnlyThem() {
    world.aws.sts(REGION).principal = ACCOUNT + "root";

    refused(
        world.driver.create(administered(Set.of(ADMINISTRATOR), null)),
        "LogAdministratorArns",
        ACCOUNT + "root");
    assertThat(world.driver.create(administered(null, Set.of(ADMINISTRATOR))).getMessage())
        .isNull();
  }

  @Test
  void roleThatMayNotLookAtItselfIsToldSo() {
    world.journal.failNext("iam GetRole", AwsError.of(403, "AccessDenied", "No."));

    ProgressEvent<ResourceModel, CallbackContext> created = world.driver.create(NARROWED);

    assertThat(created.getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(created.getMessage()).contains("iam GetRole failed", "Allow the action");
    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void roleThatIamDoesNotShowYetIsWaitedFor() {
    world.driver.create(NARROWED);
    world.journal.failNext("iam GetRole", AwsError.of(404, "NoSuchEntity", "No."));

    assertThat(world.driver.update(NARROWED, NARROWED).getMessage()).isNull();
  }

  @Test
  void deniedDeleteSaysWhoMayBeMeant() {
    world.driver.create(NARROWED);
    world.journal.failNext("s3 DeleteBucket", AwsError.of(403, "AccessDenied", "No."));

    ProgressEvent<ResourceModel, CallbackContext> deleted = world.driver.delete(World.named(NAME));

    assertThat(deleted.getErrorCode()).isEqualTo(HandlerErrorCode.AccessDenied);
    assertThat(deleted.getMessage()).contains("LogAdministratorArns", "/session-logging/");
    assertThat(world.driver.delete(World.named(NAME)).isSuccess()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"given", "found"})
  void pathOfAnotherOrganizationIsRefused(String id) {
    ResourceModelBuilder declared =
        NARROWED.toBuilder().organizationPaths(Set.of("o-stranger00/r-ab12/*"));
    declared.organizationId(id.equals("given") ? "o-abcdefghij" : null);

    refused(
        world.driver.create(declared.build()),
        "OrganizationPaths contains a path of another organization",
        "begin it with o-abcdefghij/");
    assertThat(world.journal.writes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONE_KEY", "TWO_KEYS"})
  void sessionKeyAndItsReplicasAloneBearTheTagOfJustInTimeAccess(String mode) {
    world.driver.create(NARROWED.toBuilder().keyMode(mode).build());

    assertThat(world.sessionKey().tags).containsEntry(JUST_IN_TIME, "true");
    assertThat(world.kms.replicas(world.sessionKey()))
        .hasSize(2)
        .extracting(key -> key.tags.get(JUST_IN_TIME))
        .containsOnly("true");
    assertThat(world.bucket().tags).doesNotContainKey(JUST_IN_TIME);
    assertThat(world.kms.keys.stream().filter(key -> !key.multiRegion()))
        .map((FakeKey key) -> key.tags)
        .noneMatch(tags -> tags.containsKey(JUST_IN_TIME));
  }

  @Test
  void emptyListIsNoList() {
    refused(
        world.driver.create(NARROWED.toBuilder().logReaderArns(Collections.emptySet()).build()),
        "LogReaderArns names nobody",
        "leave the property out");
  }

  private static void refused(
      ProgressEvent<ResourceModel, CallbackContext> event, String... words) {
    assertThat(event.getErrorCode()).isEqualTo(HandlerErrorCode.InvalidRequest);
    assertThat(event.getMessage()).contains(words);
  }

  private static ResourceModel administered(Set<String> ofLogs, Set<String> ofKeys) {
    return ConvergenceTest.FULL.toBuilder()
        .logAdministratorArns(ofLogs)
        .keyAdministratorArns(ofKeys)
        .build();
  }

  private ResourceModel read() {
    return world.driver.read(World.named(NAME)).getResourceModel();
  }

  private ResourceModel withOutputs(ResourceModel declared) {
    return declared.toBuilder()
        .bucketArn("arn:aws:s3:::" + NAME)
        .bucketKeyArn(world.bucketKey().arn)
        .sessionKeyArn(world.sessionKey().arn)
        .build();
  }
}
