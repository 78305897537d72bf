package org.sessionlogging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PreferencesLawsTest {
  private static final int TRIES = 200;

  @Property(tries = TRIES)
  void mergingAgainChangesNothing(
      @ForAll("documents") PreferencesDocument live, @ForAll("preferences") Preferences declared) {
    PreferencesDocument merged = PreferencesDocument.merge(live, declared);
    assertThat(PreferencesDocument.merge(merged, declared)).isEqualTo(merged);
  }

  @Property(tries = TRIES)
  void mergingIntoWhatWasCreatedChangesNothing(@ForAll("preferences") Preferences declared) {
    PreferencesDocument created = PreferencesDocument.of(declared);
    assertThat(PreferencesDocument.merge(created, declared)).isEqualTo(created);
  }

  @Property(tries = TRIES)
  void mergeKeepsUnknownFields(
      @ForAll("documents") PreferencesDocument live, @ForAll("preferences") Preferences declared) {
    ObjectNode before = Json.parse(live.json()).orElseThrow();
    ObjectNode after = Json.parse(PreferencesDocument.merge(live, declared).json()).orElseThrow();
    assertThat(after.path("unknown")).isEqualTo(before.path("unknown"));
    assertThat(after.path("inputs").path("newField"))
        .isEqualTo(before.path("inputs").path("newField"));
  }

  @Property(tries = TRIES)
  void declaredFieldsWin(
      @ForAll("documents") PreferencesDocument live, @ForAll("preferences") Preferences declared) {
    PreferencesDocument merged = PreferencesDocument.merge(live, declared);
    assertThat(merged.s3BucketName()).contains(declared.s3BucketName());
    assertThat(merged.kmsKeyId()).contains(declared.sessionKey().toString());
    assertThat(merged.s3EncryptionEnabled()).contains(declared.sessions().s3EncryptionEnabled());
    declared
        .sessions()
        .idleSessionTimeout()
        .ifPresent(it -> assertThat(merged.idleSessionTimeout()).contains(it));
    declared
        .sessions()
        .logGroup()
        .ifPresent(it -> assertThat(merged.cloudWatchLogGroupName()).contains(it.name()));
  }

  @Property(tries = TRIES)
  void textAndDocumentAreEachOthersInverse(@ForAll("documents") PreferencesDocument document) {
    assertThat(PreferencesDocument.parse(document.json())).isEqualTo(document);
  }

  @Provide
  Arbitrary<PreferencesDocument> documents() {
    Arbitrary<String> values =
        Arbitraries.of(
            "true", "\"true\"", "\"false\"", "\"\"", "7", "\"7\"", "null", "1.50", "{\"b\":[1]}");
    Arbitrary<String> names =
        Arbitraries.of(
            "newField",
            "runAsEnabled",
            "idleSessionTimeout",
            "maxSessionDuration",
            "shellProfile",
            "s3BucketName");
    return Combinators.combine(Arbitraries.maps(names, values), values)
        .as(
            (inputs, unknown) ->
                PreferencesDocument.parse(
                    "{\"unknown\":" + unknown + ",\"inputs\":" + object(inputs) + "}"));
  }

  @Provide
  Arbitrary<Preferences> preferences() {
    Arbitrary<Optional<LogGroup>> groups =
        Arbitraries.of(new LogGroup("/sessions", true, false), new LogGroup("x", false, true))
            .optional();
    Arbitrary<Optional<RunAsUser>> users =
        Arbitraries.of(
                new RunAsUser(true, Optional.empty()), new RunAsUser(false, Optional.of("u")))
            .optional();
    Arbitrary<Optional<String>> profiles = Arbitraries.of("cd /", "\"quoted\"\n").optional();
    return Combinators.combine(
            Arbitraries.of(true, false),
            groups,
            users,
            Arbitraries.integers().between(1, 60).optional(),
            Arbitraries.integers().between(1, 1440).optional(),
            profiles,
            profiles)
        .as(SessionSettings::new)
        .map(sessions -> new Preferences("bucket", "prefix", Examples.SESSION_KEY, sessions));
  }

  private static String object(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
        .toList()
        .toString()
        .replaceFirst("^\\[", "{")
        .replaceFirst("]$", "}");
  }
}
