package org.sessionlogging.domain.settings;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How many keys the log account holds. */
public enum KeyMode {
  /** One key encrypts the bucket and the session streams. */
  ONE_KEY,
  /** One key encrypts the bucket, another the session streams. */
  TWO_KEYS;

  /** The keys, each by what it is for, the bucket's first. */
  public List<Set<KeyPurpose>> keys() {
    return this == ONE_KEY
        ? List.of(EnumSet.allOf(KeyPurpose.class))
        : List.of(EnumSet.of(KeyPurpose.BUCKET), EnumSet.of(KeyPurpose.SESSION));
  }
}
