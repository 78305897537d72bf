package org.sessionlogging.central.bucket;

import java.util.Optional;
import java.util.function.Supplier;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.kit.reconcile.Part;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * Encryption with a key of ours alone. What a partition keeps to itself of it is written once an
 * operation, and left.
 *
 * @param key known once it was made
 * @param former what a bucket that was taken over goes on with, as {@link BucketEncryption#named}
 *     says it, until all who write may use the key
 */
public record BucketEncryptionPart(
    BucketEncryption handle, Supplier<KeyArn> key, Optional<String> former)
    implements Part<ServerSideEncryptionRule> {

  @Override
  public ServerSideEncryptionRule desired(Optional<ServerSideEncryptionRule> live) {
    Optional<ServerSideEncryptionRule> asFound =
        live.filter(it -> former.isPresent() && BucketEncryption.named(it).equals(former));
    if (asFound.isPresent()) {
      return asFound.get();
    }
    ServerSideEncryptionRule wanted = BucketEncryption.with(key.get());
    return live.filter(it -> handle.isAllThatShows(wanted, it)).orElse(wanted);
  }
}
