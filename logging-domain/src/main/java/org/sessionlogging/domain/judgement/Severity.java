package org.sessionlogging.domain.judgement;

/** How much a finding counts. */
public enum Severity {
  /** AWS has shown that it is as it should be. */
  PROVEN,
  /** It could not be shown either way, which is never taken for fine. */
  UNPROVEN,
  /** It works, and something around it may not. */
  WARNING,
  /** Sessions would be refused, logs lost, or logs read by somebody who should not. */
  FAILURE
}
