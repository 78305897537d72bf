package org.sessionlogging.member.policy;

import java.util.SortedMap;
import java.util.SortedSet;

/** A policy of ours as IAM holds it, without its text. */
public record LivePolicy(String arn, SortedMap<String, String> tags) {

  /** Regions that use it. */
  SortedSet<String> regions() {
    return PolicyTags.regions(tags);
  }

  boolean isUsedBy(String region) {
    return regions().contains(region);
  }

  boolean isUsedByOthersThan(String region) {
    return regions().stream().anyMatch(used -> !used.equals(region));
  }

  /** Roles that it was attached to when it was made; it may be attached to others as well. */
  public SortedSet<String> roleNames() {
    return PolicyTags.roleNames(tags);
  }
}
