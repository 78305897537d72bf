package org.sessionlogging.fakes;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.kms.model.KeyState;

/** A key, or a replica of one, in one Region. */
public final class FakeKey {
  public final String arn;
  public final String id;
  public final String region;
  public final boolean multiRegion;
  public final boolean primary;
  public final SortedMap<String, String> tags = new TreeMap<>();
  public String policy;
  public KeyState state = KeyState.ENABLED;
  public Optional<Integer> rotationDays = Optional.empty();
  public Optional<Integer> deletionWindow = Optional.empty();

  /** Reads for which a new replica is still being made. */
  int creatingReads;

  /** Reads for which KMS does not know a new key yet. */
  int hiddenReads;

  FakeKey(String arn, String region, boolean primary, String policy) {
    this.arn = arn;
    this.id = arn.substring(arn.indexOf('/') + 1);
    this.region = region;
    this.multiRegion = id.startsWith("mrk-");
    this.primary = primary;
    this.policy = policy;
  }

  public boolean pendingDeletion() {
    return state == KeyState.PENDING_DELETION || state == KeyState.PENDING_REPLICA_DELETION;
  }

  @Override
  public String toString() {
    return region + " " + id + " " + state;
  }
}
