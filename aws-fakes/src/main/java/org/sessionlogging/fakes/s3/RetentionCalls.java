package org.sessionlogging.fakes.s3;

import static org.sessionlogging.fakes.s3.Reach.orAbsent;

import java.util.Set;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationResponse;

/** Versioning, and Object Lock, which rests on it. */
interface RetentionCalls extends S3Client {
  /**
   * "It might take a short amount of time for the change to be fully propagated" (API reference,
   * PutBucketVersioning), and Object Lock looks at it.
   */
  Set<String> PASSING = Set.of("NoSuchBucket", "InvalidBucketState");

  Reach reach();

  @Override
  default GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket -> GetBucketVersioningResponse.builder().status(bucket.versioning).build());
  }

  /** Not suspended under Object Lock (terraform-aws-modules/terraform-aws-s3-bucket#90). */
  @Override
  default PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
    BucketVersioningStatus status = request.versioningConfiguration().status();
    return reach()
        .write(
            request,
            request.bucket(),
            PutBucketVersioningResponse.builder().build(),
            bucket -> {
              if (bucket.objectLock != null && status != BucketVersioningStatus.ENABLED) {
                throw AwsError.of(
                    409,
                    "InvalidBucketState",
                    "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.");
              }
              bucket.versioning = status;
            });
  }

  @Override
  default GetObjectLockConfigurationResponse getObjectLockConfiguration(
      GetObjectLockConfigurationRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket ->
                GetObjectLockConfigurationResponse.builder()
                    .objectLockConfiguration(
                        orAbsent(bucket.objectLock, "ObjectLockConfigurationNotFoundError"))
                    .build());
  }

  /**
   * Of a versioned bucket, new or not (S3 user guide, object-lock-configure.html; moto's
   * InvalidBucketState). The default retention can be changed in both modes and left out; Object
   * Lock itself stays.
   */
  @Override
  default PutObjectLockConfigurationResponse putObjectLockConfiguration(
      PutObjectLockConfigurationRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            PASSING,
            PutObjectLockConfigurationResponse.builder().build(),
            bucket -> {
              if (bucket.versioning != BucketVersioningStatus.ENABLED) {
                throw AwsError.of(
                    409,
                    "InvalidBucketState",
                    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
              }
              bucket.objectLock = request.objectLockConfiguration();
            });
  }
}
