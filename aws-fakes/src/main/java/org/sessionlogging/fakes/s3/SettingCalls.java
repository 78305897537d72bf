package org.sessionlogging.fakes.s3;

import static org.sessionlogging.fakes.s3.Reach.orAbsent;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleResponse;

/**
 * Settings of what a bucket keeps and how; each refusal is in the API reference of its operation.
 */
interface SettingCalls extends S3Client {

  Reach reach();

  @Override
  default GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket ->
                GetBucketTaggingResponse.builder()
                    .tagSet(
                        orAbsent(bucket.tags.isEmpty() ? null : bucket.tags, "NoSuchTagSet")
                            .entrySet()
                            .stream()
                            .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
                            .toList())
                    .build());
  }

  /**
   * Replaces all tags; those of AWS can't be dropped: "System tags cannot be removed by requester"
   * (cloud-custodian/cloud-custodian#2834).
   */
  @Override
  default PutBucketTaggingResponse putBucketTagging(PutBucketTaggingRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketTaggingResponse.builder().build(),
            bucket -> {
              SortedMap<String, String> tags = new TreeMap<>();
              request.tagging().tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
              SortedMap<String, String> ofAws = new TreeMap<>(bucket.tags);
              ofAws.keySet().removeIf(key -> !key.startsWith("aws:"));
              if (!tags.entrySet().containsAll(ofAws.entrySet())) {
                throw AwsError.of(400, "InvalidTag", "System tags cannot be removed by requester");
              }
              bucket.tags = tags;
            });
  }

  /** The bucket's policy may allow it to other accounts, too. */
  @Override
  default GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
    return reach()
        .store()
        .look(
            request,
            request.bucket(),
            state -> {
              FakeBucket bucket =
                  reach()
                      .letting("s3:GetEncryptionConfiguration", state, request, request.bucket());
              return GetBucketEncryptionResponse.builder()
                  .serverSideEncryptionConfiguration(
                      it ->
                          it.rules(
                              orAbsent(
                                  bucket.encryption,
                                  "ServerSideEncryptionConfigurationNotFoundError")))
                  .build();
            });
  }

  @Override
  default PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketEncryptionResponse.builder().build(),
            bucket ->
                bucket.encryption = request.serverSideEncryptionConfiguration().rules().get(0));
  }

  @Override
  default GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
      GetBucketLifecycleConfigurationRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket ->
                GetBucketLifecycleConfigurationResponse.builder()
                    .rules(orAbsent(bucket.lifecycle, "NoSuchLifecycleConfiguration"))
                    .transitionDefaultMinimumObjectSize(bucket.transitionMinimum)
                    .build());
  }

  /** Replaces everything, the minimum object size too. */
  @Override
  default PutBucketLifecycleConfigurationResponse putBucketLifecycleConfiguration(
      PutBucketLifecycleConfigurationRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketLifecycleConfigurationResponse.builder().build(),
            bucket -> {
              refuseTwoForms(request.lifecycleConfiguration().rules());
              bucket.lifecycle = request.lifecycleConfiguration().rules();
              bucket.transitionMinimum =
                  Optional.ofNullable(request.transitionDefaultMinimumObjectSize())
                      .orElse(TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K);
            });
  }

  private static void refuseTwoForms(List<LifecycleRule> rules) {
    if (rules.stream().map(rule -> rule.filter() == null).distinct().count() > 1) {
      throw AwsError.of(
          400,
          "InvalidRequest",
          "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.");
    }
  }

  /** The lifecycle as a whole; nothing to delete is no error (API reference: 204). */
  @Override
  default DeleteBucketLifecycleResponse deleteBucketLifecycle(
      DeleteBucketLifecycleRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            DeleteBucketLifecycleResponse.builder().build(),
            bucket -> {
              bucket.lifecycle = null;
              bucket.transitionMinimum = null;
            });
  }
}
