package org.sessionlogging.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.sessionlogging.access.Answers;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.judgement.Reason;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Doors;
import org.sessionlogging.verification.look.CallerLook;
import org.sessionlogging.verification.look.Look;
import org.sessionlogging.verification.look.Visit;
import org.sessionlogging.verification.report.Part;
import org.sessionlogging.verification.report.Verdict.Found;

/**
 * A visit to an account: all Regions one after the other, through doors that are let go afterwards,
 * with all that was answered.
 *
 * @param log what was found of the log account
 * @param keys those that members are to use
 * @param role name, with its path
 */
record AccountVisit(
    Doors doors, LogAccountFacts log, MemberKeys keys, SortedSet<String> regions, String role) {

  /**
   * What the account comes to.
   *
   * @throws org.sessionlogging.verification.look.CouldNotJudge when whoever asks is no longer
   *     signed in
   */
  Part of(String account) {
    Aws own = doors.own();
    Aws aws;
    try {
      aws = account.equals(log.place().account()) ? own : doors.of(log.place(), account, role);
    } catch (CallFailed e) {
      return Part.of(account, List.of(new Found(account, "", unreached(e))));
    }
    List<Found> found = new ArrayList<>();
    for (String region : regions) {
      Place place = new Place(log.place().partition(), account, region, log.place().dnsSuffix());
      Visit visit = new Visit(aws, own, doors.clients(), place, log, keys);
      for (Look look : Look.ALL) {
        findings(look, visit).forEach(it -> found.add(new Found(account, region, it)));
      }
    }
    return Part.of(account, found);
  }

  /** An answer that nobody has thought of says nothing, and costs no other account its verdict. */
  private static List<Finding> findings(Look look, Visit visit) {
    try {
      return look.findings(visit);
    } catch (RuntimeException e) {
      return List.of(
          Finding.unproven(
              Check.ACCOUNT,
              "it was not looked at to the end: "
                  + (e instanceof CallFailed it ? Answers.said(it) : e),
              "Run this again; if it stays, report it as an error of this command."));
    }
  }

  /** Without an answer, or with another than no, it says nothing of the account. */
  private Finding unreached(CallFailed e) {
    if (e.isDenial() && e.code().startsWith("AccessDenied")) {
      return Finding.failure(
          Check.ACCOUNT,
          Reason.DENIED,
          "it can't be looked at: " + Answers.said(e),
          "Deploy the role "
              + role
              + " to the account (examples/auditor.yaml; in the management account as a stack), let it trust whoever runs"
              + " this, or leave the account out with --accounts.");
    }
    Object unused = new CallerLook(doors.own(), doors.clients(), log.place().region()).caller();
    return Finding.unproven(
        Check.ACCOUNT, "it could not be reached: " + Answers.said(e), "Run this again.");
  }
}
