package org.sessionlogging.central.bucket;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.Place;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * The log bucket as its parts reach it. Every request names the account that has to own it: should
 * the name ever belong to somebody else, S3 refuses instead of changing a stranger's bucket.
 */
public record LogBucket(Aws aws, S3Client s3, Place place, String name) {

  /** Tag that only a bucket of this type carries, from its birth on. */
  public static final String TYPE_TAG = "session-logging:type";

  static final String TYPE = "central";
  static final String KEY_MODE_TAG = "session-logging:key-mode";
  static final String ABSENT = "NoSuchBucket";

  String owner() {
    return place.account();
  }

  <Q extends AwsRequest, R extends AwsResponse> R call(Q request, Function<Q, R> operation) {
    return aws.call(request, operation);
  }

  /** All tags; empty when there is no bucket or no tag. */
  public SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>();
    aws.find(
            GetBucketTaggingRequest.builder().bucket(name).expectedBucketOwner(owner()).build(),
            s3::getBucketTagging,
            ABSENT,
            "NoSuchTagSet")
        .ifPresent(it -> it.tagSet().forEach((Tag tag) -> tags.put(tag.key(), tag.value())));
    return tags;
  }

  /** Tags as S3's requests take them. */
  static List<Tag> tagSet(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  /** Whether the bucket exists and was made by this type. */
  public boolean ours() {
    return TYPE.equals(tags().get(TYPE_TAG));
  }

  /** How many keys the bucket was made with; empty when its tag doesn't say. */
  public Optional<KeyMode> keyMode() {
    String mode = tags().getOrDefault(KEY_MODE_TAG, "");
    return Arrays.stream(KeyMode.values()).filter(it -> it.name().equals(mode)).findFirst();
  }

  /** Where a bucket of this name exists already; empty when the name is free. */
  public Optional<String> whereTaken() {
    HeadBucketRequest request =
        HeadBucketRequest.builder().bucket(name).expectedBucketOwner(owner()).build();
    try {
      aws.call(request, s3::headBucket);
      return Optional.of("by a bucket of this account in this Region");
    } catch (CallFailed e) {
      // The answer to a HEAD has no body: the status is all there is to go by.
      return switch (e.status()) {
        case 404 -> Optional.empty();
        case 301, 400 -> Optional.of("by a bucket in another Region");
        case 403 -> Optional.of(takenElsewhere(e));
        default -> throw e;
      };
    }
  }

  /** 403 means another account's bucket, or that we may not look at our own. */
  private String takenElsewhere(CallFailed denied) {
    boolean inThisAccount =
        aws
            .call(ListBucketsRequest.builder().prefix(name).build(), s3::listBuckets)
            .buckets()
            .stream()
            .anyMatch(bucket -> bucket.name().equals(name));
    if (inThisAccount) {
      throw denied;
    }
    return "by another account";
  }

  /** Whether anything is in it: an object version, a delete marker or an upload under way. */
  public boolean holdsAnything() {
    ListObjectVersionsResponse versions =
        aws.call(
            ListObjectVersionsRequest.builder()
                .bucket(name)
                .expectedBucketOwner(owner())
                .maxKeys(1)
                .build(),
            s3::listObjectVersions);
    return !versions.versions().isEmpty()
        || !versions.deleteMarkers().isEmpty()
        || !aws.call(
                ListMultipartUploadsRequest.builder()
                    .bucket(name)
                    .expectedBucketOwner(owner())
                    .maxUploads(1)
                    .build(),
                s3::listMultipartUploads)
            .uploads()
            .isEmpty();
  }
}
