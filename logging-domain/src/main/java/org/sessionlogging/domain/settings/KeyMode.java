package org.sessionlogging.domain.settings;

/** How many keys the log account holds. */
public enum KeyMode {
  /** One key encrypts the bucket and the session streams. */
  ONE_KEY,
  /** One key encrypts the bucket, another the session streams. */
  TWO_KEYS
}
