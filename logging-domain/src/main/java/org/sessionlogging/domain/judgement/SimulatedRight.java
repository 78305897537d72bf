package org.sessionlogging.domain.judgement;

import java.util.List;

/**
 * What IAM's policy simulator says of one right of a role.
 *
 * @param right what was asked
 * @param missingKeys condition keys that policies of the role ask for and the question has not
 */
public record SimulatedRight(NeededRight right, Decision decision, List<String> missingKeys) {

  /** Its decisions, with what decided (IAM API reference, EvaluationResult). */
  public enum Decision {
    ALLOWED,
    /** No policy of the role allows it. */
    NOT_ALLOWED,
    /** A policy of the role denies it. */
    DENIED,
    /** Its permissions boundary does not allow it. */
    OUTSIDE_BOUNDARY,
    /** A service control policy does not allow it. */
    DENIED_BY_ORGANIZATION
  }

  public SimulatedRight {
    missingKeys = List.copyOf(missingKeys);
  }

  /** What a real call may have and the decision was made without. */
  List<String> unknownKeys() {
    return missingKeys.stream().filter(right::mayHave).toList();
  }
}
