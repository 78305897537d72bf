package org.sessionlogging.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.sessionlogging.access.Answers;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.Reason;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Doors;
import org.sessionlogging.verification.look.Asking;
import org.sessionlogging.verification.look.CallerLook;
import org.sessionlogging.verification.look.Ground;
import org.sessionlogging.verification.look.Look;
import org.sessionlogging.verification.look.RegionsLook;
import org.sessionlogging.verification.look.Visit;
import org.sessionlogging.verification.report.Part;
import org.sessionlogging.verification.report.Verdict.Found;

/**
 * A visit to an account: all Regions one after the other, through doors that are let go afterwards,
 * with all that was answered.
 *
 * @param regions those that are asked about
 */
record AccountVisit(Doors doors, Ground ground, SortedSet<String> regions, Question question) {

  /**
   * What the account comes to.
   *
   * @throws org.sessionlogging.verification.look.CouldNotJudge when whoever asks is no longer
   *     signed in
   */
  Part of(String account) {
    Visit visit;
    try {
      visit = visit(account);
    } catch (CallFailed e) {
      return Part.of(account, List.of(new Found(account, "", unreached(e))));
    }
    RegionsLook.Regions found = regions(visit);
    return Part.of(
        account,
        Stream.concat(
                found.findings().stream().map(it -> new Found(account, "", it)),
                found.regions().stream().flatMap(it -> findings(visit.in(it)).stream()))
            .toList());
  }

  /**
   * Its Regions, to be looked at.
   *
   * @throws CallFailed when the role can't be assumed
   */
  List<Visit> visits(String account) {
    Visit visit = visit(account);
    return regions(visit).regions().stream().map(visit::in).toList();
  }

  /** Where nobody names the Regions the account itself is asked for them. */
  private RegionsLook.Regions regions(Visit visit) {
    return question.regions().isEmpty()
        ? new RegionsLook(visit).beside(regions)
        : new RegionsLook.Regions(regions, List.of());
  }

  /** In the bucket's Region. */
  private Visit visit(String account) {
    Aws own = doors.own();
    Place log = ground.log().place();
    Aws aws = account.equals(log.account()) ? own : doors.of(log, account, question.roleName());
    Shown<Aws> canary =
        Asking.shown(() -> question.canary().map(role -> doors.of(log, account, role)));
    return new Visit(
        aws,
        own,
        canary,
        doors.clients(),
        new Place(log.partition(), account, log.region(), log.dnsSuffix()),
        ground,
        doors.clock().instant());
  }

  /** All that is found in one Region of it. */
  List<Found> findings(Visit visit) {
    List<Found> found = new ArrayList<>();
    for (Look look : Look.ALL) {
      findings(look, visit)
          .forEach(it -> found.add(new Found(visit.place().account(), visit.place().region(), it)));
    }
    return found;
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
              + question.roleName()
              + " to the account (examples/auditor.yaml; in the management account as a stack), let it trust whoever runs"
              + " this, or leave the account out with --accounts.");
    }
    Object unused =
        new CallerLook(doors.own(), doors.clients(), ground.log().place().region()).caller();
    return Finding.unproven(
        Check.ACCOUNT, "it could not be reached: " + Answers.said(e), "Run this again.");
  }
}
