package org.sessionlogging.fakes.iam;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One managed policy. */
public final class FakePolicy {
  public final String arn;
  public final NavigableMap<Integer, String> versions = new TreeMap<>();
  public final SortedMap<String, String> tags = new TreeMap<>();
  public final SortedSet<String> users = new TreeSet<>();
  public final SortedSet<String> groups = new TreeSet<>();
  public int defaultVersion = 1;

  /** The highest number that was ever given. */
  public int newest;

  @JsonCreator
  FakePolicy(@JsonProperty("arn") String arn) {
    this.arn = arn;
  }

  /** The text that is in force. */
  public String text() {
    return versions.get(defaultVersion);
  }

  /** What somebody does at the console: a new version, which is the default. */
  public void write(String text) {
    versions.put(++newest, text);
    defaultVersion = newest;
  }
}
