package org.sessionlogging.domain.settings;

/** What happens when a bucket of the declared name is already there. */
public enum OnExistingBucket {
  /** Nothing is changed and the creation fails. */
  FAIL,
  /** A bucket of the same account and Region is taken over. */
  ADOPT
}
