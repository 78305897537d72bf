package org.sessionlogging.central;

import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.fakes.kms.FakeKey;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.EncryptionType;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * A setting that somebody changes by hand.
 *
 * @param declared what was created
 * @param shown the properties that read differently then: what drift detection sees. Empty for what
 *     no property is about, which an update repairs unseen
 */
record Drift(String name, ResourceModel declared, Consumer<World> byHand, Set<String> shown) {
  /** What the policies of bucket and keys carry out together. */
  private static final String[] ACCESS = {"AccountPrefix", "OrganizationId"};

  /** Keys that somebody else has made. */
  static final ResourceModel GIVEN =
      World.named(World.NAME).toBuilder()
          .existingBucketKeyArn(Given.arn(World.ACCOUNT, REGION, 1))
          .existingSessionKeyArn(Given.multiRegionArn(World.ACCOUNT, REGION, 2))
          .build();

  /**
   * The one table of them. A property of the schema, or a part of {@link CentralParts}, that no
   * case is about fails {@link DriftTest}.
   */
  static Stream<Drift> all() {
    return Stream.of(
            ofPolicy(),
            ofAccess(),
            ofAdoption(),
            ofBucket(),
            ofRetention(),
            ofKeys(),
            ofReplicas(),
            ofRegions(),
            ofAliases(),
            ofGivenKeys())
        .flatMap(it -> it);
  }

  private static Stream<Drift> ofPolicy() {
    return Stream.of(
        drift("policy deleted", w -> w.bucket().policy = null).showing(ACCESS),
        drift("another organization", w -> replace(w, "o-abcdefghij", "o-klmnopqrst"))
            .showing(ACCESS),
        drift("no account confined", w -> replace(w, "/${aws:PrincipalAccount}/*", "/*"))
            .showing(ACCESS),
        drift("without the log prefix", w -> replace(w, "/sessions/all/", "/")).showing(ACCESS),
        drift("a grant to somebody else", w -> policy(w, Drift::withForeignGrant)).showing(ACCESS),
        drift("a refusal less", w -> policy(w, it -> without(it, "RefusePlainHttp")))
            .showing(ACCESS),
        drift("a grant less", w -> policy(w, it -> without(it, "MembersReadEncryption")))
            .showing(ACCESS),
        drift("no grant at all", w -> policy(w, it -> without(it, "MembersWriteLogs")))
            .showing(ACCESS));
  }

  private static Stream<Drift> ofAccess() {
    return Stream.of(
            drift("another reader", w -> replace(w, "role/audit", "role/another"))
                .showing("LogReaderArns", "AccountPrefix", "OrganizationId"),
            drift("another administrator", w -> replace(w, "role/log-adm", "role/any-adm"))
                .showing("LogAdministratorArns"),
            drift("other units", w -> replace(w, "ou-ab12-1", "ou-ab12-2"))
                .showing("OrganizationPaths", "AccountPrefix", "OrganizationId"),
            drift(
                    "other administrators of a key",
                    w -> w.bucketKey().policy = w.bucketKey().policy.replace("/alice", "/*"))
                .showing("KeyAdministratorArns", "AccountPrefix", "OrganizationId"),
            drift(
                    "no just-in-time access",
                    w -> w.sessionKey().tags.put(AccessTest.JUST_IN_TIME, "false"))
                .showing("JustInTimeAccess"),
            drift(
                "no just-in-time access in a Region",
                w -> w.replica("us-east-1").tags.remove(AccessTest.JUST_IN_TIME)))
        .map(it -> it.of(AccessTest.NARROWED));
  }

  private static Stream<Drift> ofAdoption() {
    return Stream.of(
        drift(
                "forgotten what was declared",
                w -> w.bucket().tags.remove("session-logging:on-existing-bucket"))
            .of(ConvergenceTest.FULL.toBuilder().onExistingBucket("ADOPT").build())
            .showing("OnExistingBucket"));
  }

  private static Stream<Drift> ofRetention() {
    return Stream.of(
            drift(
                    "another lock",
                    w ->
                        w.bucket().objectLock =
                            w.bucket().objectLock.toBuilder()
                                .rule(
                                    rule ->
                                        rule.defaultRetention(it -> it.mode("GOVERNANCE").days(1)))
                                .build())
                .showing("ObjectLock"),
            drift("no rule of the lifecycle", w -> w.bucket().lifecycle = null)
                .showing("LifecycleRules"),
            drift("no access log", w -> w.bucket().logging = null).showing("AccessLog"),
            drift("no events", w -> w.bucket().notifications = null).showing("EventBridgeEnabled"))
        .map(it -> it.of(RetentionTest.ALL));
  }

  private static Stream<Drift> ofBucket() {
    return Stream.of(
        drift("encryption with another key", w -> encryption(w, "arn:aws:kms:else")),
        drift(
            "encryption of another kind",
            w ->
                w.bucket().encryption =
                    w.bucket().encryption.toBuilder()
                        .applyServerSideEncryptionByDefault(
                            it -> it.sseAlgorithm(ServerSideEncryption.AES256))
                        .build()),
        drift("S3 Bucket Keys on", w -> encryption(w, it -> it.bucketKeyEnabled(true))),
        drift(
            "SSE-C allowed",
            w ->
                encryption(
                    w,
                    it -> it.blockedEncryptionTypes(b -> b.encryptionType(EncryptionType.NONE)))),
        drift("encryption removed", w -> w.bucket().encryption = null),
        drift(
            "one public access block off",
            w ->
                w.bucket().publicAccess =
                    PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(true)
                        .ignorePublicAcls(true)
                        .blockPublicPolicy(false)
                        .restrictPublicBuckets(true)
                        .build()),
        drift("public access block removed", w -> w.bucket().publicAccess = null),
        drift("ACLs on", w -> w.bucket().ownership = ObjectOwnership.OBJECT_WRITER),
        drift("ownership controls removed", w -> w.bucket().ownership = null),
        drift("versioning suspended", w -> w.bucket().versioning = BucketVersioningStatus.SUSPENDED)
            .showing("VersioningEnabled"),
        drift("lifecycle removed", w -> w.bucket().lifecycle = null),
        drift(
            "lifecycle rule disabled",
            w ->
                w.bucket().lifecycle =
                    List.of(
                        w.bucket().lifecycle.get(0).toBuilder()
                            .status(ExpirationStatus.DISABLED)
                            .build())),
        drift("extra tag on the bucket", w -> w.bucket().tags.put("Extra", "tag")).showing("Tags"),
        drift("bucket tag lost", w -> w.bucket().tags.remove("Team")).showing("Tags"),
        drift("bucket tag changed", w -> w.bucket().tags.put("Team", "other")).showing("Tags"),
        drift(
            "key mode mark on the bucket changed",
            w -> w.bucket().tags.put("session-logging:key-mode", "THREE")),
        drift(
            "log prefix mark on the bucket lost",
            w -> w.bucket().tags.remove("session-logging:log-prefix")));
  }

  private static Stream<Drift> ofKeys() {
    return Stream.of(
        drift("bucket key disabled", w -> w.bucketKey().state = KeyState.DISABLED),
        drift("session key disabled", w -> w.sessionKey().state = KeyState.DISABLED),
        // A key that waits for its deletion is not rotated.
        drift("bucket key scheduled for deletion", w -> schedule(w, w.bucketKey()))
            .showing("KeyRotationPeriodInDays"),
        drift("session key scheduled for deletion", w -> schedule(w, w.sessionKey()))
            .showing("KeyRotationPeriodInDays"),
        drift("rotation of the bucket key off", w -> w.bucketKey().rotationDays = null)
            .showing("KeyRotationPeriodInDays"),
        drift("other rotation of the session key", w -> w.sessionKey().rotationDays = 90)
            .showing("KeyRotationPeriodInDays"),
        drift("other rotation of both keys", Drift::rotateBoth).showing("KeyRotationPeriodInDays"),
        drift("bucket key's policy changed", w -> w.bucketKey().policy = w.sessionKey().policy)
            .showing(ACCESS),
        drift("session key's policy changed", w -> w.sessionKey().policy = "{\"Statement\": []}")
            .showing(ACCESS),
        drift("extra tag on the bucket key", w -> w.bucketKey().tags.put("Extra", "tag")),
        drift("tag of the session key lost", w -> w.sessionKey().tags.remove("Team")),
        drift(
                "deletion window of the bucket key changed",
                w -> w.bucketKey().tags.put("session-logging:deletion-window", "never"))
            .showing("KeyDeletionWindowInDays"),
        drift(
                "deletion window of the session key changed",
                w -> w.sessionKey().tags.put("session-logging:deletion-window", "30"))
            .showing("KeyDeletionWindowInDays"));
  }

  private static Stream<Drift> ofReplicas() {
    return Stream.of(
        drift("replica scheduled for deletion", w -> schedule(w, w.replica("us-east-1")))
            .showing("ReplicaRegions"),
        drift("replica disabled", w -> w.replica("us-east-1").state = KeyState.DISABLED),
        drift(
                "replica gone for good",
                w -> {
                  w.kms.keys.remove(w.replica("us-east-1"));
                  w.kms.aliases.get("us-east-1").clear();
                })
            .showing("ReplicaRegions"),
        drift("replica where none is declared", Drift::replicateWithOurTags)
            .showing("ReplicaRegions"),
        drift(
            "replica's policy changed",
            w -> w.replica("eu-central-1").policy = "{\"Statement\": []}"),
        drift("tag of a replica changed", w -> w.replica("us-east-1").tags.put("Team", "other")),
        drift("all tags of a replica lost", w -> w.replica("us-east-1").tags.clear()));
  }

  private static Stream<Drift> ofRegions() {
    ResourceModel kept =
        ConvergenceTest.FULL.toBuilder()
            .replicaRegions(Set.of(REGION, "us-east-1"))
            .retiredRegions(Set.of("eu-north-1"))
            .build();
    return Stream.of(
            drift(
                    "forgotten that the own Region was declared",
                    w -> w.bucket().tags.remove("session-logging:replica-regions"))
                .showing("ReplicaRegions"),
            drift(
                    "forgotten which Regions are retired",
                    w -> w.bucket().tags.remove("session-logging:retired-regions"))
                .showing("RetiredRegions"),
            drift("a replica that is declared gone", w -> schedule(w, w.replica("us-east-1")))
                .showing("ReplicaRegions"))
        .map(it -> it.of(kept));
  }

  private static Stream<Drift> ofAliases() {
    return Stream.of(
        drift("bucket alias deleted", w -> w.kms.aliases.get(REGION).remove(alias("bucket"))),
        drift("session alias deleted", w -> w.kms.aliases.get(REGION).remove(alias("session"))),
        drift("every alias of the Region deleted", w -> w.kms.aliases.get(REGION).clear()),
        drift("replica's alias deleted", w -> w.kms.aliases.get("us-east-1").clear()),
        drift(
            "alias moved to another key",
            w -> w.kms.name(REGION, alias("bucket"), w.sessionKey().id())));
  }

  private static Stream<Drift> ofGivenKeys() {
    return Stream.of(
        drift(
                "another key in the place of a given one",
                w -> encryption(w, Given.arn(Given.STRANGER, REGION, 3)))
            .of(GIVEN)
            .showing("ExistingBucketKeyArn", "BucketKeyArn", "AccountPrefix", "OrganizationId"),
        drift(
                "alias of a given key moved to ours",
                w -> w.kms.name(REGION, alias("session"), w.bucketKey().id()))
            .of(GIVEN.toBuilder().existingBucketKeyArn(null).build())
            .showing(
                "ExistingSessionKeyArn",
                "SessionKeyArn",
                "JustInTimeAccess",
                "KeyDeletionWindowInDays",
                "KeyRotationPeriodInDays",
                "AccountPrefix",
                "OrganizationId"),
        drift(
                "alias of a given key deleted",
                w -> w.kms.aliases.get(REGION).remove(alias("session")))
            .of(GIVEN),
        drift(
                "mark of the given session key lost",
                w -> w.bucket().tags.remove("session-logging:existing-session-key"))
            .of(GIVEN));
  }

  private static Drift drift(String name, Consumer<World> byHand) {
    return new Drift(name, ConvergenceTest.FULL, byHand, Set.of());
  }

  private Drift of(ResourceModel other) {
    return new Drift(name, other, byHand, shown);
  }

  private Drift showing(String... properties) {
    return new Drift(name, declared, byHand, new TreeSet<>(List.of(properties)));
  }

  private static void replace(World world, String from, String to) {
    world.bucket().policy = world.bucket().policy.replace(from, to);
  }

  private static void policy(World world, UnaryOperator<PolicyDocument> change) {
    world.bucket().policy = change.apply(PolicyDocument.parse(world.bucket().policy)).json();
  }

  private static PolicyDocument withForeignGrant(PolicyDocument policy) {
    Statement theirs =
        Statement.allow("Theirs")
            .principal("arn:aws:iam::999988887777:root")
            .actions("s3:GetObject")
            .resources("arn:aws:s3:::" + World.NAME + "/*");
    return PolicyDocument.of(
        Stream.concat(policy.statements().stream(), Stream.of(theirs)).toList());
  }

  private static PolicyDocument without(PolicyDocument policy, String sid) {
    return PolicyDocument.of(
        policy.statements().stream().filter(it -> !it.sid().orElseThrow().equals(sid)).toList());
  }

  private static void encryption(World world, Consumer<ServerSideEncryptionRule.Builder> change) {
    world.bucket().encryption = world.bucket().encryption.toBuilder().applyMutation(change).build();
  }

  private static void encryption(World world, String keyArn) {
    encryption(
        world,
        rule ->
            rule.applyServerSideEncryptionByDefault(
                it -> it.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID(keyArn)));
  }

  private static void schedule(World world, FakeKey key) {
    world.kms(key.region()).scheduleKeyDeletion(it -> it.keyId(key.id()).pendingWindowInDays(7));
  }

  private static void rotateBoth(World world) {
    world.bucketKey().rotationDays = 90;
    world.sessionKey().rotationDays = 90;
  }

  private static void replicateWithOurTags(World world) {
    Everything.replicate(world.aws, world.sessionKey(), REGION, "ap-south-1");
  }

  @Override
  public String toString() {
    return name;
  }
}
