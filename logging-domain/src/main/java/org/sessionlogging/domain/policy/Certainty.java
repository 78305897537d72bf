package org.sessionlogging.domain.policy;

/** Whether something is so, where not all is known that decides it. */
public enum Certainty {
  NO,
  UNKNOWN,
  YES;

  static Certainty of(boolean so) {
    return so ? YES : NO;
  }

  /** Whether both are: one that is not decides. */
  Certainty and(Certainty other) {
    return compareTo(other) < 0 ? this : other;
  }

  /** Whether one of them is: one that is decides. */
  Certainty or(Certainty other) {
    return compareTo(other) > 0 ? this : other;
  }

  Certainty not() {
    return switch (this) {
      case NO -> YES;
      case UNKNOWN -> UNKNOWN;
      case YES -> NO;
    };
  }
}
