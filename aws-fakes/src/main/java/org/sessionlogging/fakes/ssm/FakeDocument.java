package org.sessionlogging.fakes.ssm;

import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** One document. */
public final class FakeDocument {
  public final NavigableMap<Integer, String> versions = new TreeMap<>();
  public final SortedMap<String, String> tags = new TreeMap<>();
  public String type = "Session";

  /** Of the latest version; the others are Active. */
  public String status = "Active";

  /** When the latest version was made, in seconds since 1970; long ago. */
  public long made = -1_000_000_000;

  public int defaultVersion = 1;
  public int latest;

  /** The highest number that was ever given. */
  public int newest;

  public String latestText() {
    return versions.get(latest);
  }

  public String defaultText() {
    return versions.get(defaultVersion);
  }

  /** What somebody does at the console or the command line: a new version. */
  public int write(String text) {
    versions.put(++newest, text);
    latest = newest;
    return newest;
  }
}
