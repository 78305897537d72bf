package org.sessionlogging.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.LogAccountFacts;
import org.sessionlogging.domain.judgement.LogAccountJudgement;
import org.sessionlogging.domain.judgement.UndoersJudgement;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Doors;
import org.sessionlogging.verification.look.CouldNotJudge;
import org.sessionlogging.verification.look.UndoersLook;
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
    Scope scope = Scope.of(doors, region, question);
    Part archive = archive(scope.log());
    List<Part> parts = parts(scope);
    parts.add(archive);
    return Verdict.of(question.bucketName(), scope.accounts(), regions(scope, parts), parts);
  }

  private Part archive(LogAccountFacts log) {
    Place place = log.place();
    List<Finding> findings = new ArrayList<>(LogAccountJudgement.of(log));
    findings.addAll(
        UndoersJudgement.of(
            new UndoersLook(doors.own(), doors.clients().iam().apply(place.region()), log)
                .facts()));
    return Part.of(
        place.account(),
        findings.stream().map(it -> new Found(place.account(), place.region(), it)).toList());
  }

  /** A Region that an account was found to have has something to be told of it. */
  private static SortedSet<String> regions(Scope scope, List<Part> parts) {
    SortedSet<String> regions = new TreeSet<>(scope.regions());
    parts.stream()
        .flatMap(it -> it.told().stream())
        .filter(it -> !it.region().isEmpty())
        .forEach(it -> regions.add(it.region()));
    return regions;
  }

  private List<Part> parts(Scope scope) {
    Function<String, Part> look =
        scope
            .ground()
            .map(it -> new AccountVisit(doors, it, scope.regions(), question))
            .<Function<String, Part>>map(visit -> visit::of)
            .orElse(Verification::withoutKey);
    try (Kept kept = file.open(asked(scope))) {
      List<Part> parts = round.parts(scope.accounts().keySet(), kept, look);
      kept.remove();
      return parts;
    }
  }

  /** All that the answer for an account depends on, besides AWS. */
  private ObjectNode asked(Scope scope) {
    return Json.object()
        .put("bucket", question.bucketName())
        .put("caller", scope.log().place().account())
        .put("role", question.roleName())
        .put("canary", question.canary().orElse(""))
        .put("stackSet", question.stackSet().orElse(""))
        .put("regions", String.join(",", scope.regions()))
        .put("others", question.regions().isEmpty())
        .put("keys", scope.ground().map(it -> it.keys().toString()).orElse(""))
        .put("version", SessionLogging.version());
  }

  private static Part withoutKey(String account) {
    Finding finding =
        Finding.unproven(
            Check.ACCOUNT, "it was not looked at, as the bucket's key is not known", "");
    return Part.of(account, List.of(new Found(account, "", finding)));
  }
}
