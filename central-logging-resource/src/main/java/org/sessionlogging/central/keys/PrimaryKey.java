package org.sessionlogging.central.keys;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * A key of the bucket's own Region, found by its first alias, or by its tags when that was never
 * made or leads elsewhere.
 *
 * @param purposes what it is for, at least one thing
 * @param progress keeps the id of a key that this very operation has made: its aliases and tags are
 *     not found at once, and CreateKey knows no idempotency token
 */
public record PrimaryKey(MarkedKeys marked, Set<KeyPurpose> purposes, Progress progress)
    implements LogKey {

  /** The purpose that it is named, marked and found by: Key 1 comes first. */
  @Override
  public KeyPurpose mark() {
    return Collections.min(purposes);
  }

  @Override
  public String label() {
    return mark().word() + " key";
  }

  @Override
  public RegionalKms kms() {
    return marked.kms();
  }

  @Override
  public SortedSet<String> aliases() {
    return purposes.stream().map(this::alias).collect(Collectors.toCollection(TreeSet::new));
  }

  String alias(KeyPurpose purpose) {
    return purpose.alias(marked.bucketName());
  }

  /**
   * The key that the alias leads to, since of two deliveries of one request the first one to name
   * its key wins; else the one that this operation has made; else the one that the index knows.
   */
  @Override
  public Optional<KeyMetadata> find() {
    return named()
        .or(() -> made().isPresent() ? made().flatMap(kms()::describe) : marked.inUse(mark()));
  }

  private Optional<String> made() {
    return progress.noted(label());
  }

  /** Keeps the id of the one that this operation has just made. */
  void made(String id) {
    progress.note(label(), id);
  }

  /**
   * The key that the first alias leads to, if it is ours. A key that does not bear our tags is
   * nobody's to change or to delete but its owner's, whatever alias leads to it.
   */
  Optional<KeyMetadata> named() {
    return kms().describe(alias(mark())).filter(key -> marked.isMarked(key, mark()));
  }

  /**
   * Keys with the mark of a request of which this operation has made one, or may have: what another
   * delivery of the request made, or a call whose answer got lost. While it is not certain which
   * one is in use, there are none.
   */
  Stream<KeyMetadata> strays(String request) {
    return made()
        .or(() -> new KeyBirth(this).unanswered())
        .flatMap(it -> named())
        .map(used -> marked.madeBy(request, mark()).filter(it -> !it.keyId().equals(used.keyId())))
        .orElseGet(Stream::empty);
  }

  /** Whether it is the one of that ARN. */
  boolean isOfArn(String arn) {
    return find().filter(key -> key.arn().equals(arn)).isPresent();
  }

  /** Whether it can be used. */
  public boolean isEnabled() {
    return find().filter(key -> key.keyState() == KeyState.ENABLED).isPresent();
  }

  /** A key that was given for sessions is none: then the alias is ours to move. */
  @Override
  public void refuseStranger() {
    aliases().stream()
        .flatMap(alias -> kms().describe(alias).filter(key -> find().isEmpty()).stream())
        .filter(key -> !marked.givenForSessions().get().contains(key.arn()))
        .findFirst()
        .ifPresent(
            key -> {
              throw Refused.conflict(
                  label()
                      + ": the alias "
                      + alias(mark())
                      + " leads to "
                      + key.arn()
                      + ", whose tags do not say that it is this resource's, so it is not touched. If it is, give it back"
                      + " the tags "
                      + KeyMarks.BUCKET_TAG
                      + "="
                      + marked.bucketName()
                      + " and "
                      + KeyMarks.PURPOSE_TAG
                      + "="
                      + mark().word()
                      + " (kms TagResource). If it is not, delete the alias (kms DeleteAlias).");
            });
  }

  @Override
  public Step make(KeyLife.New birth, Optional<KeyLife> before) {
    return made().isPresent() ? waitFor() : new KeyBirth(this).of(birth);
  }

  @Override
  public Step waitFor() {
    return LogKey.waitFor(label(), progress);
  }
}
