package org.sessionlogging.fakes.s3;

import static org.sessionlogging.fakes.s3.Reach.orAbsent;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/** The settings of a bucket; each refusal is in the API reference of its operation. */
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

  @Override
  default GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket ->
                GetBucketPolicyResponse.builder()
                    .policy(orAbsent(bucket.policy, "NoSuchBucketPolicy"))
                    .build());
  }

  /**
   * MalformedPolicy for resources outside the bucket ("Policy has invalid resource",
   * repost.aws/knowledge-center/s3-bucket-policy-resource-errors); AccessDenied for a public policy
   * under BlockPublicPolicy: a grant to everyone that no fixed value confines (S3 user guide, "The
   * meaning of 'public'", access-control-block-public-access.html).
   */
  @Override
  default PutBucketPolicyResponse putBucketPolicy(PutBucketPolicyRequest request) {
    PolicyDocument policy = PolicyDocument.parse(request.policy());
    boolean foreign =
        policy.statements().stream()
            .flatMap(it -> it.resources().stream())
            .anyMatch(it -> !it.contains(":s3:::" + request.bucket()));
    boolean open =
        policy.statements().stream()
            .filter(it -> it.allows() && it.addressesEveryone())
            .anyMatch(it -> it.conditionValues("aws:PrincipalOrgID").isEmpty());
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketPolicyResponse.builder().build(),
            bucket -> {
              if (foreign || policy.statements().isEmpty()) {
                throw AwsError.of(400, "MalformedPolicy", "Policy has invalid resource");
              }
              if (open && bucket.publicAccess != null && bucket.publicAccess.blockPublicPolicy()) {
                throw AwsError.of(
                    403, "AccessDenied", "The policy is public and BlockPublicPolicy prevents it.");
              }
              bucket.policy = request.policy();
            });
  }

  @Override
  default GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket -> GetBucketVersioningResponse.builder().status(bucket.versioning).build());
  }

  @Override
  default PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketVersioningResponse.builder().build(),
            bucket -> bucket.versioning = request.versioningConfiguration().status());
  }

  @Override
  default GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket ->
                GetBucketEncryptionResponse.builder()
                    .serverSideEncryptionConfiguration(
                        it ->
                            it.rules(
                                orAbsent(
                                    bucket.encryption,
                                    "ServerSideEncryptionConfigurationNotFoundError")))
                    .build());
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
  default GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket ->
                GetPublicAccessBlockResponse.builder()
                    .publicAccessBlockConfiguration(
                        orAbsent(bucket.publicAccess, "NoSuchPublicAccessBlockConfiguration"))
                    .build());
  }

  @Override
  default PutPublicAccessBlockResponse putPublicAccessBlock(PutPublicAccessBlockRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            PutPublicAccessBlockResponse.builder().build(),
            bucket -> bucket.publicAccess = request.publicAccessBlockConfiguration());
  }

  @Override
  default GetBucketOwnershipControlsResponse getBucketOwnershipControls(
      GetBucketOwnershipControlsRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket -> {
              ObjectOwnership ownership =
                  orAbsent(bucket.ownership, "OwnershipControlsNotFoundError");
              return GetBucketOwnershipControlsResponse.builder()
                  .ownershipControls(
                      it ->
                          it.rules(
                              OwnershipControlsRule.builder().objectOwnership(ownership).build()))
                  .build();
            });
  }

  @Override
  default PutBucketOwnershipControlsResponse putBucketOwnershipControls(
      PutBucketOwnershipControlsRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketOwnershipControlsResponse.builder().build(),
            bucket ->
                bucket.ownership = request.ownershipControls().rules().get(0).objectOwnership());
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
              bucket.lifecycle = request.lifecycleConfiguration().rules();
              bucket.transitionMinimum =
                  Optional.ofNullable(request.transitionDefaultMinimumObjectSize())
                      .orElse(TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K);
            });
  }
}
