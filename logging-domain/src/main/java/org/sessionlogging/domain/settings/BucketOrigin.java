package org.sessionlogging.domain.settings;

import java.util.Arrays;
import java.util.Optional;

/** How a log bucket came to be one, which says what a deletion does. */
public enum BucketOrigin {
  /** Made by this type: a deletion deletes it once it is empty. */
  CREATED("created"),
  /** Taken over from somebody: a deletion gives it back, and never deletes it. */
  ADOPTED("adopted"),
  /** Given back; its keys stay, since what they have encrypted is still there. */
  RELEASED("released");

  private final String word;

  BucketOrigin(String word) {
    this.word = word;
  }

  /** The word for it in tags; it outlives every version. */
  public String word() {
    return word;
  }

  /** Empty for a text that is none of the words. */
  public static Optional<BucketOrigin> of(String text) {
    return Arrays.stream(values()).filter(it -> it.word.equals(text)).findFirst();
  }
}
