package org.sessionlogging.verification;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Doors;
import org.sessionlogging.verification.look.CallerLook;
import org.sessionlogging.verification.look.CouldNotJudge;
import org.sessionlogging.verification.look.Ground;
import org.sessionlogging.verification.look.LogAccountLook;
import org.sessionlogging.verification.look.OrganizationLook;

/**
 * The log account, and which accounts and Regions are asked about.
 *
 * @param accounts names by id
 * @param ground what is known of all of them; empty where the bucket's key is not
 */
record Scope(
    LogAccountFacts log,
    SortedMap<String, String> accounts,
    SortedSet<String> regions,
    Optional<Ground> ground) {

  /**
   * Looks for it.
   *
   * @param region where to ask first
   * @throws CouldNotJudge when not even that can be looked at
   */
  static Scope of(Doors doors, String region, Question question) {
    Aws own = doors.own();
    Place archive = new CallerLook(own, doors.clients(), region).archive(question.bucketName());
    OrganizationLook organization =
        new OrganizationLook(own, doors.clients().organizations().apply(archive.region()));
    LogAccountFacts log =
        new LogAccountLook(own, doors.clients(), archive, question.bucketName())
            .facts(organization.id(), question.regions());
    return new Scope(
        log,
        accounts(question, organization),
        regions(question, log),
        Ground.of(own, doors.clients(), log, question.stackSet()));
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
