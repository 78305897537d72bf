package org.sessionlogging.domain.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.domain.preferences.PreferencesDocument;

/** What was found of the sessions of one account in one Region means this. */
public final class SessionJudgement {
  private static final Finding LEFT_OUT =
      Finding.warning(
          Check.PREFERENCES,
          "there are no Session Manager preferences, and no node is managed, so that there is no session to be logged",
          "Deploy Member to this account and Region before there are nodes. Without that intention leave it so.");

  private SessionJudgement() {}

  /** The findings in the order of {@link Check}, at least one for each that applies. */
  public static List<Finding> of(WantedAccess wanted, SessionFacts facts) {
    if (isLeftOut(facts)) {
      return List.of(LEFT_OUT);
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(new BucketJudgement(wanted, facts.bucket()).bucket());
    KeyJudgement keys = new KeyJudgement(wanted);
    findings.add(keys.bucketKey(facts.bucketKey()));
    wanted.sessionKey().ifPresent(key -> findings.add(keys.sessionKey(key, facts.sessionKey())));
    findings.addAll(preferences(wanted, facts));
    findings.addAll(roles(facts.roles()));
    return findings;
  }

  /** Where no node is managed no session can begin, and who is let in does not matter. */
  private static boolean isLeftOut(SessionFacts facts) {
    return facts.latest().isKnown()
        && facts.latest().value().isEmpty()
        && facts.managed().value().filter(it -> !it).isPresent();
  }

  private static List<Finding> preferences(WantedAccess wanted, SessionFacts facts) {
    if (!facts.latest().isKnown() || !facts.shown().isKnown()) {
      Shown<PreferencesDocument> unknown =
          facts.latest().isKnown() ? facts.shown() : facts.latest();
      return List.of(unknown.judged(Check.PREFERENCES, it -> none()));
    }
    Optional<PreferencesDocument> latest = facts.latest().value();
    return latest
        .map(
            it ->
                new PreferencesJudgement(wanted, it, facts.shown().value(), facts.writers())
                    .findings())
        .orElseGet(() -> List.of(none()));
  }

  private static Finding none() {
    return Finding.failure(
        Check.PREFERENCES,
        Reason.LASTING,
        "there are no Session Manager preferences, so that no session is logged",
        "Deploy Member to this account and Region.");
  }

  private static List<Finding> roles(Shown<List<RoleFacts>> roles) {
    List<RoleFacts> known = roles.value().orElse(List.of());
    if (known.isEmpty()) {
      return List.of(
          roles.judged(
              Check.ATTACHMENT,
              none ->
                  Finding.warning(
                      Check.ATTACHMENT,
                      "no role has the policy, and Default Host Management is off",
                      "Name the instances' roles in RoleNames of Member, attach its PolicyArn to them, or turn Default Host"
                          + " Management on. Without instances nothing is missing.")));
    }
    return known.stream().flatMap(role -> RoleJudgement.of(role).stream()).toList();
  }
}
