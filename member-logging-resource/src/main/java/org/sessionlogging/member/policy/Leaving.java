package org.sessionlogging.member.policy;

import java.time.Duration;
import java.util.SortedSet;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Step;

/**
 * How one Region lets go of a policy, while others may do the same at the same time and IAM shows
 * late what each of them has written: it says so first, comes back when every other Region's word
 * shows, and whichever Region then finds that none keeps the policy takes it away.
 *
 * @param progress remembers what was said in this operation
 */
record Leaving(MarkedPolicy policy, String region, Progress progress) {

  /** What IAM takes at most to show tags and attachments everywhere. */
  private static final int SECONDS_TO_SHOW = 15;

  private static final Duration FRESH = Duration.ofMinutes(2);
  private static final String SAID = "said";

  /** Whether the Region has said in this operation that it lets go, and not come to an end. */
  boolean begun() {
    return progress.noted(note()).filter(SAID::equals).isPresent();
  }

  /** Whether nothing is left to do, as far as it shows. */
  boolean isOver() {
    boolean over =
        MarkedPolicy.of(policy.policy())
            .filter(now -> now.isOf(region) || now.isForgotten())
            .isEmpty();
    if (over) {
      progress.note(note(), "over");
    }
    return over;
  }

  /** What comes after {@link #finish} until {@link #isOver}. */
  static Step untilItIsOver() {
    return Step.wait(2, "what was let go of to be gone", FRESH);
  }

  /** Says that the Region lets go; empty-handed when it has said so before in this operation. */
  boolean begin() {
    if (progress.noted(note()).isPresent()) {
      return false;
    }
    policy
        .marks()
        .mark(region)
        .filter(RegionMark::stays)
        .ifPresent(
            mark ->
                policy
                    .policy()
                    .tags()
                    .put(PolicyMarks.tagsOf(region, mark.as(RegionMark.State.LEAVES))));
    progress.note(note(), SAID);
    return true;
  }

  /** What comes after {@link #begin}. */
  static Step untilItShows() {
    return Step.wait(SECONDS_TO_SHOW, "what each Region says of the policy to show");
  }

  /** What the Region itself has said does not count any more, whatever shows of it. */
  void finish(boolean evenIfForeign) {
    SortedSet<String> staying = policy.regionsBeside(region);
    if (!staying.isEmpty()) {
      policy.attachedRoleNamesOfOnly(region).forEach(attachments()::detach);
      forget();
      return;
    }
    SortedSet<String> roles = policy.attachedRoleNames();
    boolean stays = !evenIfForeign && !policy.foreignAttachments().isEmpty();
    roles.forEach(attachments()::detach);
    if (stays) {
      forget();
      return;
    }
    MarkedPolicy.of(policy.policy()).ifPresent(now -> takeAway(now, roles));
  }

  /** A Region that has come in the meantime keeps the policy, and its roles. */
  private void takeAway(MarkedPolicy now, SortedSet<String> roles) {
    SortedSet<String> staying = now.regionsBeside(region);
    if (staying.isEmpty()) {
      policy.policy().delete();
      return;
    }
    roles.stream().filter(role -> now.marks().name(role, staying)).forEach(attachments()::attach);
    forget();
  }

  private void forget() {
    policy.policy().tags().remove(policy.marks().keysToForget(region));
  }

  private PolicyAttachments attachments() {
    return policy.policy().attachments();
  }

  private String note() {
    return "leaves " + policy.arn();
  }
}
