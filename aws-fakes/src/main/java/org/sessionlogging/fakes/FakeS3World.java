package org.sessionlogging.fakes;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The buckets of all accounts and Regions, which share one namespace. */
public final class FakeS3World {
  public final SortedMap<String, FakeBucket> buckets = new TreeMap<>();

  /** Whether the first read after a write still answers the old value. */
  public boolean stale;

  /** Work that happens between the check that a bucket is empty and its deletion. */
  public Runnable beforeDelete = () -> {};

  /** Work that happens between the check that a name is free and the creation. */
  public Runnable beforeCreate = () -> {};

  public void add(String name, String owner, String region, Map<String, String> tags) {
    buckets.put(name, new FakeBucket(owner, region, tags));
  }
}
