package org.sessionlogging.member.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.DeclaredKeys;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.MemberKeys;

/**
 * The declarations that were a success last: what a stack goes back to is one of them. It is the
 * latest where the update of this resource fails, and the one before where another's fails
 * afterwards.
 */
public record Successes(List<Success> latestFirst) {
  static final Successes NONE = new Successes(List.of());
  private static final int MOST = 2;
  private static final int WORDS_OF_ONE = 3;

  /**
   * One of them.
   *
   * @param hash of what was declared
   * @param keys that were in use, asked for or declared: a way back may find nobody to ask
   */
  public record Success(String hash, MemberKeys keys) {

    private Stream<String> words() {
      return Stream.of(
          hash,
          keys.bucketKey().toString(),
          keys.sessionKey().map(KeyArn::toString).orElse(DeclaredKeys.NONE));
    }

    /** Empty when the words are nothing of the kind. */
    private static Optional<Success> parse(List<String> words) {
      Optional<KeyArn> sessionKey = KeyArn.parse(words.get(2));
      return KeyArn.parse(words.get(1))
          .filter(unused -> sessionKey.isPresent() || words.get(2).equals(DeclaredKeys.NONE))
          .map(bucketKey -> new Success(words.get(0), new MemberKeys(bucketKey, sessionKey)));
    }
  }

  public Successes {
    latestFirst = List.copyOf(latestFirst);
  }

  /** Reads what {@link #words} has written, as far as it has. */
  static Successes parse(List<String> words) {
    List<Success> found = new ArrayList<>();
    for (int i = 0; i + WORDS_OF_ONE <= words.size(); i += WORDS_OF_ONE) {
      Success.parse(words.subList(i, i + WORDS_OF_ONE)).ifPresent(found::add);
    }
    return new Successes(found);
  }

  List<String> words() {
    return latestFirst.stream().flatMap(Success::words).toList();
  }

  /** That of a declaration. */
  public Optional<Success> of(String hash) {
    return latestFirst.stream().filter(it -> it.hash().equals(hash)).findFirst();
  }

  /** These and a later one. */
  public Successes and(Success latest) {
    return new Successes(
        Stream.concat(
                Stream.of(latest),
                latestFirst.stream().filter(it -> !it.hash().equals(latest.hash())))
            .limit(MOST)
            .toList());
  }
}
