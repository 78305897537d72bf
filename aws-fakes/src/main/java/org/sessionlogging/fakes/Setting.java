package org.sessionlogging.fakes;

import java.util.Optional;

/**
 * One setting of a bucket. Source: S3 user guide, "Amazon S3 data consistency model": bucket
 * configurations are eventually consistent, so that a read after a write may answer what was there
 * before.
 */
public final class Setting<T> {
  private Optional<T> value;
  private Optional<T> former = Optional.empty();
  private boolean stale;

  Setting(T value) {
    this.value = Optional.ofNullable(value);
  }

  /** What is there, whatever a read may answer. */
  public Optional<T> now() {
    return value;
  }

  /** Changes it; everybody sees it at once. */
  public void set(T other) {
    value = Optional.ofNullable(other);
    stale = false;
  }

  void put(T other, boolean late) {
    former = value;
    value = Optional.ofNullable(other);
    stale = late;
  }

  Optional<T> read() {
    Optional<T> answer = stale ? former : value;
    stale = false;
    return answer;
  }
}
