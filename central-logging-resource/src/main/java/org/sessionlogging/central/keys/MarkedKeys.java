package org.sessionlogging.central.keys;

import java.util.Map;
import java.util.stream.Stream;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.settings.KeyPurpose;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/**
 * The keys of a log bucket by the tags that they bear from birth on: the way to a key whose alias
 * was never made or got lost. The index behind it lags a little.
 *
 * @param kms KMS in the bucket's Region
 * @param tagging the tag index of the same Region
 */
public record MarkedKeys(
    RegionalKms kms, ResourceGroupsTaggingApiClient tagging, String bucketName) {

  /** Whether the key itself bears the tags. */
  boolean isMarked(KeyMetadata key, KeyPurpose purpose) {
    Map<String, String> tags = kms.tags(key.keyId());
    return bucketName.equals(tags.get(KeyMarks.BUCKET_TAG))
        && purpose.word().equals(tags.get(KeyMarks.PURPOSE_TAG));
  }

  Stream<KeyMetadata> serving(KeyPurpose purpose) {
    return find(ofBucket(), is(KeyMarks.PURPOSE_TAG, purpose.word()));
  }

  Stream<KeyMetadata> all() {
    return find(ofBucket());
  }

  /** What waits for its deletion belongs to an earlier bucket of this name. */
  private Stream<KeyMetadata> find(TagFilter... filters) {
    return Pages.of((String token) -> page(token, filters), GetResourcesResponse::paginationToken)
        .flatMap(page -> page.resourceTagMappingList().stream())
        .flatMap(it -> kms.describe(it.resourceARN()).stream())
        .filter(it -> LogKey.isStaying(it.keyState()));
  }

  private GetResourcesResponse page(String token, TagFilter... filters) {
    GetResourcesRequest request =
        GetResourcesRequest.builder()
            .resourceTypeFilters("kms:key")
            .tagFilters(filters)
            .paginationToken(token)
            .build();
    return kms.aws().call(tagging, request, ResourceGroupsTaggingApiClient::getResources);
  }

  private TagFilter ofBucket() {
    return is(KeyMarks.BUCKET_TAG, bucketName);
  }

  private static TagFilter is(String key, String value) {
    return TagFilter.builder().key(key).values(value).build();
  }
}
