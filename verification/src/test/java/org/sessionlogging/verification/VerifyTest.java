package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.fakes.ssm.FakeDocument;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.verification.World.Run;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.model.BlockedEncryptionTypes;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.EncryptionType;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;

/** The command over a whole organization: each thing broken is found, and nothing else is. */
class VerifyTest {
  private final World world = new World();

  /**
   * What is broken, and all findings that follow, each as {@code SEVERITY account region check}.
   */
  record Broken(String name, Consumer<World> change, List<String> found, String cause) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Broken broken(String name, Consumer<World> change, String cause, String... found) {
    return new Broken(name, change, List.of(found), cause);
  }

  private static String archive(String check) {
    return "FAILURE " + World.ARCHIVE + " " + World.HERE + " " + check;
  }

  private static String first(String region, String check) {
    return "FAILURE " + World.FIRST + " " + region + " " + check;
  }

  private static String[] everywhere(String... findings) {
    List<String> all = new ArrayList<>();
    for (String finding : findings) {
      for (String account : List.of(World.ARCHIVE, World.FIRST, World.SECOND)) {
        all.add("FAILURE " + account + " " + finding);
      }
    }
    return all.toArray(String[]::new);
  }

  private static String[] and(String one, String... more) {
    return Stream.concat(Stream.of(one), Stream.of(more)).toArray(String[]::new);
  }

  private static Stream<Broken> breaks() {
    return Stream.of(
        broken(
            "key by its id",
            world ->
                world.bucket().encryption =
                    world.bucket().encryption.toBuilder()
                        .applyServerSideEncryptionByDefault(
                            it -> it.sseAlgorithm("aws:kms").kmsMasterKeyID("1234"))
                        .build(),
            "central-logs is encrypted by aws:kms with 1234",
            archive("bucket-encryption")),
        broken(
            "AES256",
            world ->
                world.bucket().encryption =
                    world.bucket().encryption.toBuilder()
                        .applyServerSideEncryptionByDefault(it -> it.sseAlgorithm("AES256"))
                        .build(),
            "central-logs is encrypted by AES256, and members may use arn:",
            archive("bucket-encryption")),
        broken(
            "Bucket Keys",
            world ->
                world.bucket().encryption =
                    world.bucket().encryption.toBuilder().bucketKeyEnabled(true).build(),
            "S3 Bucket Keys are on",
            archive("bucket-encryption")),
        broken(
            "SSE-C",
            world ->
                world.bucket().encryption =
                    world.bucket().encryption.toBuilder()
                        .blockedEncryptionTypes(
                            BlockedEncryptionTypes.builder()
                                .encryptionType(EncryptionType.NONE)
                                .build())
                        .build(),
            "(SSE-C)",
            archive("bucket-encryption")),
        broken(
            "a public access block off",
            world ->
                world.bucket().publicAccess =
                    world.bucket().publicAccess.toBuilder().ignorePublicAcls(false).build(),
            "not all of the bucket's public access blocks",
            archive("public-access")),
        broken(
            "no public access block",
            world -> world.bucket().publicAccess = null,
            "not all of the bucket's public access blocks",
            archive("public-access")),
        broken(
            "objects of their writers",
            world -> world.bucket().ownership = ObjectOwnership.OBJECT_WRITER,
            "object ownership is ObjectWriter",
            archive("ownership")),
        broken(
            "no ownership",
            world -> world.bucket().ownership = null,
            "object ownership is not set",
            archive("ownership")),
        broken(
            "versioning suspended",
            world -> world.bucket().versioning = BucketVersioningStatus.SUSPENDED,
            "versioning is off",
            "WARNING " + World.ARCHIVE + " " + World.HERE + " versioning"),
        broken(
            "a statement gone",
            world ->
                without(
                    world, it -> !it.sid().orElse("").equals("MembersWriteLogs") && it.allows()),
            "is not what Central writes",
            Stream.concat(
                    Stream.of(archive("bucket-policy")),
                    membersOf(World.HERE, World.THERE).map(it -> it + " bucket"))
                .toArray(String[]::new)),
        broken(
            "a refusal gone",
            world -> without(world, it -> !it.allows()),
            "is not what Central writes",
            archive("bucket-policy")),
        broken(
            "key disabled",
            world -> world.key(World.BUCKET_KEY).state = KeyState.DISABLED,
            "is Disabled",
            and(
                archive("bucket-key"),
                everywhere(World.HERE + " bucket-key", World.THERE + " bucket-key"))),
        broken(
            "key not rotated",
            world -> world.key(World.SESSION_KEY).rotationDays = null,
            "is not rotated",
            archive("key-rotation")),
        broken(
            "replica going",
            world -> world.key(World.SESSION_KEY.in(World.THERE)).state = KeyState.PENDING_DELETION,
            "PendingDeletion",
            and(archive("session-key"), everywhere(World.THERE + " session-key"))),
        broken(
            "no document",
            world -> world.account(World.FIRST).ssm().documents.remove(World.THERE),
            "there are no Session Manager preferences",
            first(World.THERE, "preferences")),
        broken(
            "other bucket",
            world ->
                rewrite(world, "\"s3BucketName\":\"central-logs\"", "\"s3BucketName\":\"other\""),
            "logs go to bucket other",
            first(World.HERE, "preferences")),
        broken(
            "no bucket",
            world -> rewrite(world, "\"s3BucketName\":\"central-logs\"", "\"s3BucketName\":\"\""),
            "logs go to no bucket",
            first(World.HERE, "preferences")),
        broken(
            "prefix of another account",
            world -> rewrite(world, World.FIRST + "/" + World.HERE, World.SECOND),
            "the bucket's policy lets the account write nothing below \"" + World.SECOND + "\"",
            first(World.HERE, "preferences"),
            first(World.HERE, "role-rights")),
        broken(
            "key of another Region",
            world -> rewrite(world, "kms:" + World.HERE, "kms:" + World.THERE),
            "sessions are encrypted by " + World.SESSION_KEY.in(World.THERE),
            first(World.HERE, "preferences")),
        broken(
            "no session key",
            world -> rewrite(world, World.SESSION_KEY.toString(), ""),
            "sessions are not encrypted by a key",
            "WARNING " + World.FIRST + " " + World.HERE + " preferences"),
        broken(
            "buckets without encryption taken",
            world ->
                rewrite(world, "\"s3EncryptionEnabled\":true", "\"s3EncryptionEnabled\":false"),
            "sessions go on where the bucket does not encrypt",
            "WARNING " + World.FIRST + " " + World.HERE + " preferences"),
        broken(
            "a text for a boolean",
            world ->
                rewrite(world, "\"s3EncryptionEnabled\":true", "\"s3EncryptionEnabled\":\"true\""),
            "does not take inputs/s3EncryptionEnabled",
            first(World.HERE, "preferences")),
        broken(
            "default left behind",
            world ->
                world
                    .document(World.FIRST, World.HERE)
                    .write(
                        world
                            .document(World.FIRST, World.HERE)
                            .latestText()
                            .replace(
                                "\"idleSessionTimeout\":\"20\"", "\"idleSessionTimeout\":\"21\"")),
            "the default version",
            first(World.HERE, "preferences")),
        broken(
            "policy detached",
            world -> world.account(World.FIRST).iam().role("app").policies.clear(),
            "no role has the policy",
            "WARNING " + World.FIRST + " " + World.HERE + " attachment",
            "WARNING " + World.FIRST + " " + World.THERE + " attachment",
            first(World.HERE, "node-roles"),
            first(World.THERE, "node-roles")),
        broken(
            "Default Host Management's role without it",
            world -> {
              world.account(World.FIRST).iam().role("Hosts").path = "/service-role/";
              world
                  .account(World.FIRST)
                  .ssm()
                  .settingsIn(World.THERE)
                  .put(World.HOST_MANAGEMENT, "service-role/Hosts");
            },
            "role Hosts does not have the policy",
            first(World.THERE, "attachment"),
            first(World.THERE, "role-rights")),
        broken(
            "boundary",
            world ->
                world.account(World.FIRST).iam().role("app").boundary =
                    "arn:aws:iam::aws:policy/ReadOnlyAccess",
            "is outside of its permissions boundary",
            first(World.HERE, "role-rights"),
            first(World.THERE, "role-rights")),
        broken(
            "service control policy",
            world ->
                world.account(World.FIRST).iam(World.HERE).serviceControlPolicy =
                    PolicyDocument.of(
                            List.of(
                                Statement.deny("NoUploads").actions("s3:PutObject").resources("*")))
                        .json(),
            "is denied by a service control policy",
            first(World.HERE, "role-rights"),
            first(World.THERE, "role-rights")),
        broken(
            "account that can't be reached",
            world ->
                world.archive().sts(World.HERE).assumable.removeIf(it -> it.contains(World.SECOND)),
            "it can't be looked at: sts AssumeRole failed",
            "FAILURE " + World.SECOND + "  account"));
  }

  private static Stream<String> membersOf(String... regions) {
    return Stream.of(World.FIRST, World.SECOND)
        .flatMap(account -> Stream.of(regions).map(it -> "FAILURE " + account + " " + it));
  }

  private static void without(World world, Predicate<Statement> goes) {
    List<Statement> kept =
        new ArrayList<>(PolicyDocument.parse(world.bucket().policy).statements());
    kept.remove(kept.stream().filter(goes).findFirst().orElseThrow());
    world.bucket().policy = PolicyDocument.of(kept).json();
  }

  /** Somebody edits the document, and makes that the default. */
  private static void rewrite(World world, String from, String to) {
    FakeDocument document = world.document(World.FIRST, World.HERE);
    assertThat(document.latestText()).contains(from);
    document.defaultVersion = document.write(document.latestText().replace(from, to));
  }

  static List<String> found(Run run) {
    return run.found();
  }

  @Test
  void nothingIsFoundInAHealthyOrganization() {
    Run run = world.run("--format", "json");

    assertThat(found(run)).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    JsonNode report = Json.parse(run.out()).orElseThrow();
    assertThat(report.path("verdict").asText()).isEqualTo("FINE");
    assertThat(report.path("accounts")).hasSize(3);
    assertThat(report.path("regions")).hasSize(2);
    assertThat(report.path("proven").asInt()).isEqualTo(105);
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void whatIsBrokenIsFoundAndNothingElse(Broken broken) {
    broken.change().accept(world);

    Run run = world.run("--format", "json");

    assertThat(found(run)).containsExactlyInAnyOrderElementsOf(broken.found());
    assertThat(run.out())
        .contains(
            Json.object().put("", broken.cause()).path("").toString().replaceAll("^.|.$", ""));
    assertThat(run.status())
        .isEqualTo(broken.found().stream().anyMatch(it -> it.startsWith("FAILURE")) ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3 GetBucketPolicy",
        "s3 GetPublicAccessBlock",
        "s3 GetBucketOwnershipControls",
        "s3 GetBucketVersioning",
        "kms GetKeyRotationStatus",
        "ssm GetDocument",
        "ssm GetServiceSetting",
        "ssm DescribeInstanceInformation",
        "ec2 DescribeInstances",
        "ec2 DescribeVpcEndpoints",
        "iam GetInstanceProfile",
        "iam ListPolicies",
        "iam ListEntitiesForPolicy",
        "iam GetRole",
        "iam SimulatePrincipalPolicy"
      })
  void whatMayNotBeLookedAtIsUnknown(String call) {
    world.journal.failAlways(call, AwsError.of(403, "AccessDenied", "not authorized"));

    Run run = world.run("--format", "json");

    assertThat(found(run)).isNotEmpty().allMatch(it -> it.startsWith("UNPROVEN"));
    assertThat(run.out()).contains(call + " failed: not authorized");
    assertThat(run.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kms DescribeKey", "iam GetRole", "ssm GetDocument", "s3 GetBucketPolicy"})
  void whatDoesNotAnswerIsUnknown(String call) {
    world.journal.failAlways(call, SdkClientException.create("Connection reset"));

    Run run = world.run("--format", "json");

    assertThat(found(run)).isNotEmpty().allMatch(it -> it.startsWith("UNPROVEN"));
    assertThat(run.status()).isEqualTo(2);
  }

  /** Whatever is found: a session in each other account is all that it asks for. */
  @Test
  void nothingIsWritten() {
    breaks()
        .forEach(
            broken -> {
              World other = new World();
              broken.change().accept(other);
              assertThat(other.run().status()).isLessThan(2);
              assertThat(other.journal.writes()).containsOnly("sts AssumeRole");
            });
  }

  @Test
  void accountsAreThoseOfTheOrganizationOrNamedOnes() {
    world.archive().organizations(World.HERE).inactive.add(World.SECOND);
    assertThat(accounts()).containsExactly(World.FIRST, World.ARCHIVE);
    assertThat(accounts("--accounts", World.SECOND)).containsExactly(World.SECOND);

    world.archive().organizations(World.HERE).units.put("ou-deep", "ou-members");
    world.archive().organizations(World.HERE).parents.put(World.FIRST, "ou-deep");
    assertThat(accounts("--ou", "ou-deep")).containsExactly(World.FIRST);
    assertThat(accounts("--ou", "r-root")).containsExactly(World.FIRST, World.ARCHIVE);

    world.archive().organizations(World.HERE).units.put("ou-empty", "r-root");
    assertThat(world.run("--ou", "ou-empty").err()).contains("There is no active account");
  }

  private List<String> accounts(String... which) {
    String[] arguments =
        Stream.concat(Stream.of(which), Stream.of("--format", "json")).toArray(String[]::new);
    List<String> accounts = new ArrayList<>();
    Json.parse(world.run(arguments).out())
        .orElseThrow()
        .path("accounts")
        .forEach(it -> accounts.add(it.path("id").asText()));
    return accounts;
  }

  @Test
  void regionsWithoutAReplicaAreFound() {
    Run run =
        world.run(
            "--regions",
            World.HERE + ",eu-west-1",
            "--accounts",
            World.ARCHIVE,
            "--format",
            "json");

    assertThat(found(run))
        .containsExactlyInAnyOrder(
            archive("session-key"),
            "WARNING " + World.ARCHIVE + " eu-west-1 preferences",
            "WARNING " + World.ARCHIVE + " eu-west-1 registration");
    assertThat(run.out()).contains("add it to ReplicaRegions of Central");
  }

  @Test
  void whoMayNotListAccountsIsAskedForThem() {
    world.archive().organizations(World.HERE).administered = false;

    Run run = world.run();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("name the accounts with --accounts.");
    assertThat(world.run("--ou", "ou-members").err()).contains("or correct --ou.");
    assertThat(world.run("--accounts", World.FIRST).status()).isZero();
  }

  @Test
  void bucketOfNobodyOrSomebodyElseCantBeJudged() {
    world.archive().s3().buckets.clear();
    Run gone = world.run();
    assertThat(gone.status()).isEqualTo(2);
    assertThat(gone.err()).contains("There is no bucket central-logs", "Correct --bucket.");

    world.archive().s3().add(World.BUCKET, World.FIRST, World.HERE, Map.of());
    assertThat(world.run().err()).contains("Account " + World.ARCHIVE + " does not own bucket");
  }

  @Test
  void whoIsNobodyIsAskedToSignIn() {
    world.journal.failAlways(
        "sts GetCallerIdentity", SdkClientException.create("Unable to load credentials"));

    Run run = world.run();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Unable to load credentials. Sign in to the log account");
  }

  @Test
  void keysWithoutAliasAreMissing() {
    world.archive().kms().aliases.clear();

    Run run = world.run("--format", "json");

    assertThat(found(run)).containsExactly(archive("session-key"));
    world.bucket().encryption = null;
    world.bucket().policy = null;
    Run unknown = world.run("--format", "json");
    assertThat(unknown.out()).contains("as the bucket's key is not known");
    assertThat(unknown.status()).isEqualTo(1);
  }
}
