package org.sessionlogging.central.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** What is asked of the keys in use in any case, as questions that don't wait for one another. */
public record KeysAhead(LogKeys keys) {

  /** What there is of them, those that need most answers in a row first. */
  public List<Supplier<?>> inFull() {
    List<Supplier<?>> questions = new ArrayList<>(names());
    questions.addAll(behindAliases());
    return questions;
  }

  /** Which they are. */
  public List<Supplier<?>> names() {
    return keys.primaries().stream().<Supplier<?>>map(key -> key::find).toList();
  }

  /**
   * Where their aliases lead, before it is known which of them are given. Where another account's
   * key encrypts the bucket, nobody looks for one of ours.
   */
  public List<Supplier<?>> aliases() {
    boolean isForeign =
        keys.marked()
            .encrypting()
            .get()
            .flatMap(KeyArn::parse)
            .filter(key -> !keys.isOwnAccount(key))
            .isPresent();
    return keys.primaries().stream()
        .filter(key -> !isForeign || key.mark() != KeyPurpose.BUCKET)
        .<Supplier<?>>map(key -> () -> named(key))
        .toList();
  }

  /** What there is of the keys to which the aliases lead, before their tags have said whose. */
  public List<Supplier<?>> behindAliases() {
    List<Supplier<?>> questions = new ArrayList<>();
    for (PrimaryKey key : keys.primaries()) {
      questions.add(() -> ofNamed(key, id -> key.kms().tags(id)));
      questions.add(() -> ofNamed(key, id -> KeyPolicy.of(key.kms(), id)));
      questions.add(() -> ofNamed(key, id -> KeyRotation.status(key.kms(), id)));
    }
    return questions;
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

  /** The same, where the keys to which the aliases lead say that it is. */
  public List<Supplier<?>> replicasBehindAliases() {
    return keys.primaries().stream()
        .flatMap(key -> named(key).stream())
        .flatMap(keys.replicas()::of)
        .<Supplier<?>>map(replica -> replica::named)
        .toList();
  }

  private static <T> Optional<T> ofNamed(PrimaryKey key, Function<String, T> question) {
    return named(key).map(it -> question.apply(it.keyId()));
  }

  /** The key to which an alias leads, but for a given one. */
  private static Optional<KeyMetadata> named(PrimaryKey key) {
    return key.kms()
        .describe(key.alias(key.mark()))
        .filter(it -> !key.marked().givenForSessions().get().contains(it.arn()));
  }
}
