package org.sessionlogging.domain.settings;

/** What happens to preferences that are already there. */
public enum OnExistingPreferences {
  /** Declared fields win, undeclared ones survive. */
  MERGE,
  /** Undeclared fields get their defaults. */
  REPLACE,
  /** Nothing is changed and the operation fails. */
  FAIL
}
