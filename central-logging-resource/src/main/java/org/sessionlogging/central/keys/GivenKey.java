package org.sessionlogging.central.keys;

import java.util.Optional;
import java.util.Set;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * A key that somebody else has made and that is used as it is: it is looked at, and never written.
 *
 * @param property the one that asks for it
 * @param purposes what it is for
 */
public record GivenKey(RegionalKms kms, KeyArn arn, String property, Set<KeyPurpose> purposes)
    implements Handle<KeyMetadata> {

  @Override
  public String name() {
    return "given key for the " + (purposes.contains(KeyPurpose.BUCKET) ? "bucket" : "sessions");
  }

  @Override
  public Optional<KeyMetadata> read() {
    return kms.describeUnlessDisabled(arn.toString());
  }

  @Override
  public Step write(KeyMetadata key, Optional<KeyMetadata> live) {
    throw new UnsupportedOperationException(name());
  }
}
