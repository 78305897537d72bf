package org.sessionlogging.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.member.World.failed;
import static org.sessionlogging.member.World.identifier;
import static org.sessionlogging.member.World.model;
import static org.sessionlogging.member.World.succeeded;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.fakes.ssm.FakeDocument;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Preferences with as many versions as a document may have, default and latest apart or one. */
class EarlierVersionsTest {
  private static final int MOST = 1000;
  private static final ResourceModel CHANGED = model().toBuilder().idleSessionTimeout(9).build();

  private final World world = new World();

  private static String text(int version) {
    return "{\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\",\"inputs\":{\"idleSessionTimeout\":\""
        + version % 60
        + "\",\"runAsEnabled\":false}}";
  }

  private FakeDocument found(int versions, int defaultVersion) {
    FakeDocument document = world.add(World.PREFERENCES, text(1));
    IntStream.rangeClosed(2, versions).forEach(number -> document.write(text(number)));
    document.defaultVersion = defaultVersion;
    return document;
  }

  private static PreferencesDocument parsed(String text) {
    return PreferencesDocument.parse(text);
  }

  private static void isGivenBack(FakeDocument document, int versions, int defaultVersion) {
    assertThat(parsed(document.latestText())).isEqualTo(parsed(text(versions)));
    assertThat(parsed(document.defaultText())).isEqualTo(parsed(text(defaultVersion)));
    assertThat(document.versions).containsEntry(1, text(1)).containsEntry(versions, text(versions));
    assertThat(document.tags).isEmpty();
  }

  private void delete(int version) {
    world
        .ssmHere()
        .deleteDocument(it -> it.name(World.PREFERENCES).documentVersion(String.valueOf(version)));
  }

  static Stream<Arguments> counts() {
    return Stream.of(1, 2, 3, 50, 998)
        .flatMap(count -> Stream.of(1, count).distinct().map(shown -> Arguments.of(count, shown)));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void areTakenOverChangedAndGivenBack(int versions, int shown) {
    FakeDocument document = found(versions, shown);

    assertThat(succeeded(world.here.create(model())).getPreviousDocumentVersion())
        .isEqualTo(String.valueOf(shown));
    succeeded(world.here.update(model(), CHANGED));
    assertThat(document.latest).isEqualTo(document.defaultVersion).isEqualTo(versions + 2);
    succeeded(world.here.delete(identifier()));

    isGivenBack(document, versions, shown);
    assertThat(world.iam.policies).isEmpty();
  }

  /** The last place is taken by the creation: an update says so, and has it after the remedy. */
  @ParameterizedTest
  @ValueSource(ints = {1, 999})
  void whereOnePlaceIsLeftAnUpdateIsRefusedUntilTheRemedy(int shown) {
    FakeDocument document = found(MOST - 1, shown);
    succeeded(world.here.create(model()));
    String before = document.latestText();

    String message =
        failed(world.here.update(model(), CHANGED), HandlerErrorCode.ServiceLimitExceeded);

    assertThat(message)
        .contains(
            World.PREFERENCES,
            "1,000 versions",
            "aws ssm list-document-versions",
            "aws ssm delete-document",
            "--document-version",
            "PreviousDocumentVersion");
    assertThat(document.latestText()).isEqualTo(before);
    assertThat(document.defaultText()).isEqualTo(before);
    succeeded(world.here.update(model(), model()));
    delete(2);
    assertThat(succeeded(world.here.update(model(), CHANGED)).getIdleSessionTimeout()).isEqualTo(9);
    succeeded(world.here.delete(identifier()));
    isGivenBack(document, MOST - 1, shown);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aFullDocumentIsRefusedUntilTheRemedyAndStaysAsItWas(int shown) {
    FakeDocument document = found(MOST, shown);
    String before = world.picture();

    String message = failed(world.here.create(model()), HandlerErrorCode.ServiceLimitExceeded);

    assertThat(message).contains(World.PREFERENCES, "1,000 versions", "aws ssm delete-document");
    world.here.delete(identifier());
    assertThat(world.picture()).isEqualTo(before);
    delete(2);
    succeeded(world.here.create(model()));
    succeeded(world.here.delete(identifier()));
    isGivenBack(document, MOST, shown);
  }
}
