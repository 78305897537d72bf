package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.domain.settings.KeyPurpose;
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

  @Override
  public RegionalKms kms() {
    return keys.kms().apply(region);
  }

  @Override
  public SortedSet<String> aliases() {
    return new TreeSet<>(Set.of(KeyPurpose.SESSION.alias(keys.marked().bucketName())));
  }

  /** Empty also while the Region can't be used: one that was disabled later has no replica. */
  @Override
  public Optional<KeyMetadata> find() {
    return keys.multiRegion().flatMap(primary -> kms().describeIfEnabled(primary.keyId()));
  }

  /** Asked before the bucket is made, so that nothing is begun that can't be finished. */
  @Override
  public void refuseStranger() {
    kms().refuseUnlessEnabled(KeyPurpose.SESSION.alias(keys.marked().bucketName()));
  }

  /**
   * ReplicateKey without a policy would attach the default one, so both always go along. That it
   * exists already means that it is still being made (hashicorp/terraform-provider-aws#49915).
   */
  @Override
  public Step make(KeyLife.New birth) {
    PrimaryKey primary = keys.sessionKey();
    String id = primary.arn().keyId();
    primary
        .kms()
        .find(
            ReplicateKeyRequest.builder()
                .keyId(id)
                .replicaRegion(region)
                .description("Session Manager logging: session key")
                .policy(birth.policy().json())
                .tags(RegionalKms.tagList(birth.tags()))
                .build(),
            KmsClient::replicateKey,
            "AlreadyExistsException");
    return Step.wait(5, "the " + label());
  }
}
