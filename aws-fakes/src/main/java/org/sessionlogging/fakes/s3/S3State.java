package org.sessionlogging.fakes.s3;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The buckets of all accounts and Regions, which share one namespace. */
public final class S3State {
  public final SortedMap<String, FakeBucket> buckets = new TreeMap<>();

  /** A bucket that somebody else makes. */
  public FakeBucket add(String name, String owner, String region, Map<String, String> tags) {
    FakeBucket bucket = new FakeBucket(owner, region, tags);
    buckets.put(name, bucket);
    return bucket;
  }
}
