package org.sessionlogging.domain.settings;

import java.util.Optional;

/**
 * When S3 archives and deletes logs by itself; what is empty never happens.
 *
 * @param transitionToGlacierInDays 0 to 36,500 days after the upload
 * @param expireInDays 1 to 36,500 days after the upload; with versioning the log is then hidden
 *     behind a delete marker and not deleted
 * @param noncurrentExpireInDays 1 to 36,500 days after a version was hidden or overwritten; then it
 *     is deleted
 */
public record LifecycleRules(
    Optional<Integer> transitionToGlacierInDays,
    Optional<Integer> expireInDays,
    Optional<Integer> noncurrentExpireInDays) {

  /** Logs stay as they are, for ever. */
  public static final LifecycleRules NONE =
      new LifecycleRules(Optional.empty(), Optional.empty(), Optional.empty());

  /** Checks each number, and that nothing is archived that is gone by then. */
  public LifecycleRules {
    check("TransitionToGlacierInDays", transitionToGlacierInDays, 0);
    check("ExpireInDays", expireInDays, 1);
    check("NoncurrentExpireInDays", noncurrentExpireInDays, 1);
    if (transitionToGlacierInDays.isPresent()
        && expireInDays.filter(days -> days <= transitionToGlacierInDays.get()).isPresent()) {
      throw new InvalidSettings(
          "LifecycleRules.TransitionToGlacierInDays",
          "is "
              + transitionToGlacierInDays.get()
              + ", when ExpireInDays, "
              + expireInDays.get()
              + ", is over",
          "give fewer days than ExpireInDays, or leave one of them out");
    }
  }

  private static void check(String rule, Optional<Integer> days, int fewest) {
    days.ifPresent(
        it ->
            PropertyRules.range("LifecycleRules." + rule, it, fewest, Retention.MOST_DAYS, "days"));
  }
}
