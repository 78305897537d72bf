package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;
import static org.sessionlogging.member.World.tag;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.fakes.iam.FakePolicy;
import org.sessionlogging.fakes.laws.Models;

/** Whatever somebody changes shows in read, and the next update with REPLACE repairs it. */
class DriftTest {
  private static final String KEY_HERE = World.SESSION_KEY.replace("eu-central-1", World.HERE);
  private static final ResourceModel DECLARED =
      model().toBuilder()
          .logPrefix("sessions")
          .onExistingPreferences("REPLACE")
          .defaultHostManagement("TURN_ON")
          .permissionsBoundaryArn(World.BOUNDARY)
          .tags(Set.of(tag("team", "platform")))
          .build();

  private final World world = new World();

  /** A change and the property that shows it. */
  record Drift(
      String name, Consumer<World> change, Function<ResourceModel, Object> shown, Object value) {
    static Drift of(String from, String to, Function<ResourceModel, Object> shown, Object value) {
      return new Drift(
          from + " -> " + to,
          world -> world.document().write(world.document().latestText().replace(from, to)),
          shown,
          value);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Drift> drifts() {
    return Stream.of(
        Drift.of("central-logs", "elsewhere", ResourceModel::getBucketName, "elsewhere"),
        Drift.of("\"s3BucketName\"", "\"none\"", ResourceModel::getBucketName, null),
        Drift.of("sessions/111122223333", "other", ResourceModel::getKeyPrefix, "other/eu-west-1"),
        Drift.of("sessions/111122223333", "other", ResourceModel::getLogPrefix, null),
        Drift.of("\"s3KeyPrefix\"", "\"none\"", ResourceModel::getKeyPrefix, null),
        Drift.of(KEY_HERE, "alias/other", ResourceModel::getSessionKeyArn, "alias/other"),
        Drift.of("\"kmsKeyId\"", "\"none\"", ResourceModel::getSessionKeyArn, "NONE"),
        Drift.of("\"linux\":\"\"", "\"linux\":\"id\"", it -> it.getShellProfile().getLinux(), "id"),
        Drift.of(
            "\"windows\":\"\"",
            "\"windows\":\"id\"",
            it -> it.getShellProfile().getWindows(),
            "id"),
        Drift.of(
            "\"s3EncryptionEnabled\":true",
            "\"s3EncryptionEnabled\":false",
            ResourceModel::getS3EncryptionEnabled,
            false),
        Drift.of(
            "\"idleSessionTimeout\":\"20\"",
            "\"idleSessionTimeout\":\"5\"",
            ResourceModel::getIdleSessionTimeout,
            5),
        Drift.of(
            "\"maxSessionDuration\":\"\"",
            "\"maxSessionDuration\":\"60\"",
            ResourceModel::getMaxSessionDuration,
            60),
        Drift.of(
            "\"cloudWatchLogGroupName\":\"\"",
            "\"cloudWatchLogGroupName\":\"theirs\"",
            it -> it.getCloudWatch().getLogGroupName(),
            "theirs"),
        Drift.of("\"runAsEnabled\"", "\"none\"", ResourceModel::getRunAs, null),
        new Drift(
            "tag removed",
            world -> world.document().tags.remove("team"),
            ResourceModel::getTags,
            Set.of()),
        new Drift(
            "tag added",
            world -> world.document().tags.put("x", "y"),
            ResourceModel::getTags,
            Set.of(tag("team", "platform"), tag("x", "y"))),
        new Drift(
            "policy loosened, its key", DriftTest::loosen, ResourceModel::getBucketKeyArn, null),
        // Keys that were asked for stand in no template, and drift detection compares only what
        // does.
        new Drift(
            "policy loosened, its prefix",
            DriftTest::loosen,
            ResourceModel::getAccountPrefix,
            null),
        new Drift(
            "detached from a role",
            world -> world.attached("app").clear(),
            ResourceModel::getRoleNames,
            Set.of("web,blue")),
        new Drift(
            "Default Host Management turned off",
            world -> world.aws.ssm().settings.clear(),
            ResourceModel::getDefaultHostManagement,
            "USE_IF_ON"),
        new Drift(
            "Default Host Management lost the policy",
            world -> world.attached(World.HOST_ROLE).clear(),
            ResourceModel::getDefaultHostManagement,
            "IGNORE"),
        new Drift(
            "boundary of its role taken away",
            world -> world.iam.roles.get(World.HOST_ROLE).boundary = null,
            ResourceModel::getPermissionsBoundaryArn,
            null),
        new Drift(
            "settings forgotten",
            world -> world.document().tags.remove("session-logging:session-key"),
            ResourceModel::getSessionKeyArn,
            KEY_HERE),
        new Drift(
            "account prefix forgotten",
            world -> world.document().tags.put("session-logging:account-prefix", "OPTIONAL"),
            ResourceModel::getAccountPrefix,
            "OPTIONAL"),
        new Drift(
            "default moved",
            world -> {
              world.document().write("{ }");
              world.document().defaultVersion = 2;
            },
            ResourceModel::getDocumentVersion,
            "2"));
  }

  private static void loosen(World world) {
    FakePolicy policy = world.iam.policies.get(world.iam.policies.firstKey());
    policy.write(policy.text().replace("s3:PutObjectAcl", "s3:GetObject"));
  }

  @BeforeEach
  void create() {
    succeeded(world.here.create(DECLARED));
  }

  @ParameterizedTest
  @MethodSource("drifts")
  void driftShowsAndIsRepaired(Drift drift) {
    ResourceModel right = succeeded(world.here.read(identifier()));
    drift.change().accept(world);

    assertThat(drift.shown().apply(succeeded(world.here.read(identifier()))))
        .isEqualTo(drift.value());

    ResourceModel repaired = succeeded(world.here.update(DECLARED, DECLARED));
    assertThat(repaired.toBuilder().documentVersion("1").build()).isEqualTo(right);
    assertThat(world.document().defaultVersion).isEqualTo(world.document().latest);
    world.journal.forget();
    succeeded(world.here.update(DECLARED, DECLARED));
    assertThat(world.journal.writes()).isEmpty();
  }

  /** A property that drift detection can't be shown to see is as good as none. */
  @Test
  void everyPropertyThatAnUpdateMayChangeHasACase() {
    Models<ResourceModel> models = new Models<>(ResourceModel.class, Member.SCHEMA, Map.of());
    Set<String> shown = new TreeSet<>();
    drifts()
        .forEach(
            drift -> {
              World other = new World();
              ResourceModel right = succeeded(other.here.create(DECLARED));
              drift.change().accept(other);
              shown.addAll(models.differences(right, succeeded(other.here.read(identifier()))));
            });

    assertThat(shown).containsAll(models.changeable());
  }

  @Test
  void theDefaultAloneShowsAndIsPutRightWithoutANewVersion() {
    succeeded(world.here.update(DECLARED, DECLARED.toBuilder().idleSessionTimeout(5).build()));
    world.document().defaultVersion = 1;
    assertThat(succeeded(world.here.read(identifier())).getIdleSessionTimeout()).isEqualTo(20);
    world.journal.forget();

    succeeded(world.here.update(DECLARED, DECLARED.toBuilder().idleSessionTimeout(5).build()));

    assertThat(world.journal.writes()).containsExactly("ssm UpdateDocumentDefaultVersion");
  }

  @Test
  void aSingleRegionKeyOfTheOwnRegionIsReadAsWritten() {
    String key = World.BUCKET_KEY.replace("eu-central-1", World.HERE);
    ResourceModel single = DECLARED.toBuilder().sessionKeyArn(key).verifyAccess(false).build();

    assertThat(succeeded(world.here.update(DECLARED, single)).getSessionKeyArn()).isEqualTo(key);
  }
}
