package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;
import static org.sessionlogging.member.World.tag;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.fakes.ssm.FakeDocument;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Lag;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** A member in whose account preferences were saved before. */
class AdoptedDocumentTest {
  private static final String OLDEST = preferences("oldest");
  private static final String SHOWN = preferences("shown");
  private static final String USED = preferences("used");

  private final World world = new World();
  private FakeDocument document;

  @BeforeEach
  void preferencesWereSaved() {
    document = world.add(World.PREFERENCES, OLDEST, SHOWN, USED);
    document.defaultVersion = 2;
    document.tags.putAll(Map.of("owner", "somebody", "team", "theirs", "aws:internal", "1"));
  }

  private static String preferences(String bucket) {
    return "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":{\"s3BucketName\":\""
        + bucket
        + "\",\"runAsEnabled\":\"true\",\"runAsDefaultUser\":\"operator\"}}";
  }

  private ResourceModel with(String onExisting) {
    return model().toBuilder()
        .onExistingPreferences(onExisting)
        .tags(Set.of(tag("team", "platform"), tag("cost", "7")))
        .build();
  }

  @Test
  void mergeKeepsWhatIsNotDeclared() {
    ResourceModel adopted = succeeded(world.here.create(with("MERGE")));

    assertThat(adopted.getBucketName()).isEqualTo("central-logs");
    assertThat(adopted.getRunAs())
        .isEqualTo(RunAs.builder().enabled(true).defaultUser("operator").build());
    assertThat(adopted.getDocumentVersion()).isEqualTo("4");
    assertThat(adopted.getPreviousDocumentVersion()).isEqualTo("2");
    assertThat(adopted.getTags())
        .containsExactlyInAnyOrder(tag("team", "platform"), tag("cost", "7"));
    assertThat(document.defaultVersion).isEqualTo(4);
    assertThat(document.tags).containsEntry("owner", "somebody");
  }

  @Test
  void declaredTagThatWasFoundJustSoShowsUntilItIsNoLongerDeclared() {
    ResourceModel same = with("MERGE").toBuilder().tags(Set.of(tag("owner", "somebody"))).build();

    assertThat(succeeded(world.here.create(same)).getTags()).isEqualTo(same.getTags());
    document.tags.remove("owner");
    assertThat(succeeded(world.here.read(identifier())).getTags()).isEmpty();
    assertThat(succeeded(world.here.update(same, same)).getTags()).isEqualTo(same.getTags());

    ResourceModel without = same.toBuilder().tags(Set.of()).build();
    assertThat(succeeded(world.here.update(same, without)).getTags()).isEmpty();
    assertThat(document.tags).containsEntry("owner", "somebody");
    succeeded(world.here.delete(identifier()));
    assertThat(document.tags)
        .containsOnly(
            entry("owner", "somebody"), entry("team", "theirs"), entry("aws:internal", "1"));
  }

  @Test
  void replaceKeepsNothing() {
    ResourceModel adopted = succeeded(world.here.create(with("REPLACE")));

    assertThat(adopted.getRunAs()).isEqualTo(RunAs.builder().enabled(false).build());
  }

  @Test
  void failChangesNothingAndMakesNothing() {
    String before = world.picture();

    String message = failed(world.here.create(with("FAIL")), HandlerErrorCode.ResourceConflict);

    assertThat(message).contains("Version 3", "MERGE", "REPLACE");
    assertThat(world.picture()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MERGE", "REPLACE"})
  void aSecondApplyWritesNothing(String onExisting) {
    succeeded(world.here.create(with(onExisting)));
    world.journal.forget();

    succeeded(world.here.update(with(onExisting), with(onExisting)));

    assertThat(world.journal.writes()).isEmpty();
  }

  @Test
  void preferencesThatAreRightAlreadyGetNoNewVersion() {
    succeeded(world.here.create(with("MERGE")));
    String right = document.latestText();
    World other = new World();
    FakeDocument same = other.add(World.PREFERENCES, OLDEST, right);

    succeeded(other.here.create(with("MERGE")));

    assertThat(same.versions).hasSize(2);
    assertThat(same.defaultVersion).isEqualTo(2);
    String before = other.document().versions.toString();
    succeeded(other.here.delete(identifier()));
    assertThat(same.versions).hasToString(before);
    assertThat(same.defaultVersion).isEqualTo(1);
    assertThat(same.tags).isEmpty();
  }

  @Test
  void deleteBringsBackContentDefaultLatestAndTags() {
    succeeded(world.here.create(with("MERGE")));

    succeeded(world.here.delete(identifier()));

    isGivenBack();
    failed(world.here.delete(identifier()), HandlerErrorCode.NotFound);
  }

  @Test
  void manyUpdatesAreTakenBack() {
    succeeded(world.here.create(with("MERGE")));
    IntStream.rangeClosed(1, 60).forEach(this::setIdleSessionTimeout);
    assertThat(document.versions).hasSize(64);

    succeeded(world.here.delete(identifier()));

    isGivenBack();
  }

  /** The found versions are there, and one on top of them that says what was used. */
  private void isGivenBack() {
    assertThat(document.versions)
        .hasSize(4)
        .containsEntry(1, OLDEST)
        .containsEntry(2, SHOWN)
        .containsEntry(3, USED);
    assertThat(parsed(document.latestText())).isEqualTo(parsed(USED));
    assertThat(document.defaultVersion).isEqualTo(2);
    assertThat(document.tags)
        .isEqualTo(Map.of("owner", "somebody", "team", "theirs", "aws:internal", "1"));
    assertThat(world.iam.policies).isEmpty();
    assertThat(world.attached()).allMatch(Set::isEmpty);
  }

  private void setIdleSessionTimeout(int minutes) {
    succeeded(
        world.here.update(
            with("MERGE"), with("MERGE").toBuilder().idleSessionTimeout(minutes).build()));
  }

  @Test
  void theFormerContentIsWrittenAgainWhenTheLatestNumberStays() {
    world.ssmHere().habits().keepsLatestNumber = true;
    succeeded(world.here.create(with("MERGE")));

    succeeded(world.here.delete(identifier()));

    assertThat(document.latest).isEqualTo(5);
    assertThat(parsed(document.latestText())).isEqualTo(parsed(USED));
    assertThat(document.defaultVersion).isEqualTo(2);
    assertThat(document.tags)
        .isEqualTo(Map.of("owner", "somebody", "team", "theirs", "aws:internal", "1"));
  }

  /** As this type writes it: sorted. */
  private static String parsed(String json) {
    return org.sessionlogging.domain.preferences.PreferencesDocument.parse(json).json();
  }

  @Test
  void oneVersionThatWasDefaultAndLatestIsBothAgain() {
    world.ssmHere().habits().keepsLatestNumber = true;
    world.aws.lag(Lag.of("ssm DescribeDocument", 1));
    document.defaultVersion = 3;
    succeeded(world.here.create(with("MERGE")));

    succeeded(world.here.delete(identifier()));

    assertThat(document.defaultVersion).isEqualTo(document.latest).isEqualTo(5);
    assertThat(parsed(document.latestText())).isEqualTo(parsed(USED));
  }

  @Test
  void anEditIsTakenOverByMergeAndSurvivesFurtherUpdates() {
    succeeded(world.here.create(with("MERGE")));
    document.write(preferences("elsewhere").replace("operator", "editor"));

    succeeded(world.here.update(with("MERGE"), with("MERGE")));
    setIdleSessionTimeout(9);

    ResourceModel read = succeeded(world.here.read(identifier()));
    assertThat(read.getBucketName()).isEqualTo("central-logs");
    assertThat(read.getRunAs().getDefaultUser()).isEqualTo("editor");
    assertThat(read.getIdleSessionTimeout()).isEqualTo(9);
  }

  @Test
  void anEditIsReplacedByReplaceAndStaysReplaced() {
    succeeded(world.here.create(with("MERGE")));
    document.write(preferences("elsewhere"));

    succeeded(world.here.update(with("MERGE"), with("REPLACE")));
    succeeded(world.here.update(with("REPLACE"), with("MERGE")));

    ResourceModel read = succeeded(world.here.read(identifier()));
    assertThat(read.getRunAs()).isEqualTo(RunAs.builder().enabled(false).build());
  }

  @Test
  void anEditIsRefusedByFail() {
    succeeded(world.here.create(with("MERGE")));
    succeeded(world.here.update(with("MERGE"), with("FAIL")));
    document.write(preferences("elsewhere"));
    String before = world.picture();

    failed(world.here.update(with("FAIL"), with("FAIL")), HandlerErrorCode.ResourceConflict);

    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void anEditIsNotDeletedUntilItWasTakenOver() {
    succeeded(world.here.create(with("MERGE")));
    document.write(preferences("elsewhere"));
    String edited = world.picture();
    failed(world.here.delete(identifier()), HandlerErrorCode.ResourceConflict);
    assertThat(world.picture()).isEqualTo(edited);

    succeeded(world.here.update(with("MERGE"), with("REPLACE")));
    succeeded(world.here.delete(identifier()));

    // The edit stays in the history, the former content is what sessions use.
    assertThat(document.versions).containsOnlyKeys(1, 2, 3, 5, 7);
    assertThat(parsed(document.latestText())).isEqualTo(parsed(USED));
    assertThat(document.defaultVersion).isEqualTo(2);
  }

  @Test
  void aContentThatWasThereBeforeBecomesANewVersionAllTheSame() {
    succeeded(world.here.create(with("MERGE")));
    setIdleSessionTimeout(9);
    setIdleSessionTimeout(20);
    setIdleSessionTimeout(9);
    setIdleSessionTimeout(20);

    assertThat(succeeded(world.here.read(identifier())).getIdleSessionTimeout()).isEqualTo(20);
    assertThat(document.latest).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasFoundIsNotTakenForOursWhenItSaysTheSame(boolean keepsLatestNumber) {
    World other = new World();
    other.add(World.PREFERENCES, USED);
    succeeded(other.here.create(with("MERGE")));
    String same = other.document().latestText();
    document = world.add(World.PREFERENCES, OLDEST, same);
    world.ssmHere().habits().keepsLatestNumber = keepsLatestNumber;
    succeeded(world.here.create(with("MERGE").toBuilder().idleSessionTimeout(9).build()));
    setIdleSessionTimeout(20);
    assertThat(parsed(document.latestText())).isEqualTo(same);

    world.journal.failNext("ssm RemoveTagsFromResource", AwsError.of(400, "Fatal", "No."));
    assertThat(world.here.delete(identifier()).isFailed()).isTrue();
    succeeded(world.here.update(with("MERGE"), with("MERGE")));
    succeeded(world.here.delete(identifier()));

    assertThat(document.versions).containsEntry(1, OLDEST).containsEntry(2, same);
    assertThat(parsed(document.latestText())).isEqualTo(same);
    assertThat(document.defaultVersion).isEqualTo(1);
    assertThat(document.tags).isEmpty();
  }

  @Test
  void whatCanNotBePutBackIsNotTakenAway() {
    succeeded(world.here.create(with("MERGE")));
    document.versions.remove(3);
    String before = world.picture();

    String message = failed(world.here.delete(identifier()), HandlerErrorCode.ResourceConflict);

    assertThat(message).contains("former-latest");
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void withoutItsMemoryADocumentIsNotDeleted() {
    succeeded(world.here.create(with("MERGE")));
    document
        .tags
        .keySet()
        .removeAll(List.of("session-logging:origin", "session-logging:former-default"));

    failed(world.here.delete(identifier()), HandlerErrorCode.ResourceConflict);

    assertThat(world.documents()).containsKey(World.PREFERENCES);
  }

  @Test
  void mergeGoesOnFromTheLatestWhenItsBaseWasDeleted() {
    succeeded(world.here.create(with("MERGE")));
    document.versions.remove(3);

    succeeded(world.here.update(with("MERGE"), with("MERGE")));

    assertThat(succeeded(world.here.read(identifier())).getRunAs().getDefaultUser())
        .isEqualTo("operator");
  }

  @Test
  void aDocumentOfAnotherTypeIsRefused() {
    document.type = "Command";
    String before = world.picture();

    String message = failed(world.here.create(with("REPLACE")), HandlerErrorCode.InvalidRequest);

    assertThat(message).contains("Command");
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void aDocumentForAnotherTypeOfSessionIsRefused() {
    document.write("{\"schemaVersion\":\"1.0\",\"sessionType\":\"Port\"}");
    String before = world.picture();

    failed(world.here.create(with("REPLACE")), HandlerErrorCode.InvalidRequest);

    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void aDocumentThatIsNoJsonIsRefused() {
    document.write("schemaVersion: 1.0");

    failed(world.here.create(with("MERGE")), HandlerErrorCode.InvalidRequest);
  }

  @Test
  void moreTagsThanADocumentTakesAreRefusedWithNumbers() {
    IntStream.range(0, 20).forEach(i -> document.tags.put("theirs-" + i, ""));
    String before = world.picture();

    String message = failed(world.here.create(with("MERGE")), HandlerErrorCode.InvalidRequest);

    assertThat(message).contains("Tags has 2 tags", "22 of its own", "of at most 50");
    assertThat(world.picture()).isEqualTo(before);
  }

  @Test
  void aTagWhoseKeyCanNotBeRememberedIsRefused() {
    document.tags.put("k".repeat(102), "");

    String message = failed(world.here.create(with("MERGE")), HandlerErrorCode.InvalidRequest);

    assertThat(message).contains("101 characters");
  }
}
