package org.sessionlogging.domain.judgement;

import java.util.List;

/**
 * Things by their number and the ids of the first few, so that a finding stays short however many
 * there are; its text form is {@code 2 nodes (i-1, i-2)}.
 *
 * @param kind one of them, as a noun
 */
record Counted(String kind, List<String> ids) {
  private static final int SHOWN = 3;

  @Override
  public String toString() {
    return ids.size()
        + " "
        + kind
        + (ids.size() == 1 ? "" : "s")
        + " ("
        + String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())))
        + (ids.size() > SHOWN ? ", ..." : "")
        + ")";
  }
}
