package org.sessionlogging.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.central.ConvergenceTest.FULL;
import static org.sessionlogging.central.World.NAME;
import static org.sessionlogging.central.World.REGION;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleExpiration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.SimplePrefix;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/** How long logs stay, and whom the bucket tells of them. */
class RetentionTest {
  static final ResourceModel ALL =
      FULL.toBuilder()
          .objectLock(new ObjectLock("GOVERNANCE", 30))
          .lifecycleRules(new LifecycleRules(60, 400, 30))
          .accessLog(new AccessLog(AccessLogs.NAME, "s3/"))
          .eventBridgeEnabled(true)
          .build();
  private static final String GLACIER = "session-logging-transition-to-glacier";
  private static final String EXPIRATION = "session-logging-expiration";
  private static final String NONCURRENT = "session-logging-noncurrent-expiration";
  private static final String UNFINISHED = "session-logging-unfinished-uploads";

  private final World world = new World();

  @BeforeEach
  void accessLogsHaveABucket() {
    AccessLogs.add(world.aws, REGION);
  }

  static Stream<ResourceModel> declarations() {
    return Stream.of(
        ALL,
        ALL.toBuilder().logPrefix(null).build(),
        FULL.toBuilder().objectLock(new ObjectLock("COMPLIANCE", 36_500)).build(),
        FULL.toBuilder().lifecycleRules(new LifecycleRules(0, null, null)).build(),
        FULL.toBuilder().lifecycleRules(new LifecycleRules(null, 1, null)).build(),
        FULL.toBuilder().lifecycleRules(new LifecycleRules(null, null, 1)).build(),
        FULL.toBuilder()
            .versioningEnabled(false)
            .lifecycleRules(new LifecycleRules(1, 2, null))
            .build(),
        FULL.toBuilder().accessLog(new AccessLog(AccessLogs.NAME, null)).build(),
        FULL.toBuilder().eventBridgeEnabled(true).build());
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void whatIsDeclaredIsReadAndASecondUpdateWritesNothing(ResourceModel declared) {
    ResourceModel created = succeeds(declared, null);

    assertThat(inputs(created)).isEqualTo(declared);
    assertThat(inputs(read())).isEqualTo(declared);
    world.journal.forget();
    assertThat(succeeds(declared, declared)).isEqualTo(created);
    assertThat(world.journal.writes()).isEmpty();
    // From each to each, over nothing.
    assertThat(inputs(succeeds(unlocked(FULL, declared), declared)))
        .isEqualTo(unlocked(FULL, declared));
    assertThat(inputs(succeeds(declared, FULL))).isEqualTo(declared);
  }

  /** Object Lock stays. */
  private static ResourceModel unlocked(ResourceModel changed, ResourceModel before) {
    return changed.toBuilder()
        .logPrefix(before.getLogPrefix())
        .objectLock(before.getObjectLock())
        .build();
  }

  private ResourceModel succeeds(ResourceModel declared, ResourceModel before) {
    var end =
        before == null ? world.driver.create(declared) : world.driver.update(before, declared);
    assertThat(end.getMessage()).isNull();
    return end.getResourceModel();
  }

  private ResourceModel read() {
    return world.driver.read(World.named(NAME)).getResourceModel();
  }

  private static ResourceModel inputs(ResourceModel model) {
    return model.toBuilder().bucketArn(null).bucketKeyArn(null).sessionKeyArn(null).build();
  }

  @Test
  void whatAwsHoldsOfIt() {
    succeeds(ALL, null);

    assertThat(world.bucket().objectLock.objectLockEnabledAsString()).isEqualTo("Enabled");
    assertThat(world.bucket().objectLock.rule().defaultRetention())
        .satisfies(
            it -> assertThat(it.mode()).isEqualTo(ObjectLockRetentionMode.GOVERNANCE),
            it -> assertThat(it.days()).isEqualTo(30));
    assertThat(world.bucket().lifecycle)
        .extracting(LifecycleRule::id)
        .containsExactly(EXPIRATION, NONCURRENT, GLACIER, UNFINISHED);
    assertThat(world.bucket().lifecycle)
        .extracting(LifecycleRule::status)
        .containsOnly(ExpirationStatus.ENABLED);
    assertThat(rule(GLACIER))
        .satisfies(
            it -> assertThat(it.filter().and().prefix()).isEqualTo("sessions/all/"),
            it -> assertThat(it.filter().and().objectSizeGreaterThan()).isEqualTo(1),
            it ->
                assertThat(it.transitions())
                    .containsExactly(
                        Transition.builder()
                            .days(60)
                            .storageClass(TransitionStorageClass.GLACIER)
                            .build()));
    assertThat(rule(EXPIRATION))
        .satisfies(
            it -> assertThat(it.filter().prefix()).isEqualTo("sessions/all/"),
            it -> assertThat(it.expiration().days()).isEqualTo(400));
    assertThat(rule(NONCURRENT))
        .satisfies(
            it -> assertThat(it.filter().prefix()).isEqualTo("sessions/all/"),
            it -> assertThat(it.noncurrentVersionExpiration().noncurrentDays()).isEqualTo(30),
            it -> assertThat(it.expiration().expiredObjectDeleteMarker()).isTrue());
    assertThat(rule(UNFINISHED).filter().prefix()).isEmpty();
    assertThat(world.bucket().logging)
        .satisfies(
            it -> assertThat(it.targetBucket()).isEqualTo(AccessLogs.NAME),
            it -> assertThat(it.targetPrefix()).isEqualTo("s3/"));
    assertThat(world.bucket().notifications.eventBridgeConfiguration()).isNotNull();
  }

  private LifecycleRule rule(String id) {
    return world.bucket().lifecycle.stream().filter(it -> id.equals(it.id())).findFirst().get();
  }

  @Test
  void withoutALogPrefixRulesAreForTheWholeBucket() {
    succeeds(ALL.toBuilder().logPrefix(null).build(), null);

    assertThat(rule(GLACIER).filter().objectSizeGreaterThan()).isEqualTo(1);
    assertThat(rule(GLACIER).filter().prefix()).isNull();
    assertThat(rule(EXPIRATION).filter().prefix()).isEmpty();
  }

  @Test
  void lockIsThereBeforeAnybodyMayWrite() {
    succeeds(ALL, null);

    assertThat(world.journal.writes())
        .containsSubsequence(
            "s3 CreateBucket",
            "s3 PutBucketVersioning",
            "s3 PutObjectLockConfiguration",
            "s3 PutBucketPolicy");
  }

  @Test
  void versioningThatShowsLateIsWaitedFor() {
    world.aws.lag(Lag.of("s3 PutObjectLockConfiguration", 5));

    succeeds(ALL, null);

    assertThat(world.bucket().objectLock).isNotNull();
  }

  static Stream<Arguments> drifts() {
    return Stream.of(
        drift("lock shorter", w -> lock(w, "GOVERNANCE", 1)),
        drift("lock longer", w -> lock(w, "GOVERNANCE", 60)),
        drift(
            "lock without retention",
            w ->
                w.bucket().objectLock = w.bucket().objectLock.toBuilder().rule((it) -> {}).build()),
        drift("archived later", w -> change(w, GLACIER, it -> it.transitions(to(90, "GLACIER")))),
        drift(
            "archived deeper",
            w -> change(w, GLACIER, it -> it.transitions(to(60, "DEEP_ARCHIVE")))),
        drift(
            "small logs not archived",
            w -> change(w, GLACIER, it -> it.filter(f -> f.prefix("sessions/all/")))),
        drift(
            "large logs alone archived",
            w ->
                change(
                    w,
                    GLACIER,
                    it ->
                        it.filter(
                            f ->
                                f.and(
                                    and ->
                                        and.prefix("sessions/all/")
                                            .objectSizeGreaterThan(131_072L))))),
        drift("archiving off", w -> change(w, GLACIER, it -> it.status("Disabled"))),
        drift("expiry sooner", w -> change(w, EXPIRATION, it -> it.expiration(e -> e.days(2)))),
        drift("expiry of all", w -> change(w, EXPIRATION, it -> it.filter(f -> f.prefix("")))),
        drift("expiry off", w -> change(w, EXPIRATION, it -> it.status("Disabled"))),
        drift(
            "old versions kept longer",
            w ->
                change(
                    w,
                    NONCURRENT,
                    it -> it.noncurrentVersionExpiration(n -> n.noncurrentDays(90)))),
        drift(
            "some old versions kept",
            w ->
                change(
                    w,
                    NONCURRENT,
                    it ->
                        it.noncurrentVersionExpiration(
                            n -> n.noncurrentDays(30).newerNoncurrentVersions(3)))),
        drift(
            "delete markers kept",
            w -> change(w, NONCURRENT, it -> it.expiration((LifecycleExpiration) null))),
        drift("rule gone", w -> w.bucket().lifecycle = without(w, EXPIRATION)),
        drift("all rules gone", w -> w.bucket().lifecycle = null),
        drift("access log off", w -> w.bucket().logging = null),
        drift(
            "access log elsewhere",
            w -> w.bucket().logging = w.bucket().logging.toBuilder().targetBucket("x").build()),
        drift(
            "access log below another prefix",
            w -> w.bucket().logging = w.bucket().logging.toBuilder().targetPrefix("").build()),
        drift("EventBridge off", w -> w.bucket().notifications = null));
  }

  private static Arguments drift(String name, Consumer<World> byHand) {
    return Arguments.argumentSet(name, byHand);
  }

  private static void lock(World world, String mode, int days) {
    world.bucket().objectLock =
        world.bucket().objectLock.toBuilder()
            .rule(it -> it.defaultRetention(to -> to.mode(mode).days(days)))
            .build();
  }

  private static Transition to(int days, String storageClass) {
    return Transition.builder().days(days).storageClass(storageClass).build();
  }

  private static void change(World world, String id, UnaryOperator<LifecycleRule.Builder> change) {
    world.bucket().lifecycle =
        world.bucket().lifecycle.stream()
            .map(it -> it.id().equals(id) ? change.apply(it.toBuilder()).build() : it)
            .toList();
  }

  private static List<LifecycleRule> without(World world, String id) {
    return world.bucket().lifecycle.stream().filter(it -> !it.id().equals(id)).toList();
  }

  @ParameterizedTest
  @MethodSource("drifts")
  void whatIsChangedByHandIsReadAndRepaired(Consumer<World> byHand) {
    ResourceModel created = succeeds(ALL, null);
    String picture = world.aws.picture();

    byHand.accept(world);

    assertThat(read()).isNotEqualTo(created);
    assertThat(succeeds(ALL, ALL)).isEqualTo(created);
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @ParameterizedTest
  @MethodSource("drifts")
  void whatIsChangedByHandIsRepairedThroughStaleReads(Consumer<World> byHand) {
    succeeds(ALL, null);
    String picture = world.aws.picture();
    byHand.accept(world);
    world.aws.lag(api -> api.startsWith("s3 Get") ? 1 : 0);

    succeeds(ALL, ALL);

    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void whatIsNotDeclaredIsDriftToo() {
    ResourceModel created = succeeds(FULL, null);
    String picture = world.aws.picture();
    succeeds(ALL.toBuilder().objectLock(null).build(), FULL);
    assertThat(read()).isNotEqualTo(created);

    assertThat(succeeds(FULL, FULL)).isEqualTo(created);
    assertThat(world.aws.picture()).isEqualTo(picture);
  }

  @Test
  void ruleOfAPropertyThatIsTakenOutGoesAndThoseOfOthersStay() {
    succeeds(ALL.toBuilder().objectLock(null).build(), null);
    LifecycleRule theirs =
        LifecycleRule.builder()
            .id("their-rule")
            .status(ExpirationStatus.ENABLED)
            .filter(it -> it.prefix("old/"))
            .expiration(it -> it.days(400))
            .build();
    LifecycleRule nameless = theirs.toBuilder().id(null).build();
    List<LifecycleRule> all = new ArrayList<>(List.of(theirs, nameless));
    all.addAll(world.bucket().lifecycle);
    world.bucket().lifecycle = all;

    succeeds(FULL.toBuilder().lifecycleRules(new LifecycleRules(60, null, null)).build(), ALL);
    assertThat(world.bucket().lifecycle)
        .contains(theirs, nameless)
        .extracting(LifecycleRule::id)
        .containsExactlyInAnyOrder("their-rule", null, GLACIER, UNFINISHED);

    succeeds(FULL, ALL);
    assertThat(world.bucket().lifecycle)
        .contains(theirs, nameless)
        .extracting(LifecycleRule::id)
        .containsExactlyInAnyOrder("their-rule", null, UNFINISHED);
    assertThat(read().getLifecycleRules()).isNull();
  }

  @Test
  void whatS3SpellsOtherwiseIsTheSame() {
    ResourceModel declared = ALL.toBuilder().logPrefix(null).build();
    ResourceModel created = succeeds(declared, null);
    change(
        world,
        GLACIER,
        it -> it.filter(f -> f.and(and -> and.prefix("").objectSizeGreaterThan(1L))));
    change(world, NONCURRENT, it -> it.filter(f -> {}));
    change(
        world, EXPIRATION, it -> it.expiration(e -> e.days(400).expiredObjectDeleteMarker(false)));
    world.bucket().logging =
        world.bucket().logging.toBuilder()
            .targetObjectKeyFormat(it -> it.simplePrefix(SimplePrefix.builder().build()))
            .build();
    world.journal.forget();

    assertThat(read()).isEqualTo(created);
    assertThat(succeeds(declared, declared)).isEqualTo(created);

    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void notificationsOfOthersStayWhenEventBridgeIsTurnedOnAndOff() {
    succeeds(FULL, null);
    NotificationConfiguration theirs =
        NotificationConfiguration.builder()
            .queueConfigurations(
                QueueConfiguration.builder()
                    .id("theirs")
                    .queueArn("arn:aws:sqs:eu-west-1:111122223333:logs")
                    .events(Event.S3_OBJECT_CREATED)
                    .build())
            .build();
    world.bucket().notifications = theirs;

    succeeds(ALL, FULL);
    assertThat(world.bucket().notifications)
        .isEqualTo(
            theirs.toBuilder()
                .eventBridgeConfiguration(EventBridgeConfiguration.builder().build())
                .build());

    succeeds(ALL.toBuilder().eventBridgeEnabled(null).build(), ALL);
    assertThat(world.bucket().notifications).isEqualTo(theirs);
  }

  @Test
  void lockedBucketWithoutLogsIsDeletedAsAnyOther() {
    succeeds(ALL, null);

    assertThat(world.driver.delete(World.named(NAME)).getMessage()).isNull();

    assertThat(world.s3.buckets).containsOnlyKeys(AccessLogs.NAME);
  }

  @Test
  void whyLockedLogsStayIsSaid() {
    succeeds(ALL, null);
    world.bucket().add("111122223333/eu-west-1/a.log");

    assertThat(world.driver.delete(World.named(NAME)).getMessage())
        .contains("it holds logs", "Object Lock", "retention");
  }
}
