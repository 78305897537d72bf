package org.sessionlogging.verification.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.judgement.Severity;

/** A verdict for programs; docs/verify.md says its form. */
public record JsonReport(Verdict verdict) {

  public String text() {
    ObjectNode report =
        Json.object().put("bucket", verdict.bucketName()).put("verdict", verdict.sum().name());
    ArrayNode accounts = report.putArray("accounts");
    verdict
        .accounts()
        .forEach((id, name) -> accounts.add(Json.object().put("id", id).put("name", name)));
    ArrayNode regions = report.putArray("regions");
    verdict.regions().forEach(regions::add);
    report.put("proven", verdict.count(Severity.PROVEN));
    ArrayNode findings = report.putArray("findings");
    verdict.told().forEach(it -> findings.add(it.json()));
    return report.toPrettyString() + "\n";
  }
}
