package org.sessionlogging.domain.settings;

/** What becomes of a role in RoleNames that the account does not have. */
public enum OnMissingRole {
  /** The operation fails before anything is changed. */
  FAIL,
  /** The role is left out and named; the next operation that finds it gives it the policy. */
  SKIP
}
