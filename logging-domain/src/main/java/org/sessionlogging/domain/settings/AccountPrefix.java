package org.sessionlogging.domain.settings;

/** Whether an account is confined to its own part of the bucket. */
public enum AccountPrefix {
  /** An account writes only below its own account id. */
  ENFORCED,
  /** Every account of the organization writes anywhere below the log prefix. */
  OPTIONAL
}
