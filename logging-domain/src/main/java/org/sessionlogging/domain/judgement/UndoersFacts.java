package org.sessionlogging.domain.judgement;

import java.util.List;
import java.util.SortedSet;

/**
 * What IAM's simulator says of who may undo the archive.
 *
 * @param there how many roles and users there are that nothing but IAM keeps from it
 * @param asked those of them that it was asked about
 */
public record UndoersFacts(int there, List<Undoer> asked) {

  /**
   * A role or a user.
   *
   * @param allowed the actions that IAM lets it call
   * @param conditions keys that decide whether it may, and that nobody was asked for
   * @param unasked why it was not asked about; empty where it was
   */
  public record Undoer(
      String arn, SortedSet<String> allowed, SortedSet<String> conditions, String unasked) {}
}
