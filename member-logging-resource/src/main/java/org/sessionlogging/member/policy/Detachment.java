package org.sessionlogging.member.policy;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.kit.reconcile.Progress;

/**
 * How one Region takes a policy from roles, while another that names them may come at the same
 * time: what that one says shows late, and so may what is detached here. So it is looked again
 * later, and whoever has come has its roles back.
 *
 * @param policy as its tags show now
 * @param progress remembers what was detached in this operation
 */
record Detachment(MarkedPolicy policy, String region, Progress progress) {

  /** Between the names of roles, which hold none (IAM API reference, CreateRole). */
  private static final String BETWEEN = " ";

  /**
   * Takes the policy from roles, once: one that has it again has it from somebody else.
   *
   * @return whether one of them still had it, so that it has to be looked again
   */
  boolean of(SortedSet<String> roleNames) {
    SortedSet<String> detached = detached();
    SortedSet<String> open = new TreeSet<>(roleNames);
    open.removeAll(detached);
    for (String role : open) {
      if (attachments().detach(role)) {
        detached.add(role);
        progress.note(note(), String.join(BETWEEN, detached));
      }
    }
    return !open.isEmpty();
  }

  /** Roles that another Region names by now have the policy again. */
  void giveBack() {
    SortedSet<String> others = policy.regionsBeside(region);
    detached().stream()
        .filter(role -> policy.marks().name(role, others))
        .forEach(attachments()::attach);
  }

  private SortedSet<String> detached() {
    return progress
        .noted(note())
        .filter(names -> !names.isEmpty())
        .map(names -> new TreeSet<>(Arrays.asList(names.split(BETWEEN, -1))))
        .orElseGet(TreeSet::new);
  }

  private PolicyAttachments attachments() {
    return policy.policy().attachments();
  }

  private String note() {
    return "detached " + policy.arn();
  }
}
