package org.sessionlogging.central.bucket;

import java.util.Optional;
import org.sessionlogging.domain.settings.ObjectLock;
import org.sessionlogging.domain.settings.Retention;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * Object Lock as declared. S3 would let its default retention be cut short and left out; whoever
 * relies on it should not have to watch the template for that, so it is refused.
 *
 * @param rollback whether it goes back to what was there before a failed update: then all that S3
 *     allows is done, since nobody has relied on the new retention yet
 */
public record BucketObjectLockPart(BucketObjectLock handle, Retention declared, boolean rollback)
    implements Part<BucketObjectLock.State> {

  @Override
  public void check(Optional<BucketObjectLock.State> live) {
    BucketObjectLock.State state = live.orElse(BucketObjectLock.State.OFF);
    if (rollback || !state.on()) {
      return;
    }
    if (!declared.versioningEnabled()) {
      throw Refused.invalid(
          bucket()
              + "VersioningEnabled is false, but S3 does not suspend versioning of a bucket with Object Lock: leave"
              + " VersioningEnabled out. Nothing was changed.");
    }
    state.retention().ifPresent(this::refuseLess);
  }

  private void refuseLess(ObjectLock present) {
    if (declared.objectLock().isEmpty()) {
      throw Refused.invalid(
          bucket()
              + "ObjectLock is not declared, but the bucket has "
              + present
              + ", and Object Lock is not taken off: declare it as it is. Mode GOVERNANCE can have fewer Days. Nothing"
              + " was changed.");
    }
    if (declared.objectLock().get().isLessThan(present)) {
      throw Refused.invalid(
          bucket()
              + "ObjectLock "
              + declared.objectLock().get()
              + " is less than the bucket has, which is "
              + present
              + ": COMPLIANCE is a promise. Declare COMPLIANCE with "
              + present.days()
              + " Days or more. Nothing was changed.");
    }
  }

  private String bucket() {
    return "bucket " + handle.bucket().name() + ": ";
  }

  /** Once on it stays on, if without any retention. */
  @Override
  public BucketObjectLock.State desired(Optional<BucketObjectLock.State> live) {
    return new BucketObjectLock.State(
        declared.objectLock().isPresent() || live.filter(BucketObjectLock.State::on).isPresent(),
        declared.objectLock());
  }
}
