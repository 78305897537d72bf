package org.sessionlogging.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.Check;
import org.sessionlogging.domain.judgement.Finding;
import org.sessionlogging.domain.judgement.LogAccountJudgement;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.verification.door.Doors;
import org.sessionlogging.verification.look.CouldNotJudge;
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
    Ground ground = Ground.of(doors, region, question);
    Place archive = ground.log().place();
    List<Part> parts = parts(ground);
    parts.add(
        Part.of(
            archive.account(),
            LogAccountJudgement.of(ground.log()).stream()
                .map(it -> new Found(archive.account(), archive.region(), it))
                .toList()));
    return Verdict.of(question.bucketName(), ground.accounts(), regions(ground, parts), parts);
  }

  /** A Region that an account was found to have has something to be told of it. */
  private static SortedSet<String> regions(Ground ground, List<Part> parts) {
    SortedSet<String> regions = new TreeSet<>(ground.regions());
    parts.stream()
        .flatMap(it -> it.told().stream())
        .filter(it -> !it.region().isEmpty())
        .forEach(it -> regions.add(it.region()));
    return regions;
  }

  private List<Part> parts(Ground ground) {
    Function<String, Part> look =
        ground
            .keys()
            .map(it -> new AccountVisit(doors, ground, it, question))
            .<Function<String, Part>>map(visit -> visit::of)
            .orElse(Verification::withoutKey);
    try (Kept kept = file.open(asked(ground))) {
      List<Part> parts = round.parts(ground.accounts().keySet(), kept, look);
      kept.remove();
      return parts;
    }
  }

  /** All that the answer for an account depends on, besides AWS. */
  private ObjectNode asked(Ground ground) {
    return Json.object()
        .put("bucket", question.bucketName())
        .put("caller", ground.log().place().account())
        .put("role", question.roleName())
        .put("canary", question.canary().orElse(""))
        .put("regions", String.join(",", ground.regions()))
        .put("others", question.regions().isEmpty())
        .put("keys", ground.keys().map(MemberKeys::toString).orElse(""))
        .put("version", SessionLogging.version());
  }

  private static Part withoutKey(String account) {
    Finding finding =
        Finding.unproven(
            Check.ACCOUNT, "it was not looked at, as the bucket's key is not known", "");
    return Part.of(account, List.of(new Found(account, "", finding)));
  }
}
