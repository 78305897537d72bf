package org.sessionlogging.verification;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.DeploymentFacts.StackInstance;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Doors;
import org.sessionlogging.verification.look.CallerLook;
import org.sessionlogging.verification.look.CouldNotJudge;
import org.sessionlogging.verification.look.LogAccountLook;
import org.sessionlogging.verification.look.OrganizationLook;
import org.sessionlogging.verification.look.StackSetLook;

/**
 * What has to be known before any account is looked at.
 *
 * @param log what was found of the log account
 * @param accounts names by id of those that are asked about
 * @param regions those that are asked about
 * @param unlike instances of the members' StackSet that are not as it says
 */
record Ground(
    LogAccountFacts log,
    SortedMap<String, String> accounts,
    SortedSet<String> regions,
    Shown<Map<Place, StackInstance>> unlike) {

  /**
   * Looks for it.
   *
   * @param region where to ask first
   * @throws CouldNotJudge when not even that can be looked at
   */
  static Ground of(Doors doors, String region, Question question) {
    Aws own = doors.own();
    Place archive = new CallerLook(own, doors.clients(), region).archive(question.bucketName());
    OrganizationLook organization =
        new OrganizationLook(own, doors.clients().organizations().apply(archive.region()));
    LogAccountFacts log =
        new LogAccountLook(own, doors.clients(), archive, question.bucketName())
            .facts(organization.id(), question.regions());
    return new Ground(
        log,
        accounts(question, organization),
        regions(question, log),
        new StackSetLook(
                own,
                doors.clients().cloudFormation().apply(archive.region()),
                archive,
                question.bucketName())
            .unlike(question.stackSet()));
  }

  /** Those that members are to use; empty where that of the bucket is not known. */
  Optional<MemberKeys> keys() {
    return log.key(KeyPurpose.BUCKET).map(it -> new MemberKeys(it, log.key(KeyPurpose.SESSION)));
  }

  private static SortedMap<String, String> accounts(
      Question question, OrganizationLook organization) {
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

  private static SortedSet<String> regions(Question question, LogAccountFacts log) {
    SortedSet<String> regions = new TreeSet<>(question.regions());
    if (regions.isEmpty()) {
      regions.addAll(log.replicas().keySet());
    }
    if (regions.isEmpty()) {
      regions.add(log.place().region());
    }
    return regions;
  }
}
