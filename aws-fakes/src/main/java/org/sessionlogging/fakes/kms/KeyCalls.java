package org.sessionlogging.fakes.kms;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.MultiRegionKey;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.ReplicateKeyRequest;
import software.amazon.awssdk.services.kms.model.ReplicateKeyResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.Tag;

/** A key's life. */
interface KeyCalls extends KmsClient {

  Reach reach();

  @Override
  default CreateKeyResponse createKey(CreateKeyRequest request) {
    reach().refuseLockout(request.policy());
    return reach()
        .store()
        .write(
            request,
            reach().region(),
            Set.of(),
            state -> {
              String number = String.format("%012d", state.keys.size() + 1);
              String id =
                  Boolean.TRUE.equals(request.multiRegion())
                      ? "mrk-00000000000000000000" + number
                      : "00000000-0000-0000-0000-" + number;
              FakeKey key = made(reach().region(), id, true, request.policy(), request.tags());
              key.spec = request.keySpecAsString();
              state.keys.add(key);
              return CreateKeyResponse.builder().keyMetadata(metadata(state, key)).build();
            });
  }

  private FakeKey made(
      String region, String id, boolean primary, String policy, Collection<Tag> tags) {
    FakeKey key =
        new FakeKey("arn:aws:kms:" + region + ":" + reach().account() + ":key/" + id, primary);
    key.policy = policy;
    KeyTags.put(key, tags);
    return key;
  }

  /**
   * Replicas share the id; only an enabled primary gets them; the replica is Creating for a while
   * (API reference, ReplicateKey; hashicorp/terraform-provider-aws#49915).
   */
  @Override
  default ReplicateKeyResponse replicateKey(ReplicateKeyRequest request) {
    reach().refuseLockout(request.policy());
    String to = request.replicaRegion();
    return reach()
        .store()
        .write(
            request,
            reach().subject(request.keyId()),
            Reach.PASSING,
            state -> {
              FakeKey primary = reach().in(state, request.keyId());
              refuseUnlessReplicable(primary);
              if (state.key(to, primary.id()).isPresent()) {
                throw AwsError.of(
                    400, "AlreadyExistsException", "A replica exists in that Region.");
              }
              FakeKey replica = made(to, primary.id(), false, request.policy(), request.tags());
              replica.state = KeyState.CREATING;
              state.keys.add(replica);
              return ReplicateKeyResponse.builder()
                  .replicaKeyMetadata(metadata(state, replica))
                  .build();
            },
            state ->
                state
                    .key(to, reach().in(state, request.keyId()).id())
                    .ifPresent(replica -> replica.state = KeyState.ENABLED));
  }

  private static void refuseUnlessReplicable(FakeKey key) {
    if (!key.multiRegion() || !key.primary) {
      throw AwsError.of(
          400, "UnsupportedOperationException", key.arn + " is no multi-Region primary.");
    }
    Reach.refuseUnlessEnabled(key);
  }

  @Override
  default DescribeKeyResponse describeKey(DescribeKeyRequest request) {
    return reach()
        .store()
        .look(
            request,
            reach().subject(request.keyId()),
            state ->
                DescribeKeyResponse.builder()
                    .keyMetadata(
                        metadata(
                            state, reach().ofAnybodyIn(state, request.keyId(), "kms:DescribeKey")))
                    .build());
  }

  private static KeyMetadata metadata(KmsState state, FakeKey key) {
    KeyMetadata.Builder metadata =
        KeyMetadata.builder()
            .keyId(key.id())
            .arn(key.arn)
            .awsAccountId(key.account())
            .keyState(key.state)
            .keyManager(KeyManagerType.CUSTOMER)
            .keySpec(key.spec == null ? KeySpec.SYMMETRIC_DEFAULT.toString() : key.spec)
            .enabled(key.state == KeyState.ENABLED)
            .multiRegion(key.multiRegion());
    if (key.multiRegion()) {
      List<MultiRegionKey> replicas =
          state.replicas(key).stream()
              .map(it -> MultiRegionKey.builder().arn(it.arn).region(it.region()).build())
              .toList();
      metadata.multiRegionConfiguration(
          it ->
              it.multiRegionKeyType(
                      key.primary ? MultiRegionKeyType.PRIMARY : MultiRegionKeyType.REPLICA)
                  .primaryKey(multiRegionKey(state.primary(key)))
                  .replicaKeys(replicas));
    }
    return metadata.build();
  }

  private static MultiRegionKey multiRegionKey(FakeKey key) {
    return MultiRegionKey.builder().arn(key.arn).region(key.region()).build();
  }

  /**
   * The waiting period is 7 to 30 days (API reference); a primary waits for its replicas (KMS
   * developer guide, "Deleting multi-Region keys", deleting-mrks.html).
   */
  @Override
  default ScheduleKeyDeletionResponse scheduleKeyDeletion(ScheduleKeyDeletionRequest request) {
    if (request.pendingWindowInDays() < 7 || request.pendingWindowInDays() > 30) {
      throw AwsError.of(400, "ValidationException", "PendingWindowInDays is 7 to 30.");
    }
    return reach()
        .store()
        .write(
            request,
            reach().subject(request.keyId()),
            Reach.PASSING_EXISTENCE,
            state -> {
              FakeKey key = reach().in(state, request.keyId());
              Reach.refuseCreating(key);
              Reach.refusePending(key);
              boolean waits = key.primary && !state.replicas(key).isEmpty();
              key.state = waits ? KeyState.PENDING_REPLICA_DELETION : KeyState.PENDING_DELETION;
              key.deletionWindow = request.pendingWindowInDays();
              return ScheduleKeyDeletionResponse.builder().keyState(key.state).build();
            });
  }

  /** Leaves the key disabled (API reference, CancelKeyDeletion). */
  @Override
  default CancelKeyDeletionResponse cancelKeyDeletion(CancelKeyDeletionRequest request) {
    return reach()
        .store()
        .write(
            request,
            reach().subject(request.keyId()),
            Reach.PASSING_EXISTENCE,
            state -> {
              FakeKey key = reach().in(state, request.keyId());
              if (!key.pendingDeletion()) {
                throw AwsError.of(
                    400, "KMSInvalidStateException", key.arn + " is not pending deletion.");
              }
              key.state = KeyState.DISABLED;
              key.deletionWindow = null;
              return CancelKeyDeletionResponse.builder().keyId(key.arn).build();
            });
  }

  @Override
  default EnableKeyResponse enableKey(EnableKeyRequest request) {
    reach()
        .write(
            request,
            request.keyId(),
            key -> {
              Reach.refuseCreating(key);
              Reach.refusePending(key);
              key.state = KeyState.ENABLED;
            });
    return EnableKeyResponse.builder().build();
  }
}
