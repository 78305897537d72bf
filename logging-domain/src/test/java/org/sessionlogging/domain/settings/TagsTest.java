package org.sessionlogging.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
  private static final String KEY = "session-logging:skipped-roles";

  @Test
  void aTagBelongsToAwsToUsOrToTheUser() {
    assertThat(Stream.of("aws:x", "session-logging:x", "team").filter(Tags::areOfUsers))
        .containsExactly("team");
  }

  @Test
  void theResourcesOwnTagsWinOverTheStacks() {
    assertThat(
            Tags.of(
                Map.of("team", "stack", "cost-center", "4711"),
                Stream.of(Map.entry("team", "resource"))))
        .isEqualTo(Map.of("team", "resource", "cost-center", "4711"));
  }

  @Test
  void oneKeyTwiceIsRefusedByItsName() {
    assertThatThrownBy(
            () -> Tags.of(Map.of(), Stream.of(Map.entry("team", "a"), Map.entry("team", "b"))))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("has the key team twice");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 100})
  void wordsComeBackFromAsManyTagsAsTheyNeed(int number) {
    List<String> words = IntStream.range(0, number).mapToObj(it -> it + "x".repeat(61)).toList();

    SortedMap<String, String> tags = new TreeMap<>(Tags.ofWords(KEY, words));

    // 62 or 63 characters and a space each: four of them in a tag of at most 256.
    assertThat(tags).hasSize(Math.max(1, (number + 3) / 4));
    assertThat(tags.values()).allMatch(value -> value.length() <= 256);
    assertThat(Tags.keysOfWords(tags.keySet(), KEY)).containsExactlyElementsOf(tags.keySet());
    tags.put("team", "platform");
    assertThat(Tags.words(tags, KEY)).containsExactlyInAnyOrderElementsOf(words);
    assertThat(Tags.words(tags, "session-logging:other")).isEmpty();
  }
}
