package org.sessionlogging.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.sessionlogging.access.Answers;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.domain.judgement.DeploymentFacts.StackInstance;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.judgement.LogAccountJudgement;
import org.sessionlogging.domain.judgement.Reason;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Doors;
import org.sessionlogging.verification.look.CallerLook;
import org.sessionlogging.verification.look.CouldNotJudge;
import org.sessionlogging.verification.look.LogAccountLook;
import org.sessionlogging.verification.look.Look;
import org.sessionlogging.verification.look.OrganizationLook;
import org.sessionlogging.verification.look.StackSetLook;
import org.sessionlogging.verification.look.Visit;
import org.sessionlogging.verification.report.Verdict;
import org.sessionlogging.verification.report.Verdict.Found;

/** Looks at the log account, then at each account and Region, and judges. */
record Verification(Doors doors, String region, Question question) {

  /**
   * The verdict.
   *
   * @throws CouldNotJudge when not even the beginning can be looked at
   */
  Verdict verdict() {
    Aws own = doors.own();
    Place archive = new CallerLook(own, doors.clients(), region).archive(question.bucketName());
    OrganizationLook organization =
        new OrganizationLook(own, doors.clients().organizations().apply(archive.region()));
    LogAccountFacts facts =
        new LogAccountLook(own, doors.clients(), archive, question.bucketName())
            .facts(organization.id(), question.regions());
    List<Found> found = new ArrayList<>();
    for (Finding finding : LogAccountJudgement.of(facts)) {
      found.add(new Found(archive.account(), archive.region(), finding));
    }
    SortedSet<String> regions = regions(facts);
    SortedMap<String, String> accounts = accounts(organization);
    Optional<MemberKeys> keys =
        facts.key(KeyPurpose.BUCKET).map(it -> new MemberKeys(it, facts.key(KeyPurpose.SESSION)));
    Shown<Map<Place, StackInstance>> unlike =
        new StackSetLook(
                own,
                doors.clients().cloudFormation().apply(archive.region()),
                archive,
                question.bucketName())
            .unlike(question.stackSet());
    List<Supplier<List<Found>>> looks = new ArrayList<>();
    accounts
        .keySet()
        .forEach(account -> looks.add(() -> account(facts, keys, unlike, own, account, regions)));
    own.sideBySide(looks).forEach(found::addAll);
    return Verdict.of(question.bucketName(), accounts, regions, found.stream());
  }

  private SortedMap<String, String> accounts(OrganizationLook organization) {
    if (!question.accounts().isEmpty()) {
      SortedMap<String, String> named = new TreeMap<>();
      question.accounts().forEach(it -> named.put(it, ""));
      return named;
    }
    SortedMap<String, String> accounts = organization.accounts(question.unit());
    if (accounts.isEmpty()) {
      throw new CouldNotJudge("There is no active account: name another unit with --ou.");
    }
    return accounts;
  }

  private SortedSet<String> regions(LogAccountFacts facts) {
    SortedSet<String> regions = new TreeSet<>(question.regions());
    if (regions.isEmpty()) {
      regions.addAll(facts.replicas().keySet());
    }
    if (regions.isEmpty()) {
      regions.add(facts.place().region());
    }
    return regions;
  }

  private List<Found> account(
      LogAccountFacts log,
      Optional<MemberKeys> keys,
      Shown<Map<Place, StackInstance>> unlike,
      Aws own,
      String account,
      SortedSet<String> regions) {
    if (keys.isEmpty()) {
      return List.of(
          new Found(
              account,
              "",
              Finding.unproven(
                  Check.ACCOUNT, "it was not looked at, as the bucket's key is not known", "")));
    }
    try {
      Aws aws =
          account.equals(log.place().account())
              ? own
              : doors.of(log.place(), account, question.roleName());
      List<Found> found = new ArrayList<>();
      for (String there : regions) {
        Place place = new Place(log.place().partition(), account, there, log.place().dnsSuffix());
        Visit visit = new Visit(aws, own, doors.clients(), place, log, keys.get(), unlike);
        for (Look look : Look.ALL) {
          look.findings(visit).forEach(it -> found.add(new Found(account, there, it)));
        }
      }
      return found;
    } catch (CallFailed e) {
      return List.of(new Found(account, "", unreached(e)));
    }
  }

  private Finding unreached(CallFailed e) {
    return Finding.failure(
        Check.ACCOUNT,
        Reason.DENIED,
        "it can't be looked at: " + Answers.said(e),
        "Deploy the role "
            + question.roleName()
            + " to the account (examples/auditor.yaml), let it trust whoever runs this, or leave the account out with"
            + " --accounts.");
  }
}
