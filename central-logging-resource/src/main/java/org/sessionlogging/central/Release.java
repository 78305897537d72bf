package org.sessionlogging.central;

import org.sessionlogging.central.bucket.BucketRelease;
import org.sessionlogging.central.keys.KeyRelease;
import org.sessionlogging.central.keys.KeyRemoval;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.kit.contract.Invocation;
import org.sessionlogging.kit.reconcile.Removal;
import org.sessionlogging.kit.reconcile.Step;

/**
 * What becomes of a bucket that was taken over: it is given back, never deleted, and its keys stay
 * with it. Only where the bucket is proven gone they go as those of any other.
 *
 * @param bucketName for the log
 */
record Release(BucketRelease bucket, LogKeys keys, String bucketName, Invocation invocation)
    implements Removal {

  @Override
  public String name() {
    return bucket.name();
  }

  /**
   * The keys say it first: once the bucket's tags are gone, they are what says that a repeated
   * deletion has nothing to do.
   */
  @Override
  public Step remove() {
    if (!bucket.isHere()) {
      return invocation
          .progress()
          .lookAgain("bucket to give back", "the bucket, which may show late")
          .orElseGet(new KeyRemoval(keys)::remove);
    }
    Step released = new KeyRelease(keys).remove();
    if (!released.done()) {
      return released;
    }
    Step given = bucket.remove();
    if (given.done()) {
      invocation
          .log()
          .accept(
              "bucket "
                  + bucketName
                  + ": it was taken over, so it is given back and not deleted; its settings and its keys stay");
    }
    return given;
  }
}
