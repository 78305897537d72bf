package org.sessionlogging.central.bucket;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.BucketSettings;
import org.sessionlogging.domain.settings.Retention;

/**
 * What a bucket that is to be taken over has that somebody may rely on.
 *
 * @param grantees whom its ACL grants anything beside its owner
 * @param lockedDays of its default retention, 0 without one
 * @param accessLogged whether its server access logs go anywhere
 * @param eventBridge whether EventBridge hears of what happens in it
 * @param tags all but those of AWS
 */
public record FoundBucket(
    Optional<PolicyDocument> policy,
    List<String> grantees,
    boolean versioned,
    int lockedDays,
    boolean accessLogged,
    boolean eventBridge,
    SortedMap<String, String> tags) {
  static final FoundBucket NONE =
      new FoundBucket(
          Optional.empty(), List.of(), false, 0, false, false, Collections.emptySortedMap());

  /** What of it a declaration would loosen, in words. */
  Optional<String> loosenedBy(BucketSettings declared) {
    Retention retention = declared.retention();
    if (versioned && !retention.versioningEnabled()) {
      return Optional.of("VersioningEnabled is false, but it keeps every version: declare true");
    }
    if (accessLogged && declared.accessLog().isEmpty()) {
      return Optional.of(
          "AccessLog is not declared, but its access logs go somewhere: declare where");
    }
    if (eventBridge && !declared.eventBridgeEnabled()) {
      return Optional.of("EventBridgeEnabled is false, but EventBridge hears of it: declare true");
    }
    return retention
        .objectLock()
        .filter(it -> it.days() < lockedDays)
        .map(
            it ->
                "ObjectLock "
                    + it
                    + " is for fewer days than it has: declare "
                    + lockedDays
                    + " Days or more");
  }
}
