package org.sessionlogging.central.keys;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.Pages;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;

/** KMS in one Region, as everything around keys reaches it. */
public record RegionalKms(Aws aws, KmsClient client, String region) {
  static final String ABSENT = "NotFoundException";

  <Q extends AwsRequest, R extends AwsResponse> R call(
      Q request, BiFunction<KmsClient, Q, R> operation) {
    return aws.call(client, request, operation);
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

  /** Gives the alias to the key, even when another key bears it. */
  void name(String keyId, String alias) {
    CreateAliasRequest create =
        CreateAliasRequest.builder().targetKeyId(keyId).aliasName(alias).build();
    if (aws.find(client, create, KmsClient::createAlias, "AlreadyExistsException").isEmpty()) {
      call(
          UpdateAliasRequest.builder().targetKeyId(keyId).aliasName(alias).build(),
          KmsClient::updateAlias);
    }
  }

  void deleteAlias(String alias) {
    DeleteAliasRequest request = DeleteAliasRequest.builder().aliasName(alias).build();
    aws.find(client, request, KmsClient::deleteAlias, ABSENT);
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
