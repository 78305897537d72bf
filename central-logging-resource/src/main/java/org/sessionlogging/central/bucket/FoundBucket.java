package org.sessionlogging.central.bucket;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.sessionlogging.domain.policy.PolicyDocument;

/**
 * What a bucket that is to be taken over has that somebody may rely on.
 *
 * @param grantees whom its ACL grants anything beside its owner
 * @param accessLogged whether its server access logs go anywhere
 * @param eventBridge whether EventBridge hears of what happens in it
 * @param tags all but those of AWS
 */
public record FoundBucket(
    Optional<PolicyDocument> policy,
    List<String> grantees,
    boolean versioned,
    boolean accessLogged,
    boolean eventBridge,
    SortedMap<String, String> tags) {
  static final FoundBucket NONE =
      new FoundBucket(
          Optional.empty(), List.of(), false, false, false, Collections.emptySortedMap());
}
