package org.sessionlogging.fakes.s3;

/** What a list says of an object, beside its key. */
public final class FakeObject {
  public long bytes;

  /** In seconds since 1970. */
  public long modified;
}
