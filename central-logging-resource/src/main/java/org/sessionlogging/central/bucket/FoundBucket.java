package org.sessionlogging.central.bucket;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.sessionlogging.domain.policy.PolicyDocument;

/**
 * What a bucket that is to be taken over has that somebody may rely on.
 *
 * @param grantees whom its ACL grants anything beside its owner
 * @param tags all but those of AWS
 */
public record FoundBucket(
    Optional<PolicyDocument> policy,
    List<String> grantees,
    boolean versioned,
    SortedMap<String, String> tags) {}
