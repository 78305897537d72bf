package org.sessionlogging.central.keys;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Part;
import org.sessionlogging.kit.reconcile.Refused;

/**
 * No replica that we have made of a given key is left behind when another takes its place: such a
 * replica is found by that key alone, and members of its Region name it. It is taken away by an
 * update that says so, and not in passing.
 */
public record FormerSessionKeys(LogKeys keys) implements Part<SessionAlias.Target> {

  @Override
  public SessionAlias handle() {
    return keys.sessionAlias(keys.marked().kms());
  }

  @Override
  public void check(Optional<SessionAlias.Target> live) {
    keys.marked().givenForSessions().get().stream()
        .flatMap(arn -> KeyArn.parse(arn).stream())
        .filter(arn -> !keys.given(KeyPurpose.SESSION).equals(Optional.of(arn)))
        .forEach(this::refuseToLeaveReplicasOf);
  }

  /** Whoever needs the alias writes it. */
  @Override
  public SessionAlias.Target desired(Optional<SessionAlias.Target> live) {
    return live.orElseThrow();
  }

  private void refuseToLeaveReplicasOf(KeyArn former) {
    SessionReplicas then = keys.withSessionKey(former).replicas();
    List<ReplicaKey> replicas =
        then.all().stream()
            .filter(it -> it.find().filter(key -> LogKey.isStaying(key.keyState())).isPresent())
            .toList();
    String ours =
        then.tags(replicas).entrySet().stream()
            .filter(it -> keys.marked().isOfBucket(it.getValue()))
            .map(it -> it.getKey().kms().region())
            .collect(Collectors.joining(", "));
    if (!ours.isEmpty()) {
      throw Refused.invalid(
          "ReplicaRegions: in "
              + ours
              + " there are replicas that this resource has made of "
              + former
              + ", the session key until now, and members there use them. Take these Regions out, and where RetiredRegions is declared into that, in an update of its own,"
              + " which schedules the replicas' deletion; give the other key in the next one.");
    }
  }
}
