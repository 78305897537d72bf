package org.sessionlogging.fakes.ec2;

import java.util.SortedSet;
import java.util.TreeSet;

/** EC2 of one account in all Regions. */
public final class Ec2State {
  /** Those that the account can use. */
  public final SortedSet<String> enabledRegions = new TreeSet<>();
}
