package org.sessionlogging.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.policy.guardrails.Guardrails;
import org.sessionlogging.domain.settings.GuardrailSettings;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;

/**
 * Prints the guardrails of an organization: an object of file names and texts. What they are made
 * from comes in as an object, too: Partition, Account and Region of the log archive, BucketName,
 * OrganizationId, Keys, and the properties of {@link GuardrailSettings}.
 */
public final class PrintGuardrails {
  private PrintGuardrails() {}

  /** Ends with status 1 and a sentence when the settings can't be carried out. */
  public static void main(String[] arguments) throws IOException {
    ObjectNode input = Json.parse(new String(System.in.readAllBytes(), UTF_8)).orElseThrow();
    try {
      System.out.println(guardrails(input));
    } catch (InvalidSettings e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static ObjectNode guardrails(ObjectNode input) {
    String partition = input.get("Partition").asText();
    Place place =
        new Place(
            partition,
            input.get("Account").asText(),
            input.get("Region").asText(),
            "amazonaws.com");
    OrganizationId organization = new OrganizationId(input.get("OrganizationId").asText());
    List<KeyArn> keys = new ArrayList<>();
    input.get("Keys").forEach(key -> keys.add(KeyArn.parse("Keys", key.asText())));
    String bucket = input.get("BucketName").asText();
    GuardrailSettings settings = settings(input);
    ObjectNode files = Json.object();
    files.put("sessions", Guardrails.text(Guardrails.sessions(partition, settings)));
    files.put("deployment", Guardrails.text(Guardrails.deployment(partition, settings)));
    files.put(
        "archive",
        Guardrails.text(Guardrails.archive(place, bucket, organization, keys, settings)));
    return files;
  }

  private static GuardrailSettings settings(ObjectNode input) {
    return new GuardrailSettings(
        names(input, "DocumentNames"),
        names(input, "Regions"),
        names(input, "ExecClusterNames"),
        input.get("StackName").asText(),
        names(input, "DeployerArns"),
        names(input, "BreakGlassArns"));
  }

  private static SortedSet<String> names(ObjectNode input, String property) {
    SortedSet<String> names = new TreeSet<>();
    for (JsonNode name : input.get(property)) {
      names.add(name.asText());
    }
    return names;
  }
}
