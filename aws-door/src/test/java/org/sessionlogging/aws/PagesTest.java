package org.sessionlogging.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagesTest {
  private final List<String> asked = new ArrayList<>();

  @Test
  void followsTokensToTheLastPage() {
    assertThat(Pages.of(this::page, page -> page.equals("b") ? null : page))
        .containsExactly("a", "b");
    assertThat(asked).isEqualTo(Arrays.asList(null, "a"));
  }

  @Test
  void emptyTokenIsTheLastPageToo() {
    assertThat(Pages.of(this::page, page -> "")).containsExactly("a");
  }

  @Test
  void asksForNoMoreThanIsRead() {
    assertThat(Pages.of(this::page, page -> page).findFirst()).contains("a");
    assertThat(asked).hasSize(1);
  }

  @Test
  void pageOfOtherThingsKeepsItsToken() {
    assertThat(new Page<>(List.of(1, 2), Optional.of("next")).map(it -> "item " + it))
        .isEqualTo(new Page<>(List.of("item 1", "item 2"), Optional.of("next")));
  }

  private String page(String token) {
    asked.add(token);
    return token == null ? "a" : "b";
  }
}
