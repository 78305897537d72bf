package org.sessionlogging.domain.policy;

import java.util.Optional;
import java.util.Set;
import org.sessionlogging.domain.settings.PrincipalArns;

/**
 * Who makes a request, as far as policies can tell. Anonymous callers and services have neither
 * account nor organization nor ARN (IAM user guide, "AWS global condition context keys":
 * aws:PrincipalAccount, aws:PrincipalOrgID, aws:PrincipalArn).
 *
 * @param unit where in the organization the account is
 * @param letByIam whether the policies of the caller's own account allow everything, or nothing
 * @param principal what follows the account in the caller's ARN
 * @param named how settings name the caller; in nobody's words where they can't
 */
record Caller(
    String name,
    Optional<String> account,
    Optional<String> organization,
    String unit,
    boolean letByIam,
    String principal,
    String named) {
  static final String WRITERS = "r-ab12/ou-ab12-11111111/ou-ab12-22222222/";

  static Caller of(String name, String account, String organization, boolean letByIam) {
    return new Caller(
        name,
        Optional.of(account),
        Optional.of(organization),
        WRITERS,
        letByIam,
        "role/somebody",
        "");
  }

  static Caller unknown(String name) {
    return new Caller(name, Optional.empty(), Optional.empty(), "", false, "", "");
  }

  /** The same with another ARN, which settings name so. */
  Caller as(String other, String otherNamed) {
    return new Caller(name, account, organization, unit, letByIam, other, otherNamed);
  }

  /** The same elsewhere in the organization. */
  Caller in(String other) {
    return new Caller(name, account, organization, other, letByIam, principal, named);
  }

  boolean isOf(String other) {
    return account.filter(other::equals).isPresent();
  }

  boolean isAmong(PrincipalArns arns) {
    return arns.patterns().contains(named);
  }

  boolean isAmong(Set<String> paths) {
    return paths.isEmpty() || unit.equals(WRITERS);
  }

  boolean isMadeForTheTypes() {
    return principal.startsWith("role/session-logging/");
  }

  boolean isRoot() {
    return principal.equals("root");
  }
}
