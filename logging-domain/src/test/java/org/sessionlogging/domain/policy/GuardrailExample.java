package org.sessionlogging.domain.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.policy.guardrails.Guardrails;
import org.sessionlogging.domain.settings.GuardrailSettings;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;

/** The guardrails of examples/guardrails/, by their file's name, and what they are made from. */
final class GuardrailExample {
  static final OrganizationId ORGANIZATION = new OrganizationId("o-a1b2c3d4e5");
  static final Place LOG_ACCOUNT =
      new Place("aws", "111122223333", "eu-central-1", "amazonaws.com");
  static final KeyArn BUCKET_KEY =
      KeyArn.parse(
          "BucketKeyArn",
          "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
  static final KeyArn SESSION_KEY =
      KeyArn.parse(
          "SessionKeyArn",
          "arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");
  static final GuardrailSettings SETTINGS =
      new GuardrailSettings(
          Examples.set(MemberLogging.PREFERENCES_DOCUMENT),
          Examples.set("eu-central-1", "us-east-1"),
          Examples.set("logged"),
          "session-logging",
          Examples.set("arn:aws:iam::111122223333:role/deployment"),
          Examples.set("arn:aws:iam::*:role/break-glass"));

  private GuardrailExample() {}

  static Map<String, PolicyDocument> policies() {
    return policies(SETTINGS);
  }

  static Map<String, PolicyDocument> policies(GuardrailSettings settings) {
    Map<String, PolicyDocument> policies = new LinkedHashMap<>();
    policies.put("sessions", Guardrails.sessions("aws", settings));
    policies.put("deployment", Guardrails.deployment("aws", settings));
    policies.put(
        "archive",
        Guardrails.archive(
            LOG_ACCOUNT, "central-logs", ORGANIZATION, List.of(BUCKET_KEY, SESSION_KEY), settings));
    return policies;
  }
}
