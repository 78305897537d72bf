package org.sessionlogging.domain.judgement;

/** What kind of thing is behind a finding, and so whether time alone may mend it. */
public enum Reason {
  /** Nothing is wrong. */
  NONE,
  /** Somebody's policy says no; one that was written a moment ago may not count yet. */
  DENIED,
  /** AWS does not show it; what was made or changed a moment ago may show late. */
  NOT_SHOWN,
  /** It stays until somebody changes it. */
  LASTING;

  /** Whether it may pass by itself. */
  public boolean mayPass() {
    return this == DENIED || this == NOT_SHOWN;
  }
}
