package org.sessionlogging.member.document;

import org.sessionlogging.domain.settings.MemberTags;
import org.sessionlogging.kit.reconcile.Refused;

/** Nobody knows any more what was found: nothing is taken away, and the reader decides. */
final class LostMemory {

  private LostMemory() {}

  /**
   * The refusal, with both ways on.
   *
   * @param what is lost
   */
  static Refused refusal(String what, String documentName, LiveDocument now) {
    return Refused.conflict(
        "The preferences that were found can't be put back: "
            + what
            + ". The preferences that are in force need this resource's policy, so nothing was taken away. To keep what"
            + " the document says now, put the tags "
            + MemberTags.TYPE
            + " = "
            + MemberTags.MEMBER
            + ", "
            + DocumentMarks.FORMER_DEFAULT
            + " = "
            + now.latest()
            + " and "
            + DocumentMarks.FORMER_LATEST
            + " = "
            + now.latest()
            + " on it (aws ssm add-tags-to-resource --resource-type Document --resource-id "
            + documentName
            + " --tags ...): instances then need a policy of their own for it. To have an earlier content, write it as"
            + " the newest version first (aws ssm get-document, aws ssm update-document) and delete again, which names the"
            + " number. To keep none, delete the document (aws ssm delete-document --name "
            + documentName
            + "). Then delete again.");
  }
}
