package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.kit.reconcile.Part;

/**
 * A bucket of ours is there. What its marks say once it is there is for its tags to put right: it
 * can't be made a second time.
 *
 * @param atBirth the marks that a new one bears
 */
public record BucketPart(Bucket handle, BucketMarks atBirth) implements Part<BucketMarks> {

  @Override
  public BucketMarks desired(Optional<BucketMarks> live) {
    return live.orElse(atBirth);
  }
}
