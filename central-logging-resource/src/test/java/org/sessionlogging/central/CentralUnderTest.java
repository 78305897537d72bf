package org.sessionlogging.central;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sessionlogging.aws.Lanes;
import org.sessionlogging.central.ResourceModel.ResourceModelBuilder;
import org.sessionlogging.entry.Reports;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.cloudwatch.FakeLogs;
import org.sessionlogging.fakes.cloudwatch.FakeMetrics;
import org.sessionlogging.fakes.kms.FakeKey;
import org.sessionlogging.fakes.kms.KmsState;
import org.sessionlogging.fakes.laws.Mode;
import org.sessionlogging.fakes.laws.Models;
import org.sessionlogging.fakes.laws.Scene;
import org.sessionlogging.fakes.laws.TypeUnderTest;
import org.sessionlogging.fakes.s3.FakeBucket;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.Action;

/** Central, as the laws need it. */
final class CentralUnderTest implements TypeUnderTest<ResourceModel, CallbackContext> {
  /** None of those that the contract's inputs name. */
  static final String REGION = "ca-central-1";

  /**
   * A failure meets it when the index of tags knows nothing yet. It comes to know, while a creation
   * waits for what a call may have made whose answer was lost.
   */
  private static final Lag UNINDEXED = Lag.of("resourcegroupstaggingapi GetResources", 9);

  @Override
  public String account() {
    return World.ACCOUNT;
  }

  @Override
  public String region() {
    return REGION;
  }

  @Override
  public Class<ResourceModel> modelType() {
    return ResourceModel.class;
  }

  @Override
  public TypeReference<CallbackContext> contextType() {
    return new TypeReference<>() {};
  }

  @Override
  public String schemaName() {
    return Central.SCHEMA;
  }

  @Override
  public Map<String, String> exports() {
    Map<String, String> exports = new TreeMap<>(Given.EXPORTS);
    exports.put("AccountId", World.ACCOUNT);
    exports.put("OrganizationId", "o-abcdefghij");
    return exports;
  }

  @Override
  public String topPackage() {
    return "org.sessionlogging.central";
  }

  @Override
  public Map<String, Set<String>> servicesByRoom() {
    return Map.of(
        "bucket", Set.of("s3"),
        "keys", Set.of("kms", "resourcegroupstaggingapi"));
  }

  @Override
  public Driver.Handler<ResourceModel, CallbackContext> handler(FakeAws aws) {
    return World.contract(aws)::handle;
  }

  @Override
  public List<Mode<ResourceModel, CallbackContext>> modes() {
    List<Mode<ResourceModel, CallbackContext>> inputs =
        new Models<>(ResourceModel.class, Central.SCHEMA, exports())
            .<CallbackContext>modes().stream()
                .map(it -> it.drifting(Everything::drifts).lagging(UNINDEXED))
                .toList();
    Mode<ResourceModel, CallbackContext> own = inputs.get(0);
    return List.of(
        own,
        inputs.get(1),
        inputs.get(2).beside(aws -> AccessLogs.add(aws, REGION)),
        inputs.get(3).beside(Given::are).drifting(Everything::driftsBesideGivenKeys),
        Mode.<ResourceModel, CallbackContext>of(
                "own keys, then given ones", own.declared(), Given.inPlaceOfOwnKeys(own.changed()))
            .beside(Given::are)
            .drifting(Everything::drifts)
            .lagging(UNINDEXED),
        adopted(inputs.get(1)));
  }

  /** The same of a bucket that is there, until it is moved. */
  private static Mode<ResourceModel, CallbackContext> adopted(
      Mode<ResourceModel, CallbackContext> made) {
    ResourceModel declared = made.declared().toBuilder().onExistingBucket("ADOPT").build();
    return Mode.<ResourceModel, CallbackContext>of(made.name(), declared, made.changed())
        .from(
            "a bucket is there",
            aws -> {
              FakeBucket unused = ByHand.bucket(aws, declared.getBucketName(), REGION);
            })
        .withoutHistory()
        .drifting(Everything::drifts)
        .lagging(UNINDEXED);
  }

  @Override
  public Stream<BadInput<ResourceModel>> badInputs() {
    return Stream.of(
        bad(
            "RetiredRegions contains eu-west-1, as ReplicaRegions does",
            it -> it.replicaRegions(Set.of("eu-west-1")).retiredRegions(Set.of("eu-west-1"))),
        bad("RetiredRegions contains Ireland", it -> it.retiredRegions(Set.of("Ireland"))),
        bad("ReplicaRegions contains Ireland", it -> it.replicaRegions(Set.of("Ireland"))),
        bad("KeyRotationPeriodInDays is 89", it -> it.keyRotationPeriodInDays(89)),
        bad("KeyRotationPeriodInDays is 2561", it -> it.keyRotationPeriodInDays(2561)),
        bad("KeyDeletionWindowInDays is 6", it -> it.keyDeletionWindowInDays(6)),
        bad("KeyDeletionWindowInDays is 31", it -> it.keyDeletionWindowInDays(31)),
        bad(
            "ExistingBucketKeyArn is not the ARN of a KMS key",
            it -> it.existingBucketKeyArn("alias/logs")),
        bad(
            "ExistingBucketKeyArn is a key of another Region",
            it -> it.existingBucketKeyArn(Given.arn(World.ACCOUNT, "eu-west-1", 1))),
        bad(
            "ExistingSessionKeyArn is a key of another Region",
            it -> it.existingSessionKeyArn(Given.multiRegionArn(World.ACCOUNT, "eu-west-1", 1))),
        bad(
            "ExistingSessionKeyArn is given with KeyMode ONE_KEY",
            it ->
                it.keyMode("ONE_KEY")
                    .existingSessionKeyArn(Given.multiRegionArn(World.ACCOUNT, REGION, 1))),
        bad(
            "ExistingSessionKeyArn is the key of ExistingBucketKeyArn",
            it ->
                it.existingBucketKeyArn(Given.multiRegionArn(World.ACCOUNT, REGION, 1))
                    .existingSessionKeyArn(Given.multiRegionArn(World.ACCOUNT, REGION, 1))),
        bad(
            "ReplicaRegions asks for replicas of a key that is in one Region only",
            it -> it.existingSessionKeyArn(Given.arn(World.ACCOUNT, REGION, 1))),
        bad(
            "ReplicaRegions asks for replicas of a key that is in one Region only",
            it ->
                it.keyMode("ONE_KEY")
                    .existingBucketKeyArn(Given.arn(World.ACCOUNT, REGION, 1))
                    .keyRotationPeriodInDays(null)
                    .keyDeletionWindowInDays(null)),
        bad(
            "ReplicaRegions asks for replicas of a key of another account",
            it -> it.existingSessionKeyArn(Given.multiRegionArn(Given.STRANGER, REGION, 1))),
        bad(
            "KeyRotationPeriodInDays is declared for given keys alone",
            it -> onlyGivenKeys(it).keyRotationPeriodInDays(365)),
        bad(
            "KeyDeletionWindowInDays is declared for given keys alone",
            it -> onlyGivenKeys(it).keyDeletionWindowInDays(30)),
        bad(
            "KeyAdministratorArns is declared for given keys alone",
            it ->
                onlyGivenKeys(it)
                    .keyAdministratorArns(Set.of("arn:aws:iam::" + World.ACCOUNT + ":role/a"))),
        bad(
            "JustInTimeAccess is declared for a given key",
            it -> onlyGivenKeys(it).justInTimeAccess(true)),
        bad("OrganizationId is not the id", it -> it.organizationId("r-abcd")),
        bad("OrganizationPaths contains what is", it -> it.organizationPaths(Set.of("ou-ab12"))),
        bad(
            "OrganizationPaths contains a path of another organization",
            it -> it.organizationPaths(Set.of("o-stranger00/r-ab12/"))),
        bad("OrganizationPaths names nobody", it -> it.organizationPaths(Set.of())),
        bad("LogReaderArns names nobody", it -> it.logReaderArns(Set.of())),
        bad(
            "LogReaderArns contains what is not the ARN",
            it -> it.logReaderArns(Set.of("arn:aws:iam::111122223333:root"))),
        bad(
            "LogAdministratorArns contains an ARN of another account",
            it -> it.logAdministratorArns(Set.of("arn:aws:iam::999988887777:role/a"))),
        bad(
            "KeyAdministratorArns contains an ARN of another partition",
            it -> it.keyAdministratorArns(Set.of("arn:aws-cn:iam::111122223333:role/a"))),
        bad(
            "Tags has the key SystemsManagerJustInTimeNodeAccessManaged",
            it -> it.tags(Set.of(new Tag("SystemsManagerJustInTimeNodeAccessManaged", "true")))),
        bad("LogPrefix can't begin an object key (/logs)", it -> it.logPrefix("/logs")),
        bad("BucketName is not a bucket name (logs.of.all)", it -> it.bucketName("logs.of.all")),
        bad("BucketName has a beginning or an ending", it -> it.bucketName("xn--logs")),
        bad("BucketName ends in -an", it -> it.bucketName("logs-999988887777-ca-central-1-an")),
        bad(
            "VersioningEnabled is false, and ObjectLock locks versions",
            it -> it.versioningEnabled(false).objectLock(new ObjectLock("GOVERNANCE", 1))),
        bad("ObjectLock.Days is 0", it -> it.objectLock(new ObjectLock("GOVERNANCE", 0))),
        bad(
            "LifecycleRules.ExpireInDays is 29, and ObjectLock keeps every log for 30 days",
            it ->
                it.objectLock(new ObjectLock("COMPLIANCE", 30))
                    .lifecycleRules(new LifecycleRules(null, 29, 30))),
        bad(
            "LifecycleRules.NoncurrentExpireInDays is 29",
            it ->
                it.objectLock(new ObjectLock("COMPLIANCE", 30))
                    .lifecycleRules(new LifecycleRules(null, null, 29))),
        bad(
            "LifecycleRules.NoncurrentExpireInDays is about old versions",
            it -> it.versioningEnabled(false).lifecycleRules(new LifecycleRules(null, null, 1))),
        bad(
            "LifecycleRules.TransitionToGlacierInDays is 30, when ExpireInDays, 30, is over",
            it -> it.lifecycleRules(new LifecycleRules(30, 30, null))),
        bad(
            "AccessLog.Bucket is the log bucket itself",
            it -> it.accessLog(new AccessLog(World.NAME, null))),
        bad(
            "AccessLog.Bucket is not a bucket name",
            it -> it.accessLog(new AccessLog("arn:aws:s3:::logs", null))),
        bad("AccessLog.Prefix can't begin", it -> it.accessLog(new AccessLog("logs", "a*"))),
        bad("Tags has the key aws:team", it -> it.tags(Set.of(new Tag("aws:team", "x")))),
        bad(
            "Tags has the key session-logging:type",
            it -> it.tags(Set.of(new Tag("session-logging:type", "x")))),
        bad("Tags has the value aws:x (key Team)", it -> it.tags(Set.of(new Tag("Team", "aws:x")))),
        bad(
            "Tags has the key Team twice",
            it -> it.tags(Set.of(new Tag("Team", "a"), new Tag("Team", "b")))),
        bad("Tags has a key or value", it -> it.tags(Set.of(new Tag("Team", "a,b")))));
  }

  private static ResourceModelBuilder onlyGivenKeys(ResourceModelBuilder declared) {
    return declared
        .keyRotationPeriodInDays(null)
        .keyDeletionWindowInDays(null)
        .existingBucketKeyArn(Given.arn(World.ACCOUNT, REGION, 1))
        .existingSessionKeyArn(Given.multiRegionArn(World.ACCOUNT, REGION, 2));
  }

  private static BadInput<ResourceModel> bad(
      String message, UnaryOperator<ResourceModelBuilder> change) {
    return new BadInput<>(message, change.apply(ConvergenceTest.FULL.toBuilder()).build());
  }

  @Override
  public List<Consumer<Scene<ResourceModel, CallbackContext>>> furtherWays(Action action) {
    return FurtherWays.through(action);
  }

  @Override
  public ResourceModel retagged(ResourceModel declared) {
    return declared.toBuilder().tags(Set.of(new Tag("Other", "tag"))).build();
  }

  @Override
  public Set<String> taggingBesides() {
    return Set.of("s3:TagResource");
  }

  @Override
  public RequestStreamHandler wrapper(
      Driver.Handler<ResourceModel, CallbackContext> handler, Journal journal) {
    return new EntrypointUnderTest(handler, journal);
  }

  @Override
  public RequestStreamHandler reporting(
      Driver.Handler<ResourceModel, CallbackContext> handler,
      Journal journal,
      FakeLogs logs,
      FakeMetrics metrics,
      Lanes lanes) {
    return new EntrypointUnderTest(
        handler,
        journal,
        new Reports(
            ResourceModel.TYPE_NAME,
            () -> logs,
            () -> metrics,
            lanes,
            Duration.ofHours(1),
            Duration.ofHours(1)));
  }

  @Override
  public Map<Action, Registered<ResourceModel, CallbackContext>> registered() {
    return Map.of(
        Action.CREATE, new CreateHandler()::handleRequest,
        Action.READ, new ReadHandler()::handleRequest,
        Action.UPDATE, new UpdateHandler()::handleRequest,
        Action.DELETE, new DeleteHandler()::handleRequest,
        Action.LIST, new ListHandler()::handleRequest);
  }

  @Override
  public RequestHandler<CloudFormationCustomResourceEvent, ?> function(
      FakeAws aws, IntConsumer pause) {
    return new CustomResource(World.contract(aws), pause);
  }

  @Override
  public RequestHandler<CloudFormationCustomResourceEvent, ?> function() {
    return new CustomResource();
  }

  /** Keys wait at least seven days for their deletion. */
  @Override
  public String lasting(FakeAws aws) {
    FakeAws lasting = FakeAws.of(aws.picture());
    lasting.kms().keys.removeIf(FakeKey::pendingDeletion);
    return lasting.picture();
  }

  /** A bucket that was taken over keeps what protects it, the declared tags, and its keys. */
  @Override
  public String effective(FakeAws aws) {
    FakeAws effective = FakeAws.of(lasting(aws));
    effective
        .s3()
        .buckets
        .values()
        .forEach(
            bucket -> {
              bucket.policy = null;
              bucket.encryption = null;
              bucket.ownership = null;
              bucket.publicAccess = null;
              bucket.versioning = null;
              bucket.tags.keySet().retainAll(ByHand.TAGS);
            });
    KmsState kms = effective.kms();
    kms.keys.removeIf(
        it -> "released".equals(it.tags.get("session-logging:bucket-origin")) || !it.primary);
    kms.aliases.clear();
    return effective.picture();
  }

  @Override
  public String withoutIds(FakeAws aws, String text) {
    String named = text;
    int number = 0;
    for (FakeKey key : aws.kms().stayingKeys()) {
      if (key.primary) {
        number++;
        named = named.replace(key.id(), "key-" + number);
      }
    }
    return named;
  }

  /** The log account's own. */
  @Override
  public Set<String> shownUndeclared() {
    return Set.of("OrganizationId");
  }

  /** What the policies of bucket and keys carry out together. */
  @Override
  public Set<String> vouchedFor() {
    return Set.of("AccountPrefix", "OrganizationId");
  }

  /** A bucket whose tags may not be read is passed over. */
  @Override
  public Set<String> passedOver() {
    return Set.of("s3 GetBucketTagging");
  }

  /**
   * A name that is free answers HEAD with 404, whatever one may do; whether a key of another
   * account may be used is what the dry run asks.
   */
  @Override
  public Set<String> deniedUnseen() {
    return Set.of("s3 HeadBucket", "kms GenerateDataKey");
  }
}
