package org.sessionlogging.central;

/** Whose a tag is, by its key. */
public final class Tags {
  private Tags() {}

  /** Tags that AWS itself sets; nobody else can change them. */
  public static boolean ofAws(String key) {
    return key.startsWith("aws:");
  }

  /** Tags that hold what this type can't read back otherwise; hidden from the Tags property. */
  public static boolean ofOurs(String key) {
    return key.startsWith("session-logging:");
  }
}
