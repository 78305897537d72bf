package org.sessionlogging.central.keys;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.kit.reconcile.Refused;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.Tag;

/** KMS in one Region, as everything around keys reaches it. */
public record RegionalKms(Aws aws, KmsClient client, String region) {
  static final String ABSENT = "NotFoundException";

  private static final Set<String> DISABLED_REGION =
      Set.of("UnrecognizedClientException", "InvalidClientTokenId");

  <Q extends AwsRequest, R extends AwsResponse> R call(
      Q request, BiFunction<KmsClient, Q, R> operation) {
    return aws.call(client, request, operation);
  }

  /** Empty where KMS says one of the given codes. */
  <Q extends AwsRequest, R extends AwsResponse> Optional<R> find(
      Q request, BiFunction<KmsClient, Q, R> operation, String... absent) {
    return aws.find(client, request, operation, absent);
  }

  /** What KMS knows under a name, and nothing where the Region is not enabled in this account. */
  Optional<KeyMetadata> describeIfEnabled(String name) {
    try {
      return describe(name);
    } catch (CallFailed e) {
      if (isOfDisabledRegion(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The same, but:
   *
   * @throws Refused when the Region is not enabled in this account, or does not exist
   */
  Optional<KeyMetadata> describeUnlessDisabled(String name) {
    try {
      return describe(name);
    } catch (CallFailed e) {
      if (isOfDisabledRegion(e)) {
        throw Refused.invalid(
            "ReplicaRegions: "
                + region
                + " does not exist or is not enabled in this account ("
                + e.reason()
                + "). Enable it in the log account (account EnableRegion), or leave it out.");
      }
      throw e;
    }
  }

  /**
   * A Region that is not enabled does not know the credentials that work elsewhere (Account
   * Management guide, "Enable or disable AWS Regions in your account"); one that does not exist has
   * no address.
   */
  static boolean isOfDisabledRegion(CallFailed e) {
    return DISABLED_REGION.contains(e.code()) || e.isWithoutAddress();
  }

  KeyAlias alias(String name) {
    return new KeyAlias(this, name);
  }

  /** What KMS knows under a key id, an ARN or an alias. */
  Optional<KeyMetadata> describe(String name) {
    DescribeKeyRequest request = DescribeKeyRequest.builder().keyId(name).build();
    return aws.find(client, request, KmsClient::describeKey, ABSENT).map(it -> it.keyMetadata());
  }

  /** All tags of a key, from the key itself: other than the tag index, this is never late. */
  SortedMap<String, String> tags(String keyId) {
    SortedMap<String, String> tags = new TreeMap<>();
    Pages.of(
            (String marker) ->
                call(
                    ListResourceTagsRequest.builder().keyId(keyId).marker(marker).build(),
                    KmsClient::listResourceTags),
            ListResourceTagsResponse::nextMarker)
        .forEach(page -> page.tags().forEach(tag -> tags.put(tag.tagKey(), tag.tagValue())));
    return tags;
  }

  /** Tags as requests of KMS take them. */
  static List<Tag> tagList(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().tagKey(tag.getKey()).tagValue(tag.getValue()).build())
        .toList();
  }

  /**
   * @param windowInDays 7 to 30, in which the key can be taken back
   */
  void scheduleDeletion(String keyId, int windowInDays) {
    call(
        ScheduleKeyDeletionRequest.builder().keyId(keyId).pendingWindowInDays(windowInDays).build(),
        KmsClient::scheduleKeyDeletion);
  }
}
