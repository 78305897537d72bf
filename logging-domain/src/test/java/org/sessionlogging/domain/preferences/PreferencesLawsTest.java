package org.sessionlogging.domain.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.domain.GeneratedSettings;
import org.sessionlogging.domain.Law;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;

class PreferencesLawsTest {
  @Law
  @MethodSource("documentsAndPreferences")
  void mergingAgainChangesNothing(PreferencesDocument live, Preferences declared) {
    PreferencesDocument merged = PreferencesDocument.merge(live, declared);
    assertThat(PreferencesDocument.merge(merged, declared)).isEqualTo(merged);
  }

  @Law
  @MethodSource("preferences")
  void mergingIntoWhatWasCreatedChangesNothing(Preferences declared) {
    PreferencesDocument created = PreferencesDocument.of(declared);
    assertThat(PreferencesDocument.merge(created, declared)).isEqualTo(created);
  }

  @Law
  @MethodSource("documentsAndPreferences")
  void mergeKeepsUnknownFields(PreferencesDocument live, Preferences declared) {
    ObjectNode before = Json.parse(live.json()).orElseThrow();
    ObjectNode after = Json.parse(PreferencesDocument.merge(live, declared).json()).orElseThrow();
    assertThat(after.path("unknown")).isEqualTo(before.path("unknown"));
    assertThat(after.path("inputs").path("newField"))
        .isEqualTo(before.path("inputs").path("newField"));
  }

  @Law
  @MethodSource("documentsAndPreferences")
  void declaredFieldsWin(PreferencesDocument live, Preferences declared) {
    PreferencesDocument merged = PreferencesDocument.merge(live, declared);
    for (PreferenceField<?> field : PreferenceField.all()) {
      declared.get(field).ifPresent(it -> assertThat(saying(merged, field)).isEqualTo(it));
    }
  }

  private static Object saying(PreferencesDocument document, PreferenceField<?> field) {
    return document.get(field).orElseThrow();
  }

  @Law
  @MethodSource("documents")
  void textAndDocumentAreEachOthersInverse(PreferencesDocument document) {
    assertThat(PreferencesDocument.parse(document.json())).isEqualTo(document);
  }

  static Stream<Arguments> documentsAndPreferences() {
    return GeneratedSettings.cases(it -> Arguments.of(it.document(), it.preferences()));
  }

  static Stream<PreferencesDocument> documents() {
    return GeneratedSettings.cases(GeneratedSettings::document);
  }

  static Stream<Preferences> preferences() {
    return GeneratedSettings.cases(GeneratedSettings::preferences);
  }
}
