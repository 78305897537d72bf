package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Refused;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;

/** The session key's replica in another Region: the same id, there. */
public record ReplicaKey(LogKeys keys, String region) implements LogKey {

  @Override
  public String label() {
    return "session key replica in " + region;
  }

  /** Replicas only ever serve sessions: S3 knows the key of the bucket's Region alone. */
  @Override
  public Set<KeyPurpose> purposes() {
    return Set.of(KeyPurpose.SESSION);
  }

  /** Its primary's, which with ONE_KEY is Key 1; a given one has none. */
  @Override
  public KeyPurpose mark() {
    return keys.given(KeyPurpose.SESSION).isPresent()
        ? KeyPurpose.SESSION
        : keys.own(KeyPurpose.SESSION).mark();
  }

  @Override
  public RegionalKms kms() {
    return keys.kms().apply(region);
  }

  @Override
  public SortedSet<String> aliases() {
    return new TreeSet<>(Set.of(alias()));
  }

  private String alias() {
    return keys.sessionAlias(kms()).alias().name();
  }

  /** What our alias leads to. */
  Optional<KeyMetadata> named() {
    return kms().describeIfEnabled(alias());
  }

  /** Whether our alias leads to it. */
  boolean isNamed() {
    return named()
        .filter(named -> find().filter(key -> key.arn().equals(named.arn())).isPresent())
        .isPresent();
  }

  /**
   * By its alias, or by the id that it shares with its primary: whatever its tags say, it is a part
   * of that key. Empty also while the Region can't be used: one that was disabled later has no
   * replica.
   */
  @Override
  public Optional<KeyMetadata> find() {
    Optional<KeyMetadata> primary = keys.multiRegion();
    if (primary.isEmpty() && isUsable()) {
      return Optional.empty();
    }
    Optional<KeyMetadata> named = named();
    return primary.flatMap(
        it ->
            named
                .filter(key -> key.keyId().equals(it.keyId()))
                .or(() -> kms().describeIfEnabled(it.keyId())));
  }

  /** Asked before the bucket is made, so that nothing is begun that can't be finished. */
  @Override
  public void refuseStranger() {
    if (!isUsable()) {
      refuseForeignAlias(kms().describeUnlessDisabled(alias()));
      keys.progress().note(usable(), "");
    }
  }

  private void refuseForeignAlias(Optional<KeyMetadata> named) {
    named
        .filter(key -> find().isEmpty() && !keys.isKnown(kms(), key))
        .ifPresent(
            key -> {
              throw Refused.conflict(
                  label()
                      + ": the alias "
                      + alias()
                      + " leads to "
                      + key.arn()
                      + ", which is no replica of the session key and is not touched. Delete the alias in "
                      + region
                      + " (kms DeleteAlias), or leave the Region out of ReplicaRegions.");
            });
  }

  /** Whether this operation has seen that nothing in the Region is in its way. */
  private boolean isUsable() {
    return keys.progress().noted(usable()).isPresent();
  }

  private String usable() {
    return "usable " + region;
  }

  @Override
  public Optional<KeyLife> beforeBirth() {
    return keys.multiRegion()
        .map(
            key ->
                new KeyLife.Unreplicated(
                    key.keyId(), key.multiRegionConfiguration().primaryKey().region()));
  }

  /**
   * ReplicateKey without a policy would attach the default one, so both always go along. That it
   * exists already means that it is still being made (hashicorp/terraform-provider-aws#49915).
   */
  @Override
  public Step make(KeyLife.New birth, Optional<KeyLife> before) {
    KeyLife.Unreplicated primary = before.map(KeyLife.Unreplicated.class::cast).orElseThrow();
    ReplicateKeyRequest request =
        ReplicateKeyRequest.builder()
            .keyId(primary.primaryId())
            .replicaRegion(region)
            .description("Session Manager logging: session key")
            .policy(birth.policy().json())
            .tags(RegionalKms.tagList(birth.tags()))
            .build();
    // A given key may be a replica itself.
    keys.kms()
        .apply(primary.region())
        .find(request, KmsClient::replicateKey, "AlreadyExistsException");
    return waitFor();
  }

  @Override
  public Step waitFor() {
    return LogKey.waitFor(label(), keys.progress());
  }
}
