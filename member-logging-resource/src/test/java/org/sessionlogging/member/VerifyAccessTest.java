package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.fakes.LogAccount;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** The member's side is proven before a success: each check broken one by one. */
class VerifyAccessTest {
  private static final String SESSION_KEY_HERE =
      KeyArn.parse(World.SESSION_KEY).orElseThrow().in(World.HERE).toString();
  private static final String BOUNDARY = "arn:aws:iam::" + World.ACCOUNT + ":policy/boundary";
  private static final List<String> LOOKS =
      List.of(
          "s3 GetBucketEncryption",
          "kms DescribeKey",
          "kms Decrypt",
          "kms GenerateDataKey",
          "iam GetRole",
          "iam SimulatePrincipalPolicy");

  private final World world = new World();

  /** What is broken, and what is said of it. */
  record Broken(
      String name,
      Consumer<World> change,
      HandlerErrorCode code,
      boolean mayPass,
      List<String> said) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Broken broken(
      String name, Consumer<World> change, HandlerErrorCode code, boolean mayPass, String... said) {
    return new Broken(name, change, code, mayPass, List.of(said));
  }

  static Stream<Broken> breaks() {
    return Stream.of(
        broken(
            "bucket gone",
            world -> world.aws.s3().buckets.clear(),
            HandlerErrorCode.InvalidRequest,
            true,
            "VerifyAccess bucket: s3 GetBucketEncryption failed: ",
            "NoSuchBucket",
            "There is no bucket central-logs in eu-central-1"),
        broken(
            "bucket of another owner",
            world -> {
              FakeBucket former = bucket(world);
              FakeBucket stolen =
                  world.aws.s3().add("central-logs", "444455556666", "eu-central-1", Map.of());
              stolen.policy = former.policy;
              stolen.encryption = former.encryption;
            },
            HandlerErrorCode.AccessDenied,
            true,
            "VerifyAccess bucket: s3 GetBucketEncryption failed: ",
            "account 999988887777, to which the key belongs, does not own central-logs"),
        broken(
            "bucket that lets nobody in",
            world -> bucket(world).policy = null,
            HandlerErrorCode.AccessDenied,
            true,
            "VerifyAccess bucket: ",
            "no resource-based policy allows",
            "OrganizationId and OrganizationPaths"),
        broken(
            "bucket in another Region than its key",
            world -> {
              FakeBucket moved =
                  world.aws.s3().add("central-logs", "999988887777", "eu-north-1", Map.of());
              moved.policy = "{}";
            },
            HandlerErrorCode.InvalidRequest,
            true,
            "VerifyAccess bucket: ",
            "in eu-central-1, the Region of its key"),
        broken(
            "bucket with another key",
            world -> LogAccount.encrypt(bucket(world), World.BUCKET_KEY.replace("5555", "6666")),
            HandlerErrorCode.InvalidRequest,
            true,
            "VerifyAccess bucket-encryption: central-logs is encrypted by aws:kms with ",
            "the policy of the instances names " + World.BUCKET_KEY),
        broken(
            "bucket that names its key by id",
            world -> LogAccount.encrypt(bucket(world), World.BUCKET_KEY.replaceFirst(".*key/", "")),
            HandlerErrorCode.InvalidRequest,
            true,
            "VerifyAccess bucket-encryption: "),
        broken(
            "bucket with AES256",
            world ->
                bucket(world).encryption =
                    bucket(world).encryption.toBuilder()
                        .applyServerSideEncryptionByDefault(
                            it -> it.sseAlgorithm(ServerSideEncryption.AES256))
                        .build(),
            HandlerErrorCode.InvalidRequest,
            true,
            "VerifyAccess bucket-encryption: central-logs is encrypted by AES256"),
        broken(
            "no encryption",
            world -> bucket(world).encryption = null,
            HandlerErrorCode.InvalidRequest,
            true,
            "VerifyAccess bucket-encryption: central-logs is encrypted by nothing"),
        broken(
            "bucket key disabled",
            world -> key(world, World.BUCKET_KEY).state = KeyState.DISABLED,
            HandlerErrorCode.InvalidRequest,
            true,
            "VerifyAccess bucket-key: kms DescribeKey says that ",
            "is Disabled",
            "aws kms enable-key"),
        broken(
            "bucket key going",
            world -> key(world, World.BUCKET_KEY).state = KeyState.PENDING_DELETION,
            HandlerErrorCode.InvalidRequest,
            false,
            "VerifyAccess bucket-key: ",
            "PendingDeletion",
            "aws kms cancel-key-deletion"),
        broken(
            "bucket key gone",
            world -> world.aws.kms().keys.remove(key(world, World.BUCKET_KEY)),
            HandlerErrorCode.AccessDenied,
            true,
            "VerifyAccess bucket-key: kms DescribeKey failed: "),
        broken(
            "bucket key used by anybody",
            world -> alsoAllow(key(world, World.BUCKET_KEY), "kms:Decrypt"),
            HandlerErrorCode.InvalidRequest,
            false,
            "VerifyAccess bucket-key-use: KMS would decrypt with " + World.BUCKET_KEY,
            "The policy of the key has a hole"),
        broken(
            "replica missing",
            world -> world.aws.kms().keys.remove(key(world, SESSION_KEY_HERE)),
            HandlerErrorCode.AccessDenied,
            true,
            "VerifyAccess session-encryption: kms GenerateDataKey failed: ",
            "There may be no replica of the key in eu-west-1: add the Region to ReplicaRegions"),
        broken(
            "session key disabled",
            world -> key(world, SESSION_KEY_HERE).state = KeyState.DISABLED,
            HandlerErrorCode.InvalidRequest,
            true,
            "VerifyAccess session-encryption: kms GenerateDataKey failed: ",
            "DisabledException"),
        broken(
            "session key going",
            world -> key(world, SESSION_KEY_HERE).state = KeyState.PENDING_DELETION,
            HandlerErrorCode.InvalidRequest,
            false,
            "VerifyAccess session-encryption: ",
            "KMSInvalidStateException"),
        broken(
            "session key without Decrypt",
            world -> {
              FakeKey key = key(world, SESSION_KEY_HERE);
              key.policy = key.policy.replace("\"kms:Decrypt\"", "\"kms:Encrypt\"");
            },
            HandlerErrorCode.AccessDenied,
            true,
            "VerifyAccess session-decryption: kms Decrypt failed: "),
        broken(
            "role outside of its boundary",
            world -> bound(world, "Allow", "ec2:*"),
            HandlerErrorCode.AccessDenied,
            true,
            "VerifyAccess role-rights: s3:GetEncryptionConfiguration of role app on"
                + " arn:aws:s3:::central-logs is outside of its permissions boundary"),
        broken(
            "role that a policy denies",
            world -> {
              world.iam.policy(BOUNDARY, policy("Deny", "kms:Decrypt"));
              world.attached("app").add(BOUNDARY);
            },
            HandlerErrorCode.AccessDenied,
            true,
            "VerifyAccess role-rights: kms:Decrypt of role app on " + SESSION_KEY_HERE,
            "is denied by a policy of the role"));
  }

  private static FakeBucket bucket(World world) {
    return world.aws.s3().buckets.get("central-logs");
  }

  private static FakeKey key(World world, String arn) {
    return world.aws.kms().keys.stream().filter(it -> it.arn.equals(arn)).findFirst().orElseThrow();
  }

  private static void alsoAllow(FakeKey key, String action) {
    key.policy =
        PolicyDocument.of(
                Stream.concat(
                        PolicyDocument.parse(key.policy).statements().stream(),
                        Stream.of(
                            Statement.allow("Hole")
                                .everyone()
                                .actions(action)
                                .resources("*")
                                .when("StringEquals", "aws:PrincipalOrgID", "o-abcdefghij")))
                    .toList())
            .json();
  }

  private static String policy(String effect, String action) {
    return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"%s\", \"Action\": \"%s\", \"Resource\": \"*\"}]}"
        .formatted(effect, action);
  }

  private static void bound(World world, String effect, String action) {
    world.iam.policy(BOUNDARY, policy(effect, action));
    world.iam.roles.get("app").boundary = BOUNDARY;
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void whatIsBrokenFailsACreationThatIsNotUndone(Broken broken) {
    String before = world.picture();
    broken.change().accept(world);
    String brokenBefore = world.picture();

    ProgressEvent<ResourceModel, CallbackContext> end = world.here.create(model());

    String message = failed(end, broken.code());
    assertThat(message)
        .contains(broken.said())
        .contains("CloudFormation now takes back what was made.");
    assertThat(world.here.secondsWaited() >= 110).isEqualTo(broken.mayPass());
    assertThat(end.getResourceModel().getDocumentName()).isEqualTo(World.PREFERENCES);
    assertThat(world.document().latestText()).contains("central-logs");
    assertThat(world.attached("app")).isNotEmpty();
    assertThat(world.document().tags).doesNotContainKey("session-logging:succeeded");
    succeeded(world.here.delete(end.getResourceModel()));
    assertThat(world.picture()).isEqualTo(brokenBefore).isNotEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void whatIsBrokenFailsAnUpdateThatIsNotUndone(Broken broken) {
    succeeded(world.here.create(model()));
    broken.change().accept(world);
    ResourceModel changed = model().toBuilder().idleSessionTimeout(7).build();

    ProgressEvent<ResourceModel, CallbackContext> end = world.here.update(model(), changed);

    assertThat(failed(end, broken.code())).contains(broken.said());
    assertThat(end.getResourceModel()).isNotNull();
    assertThat(world.document().latestText()).contains("\"idleSessionTimeout\":\"7\"");
  }

  @Test
  void whatIsFineIsSaidLineByLineAndTheOtherRegionIsWarnedOf() {
    succeeded(world.here.create(model()));

    List<String> lines =
        world.here.log().stream().filter(line -> line.startsWith("VerifyAccess")).toList();
    assertThat(lines).hasSize(12).doesNotHaveDuplicates();
    assertThat(lines)
        .filteredOn(line -> !line.startsWith("VerifyAccess PROVEN "))
        .singleElement()
        .asString()
        .startsWith("VerifyAccess WARNING bucket-region: the bucket is in eu-central-1")
        .contains("gateway endpoint");
    assertThat(lines).anyMatch(line -> line.contains("role web,blue has the policy"));
  }

  @Test
  void nothingIsAskedTwice() {
    succeeded(world.here.create(model()));
    ResourceModel changed = model().toBuilder().idleSessionTimeout(7).build();
    succeeded(world.here.update(model(), changed));
    world.journal.forget();

    succeeded(world.here.update(changed, changed));

    assertThat(world.journal.calls())
        .filteredOn(LOOKS::contains)
        .hasSize(1 + 1 + 2 + 1 + 2 + 2 * 4);
    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void denialThatPassesIsWaitedOut() {
    String policy = bucket(world).policy;
    bucket(world).policy = null;
    int[] looks = {0};
    world.journal.beforeEach(
        () -> {
          if (world.journal.calls().get(world.journal.calls().size() - 1).equals(LOOKS.get(0))
              && ++looks[0] == 5) {
            bucket(world).policy = policy;
          }
        });

    succeeded(world.here.create(model()));

    assertThat(world.here.secondsWaited()).isBetween(10, 60);
  }

  @Test
  void policyThatSomebodyDetachesMeanwhileIsAttachedAgainAndProven() {
    boolean[] done = {false};
    world.journal.beforeEach(
        () -> {
          if (!done[0] && world.journal.calls().contains("iam SimulatePrincipalPolicy")) {
            done[0] = true;
            world.attached("app").clear();
          }
        });

    succeeded(world.here.create(model()));

    assertThat(world.attached("app")).hasSize(1);
    assertThat(world.here.log())
        .anyMatch(line -> line.startsWith("VerifyAccess FAILURE role-rights: "));
  }

  @Test
  void preferencesThatSomebodyEditsMeanwhileArePutRightAndProven() {
    bucket(world).policy = null;
    ProgressEvent<ResourceModel, CallbackContext> end = world.here.create(model());
    assertThat(end.isFailed()).isTrue();
    World.CENTRAL.put(world.aws, World.HERE, World.THERE);
    world.document().write(world.document().latestText().replace("central-logs", "elsewhere"));
    ResourceModel replacing = model().toBuilder().onExistingPreferences("REPLACE").build();

    succeeded(world.here.update(model(), replacing));

    assertThat(world.document().latestText()).contains("central-logs");
    assertThat(world.document().defaultText()).contains("central-logs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iam GetRole", "iam SimulatePrincipalPolicy"})
  void rightsThatMayNotBeLookedAtAreUnprovenAndNoFailure(String call) {
    world.journal.failAlways(call, AwsError.of(403, "AccessDenied", "User: arn is not authorized"));

    succeeded(world.here.create(model()));

    assertThat(world.here.log())
        .filteredOn(line -> line.startsWith("VerifyAccess UNPROVEN role-rights: of role app, "))
        .singleElement()
        .asString()
        .contains(call + " failed: User: arn is not authorized");
  }

  @Test
  void rightsThatAreAskedForTooOftenAreUnprovenAndNoFailure() {
    world.journal.failAlways(
        "iam SimulatePrincipalPolicy", AwsError.of(400, "Throttling", "Rate exceeded"));

    succeeded(world.here.create(model()));

    assertThat(world.here.secondsWaited()).isLessThan(60);
    assertThat(world.here.log())
        .anyMatch(
            line ->
                line.startsWith("VerifyAccess UNPROVEN role-rights: of role app, ")
                    && line.contains("Rate exceeded"));
  }

  @Test
  void handlerThatMayNotDecryptIsToldSoAndLearnsNothingOfTheKeysPolicy() {
    world.journal.failAlways(
        "kms Decrypt",
        AwsError.of(
            400,
            "AccessDeniedException",
            "User: arn is not authorized because no identity-based policy allows it"));

    String message = failed(world.here.create(model()), HandlerErrorCode.AccessDenied);

    assertThat(message)
        .startsWith("VerifyAccess session-decryption: kms Decrypt failed: User: arn is not")
        .contains("Allow the action to the role that this operation runs under");
    assertThat(world.here.log())
        .anyMatch(line -> line.startsWith("VerifyAccess UNPROVEN bucket-key-use: "));
  }

  @Test
  void rightThatDependsOnWhatIsUnknownIsUnproven() {
    String text =
        "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\","
            + " \"Condition\": {\"StringEquals\": {\"aws:SourceVpc\": \"vpc-1\"}}}]}";
    world.iam.policy(BOUNDARY, text);
    world.iam.roles.get("app").boundary = BOUNDARY;

    succeeded(world.here.create(model()));

    assertThat(world.here.log())
        .anyMatch(
            line ->
                line.startsWith("VerifyAccess UNPROVEN role-rights: ")
                    && line.contains("depends on aws:SourceVpc"));
  }

  @Test
  void skippedRolesAreNotLookedAt() {
    ResourceModel declared =
        model().toBuilder().roleNames(Set.of("app", "absent")).onMissingRole("SKIP").build();

    succeeded(world.here.create(declared));

    assertThat(world.here.log()).noneMatch(line -> line.contains("role absent"));
  }

  @Test
  void ownersOfEitherKeyMayOwnTheBucket() {
    String given =
        World.BUCKET_KEY
            .replace("999988887777", "444455556666")
            .replace("5555-", "6666-")
            .replace("-4444-", "-5555-");
    FakeKey key = world.aws.kms().add(given, true, key(world, World.BUCKET_KEY).policy);
    LogAccount.encrypt(bucket(world), key.arn);

    succeeded(world.here.create(model().toBuilder().bucketKeyArn(given).build()));
  }

  @Test
  void nothingIsLookedAtWhereThatIsDeclared() {
    world.aws.s3().buckets.clear();

    succeeded(world.here.create(model().toBuilder().verifyAccess(false).build()));

    assertThat(world.journal.calls()).doesNotContainAnyElementsOf(LOOKS);
  }

  @Test
  void readAndDeleteProveNothing() {
    succeeded(world.here.create(model()));
    world.aws.s3().buckets.clear();
    world.aws.kms().keys.clear();
    world.journal.forget();

    succeeded(world.here.read(identifier()));
    succeeded(world.here.delete(identifier()));

    assertThat(world.journal.calls()).doesNotContainAnyElementsOf(LOOKS);
    assertThat(world.documents()).isEmpty();
  }
}
