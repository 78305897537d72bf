package org.sessionlogging.domain.settings;

/** What a key of the log account is for. */
public enum KeyPurpose {
  /** It encrypts the logs in the bucket (Key 1). */
  BUCKET("bucket"),
  /** It encrypts session streams, and has a replica in every Region of theirs (Key 2). */
  SESSION("session");

  private final String word;

  KeyPurpose(String word) {
    this.word = word;
  }

  /** The word for it in aliases, tags and messages; it outlives every version. */
  public String word() {
    return word;
  }

  /**
   * Alias, with {@code alias/} at its beginning, of the key that serves a bucket so; it is the same
   * in every Region.
   */
  public String alias(String bucketName) {
    return "alias/session-logging/" + bucketName + "/" + word;
  }
}
