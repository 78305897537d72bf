package org.sessionlogging.verification.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.Severity;
import org.sessionlogging.verification.report.Verdict.Found;

/** A verdict for programs; docs/verify.md says its form. */
public record JsonReport(Verdict verdict) {

  public String text() {
    ObjectNode report =
        Json.object().put("bucket", verdict.bucketName()).put("verdict", verdict.sum().name());
    ArrayNode accounts = report.putArray("accounts");
    verdict.accounts().keySet().forEach(accounts::add);
    ArrayNode regions = report.putArray("regions");
    verdict.regions().forEach(regions::add);
    report.put("proven", verdict.count(Severity.PROVEN));
    ArrayNode findings = report.putArray("findings");
    verdict.told().forEach(it -> findings.add(of(it)));
    return report.toPrettyString() + "\n";
  }

  private static ObjectNode of(Found found) {
    return Json.object()
        .put("severity", found.finding().severity().name())
        .put("account", found.account())
        .put("region", found.region())
        .put("check", found.finding().check().toString())
        .put("cause", found.finding().cause())
        .put("remedy", found.finding().remedy());
  }
}
