package org.sessionlogging.fakes.kms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.kms.model.KeyState;

/** A key, or a replica of one, in one Region. */
public final class FakeKey {
  public final String arn;
  public final boolean primary;
  public final SortedMap<String, String> tags = new TreeMap<>();
  public String policy;
  public KeyState state = KeyState.ENABLED;

  /** Null for the usual one, SYMMETRIC_DEFAULT. */
  public String spec;

  /**
   * Days between two rotations; null when the key is not rotated. A replica's are its primary's.
   */
  public Integer rotationDays;

  /** Days that the key waits for its deletion; null when it does not. */
  public Integer deletionWindow;

  @JsonCreator
  FakeKey(@JsonProperty("arn") String arn, @JsonProperty("primary") boolean primary) {
    this.arn = arn;
    this.primary = primary;
  }

  public String id() {
    return arn.substring(arn.indexOf('/') + 1);
  }

  public String region() {
    return arn.split(":", -1)[3];
  }

  public String account() {
    return arn.split(":", -1)[4];
  }

  /**
   * By its id (KMS developer guide, "Multi-Region keys in AWS KMS",
   * multi-region-keys-overview.html).
   */
  public boolean multiRegion() {
    return id().startsWith("mrk-");
  }

  public boolean pendingDeletion() {
    return state == KeyState.PENDING_DELETION || state == KeyState.PENDING_REPLICA_DELETION;
  }

  @Override
  public String toString() {
    return region() + " " + id() + " " + state;
  }
}
