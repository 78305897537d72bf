package org.sessionlogging.domain.policy.guardrails;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sessionlogging.domain.policy.Statement;
import org.sessionlogging.domain.settings.GuardrailSettings;

/** ARNs of what is guarded, and Denies with the roles that they leave out. */
record Guarded(String partition, GuardrailSettings settings) {
  private static final String PRINCIPAL = "aws:PrincipalArn";

  /** An ARN of any Region and account, of this partition. */
  String anywhere(String service, String resource) {
    return "arn:" + partition + ":" + service + ":*:*:" + resource;
  }

  /** An ARN of IAM, which has no Region. */
  String iam(String account, String resource) {
    return "arn:" + partition + ":iam::" + account + ":" + resource;
  }

  /** The path of the roles under which handlers and functions run, and of the deploying ones. */
  String ourRoles(String account) {
    return iam(account, "role/session-logging/*");
  }

  /** Roles that service-managed StackSets work with in each account. */
  String stackSetRoles() {
    return iam("*", "role/stacksets-exec-*");
  }

  /** A Deny for all but break glass; for all, when there is none. */
  Statement deny(String sid) {
    return except(Statement.deny(sid), List.of());
  }

  /** A Deny for all but the handlers' roles of any account. */
  Statement denyExceptOurs(String sid) {
    return except(Statement.deny(sid), List.of(ourRoles("*")));
  }

  /** A Deny for all but those that deploy. */
  Statement denyExceptDeployers(String sid) {
    return except(Statement.deny(sid), deployers());
  }

  /** A Deny for all but the handlers' roles and those that deploy. */
  Statement denyExceptOursAndDeployers(String sid) {
    return except(
        Statement.deny(sid),
        Stream.concat(Stream.of(ourRoles("*")), deployers().stream()).toList());
  }

  /**
   * The statement without these roles and break glass. A request by no role at all (a root user, a
   * service, anonymous) is never left out.
   */
  Statement except(Statement statement, List<String> roles) {
    SortedSet<String> all = new TreeSet<>(roles);
    all.addAll(settings.breakGlassArns());
    return all.isEmpty() ? statement : statement.when("ArnNotLike", PRINCIPAL, array(all.stream()));
  }

  /** Every role that some guardrail opens for, so that nobody makes one. */
  String[] excepted() {
    return array(
        Stream.of(
                Stream.of(ourRoles("*"), stackSetRoles()),
                settings.deployerArns().stream(),
                settings.breakGlassArns().stream())
            .flatMap(it -> it)
            .distinct());
  }

  /** For the many values that a statement takes. */
  static String[] array(Stream<String> texts) {
    return texts.toArray(String[]::new);
  }

  private List<String> deployers() {
    return Stream.concat(Stream.of(stackSetRoles()), settings.deployerArns().stream()).toList();
  }
}
