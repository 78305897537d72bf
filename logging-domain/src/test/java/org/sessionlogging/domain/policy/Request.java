package org.sessionlogging.domain.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One call as policies see it. Names of condition keys are compared without regard to case (IAM
 * user guide, "IAM JSON policy elements: Condition").
 */
record Request(
    Caller caller,
    String action,
    String resource,
    Map<String, String> keys,
    Map<String, List<String>> lists) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern SPECIAL = Pattern.compile("[*?$]");
  private static final Map<String, Predicate<String>> GLOBS = new ConcurrentHashMap<>();

  /** Of what the call carries, AWS puts into its context what the action knows. */
  Request {
    Map<String, String> context = known(action, keys);
    caller.account().ifPresent(it -> context.put("aws:PrincipalAccount", it));
    caller
        .organization()
        .ifPresent(
            it -> {
              context.put("aws:PrincipalOrgID", it);
              context.put("aws:PrincipalOrgPaths", it + "/" + caller.unit());
            });
    if (!caller.principal().isEmpty() && !context.containsKey("aws:PrincipalArn")) {
      String account = caller.account().orElseThrow();
      String arn = "arn:" + partition(resource) + ":iam::" + account + ":" + caller.principal();
      context.put("aws:PrincipalArn", arn);
    }
    keys = context;
    lists = known(action, lists);
  }

  /** A call without a key that has several values. */
  Request(Caller caller, String action, String resource, Map<String, String> keys) {
    this(caller, action, resource, keys, Map.of());
  }

  private static <T> Map<String, T> known(String action, Map<String, T> keys) {
    ServiceAuthorization authorization = ServiceAuthorization.of(action);
    Map<String, T> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    keys.forEach(
        (key, value) -> {
          if (authorization.knows(key)) {
            known.put(key, value);
          }
        });
    return known;
  }

  private static String partition(String arn) {
    return arn.split(":", -1)[1];
  }

  /** Values of a condition key; none when the request does not have it. */
  List<String> values(String key) {
    return Optional.ofNullable(keys.get(key))
        .map(List::of)
        .orElseGet(() -> lists.getOrDefault(key, List.of()));
  }

  boolean says(String key, String value) {
    return value.equals(keys.get(key));
  }

  boolean has(String key) {
    return keys.containsKey(key);
  }

  boolean calls(String... actions) {
    return List.of(actions).contains(action);
  }

  /**
   * Whether a text with wildcards and variables means the given one. A variable that has no value
   * here means nothing at all (IAM user guide, "IAM policy elements: Variables and tags", "Policy
   * variables with no value").
   */
  boolean matches(String pattern, String text) {
    if (SPECIAL.matcher(pattern).find()) {
      return meansSame(pattern, text);
    }
    return pattern.equals(text);
  }

  private boolean meansSame(String pattern, String text) {
    boolean known = VARIABLE.matcher(pattern).results().allMatch(it -> has(it.group(1)));
    return known && GLOBS.computeIfAbsent(withValues(pattern), Request::glob).test(text);
  }

  /** Actions are compared without regard to case ("IAM JSON policy elements: Action"). */
  boolean isAction(String pattern) {
    int wildcard = pattern.indexOf('*');
    if (wildcard < 0) {
      return pattern.equalsIgnoreCase(action);
    }
    return wildcard == pattern.length() - 1
        ? action.regionMatches(true, 0, pattern, 0, wildcard)
        : matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
  }

  private String withValues(String pattern) {
    return VARIABLE.matcher(pattern).replaceAll(it -> keys.get(it.group(1)));
  }

  private static Predicate<String> glob(String pattern) {
    String quoted = Pattern.quote(pattern);
    String expression = quoted.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(expression, Pattern.DOTALL).asMatchPredicate();
  }
}
