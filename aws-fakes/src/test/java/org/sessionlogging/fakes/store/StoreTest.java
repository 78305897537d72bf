package org.sessionlogging.fakes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;

class StoreTest {
  private static final AwsRequest DESCRIBE = DescribeKeyRequest.builder().build();
  private static final AwsRequest POLICY = GetKeyPolicyRequest.builder().build();
  private static final AwsRequest ALIAS = CreateAliasRequest.builder().build();

  /** Words by name. */
  private static final class Words {
    private final SortedMap<String, String> words = new TreeMap<>();

    String of(String name) {
      if (!words.containsKey(name)) {
        throw AwsError.of(400, "NotFound", name);
      }
      return words.get(name);
    }
  }

  private final Store<Words> store = new Store<>(new Words());

  private void write(String name, String word) {
    String unused = store.write(ALIAS, name, Set.of(), it -> it.words.put(name, word));
  }

  private List<String> looks(int times, AwsRequest request, String name) {
    return Stream.generate(
            () -> store.look(request, name, it -> it.words.getOrDefault(name, "absent")))
        .limit(times)
        .toList();
  }

  @Test
  void withoutLagEverythingShowsAtOnce() {
    write("a", "one");

    assertThat(looks(1, DESCRIBE, "a")).containsExactly("one");
  }

  @Test
  void eachApiSeesAWriteAfterItsOwnNumberOfLooks() {
    store.lag(Lag.of("kms DescribeKey", 2).and("kms GetKeyPolicy", 1));
    write("a", "one");

    assertThat(looks(4, DESCRIBE, "a")).containsExactly("absent", "absent", "one", "one");
    assertThat(looks(2, POLICY, "a")).containsExactly("absent", "one");
    assertThat(store.present().of("a")).isEqualTo("one");
  }

  @Test
  void eachThingHasLooksOfItsOwn() {
    store.lag(Lag.of("kms DescribeKey", 1));
    write("a", "one");
    write("b", "two");

    assertThat(looks(2, DESCRIBE, "a")).containsExactly("absent", "one");
    assertThat(looks(2, DESCRIBE, "b")).containsExactly("absent", "two");
  }

  @Test
  void writesShowInTheirOrderAndNothingIsUnseenAgain() {
    store.lag(Lag.of("kms DescribeKey", 2));
    write("a", "one");
    List<String> first = looks(1, DESCRIBE, "a");
    write("a", "two");

    assertThat(first).containsExactly("absent");
    assertThat(looks(4, DESCRIBE, "a")).containsExactly("absent", "one", "two", "two");
  }

  @Test
  void whatWasTakenAwayIsStillSeen() {
    write("a", "one");
    store.lag(Lag.of("kms DescribeKey", 1));
    String unused = store.write(ALIAS, "a", Set.of(), it -> it.words.remove("a"));

    assertThat(looks(2, DESCRIBE, "a")).containsExactly("one", "absent");
  }

  @Test
  void writeThatTakesTimeIsSeenHalfway() {
    store.lag(Lag.of("kms DescribeKey", 4).and("kms GetKeyPolicy", 1));
    String unused =
        store.write(
            ALIAS,
            "a",
            Set.of(),
            it -> it.words.put("a", "creating"),
            it -> it.words.put("a", "active"));

    assertThat(looks(5, DESCRIBE, "a"))
        .containsExactly("absent", "absent", "creating", "creating", "active");
    assertThat(looks(2, POLICY, "a")).containsExactly("creating", "active");
    assertThat(looks(1, ALIAS, "a")).containsExactly("active");
  }

  @Test
  void writeThatTakesTimeIsDoneAtOnceWithoutLag() {
    String unused =
        store.write(
            ALIAS,
            "a",
            Set.of(),
            it -> it.words.put("a", "creating"),
            it -> it.words.put("a", "active"));

    assertThat(looks(1, DESCRIBE, "a")).containsExactly("active");
  }

  @Test
  void writeLooksUpAsItsOwnApiSees() {
    store.lag(Lag.of("kms CreateAlias", 1));
    write("a", "one");

    assertThatThrownBy(() -> store.write(ALIAS, "b", Set.of("NotFound"), it -> it.of("a")))
        .hasMessageContaining("a");
    assertThat(store.<String>write(ALIAS, "b", Set.of("NotFound"), it -> it.of("a")))
        .isEqualTo("one");
  }

  @Test
  void refusalThatIsNotPassingFollowsFromWhatThereIs() {
    store.lag(Lag.of("kms CreateAlias", 4));
    write("a", "one");

    assertThat(store.<String>write(ALIAS, "b", Set.of(), it -> it.of("a"))).isEqualTo("one");
  }

  @Test
  void refusedWriteIsNoWrite() {
    store.lag(Lag.of("kms DescribeKey", 1));
    assertThatThrownBy(() -> store.write(ALIAS, "a", Set.of(), it -> it.of("a")))
        .hasMessageContaining("a");
    write("a", "one");

    assertThat(looks(2, DESCRIBE, "a")).containsExactly("absent", "one");
  }

  @Test
  void newLagBeginsWithEverythingSeen() {
    store.lag(Lag.of("kms DescribeKey", 4));
    write("a", "one");
    store.lag(Lag.of("kms DescribeKey", 1));
    assertThat(looks(1, DESCRIBE, "a")).containsExactly("one");
    write("a", "two");
    store.settle();

    assertThat(looks(1, DESCRIBE, "a")).containsExactly("two");
  }
}
