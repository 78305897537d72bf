package org.sessionlogging.fakes.ssm;

/** A session; an active one has no end. */
public final class FakeSession {
  public String id;
  public String document;
  public String target;
  public String status;

  /** In seconds since 1970. */
  public long began;

  /** In seconds since 1970; null while it lasts. */
  public Long ended;
}
