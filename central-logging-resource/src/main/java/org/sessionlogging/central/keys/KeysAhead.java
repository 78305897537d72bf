package org.sessionlogging.central.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sessionlogging.domain.settings.KeyPurpose;

/** What is asked of the keys in use in any case, as questions that don't wait for one another. */
public record KeysAhead(LogKeys keys) {

  /** What there is of them, those that need most answers in a row first. */
  public List<Supplier<?>> inFull() {
    List<Supplier<?>> questions = new ArrayList<>(names());
    for (PrimaryKey key : keys.primaries()) {
      questions.add(() -> named(key, id -> KeyPolicy.of(key.kms(), id)));
      questions.add(() -> named(key, id -> KeyRotation.status(key.kms(), id)));
    }
    return questions;
  }

  /** Which they are. */
  public List<Supplier<?>> names() {
    return keys.primaries().stream().<Supplier<?>>map(key -> key::find).toList();
  }

  /** Whether a request has made others. */
  public List<Supplier<?>> strays(String request) {
    return keys.primaries().stream()
        .<Supplier<?>>map(key -> () -> keys.marked().madeBy(request, key.mark()).toList())
        .toList();
  }

  /** The session key in other Regions. */
  public List<Supplier<?>> replicas(Iterable<String> regions) {
    List<Supplier<?>> questions = new ArrayList<>();
    regions.forEach(region -> questions.add(keys.replica(region)::find));
    return questions;
  }

  /** Asks of the key that the alias leads to, before its tags have said whose it is. */
  private static <T> Optional<T> named(PrimaryKey key, Function<String, T> question) {
    KeyPurpose mark = key.mark();
    return key.kms().describe(key.alias(mark)).map(it -> question.apply(it.keyId()));
  }
}
