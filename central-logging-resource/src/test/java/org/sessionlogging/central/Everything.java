package org.sessionlogging.central;

import static org.sessionlogging.central.World.REGION;
import static org.sessionlogging.central.World.alias;

import java.util.List;
import java.util.Optional;
import org.sessionlogging.fakes.FakeKey;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * The worst that can happen to a log account by hand, so that an update needs all that it can do.
 */
final class Everything {
  private Everything() {}

  static void drifts(World world) {
    world.bucket().policy.set(null);
    world.bucket().encryption.set(null);
    world.bucket().publicAccess.set(null);
    world.bucket().ownership.set(null);
    world.bucket().versioning.set(null);
    world.bucket().lifecycle.set(null);
    world.bucket().tags.now().orElseThrow().put("Extra", "tag");
    FakeKey bucketKey = world.bucketKey();
    FakeKey sessionKey = world.sessionKey();
    for (FakeKey key : world.kms.keys) {
      key.tags.remove("Team");
      key.tags.put("Extra", "tag");
    }
    bucketKey.rotationDays = Optional.empty();
    bucketKey.policy = sessionKey.policy;
    world.kms(REGION).scheduleKeyDeletion(it -> it.keyId(bucketKey.id).pendingWindowInDays(7));
    // Its alias lost, found again by its tags.
    world.kms.aliases.get(REGION).remove(alias("session"));
    sessionKey.state = KeyState.ENABLED;
    // A replica where none is declared, and none where one is.
    world
        .kms(REGION)
        .replicateKey(
            it ->
                it.keyId(sessionKey.id)
                    .replicaRegion("ap-south-1")
                    .policy(sessionKey.policy)
                    .tags(List.of()));
    world.kms.keys.remove(world.replica("us-east-1"));
    world.kms.aliases.get("us-east-1").clear();
  }
}
