package org.sessionlogging.kit.contract;

import java.time.Duration;

/**
 * How long a failure is waited out. Source for what passes and how long it takes: the pages on
 * eventual consistency of each service ("AWS KMS eventual consistency", "Amazon S3 data consistency
 * model", IAM's "Changes that I make are not always immediately visible").
 *
 * @param most time after which it is not going to pass; zero for what is final at once
 * @param afterOwnWrites whether it passes only once this operation has written something: AWS may
 *     not show everywhere yet what was made, changed or let go, while the same said of what nobody
 *     has touched is the truth
 */
public record Patience(Duration most, boolean afterOwnWrites) {

  /** Final at once. */
  public static final Patience NONE = new Patience(Duration.ZERO, false);

  /** For what passes whoever caused it, such as throttling. */
  public static Patience of(Duration most) {
    return new Patience(most, false);
  }

  /** For what passes only when this operation itself has just written. */
  public static Patience afterOwnWrites(Duration most) {
    return new Patience(most, true);
  }

  boolean covers(boolean written) {
    return !most.isZero() && (written || !afterOwnWrites);
  }
}
