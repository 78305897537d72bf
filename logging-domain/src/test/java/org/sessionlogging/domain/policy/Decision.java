package org.sessionlogging.domain.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What AWS decides about requests for something that an account owns and a policy guards. Source:
 * IAM user guide, "Policy evaluation logic": a Deny wins; across accounts both sides have to allow;
 * within the account either side is enough, and a grant to the account's root only lets IAM decide.
 *
 * @param iamAlone whether IAM of the owner is enough without the policy
 */
record Decision(List<Rule> rules, String owner, boolean iamAlone) {

  static Decision ofBucket(PolicyDocument policy, String owner) {
    return new Decision(Rule.of(policy), owner, true);
  }

  /** IAM of the owner counts only where the key's policy says so (KMS guide, "Key policies"). */
  static Decision ofKey(PolicyDocument policy, String owner) {
    return new Decision(Rule.of(policy), owner, false);
  }

  boolean allows(Request request) {
    List<Rule> applying = rules.stream().filter(it -> it.applies(request)).toList();
    if (applying.stream().anyMatch(it -> !it.allow())) {
      return false;
    }
    boolean granted = !applying.isEmpty();
    Caller caller = request.caller();
    if (!caller.isOf(owner)) {
      return granted && (caller.letByIam() || caller.account().isEmpty());
    }
    boolean grantedToEveryone = applying.stream().anyMatch(Rule::everyone);
    return grantedToEveryone || (caller.letByIam() && (granted || iamAlone));
  }

  /** One statement, taken apart. */
  record Rule(
      boolean allow,
      boolean everyone,
      List<String> principals,
      List<String> actions,
      List<String> resources,
      List<String> notResources,
      List<Condition> conditions) {

    static List<Rule> of(PolicyDocument policy) {
      return policy.statements().stream().map(Rule::of).toList();
    }

    static Rule of(Statement statement) {
      JsonNode content = statement.content();
      return new Rule(
          statement.allows(),
          statement.addressesEveryone() || isOfOrganizations(content),
          texts(content.path("Principal").path("AWS")),
          statement.actions(),
          statement.resources(),
          texts(content.path("NotResource")),
          conditions(content.path("Condition")));
    }

    boolean applies(Request request) {
      return actions.stream().anyMatch(request::isAction)
          && isAbout(request)
          && (everyone || principals.stream().anyMatch(it -> isRootOf(request.caller(), it)))
          && conditions.stream().allMatch(it -> it.holds(request));
    }

    private boolean isAbout(Request request) {
      return resources.stream().anyMatch(it -> request.matches(it, request.resource()))
          || (!notResources.isEmpty()
              && notResources.stream().noneMatch(it -> request.matches(it, request.resource())));
    }

    /** Of the policies here only service control policies have no Principal. */
    private static boolean isOfOrganizations(JsonNode content) {
      return content.path("Principal").isMissingNode();
    }

    private static boolean isRootOf(Caller caller, String arn) {
      return caller.account().filter(it -> arn.endsWith(":iam::" + it + ":root")).isPresent();
    }

    private static List<Condition> conditions(JsonNode operators) {
      return operators.properties().stream()
          .flatMap(
              operator ->
                  operator.getValue().properties().stream()
                      .map(
                          key ->
                              new Condition(
                                  operator.getKey(), key.getKey(), texts(key.getValue()))))
          .toList();
    }

    private static List<String> texts(JsonNode oneOrMany) {
      List<String> texts = new ArrayList<>();
      CanonicalPolicy.list(oneOrMany).forEach(it -> texts.add(it.asText()));
      return texts;
    }
  }
}
