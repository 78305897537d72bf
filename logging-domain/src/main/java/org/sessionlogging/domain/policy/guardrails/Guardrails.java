package org.sessionlogging.domain.policy.guardrails;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sessionlogging.domain.json.Json;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.domain.settings.GuardrailSettings;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;

/** The guardrails of one organization, each a policy of its own. */
public final class Guardrails {
  /**
   * Most characters of a service or resource control policy, white space included (AWS
   * Organizations user guide, "Quotas and service limits for AWS Organizations").
   */
  public static final int MOST_CHARACTERS = 5120;

  private Guardrails() {}

  /**
   * Service control policy for every account that has sessions: they start with our documents
   * alone, and documents, policies and marks are ours to change. InvalidSettings when it becomes
   * too long.
   *
   * @param partition such as {@code aws}
   */
  public static PolicyDocument sessions(String partition, GuardrailSettings settings) {
    return fitting(new SessionGuardrail(new Guarded(partition, settings)).statements());
  }

  /**
   * Service control policy for the same accounts: nobody becomes one of those that the others
   * except. InvalidSettings when it becomes too long.
   */
  public static PolicyDocument deployment(String partition, GuardrailSettings settings) {
    return fitting(new DeploymentGuardrail(new Guarded(partition, settings)).statements());
  }

  /**
   * Resource control policy for the log account: bucket and keys are there for the organization
   * alone, and nobody loosens them. InvalidSettings when it becomes too long.
   *
   * @param place where the bucket is
   * @param keys each key once; multi-Region ones stand for their replicas, too
   */
  public static PolicyDocument archive(
      Place place,
      String bucketName,
      OrganizationId organization,
      List<KeyArn> keys,
      GuardrailSettings settings) {
    Guarded guarded = new Guarded(place.partition(), settings);
    return fitting(
        new ArchiveGuardrail(place, bucketName, organization, keys, guarded).statements());
  }

  /**
   * How a guardrail is shipped: an element a line, and nearly no white space, since that counts
   * when it is put by anything but the console.
   */
  public static String text(PolicyDocument policy) {
    return policy.statements().stream()
        .map(Guardrails::text)
        .collect(
            Collectors.joining(",\n", "{\"Version\":\"2012-10-17\",\"Statement\":[\n", "\n]}\n"));
  }

  private static String text(Statement statement) {
    return Json.parse(PolicyDocument.of(statement).json())
        .orElseThrow()
        .at("/Statement/0")
        .properties()
        .stream()
        .map(Guardrails::line)
        .collect(Collectors.joining(",\n ", "{", "}"));
  }

  private static String line(Map.Entry<String, JsonNode> element) {
    return "\"" + element.getKey() + "\":" + element.getValue();
  }

  private static PolicyDocument fitting(List<Statement> statements) {
    PolicyDocument policy = PolicyDocument.of(statements);
    int characters = text(policy).length();
    if (characters > MOST_CHARACTERS) {
      throw new InvalidSettings(
          "Guardrails",
          "need " + characters + " characters, and AWS takes " + MOST_CHARACTERS,
          "list fewer documents, clusters and roles");
    }
    return policy;
  }
}
