package org.sessionlogging.member.policy;

import java.time.Duration;
import java.util.Optional;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Step;

/**
 * How one Region lets go of a policy, while others may come and go at the same time and IAM shows
 * late what each of them has written. It says so first and comes back when every other Region's
 * word shows; whichever Region then finds that none keeps the policy detaches it, comes back once
 * more, and takes it away. A Region that has come before that gets its roles back; one that comes
 * later attaches the policy, which IAM does not delete then.
 *
 * @param progress remembers what was said in this operation
 */
record Leaving(MarkedPolicy policy, String region, Progress progress) {

  /** What IAM takes at most to show tags and attachments everywhere. */
  private static final int SECONDS_TO_SHOW = 15;

  private static final Duration FRESH = Duration.ofMinutes(2);

  /** How far it has come. */
  private enum Stage {
    SAID,
    DETACHED,
    OVER
  }

  /** Whether the Region has said in this operation that it lets go, and not come to an end. */
  boolean begun() {
    return stage().filter(stage -> stage != Stage.OVER).isPresent();
  }

  private Optional<Stage> stage() {
    return progress.noted(note()).map(Stage::valueOf);
  }

  private void reach(Stage stage) {
    progress.note(note(), stage.name());
  }

  /** Says that the Region lets go; empty-handed when it has said so before in this operation. */
  boolean begin() {
    if (stage().isPresent()) {
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
    reach(Stage.SAID);
    return true;
  }

  /** What comes after {@link #begin}. */
  static Step untilItShows() {
    return Step.wait(SECONDS_TO_SHOW, "what each Region says of the policy to show");
  }

  /**
   * What comes then. What the Region itself has said does not count any more, whatever shows of it.
   *
   * @return whether it has to come back when all shows, and go on
   */
  boolean goOn(boolean evenIfForeign) {
    Detachment detachment = new Detachment(policy, region, progress);
    if (policy.isUsedByOthersThan(region)) {
      detachment.giveBack();
      return leave(detachment.of(policy.attachedRoleNamesOfOnly(region)));
    }
    boolean isNew = detachment.of(policy.attachedRoleNames());
    if (!evenIfForeign && !policy.foreignAttachments().isEmpty()) {
      return leave(isNew);
    }
    if (isNew || stage().filter(Stage.SAID::equals).isPresent()) {
      reach(Stage.DETACHED);
      return true;
    }
    policy.policy().delete();
    return false;
  }

  /** Its mark goes last: another try finds its way by it. */
  private boolean leave(boolean looksAgain) {
    if (!looksAgain) {
      policy.policy().tags().remove(policy.marks().keysToForget(region));
    }
    return looksAgain;
  }

  /** Whether nothing is left to do, as far as it shows. */
  boolean isOver() {
    boolean over =
        MarkedPolicy.of(policy.policy())
            .filter(now -> now.isOf(region) || now.isForgotten())
            .isEmpty();
    if (over) {
      reach(Stage.OVER);
    }
    return over;
  }

  /** What comes after {@link #goOn} until {@link #isOver}. */
  static Step untilItIsOver() {
    return Step.wait(2, "what was let go of to be gone", FRESH);
  }

  private String note() {
    return "leaves " + policy.arn();
  }
}
