package org.sessionlogging.fakes.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final List<String> ALL = List.of("a", "b", "c");

  @Test
  void pagesAreShortWhateverIsAskedFor() {
    Page<String> first = Page.of(ALL, null, Integer.valueOf(50));
    Page<String> second = Page.of(ALL, first.next(), null);

    assertThat(first.items()).containsExactly("a", "b");
    assertThat(first.truncated()).isTrue();
    assertThat(second.items()).containsExactly("c");
    assertThat(second.truncated()).isFalse();
    assertThat(second.next()).isNull();
  }

  @Test
  void pagesAreAsShortAsIsAskedFor() {
    assertThat(Page.of(ALL, "1", Integer.valueOf(1))).isEqualTo(new Page<>(List.of("b"), "2"));
  }

  @Test
  void tokenOfWhatHasGoneMeanwhileLeadsNowhere() {
    assertThat(Page.of(List.of("a"), "2", null).items()).isEmpty();
  }
}
