package org.sessionlogging.fakes;

import static org.sessionlogging.fakes.Journal.error;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sessionlogging.domain.policy.PolicyDocument;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.*;

/**
 * KMS in one Region. Which operation a key state refuses: KMS developer guide, "Key states of AWS
 * KMS keys"; that a replica in Creating refuses all but DescribeKey is stricter than the guide.
 */
public final class FakeKms implements KmsClient {
  private static final int CREATING_READS = 2;
  private static final int TAGS_A_PAGE = 3;

  private final FakeKmsWorld world;
  private final String region;

  FakeKms(FakeKmsWorld world, String region) {
    this.world = world;
    this.region = region;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public CreateKeyResponse createKey(CreateKeyRequest request) {
    refuseLockout(request.policy());
    String number = String.format("%012d", world.keys.size() + 1);
    String id =
        request.multiRegion()
            ? "mrk-00000000000000000000" + number
            : "00000000-0000-0000-0000-" + number;
    FakeKey key = new FakeKey(arn(region, id), region, true, request.policy());
    request.tags().forEach(tag -> tag(key, tag));
    key.hiddenReads = world.hiddenReads;
    world.keys.add(key);
    return CreateKeyResponse.builder().keyMetadata(metadata(key)).build();
  }

  private String arn(String inRegion, String id) {
    return "arn:aws:kms:" + inRegion + ":" + world.account + ":key/" + id;
  }

  /** Replicas share the id; only an enabled primary has them (API reference, ReplicateKey). */
  @Override
  public ReplicateKeyResponse replicateKey(ReplicateKeyRequest request) {
    FakeKey primary = usable(request.keyId());
    if (!primary.multiRegion || !primary.primary) {
      throw error(
          400, "UnsupportedOperationException", primary.arn + " is no multi-Region primary.");
    }
    refuseUnlessEnabled(primary);
    if (world.key(request.replicaRegion(), primary.id).isPresent()) {
      throw error(400, "AlreadyExistsException", "A replica exists in that Region.");
    }
    refuseLockout(request.policy());
    FakeKey replica =
        new FakeKey(
            arn(request.replicaRegion(), primary.id),
            request.replicaRegion(),
            false,
            request.policy());
    request.tags().forEach(tag -> tag(replica, tag));
    replica.state = KeyState.CREATING;
    replica.creatingReads = CREATING_READS;
    world.keys.add(replica);
    return ReplicateKeyResponse.builder().replicaKeyMetadata(metadata(replica)).build();
  }

  @Override
  public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
    FakeKey key = find(request.keyId());
    if (key.state == KeyState.CREATING && --key.creatingReads < 0) {
      key.state = KeyState.ENABLED;
    }
    return DescribeKeyResponse.builder().keyMetadata(metadata(key)).build();
  }

  private FakeKey find(String name) {
    if (name.startsWith("alias/")) {
      return Optional.of(name)
          .filter(it -> !world.misses(region, it))
          .flatMap(it -> world.named(region, it))
          .orElseThrow(() -> absent(name));
    }
    String id = name.substring(name.indexOf('/') + 1);
    FakeKey key = world.key(region, id).orElseThrow(() -> absent(name));
    if (key.hiddenReads-- > 0) {
      throw absent(name);
    }
    return key;
  }

  private static RuntimeException absent(String name) {
    return error(400, "NotFoundException", name + " is not found.");
  }

  /** A key in any state but Creating. */
  private FakeKey usable(String name) {
    FakeKey key = find(name);
    if (key.state == KeyState.CREATING) {
      throw error(400, "KMSInvalidStateException", key.arn + " is creating.");
    }
    return key;
  }

  private FakeKey notPending(String name) {
    FakeKey key = usable(name);
    if (key.pendingDeletion()) {
      throw error(400, "KMSInvalidStateException", key.arn + " is pending deletion.");
    }
    return key;
  }

  private static void refuseUnlessEnabled(FakeKey key) {
    if (key.pendingDeletion()) {
      throw error(400, "KMSInvalidStateException", key.arn + " is pending deletion.");
    }
    if (key.state == KeyState.DISABLED) {
      throw error(400, "DisabledException", key.arn + " is disabled.");
    }
  }

  private KeyMetadata metadata(FakeKey key) {
    KeyMetadata.Builder metadata =
        KeyMetadata.builder()
            .keyId(key.id)
            .arn(key.arn)
            .keyState(key.state)
            .enabled(key.state == KeyState.ENABLED)
            .multiRegion(key.multiRegion);
    if (key.multiRegion) {
      metadata.multiRegionConfiguration(
          MultiRegionConfiguration.builder()
              .multiRegionKeyType(
                  key.primary ? MultiRegionKeyType.PRIMARY : MultiRegionKeyType.REPLICA)
              .replicaKeys(
                  world.replicas(key).stream()
                      .map(it -> MultiRegionKey.builder().arn(it.arn).region(it.region).build())
                      .toList())
              .build());
    }
    return metadata.build();
  }

  /** The waiting period is 7 to 30 days; a primary waits for its replicas (API reference). */
  @Override
  public ScheduleKeyDeletionResponse scheduleKeyDeletion(ScheduleKeyDeletionRequest request) {
    if (request.pendingWindowInDays() < 7 || request.pendingWindowInDays() > 30) {
      throw error(400, "ValidationException", "PendingWindowInDays is 7 to 30.");
    }
    FakeKey key = notPending(request.keyId());
    boolean waits = key.primary && !world.replicas(key).isEmpty();
    key.state = waits ? KeyState.PENDING_REPLICA_DELETION : KeyState.PENDING_DELETION;
    key.deletionWindow = Optional.of(request.pendingWindowInDays());
    return ScheduleKeyDeletionResponse.builder().keyState(key.state).build();
  }

  /** Leaves the key disabled (API reference, CancelKeyDeletion). */
  @Override
  public CancelKeyDeletionResponse cancelKeyDeletion(CancelKeyDeletionRequest request) {
    FakeKey key = usable(request.keyId());
    if (!key.pendingDeletion()) {
      throw error(400, "KMSInvalidStateException", key.arn + " is not pending deletion.");
    }
    key.state = KeyState.DISABLED;
    key.deletionWindow = Optional.empty();
    return CancelKeyDeletionResponse.builder().keyId(key.arn).build();
  }

  @Override
  public EnableKeyResponse enableKey(EnableKeyRequest request) {
    notPending(request.keyId()).state = KeyState.ENABLED;
    return EnableKeyResponse.builder().build();
  }

  @Override
  public GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request) {
    return GetKeyPolicyResponse.builder().policy(usable(request.keyId()).policy).build();
  }

  @Override
  public PutKeyPolicyResponse putKeyPolicy(PutKeyPolicyRequest request) {
    refuseLockout(request.policy());
    usable(request.keyId()).policy = request.policy();
    return PutKeyPolicyResponse.builder().build();
  }

  /**
   * KMS developer guide, "Key policy lockout safety check": whoever puts a policy must be able to
   * put the next one.
   */
  private void refuseLockout(String policy) {
    boolean kept =
        PolicyDocument.parse(policy).statements().stream()
            .anyMatch(
                it ->
                    it.allows()
                        && it.toString().contains(":iam::" + world.account + ":root")
                        && it.actions().contains("kms:PutKeyPolicy")
                        && !it.toString().contains("\"Condition\""));
    if (!kept) {
      throw error(
          400,
          "MalformedPolicyDocumentException",
          "The new key policy will not allow you to update the key policy in the future.");
    }
  }

  /** Replicas rotate with their primary (KMS developer guide, "Rotating multi-Region keys"). */
  @Override
  public EnableKeyRotationResponse enableKeyRotation(EnableKeyRotationRequest request) {
    FakeKey key = usable(request.keyId());
    refuseUnlessEnabled(key);
    if (!key.primary) {
      throw error(400, "UnsupportedOperationException", key.arn + " is a replica.");
    }
    if (request.rotationPeriodInDays() < 90 || request.rotationPeriodInDays() > 2560) {
      throw error(400, "ValidationException", "RotationPeriodInDays is 90 to 2560.");
    }
    key.rotationDays = Optional.of(request.rotationPeriodInDays());
    return EnableKeyRotationResponse.builder().build();
  }

  /** False while the key waits for its deletion (API reference, GetKeyRotationStatus). */
  @Override
  public GetKeyRotationStatusResponse getKeyRotationStatus(GetKeyRotationStatusRequest request) {
    FakeKey key = usable(request.keyId());
    boolean rotated = key.rotationDays.isPresent() && !key.pendingDeletion();
    return GetKeyRotationStatusResponse.builder()
        .keyRotationEnabled(rotated)
        .rotationPeriodInDays(rotated ? key.rotationDays.get() : null)
        .build();
  }

  @Override
  public ListResourceTagsResponse listResourceTags(ListResourceTagsRequest request) {
    List<Map.Entry<String, String>> tags = List.copyOf(usable(request.keyId()).tags.entrySet());
    int from = request.marker() == null ? 0 : Integer.parseInt(request.marker());
    int to = Math.min(tags.size(), from + TAGS_A_PAGE);
    boolean more = to < tags.size();
    return ListResourceTagsResponse.builder()
        .tags(
            tags.subList(from, to).stream()
                .map(it -> Tag.builder().tagKey(it.getKey()).tagValue(it.getValue()).build())
                .toList())
        .truncated(more)
        .nextMarker(more ? String.valueOf(to) : null)
        .build();
  }

  @Override
  public TagResourceResponse tagResource(TagResourceRequest request) {
    FakeKey key = notPending(request.keyId());
    request.tags().forEach(tag -> tag(key, tag));
    return TagResourceResponse.builder().build();
  }

  /** API reference, Tag: no key begins with aws:. */
  private static void tag(FakeKey key, Tag tag) {
    if (tag.tagKey().startsWith("aws:")) {
      throw error(400, "TagException", "aws: prefixed tag key names are not allowed.");
    }
    key.tags.put(tag.tagKey(), tag.tagValue());
  }

  @Override
  public UntagResourceResponse untagResource(UntagResourceRequest request) {
    notPending(request.keyId()).tags.keySet().removeAll(request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  @Override
  public ListAliasesResponse listAliases(ListAliasesRequest request) {
    FakeKey key = usable(request.keyId());
    return ListAliasesResponse.builder()
        .aliases(
            new TreeMap<>(world.aliasesOf(region))
                .entrySet().stream()
                    .filter(it -> it.getValue().equals(key.id))
                    .filter(it -> !world.misses(region, it.getKey()))
                    .map(it -> AliasListEntry.builder().aliasName(it.getKey()).build())
                    .toList())
        .build();
  }

  @Override
  public CreateAliasResponse createAlias(CreateAliasRequest request) {
    FakeKey key = notPending(request.targetKeyId());
    if (world.aliasesOf(region).putIfAbsent(request.aliasName(), key.id) != null) {
      throw error(400, "AlreadyExistsException", "An alias with that name exists.");
    }
    world.hide(region, request.aliasName());
    return CreateAliasResponse.builder().build();
  }

  @Override
  public UpdateAliasResponse updateAlias(UpdateAliasRequest request) {
    FakeKey key = notPending(request.targetKeyId());
    if (world.aliasesOf(region).replace(request.aliasName(), key.id) == null) {
      throw absent(request.aliasName());
    }
    return UpdateAliasResponse.builder().build();
  }

  /** Works in every key state (facts). */
  @Override
  public DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
    if (world.aliasesOf(region).remove(request.aliasName()) == null) {
      throw absent(request.aliasName());
    }
    return DeleteAliasResponse.builder().build();
  }
}
