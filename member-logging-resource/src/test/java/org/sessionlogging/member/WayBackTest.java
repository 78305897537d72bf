package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.fakes.Meanwhile;
import org.sessionlogging.fakes.Sample;
import org.sessionlogging.fakes.ssm.Duplicates;
import org.sessionlogging.fakes.ssm.FakeDocument;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * What delete does with the preferences, whatever SSM's habits are, and whoever edits meanwhile.
 */
@Tag("sampled")
class WayBackTest {
  /** Of an operation, in a sample. */
  private static final int MOMENTS = 8;

  private static final String SHOWN = preferences("shown");
  private static final String USED = preferences("used");
  private static final String EDIT = preferences("edited");

  private static String preferences(String bucket) {
    return "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":{\"s3BucketName\":\""
        + bucket
        + "\",\"runAsEnabled\":false}}";
  }

  private static PreferencesDocument parsed(String text) {
    return PreferencesDocument.parse(text);
  }

  /** What SSM does where AWS's reference is silent. */
  record Habits(Duplicates duplicates, boolean keepsLatestNumber, boolean shownWasUsed) {
    World world() {
      World world = new World();
      FakeDocument document = world.add(World.PREFERENCES, SHOWN, USED);
      document.defaultVersion = shownWasUsed ? 2 : 1;
      document.tags.put("owner", "somebody");
      world.ssmHere().habits().duplicates = duplicates;
      world.ssmHere().habits().keepsLatestNumber = keepsLatestNumber;
      succeeded(world.here.create(model()));
      succeeded(world.here.update(model(), model().toBuilder().idleSessionTimeout(9).build()));
      return world;
    }
  }

  static Stream<Habits> habits() {
    return Stream.of(Duplicates.values())
        .flatMap(
            duplicates ->
                Stream.of(
                    new Habits(duplicates, false, false),
                    new Habits(duplicates, false, true),
                    new Habits(duplicates, true, false),
                    new Habits(duplicates, true, true)))
        // A number that stays, and a content that is never taken twice, leave no way.
        .filter(it -> !(it.keepsLatestNumber() && it.duplicates() == last()));
  }

  private static Duplicates last() {
    return Duplicates.BUT_FOR_THE_ORDER_OF_KEYS;
  }

  private static void isGivenBack(World world, Habits habits) {
    FakeDocument document = world.document();
    assertThat(parsed(document.latestText())).isEqualTo(parsed(USED));
    assertThat(parsed(document.versions.get(document.defaultVersion)))
        .isEqualTo(parsed(habits.shownWasUsed() ? USED : SHOWN));
    assertThat(document.defaultVersion).isEqualTo(habits.shownWasUsed() ? document.latest : 1);
    assertThat(document.versions.values().stream().map(WayBackTest::parsed))
        .containsOnly(parsed(SHOWN), parsed(USED));
    assertThat(document.tags).hasToString("{owner=somebody}");
    assertThat(world.iam.policies).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("habits")
  void everyHabitEndsWithWhatWasFound(Habits habits) {
    World world = habits.world();

    succeeded(world.here.delete(identifier()));

    isGivenBack(world, habits);
  }

  @ParameterizedTest
  @MethodSource("habits")
  void anEditAtAnyMomentIsInForceAfterwards(Habits habits) {
    Meanwhile moments = Meanwhile.before(-1, () -> {});
    World smooth = habits.world();
    succeeded(smooth.driver(World.HERE, moments).delete(identifier()));
    int refused = 0;
    for (int k : Sample.of(MOMENTS, moments.calls().size())) {
      World world = habits.world();

      ProgressEvent<ResourceModel, CallbackContext> event =
          world
              .driver(World.HERE, Meanwhile.before(k, () -> world.document().write(EDIT)))
              .delete(identifier());

      assertThat(parsed(world.document().latestText()))
          .as("before call %s, %s", k, moments.calls().get(k))
          .isEqualTo(parsed(EDIT));
      if (event.isFailed()) {
        refused++;
        assertThat(event.getMessage()).contains("MERGE or REPLACE");
        succeeded(world.here.update(model(), model().toBuilder().idleSessionTimeout(33).build()));
        assertThat(parsed(world.document().latestText())).isNotEqualTo(parsed(EDIT));
        // The edit stays in the history; where no content is taken twice, the found one is below
        // it.
        if (habits.duplicates() != last()) {
          succeeded(world.here.delete(identifier()));
          assertThat(parsed(world.document().latestText())).isEqualTo(parsed(USED));
        }
      }
    }
    assertThat(refused).isPositive();
  }

  /**
   * There is room for one version, which is this type's: what was found comes back in its place.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDocumentWithoutRoomForAnotherVersionIsGivenBack(boolean keepsLatestNumber) {
    World world = new World();
    FakeDocument document = world.add(World.PREFERENCES, SHOWN);
    IntStream.range(0, 998).forEach(i -> document.write(i < 997 ? SHOWN : USED));
    document.defaultVersion = 1;
    world.ssmHere().habits().keepsLatestNumber = keepsLatestNumber;
    succeeded(world.here.create(model()));
    assertThat(document.versions).hasSize(1000);

    succeeded(world.here.delete(identifier()));

    assertThat(parsed(document.latestText())).isEqualTo(parsed(USED));
    assertThat(document.defaultVersion).isEqualTo(1);
    assertThat(document.tags).isEmpty();
    assertThat(world.iam.policies).isEmpty();
  }

  /** The default version, which the console shows, is all that is left of what was found. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereTheLatestVersionWasDeletedTheDefaultOneComesBack(boolean keepsLatestNumber) {
    World world = new World();
    FakeDocument document = world.add(World.PREFERENCES, SHOWN, USED);
    world.ssmHere().habits().keepsLatestNumber = keepsLatestNumber;
    world.ssmHere().deleteDocument(it -> it.name(World.PREFERENCES).documentVersion("2"));
    succeeded(world.here.create(model()));
    succeeded(world.here.update(model(), model().toBuilder().idleSessionTimeout(9).build()));

    succeeded(world.here.delete(identifier()));

    assertThat(parsed(document.latestText())).isEqualTo(parsed(SHOWN));
    assertThat(parsed(document.defaultText())).isEqualTo(parsed(SHOWN));
    assertThat(document.tags).isEmpty();
    assertThat(world.iam.policies).isEmpty();
  }

  /** Until this type has written a version of its own an edit belongs to what was found. */
  @Test
  void anEditAtAnyMomentOfTheTakeoverIsBuiltUponAndComesBackWhereItWasFirst() {
    Meanwhile moments = Meanwhile.before(-1, () -> {});
    World smooth = new World();
    smooth.add(World.PREFERENCES, SHOWN, USED);
    succeeded(smooth.driver(World.HERE, moments).create(model()));
    int first = 0;
    for (int k : Sample.of(MOMENTS, moments.calls().size())) {
      World world = new World();
      FakeDocument document = world.add(World.PREFERENCES, SHOWN, USED);
      Runnable edit = () -> document.defaultVersion = document.write(EDIT);
      succeeded(world.driver(World.HERE, Meanwhile.before(k, edit)).create(model()));
      // One that came when the last look was over.
      succeeded(world.here.update(model(), model()));
      boolean wasFirst = EDIT.equals(document.versions.get(3));
      first += wasFirst ? 1 : 0;

      succeeded(world.here.delete(identifier()));

      assertThat(parsed(document.latestText()))
          .as("before call %s, %s", k, moments.calls().get(k))
          .isEqualTo(parsed(wasFirst ? EDIT : USED));
      assertThat(document.versions).containsValue(EDIT);
      assertThat(document.tags).isEmpty();
    }
    assertThat(first).isBetween(1, moments.calls().size() - 1);
  }

  /** An update builds upon the edit, or leaves it as the latest, where it is seen next. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEditAtAnyMomentOfAnUpdateIsNotLost(boolean created) {
    ResourceModel changed = model().toBuilder().idleSessionTimeout(33).build();
    Meanwhile moments = Meanwhile.before(-1, () -> {});
    succeeded(before(created).driver(World.HERE, moments).update(model(), changed));
    for (int k : Sample.of(MOMENTS, moments.calls().size())) {
      World world = before(created);
      String edit = EDIT.replace("false", "true");

      succeeded(
          world
              .driver(World.HERE, Meanwhile.before(k, () -> world.document().write(edit)))
              .update(model(), changed));

      assertThat(world.document().latestText())
          .as("before call %s, %s", k, moments.calls().get(k))
          .contains("\"runAsEnabled\":true");
      succeeded(world.here.update(changed, changed));
      assertThat(world.document().latestText())
          .contains("\"runAsEnabled\":true", "central-logs", "\"33\"");
    }
  }

  private static World before(boolean created) {
    World world = new World();
    if (!created) {
      world.add(World.PREFERENCES, SHOWN, USED);
    }
    succeeded(world.here.create(model()));
    return world;
  }

  @Test
  void anEditOfACreatedDocumentUpToTheLastLookIsNotDeleted() {
    World world = new World();
    succeeded(world.here.create(model()));

    String message =
        failed(
            world
                .driver(
                    World.HERE,
                    Meanwhile.before("ssm GetDocument", () -> world.document().write(EDIT)))
                .delete(identifier()),
            HandlerErrorCode.ResourceConflict);

    assertThat(message).contains("MERGE or REPLACE");
    assertThat(world.document().latestText()).isEqualTo(EDIT);
  }

  @ParameterizedTest
  @MethodSource("habits")
  void anEditIsDroppedByTheRemedyOfTheMessage(Habits habits) {
    World world = habits.world();
    FakeDocument document = world.document();
    document.write(EDIT);
    document.defaultVersion = document.latest;
    String message = failed(world.here.delete(identifier()), HandlerErrorCode.ResourceConflict);
    assertThat(message)
        .contains("--retain-resources", "delete-document", "--document-version " + document.latest);
    SsmClient ssm = world.ssmHere();
    ssm.updateDocumentDefaultVersion(it -> it.name(World.PREFERENCES).documentVersion("1"));
    ssm.deleteDocument(
        it -> it.name(World.PREFERENCES).documentVersion(String.valueOf(document.latest)));

    succeeded(world.here.delete(identifier()));

    isGivenBack(world, habits);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void aDeletionIsOverWhenTheDocumentIsGone(int looks) {
    World world = new World();
    succeeded(world.here.create(model()));
    world.aws.lag(Lag.of("ssm DescribeDocument", looks));
    world.journal.forget();

    succeeded(world.here.delete(identifier()));

    assertThat(world.documents()).isEmpty();
    assertThat(world.journal.writes().stream().filter("ssm DeleteDocument"::equals)).hasSize(1);
    assertThat(world.journal.writes().indexOf("ssm DeleteDocument"))
        .isLessThan(world.journal.writes().indexOf("iam DeletePolicy"));
  }

  @Test
  void aCreationRightAfterADeletionWaitsUntilTheDocumentIsGone() {
    World world = new World();
    succeeded(world.here.create(model()));
    world.aws.lag(Lag.of("ssm DescribeDocument", 12).and("ssm CreateDocument", 2));
    Meanwhile interrupted =
        new Meanwhile(
            "ssm DeleteDocument",
            () -> {
              throw AwsError.of(500, "InternalFailure", "Interrupted.");
            });
    world.driver(World.HERE, interrupted).once(Action.DELETE, identifier(), null, null);

    succeeded(world.here.create(model()));

    assertThat(world.document().tags).containsEntry("session-logging:origin", "created");
  }
}
