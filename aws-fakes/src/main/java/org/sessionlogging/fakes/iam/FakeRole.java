package org.sessionlogging.fakes.iam;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One role. */
public final class FakeRole {
  public String path = "/";
  public String trustPolicy;

  /** ARN of the policy that bounds its permissions, if any. */
  public String boundary;

  public final SortedMap<String, String> tags = new TreeMap<>();

  /** ARNs of the managed policies that are attached. */
  public final SortedSet<String> policies = new TreeSet<>();
}
