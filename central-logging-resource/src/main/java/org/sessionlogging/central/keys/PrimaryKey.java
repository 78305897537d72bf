package org.sessionlogging.central.keys;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

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
  private static final int SHORTEST_WINDOW = 7;
  private static final int FIRST_STATUS_OF_A_FAULT = 500;

  /** Looks into the index, over a minute or two, before a key is made once more. */
  private static final int LOOKS_FOR_UNANSWERED = 10;

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

  private String alias(KeyPurpose purpose) {
    return purpose.alias(marked.bucketName());
  }

  /**
   * The key that the alias leads to, since of two deliveries of one request the first one to name
   * its key wins; else the one that this operation has made; else the one that the index knows.
   */
  @Override
  public Optional<KeyMetadata> find() {
    return named().or(() -> made().isPresent() ? made().flatMap(kms()::describe) : indexed());
  }

  private Optional<String> made() {
    return progress.noted(label());
  }

  private Optional<KeyMetadata> indexed() {
    return marked.serving(mark()).findFirst();
  }

  /**
   * The key that the first alias leads to, if it is ours. A key that does not bear our tags is
   * nobody's to change or to delete but its owner's, whatever alias leads to it.
   */
  Optional<KeyMetadata> named() {
    return kms().describe(alias(mark())).filter(key -> marked.isMarked(key, mark()));
  }

  /**
   * Keys with the mark of a request of which this operation has made one: what another delivery of
   * the request made, or a call whose answer got lost. While it is not certain which one is in use,
   * there are none.
   */
  Stream<KeyMetadata> strays(String request) {
    return made()
        .flatMap(it -> named())
        .map(used -> marked.madeBy(request, mark()).filter(it -> !it.keyId().equals(used.keyId())))
        .orElseGet(Stream::empty);
  }

  @Override
  public void refuseStranger() {
    aliases().stream()
        .flatMap(alias -> kms().describe(alias).filter(key -> find().isEmpty()).stream())
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

  /**
   * A new key and its aliases in one go; waits for one that was made already, though KMS may not
   * show it yet. A key that can't be named is given up at once: a rollback would hardly find it.
   */
  @Override
  public Step make(KeyLife.New birth, Optional<KeyLife> before) {
    if (made().isPresent()) {
      return waitFor();
    }
    if (progress.noted(unanswered()).isPresent()
        && progress.looksAgain(unanswered(), LOOKS_FOR_UNANSWERED)) {
      return waitFor();
    }
    String id = create(birth);
    progress.note(label(), id);
    try {
      nameOrYield(id);
    } catch (CallFailed e) {
      // KMS does not show the key everywhere yet, and a later pass names it.
      if (!e.code().equals(RegionalKms.ABSENT)) {
        giveUp(id, e);
        throw e;
      }
    }
    return Step.handBack("the " + label());
  }

  private String create(KeyLife.New birth) {
    try {
      return kms()
          .call(
              CreateKeyRequest.builder()
                  .description("Session Manager logging: " + label())
                  // It can't be made so later, and costs the same.
                  .multiRegion(purposes.contains(KeyPurpose.SESSION))
                  .policy(birth.policy().json())
                  .tags(RegionalKms.tagList(birth.tags()))
                  .build(),
              KmsClient::createKey)
          .keyMetadata()
          .keyId();
    } catch (CallFailed e) {
      if (e.status() == 0 || e.status() >= FIRST_STATUS_OF_A_FAULT) {
        // It may have been made all the same, and the index comes to know it.
        progress.note(unanswered(), "");
      }
      throw e;
    }
  }

  private String unanswered() {
    return label() + " unanswered";
  }

  /** Of two deliveries of one request the slower one takes the faster one's key. */
  private void nameOrYield(String id) {
    if (kms().nameFirst(id, alias(mark()))) {
      aliases().stream()
          .filter(alias -> !alias.equals(alias(mark())))
          .forEach(alias -> kms().name(id, alias));
    } else if (named().isPresent()) {
      kms().scheduleDeletion(id, SHORTEST_WINDOW);
    }
  }

  /** If the failure passes, the next pass takes the key back by the id that was kept. */
  private void giveUp(String id, CallFailed reason) {
    try {
      kms().scheduleDeletion(id, SHORTEST_WINDOW);
    } catch (CallFailed e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public Step waitFor() {
    return LogKey.waitFor(label(), progress);
  }
}
