package org.sessionlogging.domain.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessionlogging.domain.settings.Wildcards;

/**
 * What the policy of a virtual private cloud's endpoint lets through, as far as its text tells (AWS
 * PrivateLink guide, "Control access to VPC endpoints using endpoint policies").
 *
 * @param account of those who call, 12 digits
 * @param context condition keys of their calls that are known, in small letters; empty for those
 *     that are known to be absent
 */
public record EndpointPolicy(
    PolicyDocument policy, String account, Map<String, Optional<String>> context) {

  /** Stands for a resource that nobody knows. */
  public static final String SOMETHING = "*";

  /** Whether it lets a call of the account's roles through. */
  public Certainty lets(String action, String resource) {
    Certainty allowed = Certainty.NO;
    Certainty denied = Certainty.NO;
    for (Statement statement : policy.statements()) {
      Certainty about =
          addresses(statement.content())
              .and(isAbout(statement.content(), action))
              .and(isOn(statement.content(), resource))
              .and(new KnownRequest(context).meets(statement.content().path("Condition")));
      if (statement.allows()) {
        allowed = allowed.or(about);
      } else {
        denied = denied.or(about);
      }
    }
    return allowed.and(denied.not());
  }

  /** Which of the account's roles calls is not known. */
  private Certainty addresses(JsonNode statement) {
    JsonNode principal = statement.path("Principal");
    if (principal.isMissingNode()) {
      return Certainty.UNKNOWN;
    }
    List<String> named = Statement.texts(principal.isObject() ? principal.path("AWS") : principal);
    if (named.contains("*")
        || named.contains(account)
        || named.stream().anyMatch(it -> it.endsWith("::" + account + ":root"))) {
      return Certainty.YES;
    }
    return named.stream().anyMatch(it -> it.contains("::" + account + ":"))
        ? Certainty.UNKNOWN
        : Certainty.NO;
  }

  private static Certainty isAbout(JsonNode statement, String action) {
    return statement.has("NotAction")
        ? Certainty.of(
            !Wildcards.anyMatches(Statement.texts(statement.path("NotAction")), action, true))
        : Certainty.of(
            Wildcards.anyMatches(Statement.texts(statement.path("Action")), action, true));
  }

  private Certainty isOn(JsonNode statement, String resource) {
    boolean others = statement.has("NotResource");
    List<String> patterns = Statement.texts(statement.path(others ? "NotResource" : "Resource"));
    Certainty among =
        resource.equals(SOMETHING) && !patterns.contains("*")
            ? Certainty.UNKNOWN
            : new KnownRequest(context).isAmong(patterns, resource);
    return others ? among.not() : among;
  }
}
