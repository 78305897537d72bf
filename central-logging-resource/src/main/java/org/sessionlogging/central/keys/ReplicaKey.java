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

  @Override
  public Optional<KeyMetadata> find() {
    return keys.multiRegion().flatMap(primary -> kms().describe(primary.keyId()));
  }

  /** ReplicateKey without a policy would attach the default one, so both always go along. */
  @Override
  public Step make(KeyLife.New birth) {
    PrimaryKey primary = keys.sessionKey();
    primary
        .kms()
        .call(
            ReplicateKeyRequest.builder()
                .keyId(primary.arn().keyId())
                .replicaRegion(region)
                .description("Session Manager logging: session key")
                .policy(birth.policy().json())
                .tags(RegionalKms.tagList(birth.tags()))
                .build(),
            KmsClient::replicateKey);
    return Step.wait(2, "the " + label());
  }
}
