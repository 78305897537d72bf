package org.sessionlogging.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.judgement.LogAccountJudgement;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Doors;
import org.sessionlogging.verification.look.CallerLook;
import org.sessionlogging.verification.look.CouldNotJudge;
import org.sessionlogging.verification.look.LogAccountLook;
import org.sessionlogging.verification.look.OrganizationLook;
import org.sessionlogging.verification.report.Part;
import org.sessionlogging.verification.report.Verdict;
import org.sessionlogging.verification.report.Verdict.Found;
import org.sessionlogging.verification.run.Kept;
import org.sessionlogging.verification.run.KeptFile;
import org.sessionlogging.verification.run.Round;

/**
 * Looks at the log account, then at each account and Region, and judges.
 *
 * @param region where to ask first
 * @param file where to keep what is found until all is
 */
record Verification(Doors doors, String region, Question question, Round round, KeptFile file) {

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
    SortedSet<String> regions = regions(facts);
    SortedMap<String, String> accounts = accounts(organization);
    List<Part> parts = parts(facts, accounts.keySet(), regions);
    parts.add(
        Part.of(
            archive.account(),
            LogAccountJudgement.of(facts).stream()
                .map(it -> new Found(archive.account(), archive.region(), it))
                .toList()));
    return Verdict.of(question.bucketName(), accounts, regions, parts);
  }

  private List<Part> parts(LogAccountFacts facts, Set<String> accounts, SortedSet<String> regions) {
    Optional<MemberKeys> keys =
        facts.key(KeyPurpose.BUCKET).map(it -> new MemberKeys(it, facts.key(KeyPurpose.SESSION)));
    Function<String, Part> look =
        keys.map(it -> new AccountVisit(doors, facts, it, regions, question.roleName()))
            .<Function<String, Part>>map(visit -> visit::of)
            .orElse(Verification::withoutKey);
    try (Kept kept = file.open(asked(facts, keys, regions))) {
      List<Part> parts = round.parts(accounts, kept, look);
      kept.remove();
      return parts;
    }
  }

  /** All that the answer for an account depends on, besides AWS. */
  private ObjectNode asked(
      LogAccountFacts facts, Optional<MemberKeys> keys, SortedSet<String> regions) {
    return Json.object()
        .put("bucket", question.bucketName())
        .put("caller", facts.place().account())
        .put("role", question.roleName())
        .put("regions", String.join(",", regions))
        .put("keys", keys.map(MemberKeys::toString).orElse(""))
        .put("version", SessionLogging.version());
  }

  private static Part withoutKey(String account) {
    Finding finding =
        Finding.unproven(
            Check.ACCOUNT, "it was not looked at, as the bucket's key is not known", "");
    return Part.of(account, List.of(new Found(account, "", finding)));
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
}
