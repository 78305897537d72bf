package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.sessionlogging.domain.judgement.UndoersFacts.Undoer;

/**
 * Who may undo the archive. While no administrators are declared IAM of the log account decides, so
 * that somebody may is a warning.
 */
public final class UndoersJudgement {
  private static final int NAMED = 20;
  private static final int ACTIONS = 3;
  private static final String REMEDY =
      "Name those who are meant to in LogAdministratorArns and KeyAdministratorArns of Central, which refuse it to all others,"
          + " or take it from them; examples/guardrails/ do so above the account, which IAM's simulator sees of service control"
          + " policies alone.";

  private UndoersJudgement() {}

  /** At least one finding. */
  public static List<Finding> of(Shown<UndoersFacts> facts) {
    return facts.allJudged(Check.ADMINISTRATORS, it -> of(it.orElseThrow()));
  }

  private static List<Finding> of(UndoersFacts facts) {
    List<Finding> findings = new ArrayList<>();
    may(facts).ifPresent(findings::add);
    unasked(facts).ifPresent(findings::add);
    return findings.isEmpty()
        ? List.of(
            Finding.proven(
                Check.ADMINISTRATORS,
                "no role or user but the declared ones may undo the archive ("
                    + facts.asked().size()
                    + " asked about)"))
        : findings;
  }

  private static Optional<Finding> may(UndoersFacts facts) {
    List<String> who =
        facts.asked().stream()
            .filter(it -> !it.allowed().isEmpty() || !it.conditions().isEmpty())
            .map(UndoersJudgement::said)
            .toList();
    return who.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                Check.ADMINISTRATORS,
                who.size()
                    + " of "
                    + facts.asked().size()
                    + " roles and users may undo the archive: "
                    + who.stream().limit(NAMED).collect(Collectors.joining("; "))
                    + (who.size() > NAMED ? "; and " + (who.size() - NAMED) + " more" : ""),
                REMEDY));
  }

  private static String said(Undoer undoer) {
    String who = undoer.arn().replaceFirst(".*?:(?=role/|user/)", "");
    return undoer.allowed().isEmpty()
        ? who + " where " + String.join(", ", undoer.conditions()) + " lets it"
        : who + " (" + shortened(undoer.allowed()) + ")";
  }

  private static String shortened(SortedSet<String> actions) {
    return actions.stream().limit(ACTIONS).collect(Collectors.joining(", "))
        + (actions.size() > ACTIONS ? " and " + (actions.size() - ACTIONS) + " more" : "");
  }

  /** The simulator was not asked about all: it is throttled early, so their number is bounded. */
  private static Optional<Finding> unasked(UndoersFacts facts) {
    List<String> why =
        facts.asked().stream().map(Undoer::unasked).filter(it -> !it.isEmpty()).toList();
    int unasked = facts.there() - facts.asked().size() + why.size();
    return unasked == 0
        ? Optional.empty()
        : Optional.of(
            Finding.unproven(
                Check.ADMINISTRATORS,
                "of "
                    + facts.there()
                    + " roles and users "
                    + unasked
                    + " were not asked about"
                    + why.stream()
                        .findFirst()
                        .map(it -> ": " + it)
                        .orElse(", as there are too many"),
                "Allow iam:SimulatePrincipalPolicy to whoever looks, and look again; with LogAdministratorArns and"
                    + " KeyAdministratorArns of Central nobody has to be asked about."));
  }
}
