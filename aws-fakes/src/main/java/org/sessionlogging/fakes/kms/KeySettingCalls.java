package org.sessionlogging.fakes.kms;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.TagResourceResponse;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceResponse;

/** A key's policy, rotation and tags. */
interface KeySettingCalls extends KmsClient {

  Reach reach();

  @Override
  default GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request) {
    return reach()
        .look(
            request,
            request.keyId(),
            key -> GetKeyPolicyResponse.builder().policy(key.policy).build());
  }

  @Override
  default PutKeyPolicyResponse putKeyPolicy(PutKeyPolicyRequest request) {
    reach().refuseLockout(request.policy());
    reach().write(request, request.keyId(), key -> key.policy = request.policy());
    return PutKeyPolicyResponse.builder().build();
  }

  /** 90 to 2560 days, on the primary (API reference, EnableKeyRotation). */
  @Override
  default EnableKeyRotationResponse enableKeyRotation(EnableKeyRotationRequest request) {
    if (request.rotationPeriodInDays() < 90 || request.rotationPeriodInDays() > 2560) {
      throw AwsError.of(400, "ValidationException", "RotationPeriodInDays is 90 to 2560.");
    }
    reach()
        .write(
            request,
            request.keyId(),
            key -> {
              Reach.refuseUnlessEnabled(key);
              if (!key.primary) {
                throw AwsError.of(400, "UnsupportedOperationException", key.arn + " is a replica.");
              }
              key.rotationDays = request.rotationPeriodInDays();
            });
    return EnableKeyRotationResponse.builder().build();
  }

  /**
   * False while the key waits for its deletion (API reference, GetKeyRotationStatus); a replica
   * rotates with its primary (KMS developer guide, "Rotating multi-Region keys", rotate-keys.html).
   */
  @Override
  default GetKeyRotationStatusResponse getKeyRotationStatus(GetKeyRotationStatusRequest request) {
    return reach()
        .store()
        .look(
            request,
            reach().subject(request.keyId()),
            state -> {
              FakeKey key = reach().in(state, request.keyId());
              Optional<Integer> days =
                  state.keys.stream()
                      .filter(it -> it.primary && it.id().equals(key.id()))
                      .findFirst()
                      .filter(primary -> !key.pendingDeletion())
                      .map(primary -> primary.rotationDays);
              return GetKeyRotationStatusResponse.builder()
                  .keyRotationEnabled(days.isPresent())
                  .rotationPeriodInDays(days.orElse(null))
                  .build();
            });
  }

  /** Limit and Marker (API reference, ListResourceTags). */
  @Override
  default ListResourceTagsResponse listResourceTags(ListResourceTagsRequest request) {
    return reach()
        .look(
            request,
            request.keyId(),
            key -> {
              Page<Map.Entry<String, String>> page =
                  Page.of(List.copyOf(key.tags.entrySet()), request.marker(), request.limit());
              return ListResourceTagsResponse.builder()
                  .tags(
                      page.as(
                          it -> Tag.builder().tagKey(it.getKey()).tagValue(it.getValue()).build()))
                  .truncated(page.truncated())
                  .nextMarker(page.next())
                  .build();
            });
  }

  @Override
  default TagResourceResponse tagResource(TagResourceRequest request) {
    reach()
        .write(
            request,
            request.keyId(),
            key -> {
              Reach.refusePending(key);
              KeyTags.put(key, request.tags());
            });
    return TagResourceResponse.builder().build();
  }

  @Override
  default UntagResourceResponse untagResource(UntagResourceRequest request) {
    reach()
        .write(
            request,
            request.keyId(),
            key -> {
              Reach.refusePending(key);
              key.tags.keySet().removeAll(request.tagKeys());
            });
    return UntagResourceResponse.builder().build();
  }
}
