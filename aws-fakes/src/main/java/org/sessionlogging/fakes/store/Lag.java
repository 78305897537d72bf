package org.sessionlogging.fakes.store;

import java.util.SplittableRandom;

/**
 * How late AWS shows what was written: after a write each API sees its effect only after a number
 * of looks of its own. A look is one call about one thing, be it a read or the look-up that a write
 * begins with; each API comes to see everything in the order in which it was written, and goes on
 * seeing it.
 *
 * <p>Sources: "AWS KMS eventual consistency" (KMS developer guide,
 * programming-eventual-consistency.html); "Amazon S3 data consistency model" (S3 user guide,
 * Welcome.html: bucket configurations); "Changes that I make are not always immediately visible"
 * (IAM user guide, troubleshoot.html); hashicorp/terraform-provider-aws#10068, #13008 and #33717
 * (NoSuchBucket after CreateBucket), PR#6709 (NoSuchEntity from AttachRolePolicy), PR#18435
 * (NoSuchEntity from reads of a new role), #49915 (a replica that stays Creating).
 */
@FunctionalInterface
public interface Lag {
  /** Looks after which even the slowest API has caught up. */
  int MOST_LOOKS = 4;

  /**
   * Looks of an API that do not see a write yet.
   *
   * @param api as the journal writes it: {@code kms DescribeKey}
   */
  int looks(String api);

  /** Everything shows at once. */
  static Lag none() {
    return api -> 0;
  }

  /** One API lags, all others show everything at once. */
  static Lag of(String lagging, int looks) {
    return api -> api.equals(lagging) ? looks : 0;
  }

  /** Every API lags, each by a number of its own from 0 to {@link #MOST_LOOKS}. */
  static Lag random(long seed) {
    return api -> new SplittableRandom(31 * seed + api.hashCode()).nextInt(MOST_LOOKS + 1);
  }

  /** As it is, but for another lag of one API. */
  default Lag and(String lagging, int looks) {
    return api -> api.equals(lagging) ? looks : looks(api);
  }
}
