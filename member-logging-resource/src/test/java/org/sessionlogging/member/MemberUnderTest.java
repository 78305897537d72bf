package org.sessionlogging.member;

import static org.sessionlogging.member.World.tag;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Lanes;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.entry.Reports;
import org.sessionlogging.fakes.Driver;
import org.sessionlogging.fakes.FakeAws;
import org.sessionlogging.fakes.Journal;
import org.sessionlogging.fakes.cloudwatch.FakeLogs;
import org.sessionlogging.fakes.cloudwatch.FakeMetrics;
import org.sessionlogging.fakes.iam.FakeRole;
import org.sessionlogging.fakes.laws.Mode;
import org.sessionlogging.fakes.laws.Models;
import org.sessionlogging.fakes.laws.Scene;
import org.sessionlogging.fakes.laws.TypeUnderTest;
import org.sessionlogging.fakes.ssm.FakeDocument;
import org.sessionlogging.fakes.store.Lag;
import org.sessionlogging.kit.custom.CustomResourceDoor;
import org.sessionlogging.member.ResourceModel.ResourceModelBuilder;
import software.amazon.cloudformation.Action;

/** Member, as the laws need it. */
final class MemberUnderTest implements TypeUnderTest<ResourceModel, CallbackContext> {
  /** Each new version is Creating or Updating when it is first looked at. */
  private static final Lag SLOW_VERSIONS = Lag.of("ssm DescribeDocument", 1);

  private static final List<String> KEYS_THAT_ARE_NONE =
      List.of(
          "11111111-2222-3333-4444-555555555555",
          "alias/session-logging/central-logs/bucket",
          "arn:aws:kms:eu-central-1:999988887777:alias/logs",
          "arn:aws:s3:::central-logs",
          "arn:aws-cn:kms:cn-north-1:999988887777:key/11111111-2222-3333-4444-555555555555");

  @Override
  public void elsewhere(FakeAws aws) {
    World.ACME.put(aws, World.HERE, "eu-central-1");
  }

  @Override
  public String bucketOwner() {
    return World.ACME.bucketKey().account();
  }

  /** The key of a bucket whose key is not declared says whose it is. */
  @Override
  public Set<String> ownerUntold() {
    return Set.of("s3 GetBucketEncryption");
  }

  /** As the contract's inputs have it in KeyPrefix. */
  @Override
  public String account() {
    return "123456789012";
  }

  @Override
  public String region() {
    return World.HERE;
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
    return Member.SCHEMA;
  }

  @Override
  public String topPackage() {
    return "org.sessionlogging.member";
  }

  @Override
  public Map<String, Set<String>> servicesByRoom() {
    return Map.of(
        "document",
        Set.of("ssm"),
        "keys",
        Set.of("kms", "s3"),
        "hostmanagement",
        Set.of("iam", "ssm"),
        "parameter",
        Set.of("ssm"),
        "policy",
        Set.of("iam"));
  }

  @Override
  public Driver.Handler<ResourceModel, CallbackContext> handler(FakeAws aws) {
    return World.contract(aws, aws.time())::handle;
  }

  @Override
  public List<Mode<ResourceModel, CallbackContext>> modes() {
    List<Mode<ResourceModel, CallbackContext>> inputs =
        new Models<>(ResourceModel.class, Member.SCHEMA, exports())
            .<CallbackContext>modes().stream().map(MemberUnderTest::amongRoles).toList();
    Mode<ResourceModel, CallbackContext> own = inputs.get(0);
    Mode<ResourceModel, CallbackContext> hosts = inputs.get(inputs.size() - 1);
    Mode<ResourceModel, CallbackContext> preferences =
        inputs.get(1).drifting(aws -> Drifted.all(aws, World.PREFERENCES));
    Mode<ResourceModel, CallbackContext> found = found(preferences);
    return List.of(
        preferences,
        found.lagging(SLOW_VERSIONS),
        preferences.from("the other Region done", aws -> createThere(aws, preferences.declared())),
        found.from(
            "the latest number stays", aws -> aws.ssm(region()).habits().keepsLatestNumber = true),
        found.then("edited and taken over", MemberUnderTest::editedAndTakenOver),
        own.drifting(aws -> Drifted.policy(aws)),
        inputs.get(2),
        hosts.drifting(MemberUnderTest::driftHosts),
        hosts.from("Default Host Management is on", aws -> turnOn(aws, World.HERE)));
  }

  private static void driftHosts(FakeAws aws) {
    FakeRole made = aws.iam().role(World.HOST_ROLE);
    made.trustPolicy = made.trustPolicy.replace("ssm.", "ec2.");
    made.boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    made.policies.clear();
    aws.ssm().settings.clear();
  }

  /** Somebody has done it, with a role of theirs. */
  static void turnOn(FakeAws aws, String region) {
    FakeRole theirs = aws.iam().role("Hosts");
    theirs.path = "/service-role/";
    theirs.policies.add(World.HOST_POLICY);
    aws.ssm().settingsIn(region).put(World.HOST_MANAGEMENT, "service-role/Hosts");
  }

  private static Mode<ResourceModel, CallbackContext> found(
      Mode<ResourceModel, CallbackContext> mode) {
    // What was found is written anew on the way back: one version more (ADR 0005).
    return mode.from("a document is there", aws -> Found.document(aws, World.HERE))
        .withoutHistory();
  }

  private static Mode<ResourceModel, CallbackContext> amongRoles(
      Mode<ResourceModel, CallbackContext> mode) {
    return new Mode<>(
        mode.name(),
        mode.declared(),
        mode.changed(),
        aws ->
            Stream.of(mode.declared(), mode.changed())
                .flatMap(it -> it.getRoleNames().stream())
                .forEach(aws.iam()::role),
        mode.made(),
        mode.drift(),
        mode.restores(),
        mode.lag());
  }

  private void createThere(FakeAws aws, ResourceModel declared) {
    World.succeeded(driver(aws, World.THERE, Aws.withOwnCredentials()).create(declared));
  }

  private static void editedAndTakenOver(Scene<ResourceModel, CallbackContext> scene) {
    scene
        .aws()
        .ssm()
        .in(World.HERE)
        .get(World.PREFERENCES)
        .write(Found.TEXT.replace("theirs", "edited"));
    scene.succeeds(scene.driver().update(scene.declared(), scene.declared()));
  }

  @Override
  public Stream<BadInput<ResourceModel>> badInputs() {
    return Stream.concat(
        KEYS_THAT_ARE_NONE.stream()
            .flatMap(
                key ->
                    Stream.of(
                        bad("BucketKeyArn", it -> it.bucketKeyArn(key)),
                        bad("SessionKeyArn", it -> it.sessionKeyArn(key)))),
        Stream.of(
            // A key of another Region must be multi-Region.
            bad("SessionKeyArn", it -> it.sessionKeyArn(World.BUCKET_KEY)),
            bad("IdleSessionTimeout", it -> it.idleSessionTimeout(0)),
            bad("IdleSessionTimeout", it -> it.idleSessionTimeout(61)),
            bad("MaxSessionDuration", it -> it.maxSessionDuration(0)),
            bad("MaxSessionDuration", it -> it.maxSessionDuration(1441)),
            bad("DocumentName", it -> it.documentName("AWS-Preferences")),
            bad("DocumentName", it -> it.documentName("amazon-sessions")),
            bad("DocumentName", it -> it.documentName("AmznSessions")),
            bad("DocumentName", it -> it.documentName("a b")),
            bad("KeyPrefix", it -> it.keyPrefix("999988887777/eu-west-1")),
            bad("BucketName", it -> it.bucketName("Not_A_Bucket")),
            bad(
                "PermissionsBoundaryArn",
                it -> it.permissionsBoundaryArn("boundary-of-ours-named")),
            bad(
                "PermissionsBoundaryArn",
                it -> it.permissionsBoundaryArn("arn:aws:iam::111122223333:role/boundary")),
            bad(
                "PermissionsBoundaryArn",
                it -> it.permissionsBoundaryArn("arn:aws-cn:iam::111122223333:policy/boundary")),
            bad("LogPrefix", it -> it.logPrefix("/sessions/")),
            bad("RoleNames", it -> it.roleNames(Set.of("arn:aws:iam::111122223333:role/app"))),
            bad(
                "Tags has the key session-logging:type",
                it -> it.tags(Set.of(tag("session-logging:type", "mine")))),
            bad("Tags has the key aws:team", it -> it.tags(Set.of(tag("aws:team", "x")))),
            bad("Tags has the value aws:x (key team)", it -> it.tags(Set.of(tag("team", "aws:x")))),
            bad(
                "Tags has the key team twice",
                it -> it.tags(Set.of(tag("team", "a"), tag("team", "b")))),
            bad("Tags has a key or value", it -> it.tags(Set.of(tag("list", "a,b")))),
            bad(
                "CloudWatch",
                it -> it.cloudWatch(CloudWatch.builder().logGroupName("a b").build())),
            bad("RunAs", it -> it.runAs(RunAs.builder().enabled(true).defaultUser("a b").build())),
            bad(
                "RunAs/DefaultUser is root",
                it -> it.runAs(RunAs.builder().enabled(true).defaultUser("root").build()))));
  }

  private static BadInput<ResourceModel> bad(
      String property, UnaryOperator<ResourceModelBuilder> change) {
    return new BadInput<>(property, change.apply(World.model().toBuilder()).build());
  }

  @Override
  public List<Consumer<Scene<ResourceModel, CallbackContext>>> furtherWays(Action action) {
    return FurtherWays.through(action);
  }

  @Override
  public ResourceModel retagged(ResourceModel declared) {
    return declared.toBuilder().tags(Set.of(tag("other", "tag"))).build();
  }

  @Override
  public Set<String> taggingBesides() {
    return Set.of("ssm:ListTagsForResource");
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
    return new CustomResourceDoor<>(
        World.contract(aws, aws.time()), ResourceModel.class, Member.SCHEMA, pause) {};
  }

  @Override
  public RequestHandler<CloudFormationCustomResourceEvent, ?> function() {
    return new CustomResource();
  }

  /**
   * What a role may do stays unproven then, and who else uses the bucket's key; that sessions can't
   * be decrypted is told, where they are encrypted.
   */
  @Override
  public Set<String> deniedUnseen() {
    return Set.of("iam GetRole", "iam SimulatePrincipalPolicy", "kms Decrypt");
  }

  /** Account and Region, keys that were asked for, and that sessions run as nobody else. */
  @Override
  public Set<String> shownUndeclared() {
    return Set.of("BucketKeyArn", "KeyPrefix", "RunAs", "SessionKeyArn");
  }

  /** 0.1.0 named its policies after the roles, too. */
  @Override
  public Set<String> vouchedFor() {
    return Set.of("AccountPrefix", "BucketKeyArn");
  }

  @Override
  public String lasting(FakeAws aws) {
    return withoutCounters(aws).picture();
  }

  /** Nobody can take back that a version's number was given. */
  static FakeAws withoutCounters(FakeAws aws) {
    FakeAws without = FakeAws.of(aws.picture());
    documents(without).forEach(document -> document.newest = 0);
    return without;
  }

  private static Stream<FakeDocument> documents(FakeAws aws) {
    return aws.ssm().documents.values().stream().flatMap(it -> it.values().stream());
  }

  /** What sessions use and what the console shows, not by which number and in which spelling. */
  @Override
  public String effective(FakeAws aws) {
    FakeAws effective = withoutCounters(aws);
    documents(effective)
        .forEach(
            document -> {
              String latest = PreferencesDocument.parse(document.latestText()).json();
              String shown = PreferencesDocument.parse(document.defaultText()).json();
              document.versions.clear();
              document.versions.put(1, latest);
              document.versions.put(2, shown);
              document.latest = 1;
              document.defaultVersion = 2;
            });
    return effective.picture();
  }
}
