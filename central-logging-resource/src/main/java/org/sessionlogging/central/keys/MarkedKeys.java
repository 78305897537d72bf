package org.sessionlogging.central.keys;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.settings.BucketOrigin;
import org.sessionlogging.domain.settings.KeyPurpose;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
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
 * @param account the one that they are in, 12 digits
 * @param encrypting ARN of the key that the bucket names as its own: of several it is the one in
 *     use
 * @param givenForSessions ARNs of given keys, of which the bucket's tags say that the alias for
 *     sessions may lead there: the one in use first
 */
public record MarkedKeys(
    RegionalKms kms,
    ResourceGroupsTaggingApiClient tagging,
    String account,
    String bucketName,
    Supplier<Optional<String>> encrypting,
    Supplier<List<String>> givenForSessions) {

  /** Whether the key itself says that it is the bucket's, for that purpose. */
  boolean isMarked(KeyMetadata key, KeyPurpose purpose) {
    Map<String, String> tags = kms.tags(key.keyId());
    return isOfBucket(tags)
        && purpose.word().equals(tags.get(KeyMarks.PURPOSE_TAG))
        && !isReplica(key);
  }

  /** Whether a key of the bucket's Region says that it is the bucket's, for whatever purpose. */
  boolean isOfBucket(KeyMetadata key) {
    return isOfBucket(kms.tags(key.keyId()));
  }

  /** Whether those tags of a key say that it is the bucket's. */
  boolean isOfBucket(Map<String, String> tags) {
    return bucketName.equals(tags.get(KeyMarks.BUCKET_TAG));
  }

  /** Where the key says that its bucket came from. */
  BucketOrigin origin(KeyMetadata key) {
    return KeyMarks.origin(kms.tags(key.keyId()));
  }

  /** Whether the key says that its bucket was given back. */
  boolean isReleased(KeyMetadata key) {
    return origin(key) == BucketOrigin.RELEASED;
  }

  /** A replica of another Region's key, which was made for an earlier bucket of this name. */
  static boolean isReplica(KeyMetadata key) {
    return Optional.ofNullable(key.multiRegionConfiguration())
        .filter(it -> it.multiRegionKeyType() == MultiRegionKeyType.REPLICA)
        .isPresent();
  }

  /** The one for a purpose. */
  Optional<KeyMetadata> inUse(KeyPurpose purpose) {
    List<KeyMetadata> all = serving(purpose).toList();
    return all.size() > 1
        ? all.stream().filter(this::encrypts).findFirst().or(() -> Optional.of(all.get(0)))
        : all.stream().findFirst();
  }

  /** Whether the bucket names it as its own. */
  boolean encrypts(KeyMetadata key) {
    return encrypting.get().filter(key.arn()::equals).isPresent();
  }

  /** Those for a purpose. */
  Stream<KeyMetadata> serving(KeyPurpose purpose) {
    return find(ofBucket(), is(KeyMarks.PURPOSE_TAG, purpose.word()))
        .filter(key -> isMarked(key, purpose));
  }

  /** Those for a purpose that one request has made. */
  Stream<KeyMetadata> madeBy(String request, KeyPurpose purpose) {
    return serving(purpose)
        .filter(key -> request.equals(kms.tags(key.keyId()).get(KeyMarks.REQUEST_TAG)));
  }

  /** Those for any purpose. */
  Stream<KeyMetadata> all() {
    return find(ofBucket()).filter(key -> isOfBucket(kms.tags(key.keyId())) && !isReplica(key));
  }

  /**
   * What waits for its deletion belongs to an earlier bucket of this name. The index may say what a
   * key no longer bears, so the key itself is asked.
   */
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
