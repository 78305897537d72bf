package org.sessionlogging.central.bucket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** The bucket's tags, ours among them, but for those that AWS itself sets. */
public record BucketTags(LogBucket bucket) implements Handle<SortedMap<String, String>> {

  @Override
  public String name() {
    return "bucket tags";
  }

  /** Empty when there is no bucket, or no tag on it. */
  @Override
  public Optional<SortedMap<String, String>> read() {
    return all()
        .map(
            tags -> {
              tags.keySet().removeIf(Tags::areOfAws);
              return tags;
            });
  }

  private Optional<SortedMap<String, String>> all() {
    return bucket
        .find(
            GetBucketTaggingRequest.builder()
                .bucket(bucket.name())
                .expectedBucketOwner(bucket.owner())
                .build(),
            S3Client::getBucketTagging,
            "NoSuchTagSet")
        .map(
            it -> {
              SortedMap<String, String> tags = new TreeMap<>();
              it.tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
              return tags;
            });
  }

  @Override
  public Step write(SortedMap<String, String> tags, Optional<SortedMap<String, String>> live) {
    put(tags);
    return Step.DONE;
  }

  /** Leaves the given tags on it and those of AWS. */
  void put(SortedMap<String, String> tags) {
    // PutBucketTagging replaces all tags and refuses to drop those of AWS, so they go in again.
    SortedMap<String, String> all = all().orElseGet(TreeMap::new);
    all.keySet().removeIf(key -> !Tags.areOfAws(key));
    all.putAll(tags);
    bucket.call(
        PutBucketTaggingRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .tagging(Tagging.builder().tagSet(tagSet(all)).build())
            .build(),
        S3Client::putBucketTagging);
  }

  /** Tags as S3's requests take them. */
  static List<Tag> tagSet(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
