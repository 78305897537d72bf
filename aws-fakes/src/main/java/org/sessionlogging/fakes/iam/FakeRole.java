package org.sessionlogging.fakes.iam;

import java.util.SortedSet;
import java.util.TreeSet;

/** One role. */
public final class FakeRole {
  public String path = "/";
  public String trustPolicy;

  /** ARNs of the managed policies that are attached. */
  public final SortedSet<String> policies = new TreeSet<>();
}
