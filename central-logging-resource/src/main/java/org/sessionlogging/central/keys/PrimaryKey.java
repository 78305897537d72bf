package org.sessionlogging.central.keys;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

  /** The purpose that it is named, marked and found by: Key 1 comes first. */
  public KeyPurpose firstPurpose() {
    return Collections.min(purposes);
  }

  @Override
  public String label() {
    return firstPurpose().word() + " key";
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

  @Override
  public Optional<KeyMetadata> find() {
    return progress.noted(label()).map(kms()::describe).orElseGet(this::search);
  }

  /**
   * The alias leads to the key. A key that does not bear our tags is nobody's to change or to
   * delete but its owner's, whatever alias leads to it.
   */
  private Optional<KeyMetadata> search() {
    return named().or(() -> marked.serving(firstPurpose()).findFirst());
  }

  /** Id of the key that is in use, by its alias or because this operation has made it. */
  Optional<String> certainId() {
    return progress.noted(label()).or(() -> named().map(KeyMetadata::keyId));
  }

  /** The key that the first alias leads to, if it is ours. */
  Optional<KeyMetadata> named() {
    return kms()
        .describe(alias(firstPurpose()))
        .filter(key -> marked.isMarked(key, firstPurpose()));
  }

  @Override
  public void refuseStranger() {
    kms()
        .describe(alias(firstPurpose()))
        .filter(key -> find().isEmpty())
        .ifPresent(
            key -> {
              throw Refused.conflict(
                  "the alias "
                      + alias(firstPurpose())
                      + " leads to "
                      + key.arn()
                      + ", a key that this resource has not made, and which is not touched. Delete the alias, or give"
                      + " another BucketName, then start the operation again.");
            });
  }

  /**
   * A new key and its aliases in one go; waits for one that was made already, though KMS may not
   * show it yet. A key that can't be named is given up at once: a rollback would hardly find it.
   */
  @Override
  public Step make(KeyLife.New birth) {
    if (progress.noted(label()).isPresent()) {
      return Step.wait(2, "the new " + label());
    }
    String id =
        kms()
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
    progress.note(label(), id);
    try {
      aliases().forEach(alias -> kms().name(id, alias));
    } catch (CallFailed e) {
      // KMS does not show the key everywhere yet, and a later pass names it.
      if (!e.code().equals(RegionalKms.ABSENT)) {
        giveUp(id, e);
        throw e;
      }
    }
    return Step.handBack("the " + label());
  }

  /** If the failure passes, the next pass takes the key back by the id that was kept. */
  private void giveUp(String id, CallFailed reason) {
    try {
      kms().scheduleDeletion(id, SHORTEST_WINDOW);
    } catch (CallFailed e) {
      reason.addSuppressed(e);
    }
  }
}
