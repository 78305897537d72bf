package org.sessionlogging.fakes;

import static org.sessionlogging.fakes.Journal.error;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.domain.policy.PolicyDocument;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/** S3 as one account reaches it in one Region. */
public final class FakeS3 implements S3Client {
  private final FakeS3World world;
  private final String account;
  private final String region;

  public FakeS3(FakeS3World world, String account, String region) {
    this.world = world;
    this.account = account;
    this.region = region;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /** The answer to a HEAD has no body, so no error code (API reference, HeadBucket). */
  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    FakeBucket bucket = world.buckets.get(request.bucket());
    if (bucket == null) {
      throw withoutBody(404);
    }
    if (!bucket.owner.equals(account) || !bucket.owner.equals(request.expectedBucketOwner())) {
      throw withoutBody(403);
    }
    if (!bucket.region.equals(region)) {
      throw withoutBody(301);
    }
    return HeadBucketResponse.builder().bucketRegion(region).build();
  }

  private static AwsServiceException withoutBody(int status) {
    return AwsServiceException.builder().statusCode(status).requestId("HEADHEADHEAD").build();
  }

  /**
   * One's own bucket: 200 in us-east-1, BucketAlreadyOwnedByYou elsewhere; another account's:
   * BucketAlreadyExists (API reference, CreateBucket; facts).
   */
  @Override
  public CreateBucketResponse createBucket(CreateBucketRequest request) {
    world.beforeCreate.run();
    FakeBucket present = world.buckets.get(request.bucket());
    if (present != null && !present.owner.equals(account)) {
      throw error(409, "BucketAlreadyExists", "The requested bucket name is not available.");
    }
    if (present != null && !region.equals("us-east-1")) {
      throw error(409, "BucketAlreadyOwnedByYou", "You already own it.");
    }
    refuseWrongPlace(request);
    if (present == null) {
      SortedMap<String, String> tags = new TreeMap<>();
      request.createBucketConfiguration().tags().forEach(tag -> tags.put(tag.key(), tag.value()));
      FakeBucket bucket = new FakeBucket(account, region, tags);
      bucket.hidden = world.stale;
      world.buckets.put(request.bucket(), bucket);
    }
    return CreateBucketResponse.builder().location("/" + request.bucket()).build();
  }

  /** API reference, CreateBucket: LocationConstraint and BucketNamespace. */
  private void refuseWrongPlace(CreateBucketRequest request) {
    String constraint = request.createBucketConfiguration().locationConstraintAsString();
    String wanted = region.equals("us-east-1") ? null : region;
    if (wanted == null ? constraint != null : !wanted.equals(constraint)) {
      throw error(400, "InvalidLocationConstraint", "The location constraint is not valid.");
    }
    boolean ofAccount = request.bucketNamespace() == BucketNamespace.ACCOUNT_REGIONAL;
    if (ofAccount != request.bucket().endsWith("-" + account + "-" + region + "-an")) {
      throw error(400, "InvalidBucketName", "The name does not fit the namespace.");
    }
  }

  /** S3 user guide, "Verifying bucket ownership with bucket owner condition": 403 when it fails. */
  private FakeBucket bucket(String name, String expectedOwner) {
    FakeBucket bucket = world.buckets.get(name);
    if (bucket == null || bucket.hidden) {
      if (bucket != null) {
        bucket.hidden = false;
      }
      throw error(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    if (!bucket.owner.equals(account) || !bucket.owner.equals(expectedOwner)) {
      throw error(403, "AccessDenied", "Access Denied");
    }
    return bucket;
  }

  private static <T> T orAbsent(Optional<T> value, String code) {
    return value.orElseThrow(() -> error(404, code, "There is no such configuration."));
  }

  @Override
  public ListBucketsResponse listBuckets(ListBucketsRequest request) {
    List<String> names =
        world.buckets.entrySet().stream()
            .filter(it -> it.getValue().owner.equals(account))
            .filter(it -> request.prefix() == null || it.getKey().startsWith(request.prefix()))
            .filter(
                it ->
                    request.bucketRegion() == null
                        || it.getValue().region.equals(request.bucketRegion()))
            .map(it -> it.getKey())
            .filter(
                it ->
                    request.continuationToken() == null
                        || it.compareTo(request.continuationToken()) > 0)
            .toList();
    int most = request.maxBuckets() == null ? 10_000 : request.maxBuckets();
    List<String> page = names.subList(0, Math.min(most, names.size()));
    return ListBucketsResponse.builder()
        .buckets(page.stream().map(it -> Bucket.builder().name(it).build()).toList())
        .continuationToken(page.size() < names.size() ? page.get(page.size() - 1) : null)
        .build();
  }

  @Override
  public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    return GetBucketTaggingResponse.builder()
        .tagSet(
            orAbsent(bucket.tags.read(), "NoSuchTagSet").entrySet().stream()
                .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
                .toList())
        .build();
  }

  /** Replaces all tags; those of AWS can't be dropped (facts). */
  @Override
  public PutBucketTaggingResponse putBucketTagging(PutBucketTaggingRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    SortedMap<String, String> tags = new TreeMap<>();
    request.tagging().tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
    SortedMap<String, String> ofAws = new TreeMap<>(bucket.tags.now().orElseGet(TreeMap::new));
    ofAws.keySet().removeIf(key -> !key.startsWith("aws:"));
    if (!tags.entrySet().containsAll(ofAws.entrySet())) {
      throw error(400, "InvalidTag", "System tags cannot be removed by requester");
    }
    bucket.tags.put(tags, world.stale);
    return PutBucketTaggingResponse.builder().build();
  }

  @Override
  public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    return GetBucketPolicyResponse.builder()
        .policy(orAbsent(bucket.policy.read(), "NoSuchBucketPolicy"))
        .build();
  }

  /**
   * MalformedPolicy for resources outside the bucket ("Policy has invalid resource"); AccessDenied
   * for a public policy under BlockPublicPolicy (S3 user guide, "Blocking public access": a grant
   * to everyone that no fixed value confines is public).
   */
  @Override
  public PutBucketPolicyResponse putBucketPolicy(PutBucketPolicyRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    PolicyDocument policy = PolicyDocument.parse(request.policy());
    boolean foreign =
        policy.statements().stream()
            .flatMap(it -> it.resources().stream())
            .anyMatch(it -> !it.contains(":s3:::" + request.bucket()));
    if (foreign || policy.statements().isEmpty()) {
      throw error(400, "MalformedPolicy", "Policy has invalid resource");
    }
    boolean open =
        policy.statements().stream()
            .filter(it -> it.allows() && it.addressesEveryone())
            .anyMatch(it -> it.conditionValues("aws:PrincipalOrgID").isEmpty());
    if (open && bucket.publicAccess.now().filter(it -> it.blockPublicPolicy()).isPresent()) {
      throw error(403, "AccessDenied", "The policy is public and BlockPublicPolicy prevents it.");
    }
    bucket.policy.put(request.policy(), world.stale);
    return PutBucketPolicyResponse.builder().build();
  }

  @Override
  public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    return GetBucketVersioningResponse.builder()
        .status(bucket.versioning.read().orElse(null))
        .build();
  }

  @Override
  public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
    bucket(request.bucket(), request.expectedBucketOwner())
        .versioning
        .put(request.versioningConfiguration().status(), world.stale);
    return PutBucketVersioningResponse.builder().build();
  }

  @Override
  public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    return GetBucketEncryptionResponse.builder()
        .serverSideEncryptionConfiguration(
            ServerSideEncryptionConfiguration.builder()
                .rules(
                    orAbsent(
                        bucket.encryption.read(), "ServerSideEncryptionConfigurationNotFoundError"))
                .build())
        .build();
  }

  @Override
  public PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
    bucket(request.bucket(), request.expectedBucketOwner())
        .encryption
        .put(request.serverSideEncryptionConfiguration().rules().get(0), world.stale);
    return PutBucketEncryptionResponse.builder().build();
  }

  @Override
  public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    return GetPublicAccessBlockResponse.builder()
        .publicAccessBlockConfiguration(
            orAbsent(bucket.publicAccess.read(), "NoSuchPublicAccessBlockConfiguration"))
        .build();
  }

  @Override
  public PutPublicAccessBlockResponse putPublicAccessBlock(PutPublicAccessBlockRequest request) {
    bucket(request.bucket(), request.expectedBucketOwner())
        .publicAccess
        .put(request.publicAccessBlockConfiguration(), world.stale);
    return PutPublicAccessBlockResponse.builder().build();
  }

  @Override
  public GetBucketOwnershipControlsResponse getBucketOwnershipControls(
      GetBucketOwnershipControlsRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    ObjectOwnership ownership = orAbsent(bucket.ownership.read(), "OwnershipControlsNotFoundError");
    return GetBucketOwnershipControlsResponse.builder()
        .ownershipControls(
            OwnershipControls.builder()
                .rules(OwnershipControlsRule.builder().objectOwnership(ownership).build())
                .build())
        .build();
  }

  @Override
  public PutBucketOwnershipControlsResponse putBucketOwnershipControls(
      PutBucketOwnershipControlsRequest request) {
    bucket(request.bucket(), request.expectedBucketOwner())
        .ownership
        .put(request.ownershipControls().rules().get(0).objectOwnership(), world.stale);
    return PutBucketOwnershipControlsResponse.builder().build();
  }

  @Override
  public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
      GetBucketLifecycleConfigurationRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    return GetBucketLifecycleConfigurationResponse.builder()
        .rules(orAbsent(bucket.lifecycle.read(), "NoSuchLifecycleConfiguration"))
        .transitionDefaultMinimumObjectSize(bucket.transitionMinimum.orElse(null))
        .build();
  }

  /** Replaces everything, the minimum object size too (API reference of this operation). */
  @Override
  public PutBucketLifecycleConfigurationResponse putBucketLifecycleConfiguration(
      PutBucketLifecycleConfigurationRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    bucket.lifecycle.put(request.lifecycleConfiguration().rules(), world.stale);
    bucket.transitionMinimum =
        Optional.of(
            Optional.ofNullable(request.transitionDefaultMinimumObjectSize())
                .orElse(TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K));
    return PutBucketLifecycleConfigurationResponse.builder().build();
  }

  @Override
  public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    return ListObjectVersionsResponse.builder()
        .versions(
            bucket.versions.stream().map(it -> ObjectVersion.builder().key(it).build()).toList())
        .deleteMarkers(
            bucket.deleteMarkers.stream()
                .map(it -> DeleteMarkerEntry.builder().key(it).build())
                .toList())
        .build();
  }

  @Override
  public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    return ListMultipartUploadsResponse.builder()
        .uploads(
            bucket.uploads.stream().map(it -> MultipartUpload.builder().key(it).build()).toList())
        .build();
  }

  /**
   * Old versions and delete markers count, unfinished uploads don't (S3 user guide, "Deleting a
   * bucket"; facts).
   */
  @Override
  public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
    world.beforeDelete.run();
    FakeBucket bucket = bucket(request.bucket(), request.expectedBucketOwner());
    if (!bucket.versions.isEmpty() || !bucket.deleteMarkers.isEmpty()) {
      throw error(
          409,
          "BucketNotEmpty",
          "The bucket you tried to delete is not empty. You must delete all versions in the bucket.");
    }
    world.buckets.remove(request.bucket());
    return DeleteBucketResponse.builder().build();
  }
}
