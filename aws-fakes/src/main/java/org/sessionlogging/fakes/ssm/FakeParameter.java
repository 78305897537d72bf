package org.sessionlogging.fakes.ssm;

import java.util.SortedMap;
import java.util.TreeMap;

/** One parameter. */
public final class FakeParameter {
  public final SortedMap<String, String> tags = new TreeMap<>();
  public String value;
  public String type = "String";
}
