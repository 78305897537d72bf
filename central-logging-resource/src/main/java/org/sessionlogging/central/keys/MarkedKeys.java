package org.sessionlogging.central.keys;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.central.Clients;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/**
 * The keys of a log bucket by the tags that they bear from birth on: the way to a key whose alias
 * was never made or got lost. The index behind it lags a little.
 */
record MarkedKeys(Aws aws, Clients clients, String region, String bucketName) {
  /** Tag that holds the days between the resource's deletion and the key's. */
  static final String WINDOW_TAG = "session-logging:deletion-window";

  private static final String BUCKET_TAG = "session-logging:bucket";
  private static final String PURPOSE_TAG = "session-logging:key";

  SortedMap<String, String> marks(String purpose, int deletionWindowInDays) {
    return new TreeMap<>(
        Map.of(
            BUCKET_TAG,
            bucketName,
            PURPOSE_TAG,
            purpose,
            WINDOW_TAG,
            String.valueOf(deletionWindowInDays)));
  }

  /** Whether the key itself bears the tags. */
  boolean isMarked(KeyMetadata key, String purpose) {
    Map<String, String> tags = LogKey.tags(aws, clients.kms().apply(region), key.keyId());
    return bucketName.equals(tags.get(BUCKET_TAG)) && purpose.equals(tags.get(PURPOSE_TAG));
  }

  Stream<KeyMetadata> of(String purpose) {
    return find(is(BUCKET_TAG, bucketName), is(PURPOSE_TAG, purpose));
  }

  Stream<KeyMetadata> all() {
    return find(is(BUCKET_TAG, bucketName));
  }

  /** What waits for its deletion belongs to an earlier bucket of this name. */
  private Stream<KeyMetadata> find(TagFilter... filters) {
    GetResourcesRequest request =
        GetResourcesRequest.builder()
            .resourceTypeFilters("kms:key")
            .tagFilters(List.of(filters))
            .build();
    return aws
        .call(request, clients.tagging().apply(region)::getResources)
        .resourceTagMappingList()
        .stream()
        .flatMap(it -> LogKey.describe(aws, clients.kms().apply(region), it.resourceARN()).stream())
        .filter(LogKeys::staying);
  }

  private static TagFilter is(String key, String value) {
    return TagFilter.builder().key(key).values(value).build();
  }
}
