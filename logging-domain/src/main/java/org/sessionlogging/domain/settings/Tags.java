package org.sessionlogging.domain.settings;

/**
 * Whose a tag is, by its key. Tags of ours hold what can't be read back from AWS otherwise; they
 * are hidden from the Tags property and refused in its input.
 */
public final class Tags {
  /** Beginning of the keys of our own tags; names that begin with it outlive every version. */
  public static final String OURS = "session-logging:";

  private static final String OF_AWS = "aws:";

  private Tags() {}

  /** Tags that hold what the types must remember. */
  public static boolean areOurs(String key) {
    return key.startsWith(OURS);
  }

  /** Tags that AWS itself sets; nobody else can change them. */
  public static boolean areOfAws(String key) {
    return key.startsWith(OF_AWS);
  }

  /** Neither ours nor those of AWS. */
  public static boolean areOfUsers(String key) {
    return !areOurs(key) && !areOfAws(key);
  }
}
