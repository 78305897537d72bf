package org.sessionlogging.domain.policy;

import java.util.Optional;

/**
 * Who makes a request, as far as policies can tell. Anonymous callers and services have neither
 * account nor organization (IAM user guide, "AWS global condition context keys":
 * aws:PrincipalAccount, aws:PrincipalOrgID).
 *
 * @param letByIam whether the policies of the caller's own account allow everything, or nothing
 */
record Caller(
    String name, Optional<String> account, Optional<String> organization, boolean letByIam) {

  static Caller of(String name, String account, String organization, boolean letByIam) {
    return new Caller(name, Optional.of(account), Optional.of(organization), letByIam);
  }

  static Caller unknown(String name) {
    return new Caller(name, Optional.empty(), Optional.empty(), false);
  }

  boolean isOf(String other) {
    return account.filter(other::equals).isPresent();
  }
}
