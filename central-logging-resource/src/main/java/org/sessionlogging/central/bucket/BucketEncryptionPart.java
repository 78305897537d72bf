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
 */
public record BucketEncryptionPart(BucketEncryption handle, Supplier<KeyArn> key)
    implements Part<ServerSideEncryptionRule> {

  @Override
  public ServerSideEncryptionRule desired(Optional<ServerSideEncryptionRule> live) {
    ServerSideEncryptionRule wanted = BucketEncryption.with(key.get());
    return live.filter(it -> handle.isAllThatShows(wanted, it)).orElse(wanted);
  }
}
