package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.fakes.LogAccount;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.verification.World.Run;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LoggingEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ReplicationConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;

/** What the command finds of the log account itself: each thing broken, and nothing else. */
@SuppressWarnings("deprecation") // S3 goes on with rules of the older form, with a prefix.
class LogAccountTest {
  private static final String FAILURE = "FAILURE ";
  private static final String WARNING = "WARNING ";
  private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  private final World world = new World();

  record Broken(String name, Consumer<World> change, String found, String cause) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Broken> breaks() {
    return Stream.of(
        new Broken(
            "key policy with a guest",
            world -> add(world.key(World.BUCKET_KEY)),
            FAILURE + "key-policy",
            World.BUCKET_KEY
                + " is not what Central writes for what the bucket's policy declares: Guest is added"),
        new Broken(
            "policy of a replica with a guest",
            world -> add(world.key(World.SESSION_KEY.in(World.THERE))),
            FAILURE + "key-policy",
            World.SESSION_KEY.in(World.THERE) + " is not what Central writes"),
        new Broken(
            "key policy without its refusals",
            world -> {
              FakeKey key = world.key(World.SESSION_KEY);
              key.policy = key.policy.replace("kms:DescribeKey\",\"Resource", "kms:*\",\"Resource");
            },
            FAILURE + "key-policy",
            "MembersDescribeKey is changed"),
        new Broken(
            "bucket's policy with a guest",
            world ->
                world.bucket().policy =
                    and(
                        world.bucket().policy,
                        Statement.allow("Guest").principal("1").actions("s3:*")),
            FAILURE + "bucket-policy",
            "the bucket's policy is not what Central writes: Guest is added"),
        new Broken(
            "unfinished uploads stay",
            world -> world.bucket().lifecycle = null,
            WARNING + "lifecycle",
            "no rule aborts unfinished uploads"),
        new Broken(
            "rule that deletes",
            world -> lifecycle(world, "cheap", it -> it.expiration(e -> e.days(30)).prefix("")),
            FAILURE + "lifecycle",
            "the lifecycle rule cheap, which is not Central's, takes away logs 30 days after"),
        new Broken(
            "rule that deletes old versions",
            world ->
                lifecycle(
                    world,
                    "old",
                    it ->
                        it.noncurrentVersionExpiration(n -> n.noncurrentDays(1))
                            .filter(f -> f.and(a -> a.prefix(World.FIRST)))),
            FAILURE + "lifecycle",
            "their old versions 1 days after"),
        new Broken(
            "expiry before the lock ends",
            world -> {
              world.bucket().objectLock = lock(DefaultRetention.builder().years(2));
              lifecycle(world, "session-logging-expiration", it -> it.expiration(e -> e.days(400)));
            },
            WARNING + "lifecycle",
            "COMPLIANCE for 730 days"),
        new Broken(
            "lock without a retention",
            world ->
                world.bucket().objectLock =
                    ObjectLockConfiguration.builder()
                        .objectLockEnabled(ObjectLockEnabled.ENABLED)
                        .build(),
            WARNING + "object-lock",
            "gives new logs no retention"),
        new Broken(
            "copies for somebody else",
            world -> {
              world.archive().s3().add("copies", World.FIRST, World.HERE, Map.of());
              copies(world, it -> it.destination(d -> d.bucket("arn:aws:s3:::copies")));
            },
            FAILURE + "replication",
            "the replication rule backup copies logs to copies, which is no bucket of this account"),
        new Broken(
            "copies that become another account's",
            world ->
                copies(
                    world,
                    it ->
                        it.filter(f -> f.and(a -> a.prefix(World.FIRST)))
                            .destination(
                                d -> d.bucket("arn:aws:s3:::copies").account(World.FIRST))),
            FAILURE + "replication",
            "is no bucket of this account"),
        new Broken(
            "access logs for nobody",
            world -> world.bucket().logging = to("gone"),
            WARNING + "access-log",
            "access logs are lost: their bucket gone is none of this account"),
        new Broken(
            "access logs for a bucket with a key",
            world -> {
              LogAccount.encrypt(
                  world.archive().s3().add("access", World.ARCHIVE, World.HERE, Map.of()),
                  "alias/x");
              world.bucket().logging = to("access");
            },
            WARNING + "access-log",
            "is encrypted with a KMS key by default"),
        new Broken(
            "an administrator",
            world -> world.archive().iam().role("admin").policies.add(ADMINISTRATOR),
            WARNING + "administrators",
            "1 of 2 roles and users may undo the archive: role/admin (kms:DeleteAlias"),
        new Broken(
            "a user who may delete logs",
            world -> {
              world.archive().iam().user("ann").path = "/people/";
              world.archive().iam().user("ann").policies.add(deleting(world, ""));
            },
            WARNING + "administrators",
            "may undo the archive: user/people/ann (s3:DeleteObject)"),
        new Broken(
            "a role that may from some network",
            world ->
                world
                    .archive()
                    .iam()
                    .role("night")
                    .policies
                    .add(
                        deleting(
                            world,
                            ",\"Condition\":{\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}}")),
            WARNING + "administrators",
            "role/night where aws:SourceVpc lets it"));
  }

  private static void add(FakeKey key) {
    key.policy =
        and(
            key.policy,
            Statement.allow("Guest").principal(World.FIRST).actions("kms:Decrypt").resources("*"));
  }

  private static String and(String policy, Statement more) {
    return PolicyDocument.of(
            Stream.concat(PolicyDocument.parse(policy).statements().stream(), Stream.of(more))
                .toList())
        .json();
  }

  private static void lifecycle(World world, String id, Consumer<LifecycleRule.Builder> rule) {
    world.bucket().lifecycle =
        Stream.concat(
                world.bucket().lifecycle.stream(),
                Stream.of(
                    LifecycleRule.builder()
                        .id(id)
                        .status(ExpirationStatus.ENABLED)
                        .applyMutation(rule)
                        .build()))
            .toList();
  }

  private static void copies(World world, Consumer<ReplicationRule.Builder> rule) {
    world.bucket().replication =
        ReplicationConfiguration.builder()
            .rules(
                ReplicationRule.builder()
                    .id("backup")
                    .status(ReplicationRuleStatus.ENABLED)
                    .applyMutation(rule)
                    .build())
            .build();
  }

  private static ObjectLockConfiguration lock(DefaultRetention.Builder retention) {
    return ObjectLockConfiguration.builder()
        .objectLockEnabled(ObjectLockEnabled.ENABLED)
        .rule(it -> it.defaultRetention(retention.mode(ObjectLockRetentionMode.COMPLIANCE).build()))
        .build();
  }

  private static LoggingEnabled to(String bucket) {
    return LoggingEnabled.builder().targetBucket(bucket).targetPrefix("").build();
  }

  private static String deleting(World world, String condition) {
    String arn = "arn:aws:iam::" + World.ARCHIVE + ":policy/deleting";
    world
        .archive()
        .iam()
        .policy(
            arn,
            ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:DeleteObject\","
                    + "\"Resource\":\"*\"%s}]}")
                .formatted(condition));
    return arn;
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void whatIsBrokenIsFoundAndNothingElse(Broken broken) {
    broken.change().accept(world);

    Run run = world.run("--format", "json");

    assertThat(VerifyTest.found(run))
        .containsExactly(broken.found().replace(" ", " " + World.ARCHIVE + " " + World.HERE + " "));
    assertThat(run.out()).contains(broken.cause());
    assertThat(run.status()).isEqualTo(broken.found().startsWith(FAILURE) ? 1 : 0);
    assertThat(world.journal.writes()).containsOnly("sts AssumeRole");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3 GetObjectLockConfiguration",
        "s3 GetBucketLifecycleConfiguration",
        "s3 GetBucketReplication",
        "s3 GetBucketLogging",
        "kms GetKeyPolicy",
        "iam ListRoles",
        "iam ListUsers"
      })
  void whatMayNotBeLookedAtIsUnknown(String call) {
    for (SdkException refusal :
        List.of(
            AwsError.of(403, "AccessDenied", "not authorized"),
            SdkClientException.create("Connection reset"))) {
      world.journal.failAlways(call, refusal);

      Run run = world.run("--format", "json");

      assertThat(VerifyTest.found(run)).isNotEmpty().allMatch(it -> it.startsWith("UNPROVEN"));
      assertThat(run.out()).contains(call + " failed: ");
      assertThat(run.status()).isEqualTo(2);
    }
  }

  /** They say what is to be taken into account, not what is right. */
  @ParameterizedTest
  @ValueSource(strings = {"s3 GetBucketTagging", "kms ListResourceTags"})
  void tagsAreNotNeededWhereAllIsInOrder(String call) {
    world.journal.failAlways(call, AwsError.of(403, "AccessDenied", "not authorized"));

    assertThat(world.run().status()).isZero();
  }

  @Test
  void ownBucketsThatMayNotBeListedLeaveCopiesUnknown() {
    copies(world, it -> it.destination(d -> d.bucket("arn:aws:s3:::copies")));
    world.journal.failAlways("s3 ListBuckets", AwsError.of(403, "AccessDenied", "not authorized"));

    assertThat(VerifyTest.found(world.run("--format", "json")))
        .containsExactly("UNPROVEN " + World.ARCHIVE + " " + World.HERE + " replication");
  }

  @Test
  void copiesWithinTheAccountAreFine() {
    world.archive().s3().add("copies", World.ARCHIVE, World.THERE, Map.of());
    copies(world, it -> it.prefix("").destination(d -> d.bucket("arn:aws:s3:::copies")));
    world.archive().s3().add("access", World.ARCHIVE, World.HERE, Map.of());
    world.bucket().logging = to("access");
    world.bucket().objectLock = lock(DefaultRetention.builder().days(30));

    assertThat(VerifyTest.found(world.run("--format", "json"))).isEmpty();
  }

  /** Members go on with the former key, and their policies name the new one (ADR 0020). */
  @Test
  void bucketThatIsBeingTakenOverIsAWarning() {
    String former = World.BUCKET_KEY.toString().replace("11111111-2222", "99999999-2222");
    world.archive().kms().add(former, true, world.key(World.BUCKET_KEY).policy);
    LogAccount.encrypt(world.bucket(), former);
    world.bucket().tags.put(Tags.OURS + "former-encryption", former);
    world.bucket().tags.put(Tags.OURS + "on-existing-bucket", "ADOPT");
    world.bucket().policy =
        world
            .bucket()
            .policy
            .replace(
                "\"s3:x-amz-server-side-encryption-aws-kms-key-id\":\"" + World.BUCKET_KEY + "\"",
                "\"s3:x-amz-server-side-encryption-aws-kms-key-id\":[\""
                    + World.BUCKET_KEY
                    + "\",\""
                    + former
                    + "\"]");
    PolicyDocument policy = PolicyDocument.parse(world.bucket().policy);
    Statement move = policy.statement("RefuseMoveToForeignKey").orElseThrow();
    world.bucket().policy =
        world
            .bucket()
            .policy
            .replace(move.toString(), move.toString().replace(",\"" + former + "\"", ""));

    Run run = world.run("--format", "json");

    assertThat(VerifyTest.found(run))
        .containsExactly("WARNING " + World.ARCHIVE + " " + World.HERE + " bucket-encryption");
    assertThat(run.out()).contains("goes on with what it was encrypted with");
  }

  /** No alias leads to a key of another account; a tag names it (ADR 0025). */
  @Test
  void sessionKeyOfAnotherAccountIsFoundByTheTag() {
    KeyArn given =
        KeyArn.parse(
                World.SESSION_KEY
                    .toString()
                    .replace(World.ARCHIVE, World.FIRST)
                    .replace("mrk-0123", "mrk-9999"))
            .orElseThrow();
    world
        .archive()
        .kms()
        .add(
            given.toString(),
            true,
            world.key(World.SESSION_KEY).policy.replace(World.ARCHIVE, World.FIRST));
    world
        .archive()
        .kms()
        .aliases
        .values()
        .forEach(it -> it.keySet().removeIf(a -> a.endsWith("/session")));
    world.bucket().tags.put(Tags.OURS + "existing-session-key", given.toString());

    Run run = world.run("--format", "json", "--accounts", World.ARCHIVE);

    assertThat(run.out())
        .contains("only account " + World.FIRST + " can read the policy of its key")
        .contains("Have it looked at there")
        .doesNotContain("no key bears");
  }

  @Test
  void declaredAdministratorsOwnRolesAndServicesAreNotAskedAbout() {
    world.archive().iam().role("Central").path = "/session-logging/";
    world.archive().iam().role("Central").policies.add(ADMINISTRATOR);
    world.archive().iam().role("AWSServiceRoleForX").path = "/aws-service-role/x.amazonaws.com/";
    world.archive().iam().role("AWSServiceRoleForX").policies.add(ADMINISTRATOR);
    world.journal.forget();

    assertThat(VerifyTest.found(world.run("--format", "json"))).isEmpty();
  }

  @Test
  void throttledSimulatorLeavesThemUnknown() {
    world.journal.failAlways(
        "iam SimulatePrincipalPolicy", AwsError.of(400, "Throttling", "Rate exceeded"));

    assertThat(VerifyTest.found(world.run("--format", "json", "--accounts", World.ARCHIVE)))
        .contains("UNPROVEN " + World.ARCHIVE + " " + World.HERE + " administrators");
  }

  /** Two hundred at most, and it is said. */
  @Test
  void manyAreNotAllAskedAbout() {
    for (int number = 0; number < 205; number++) {
      world.archive().iam().role("role-" + number);
    }

    Run run = world.run("--format", "json", "--accounts", World.ARCHIVE, "--regions", World.HERE);

    assertThat(run.out())
        .contains("of 206 roles and users 6 were not asked about, as there are too many");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void regionsOfMembersAreFoundWithoutBeingNamed() {
    World.putMember(world.account(World.FIRST), "eu-west-2");

    Run run = world.run("--format", "json");

    assertThat(VerifyTest.found(run))
        .containsExactly("FAILURE " + World.FIRST + " eu-west-2 session-key");
    assertThat(run.out())
        .contains("add the Region to ReplicaRegions of Central")
        .contains("\"eu-west-2\"");
  }

  @Test
  void preferencesOfSomethingElseAreNoMember() {
    World.putMember(world.account(World.FIRST), "eu-west-2");
    world.document(World.FIRST, "eu-west-2").defaultVersion =
        world
            .document(World.FIRST, "eu-west-2")
            .write(
                world
                    .document(World.FIRST, "eu-west-2")
                    .latestText()
                    .replace("\"central-logs\"", "\"other\""));

    assertThat(VerifyTest.found(world.run("--format", "json"))).isEmpty();
  }

  @Test
  void regionThatAnAccountHasNotEnabledIsNotLookedAt() {
    world.account(World.FIRST).ec2().enabledRegions.remove(World.THERE);
    world.account(World.FIRST).ssm().documents.remove(World.THERE);

    assertThat(VerifyTest.found(world.run("--format", "json"))).isEmpty();
  }

  @Test
  void regionsThatNobodyTellsAreUnknown() {
    world.journal.failAlways(
        "ec2 DescribeRegions", AwsError.of(403, "UnauthorizedOperation", "not authorized"));

    Run run = world.run("--format", "json");

    assertThat(VerifyTest.found(run))
        .hasSize(3)
        .allMatch(it -> it.startsWith("UNPROVEN") && it.endsWith("  regions"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(world.run("--regions", String.join(",", Set.of(World.HERE, World.THERE))).status())
        .isZero();
  }

  @Test
  void regionsWhoseDocumentMayNotBeReadAreNamedTogether() {
    world.journal.failAlways(
        "ssm GetDocument", AwsError.of(400, "AccessDeniedException", "explicit deny"));

    Run run = world.run("--format", "json", "--accounts", World.FIRST);

    assertThat(VerifyTest.found(run)).contains("UNPROVEN " + World.FIRST + "  regions");
    assertThat(run.out())
        .contains("whether there are members in eu-west-1, eu-west-2 is not known");
  }

  @Test
  void listOfRegionsIsAskedOnceOfAnAccount() {
    assertThat(world.run().status()).isZero();

    assertThat(world.journal.calls())
        .filteredOn("ec2 DescribeRegions"::equals)
        .hasSize(List.of(World.ARCHIVE, World.FIRST, World.SECOND).size());
  }
}
