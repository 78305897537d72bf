package org.sessionlogging.fakes.s3;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sessionlogging.fakes.store.AwsError;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;

/**
 * Uploads in parts that are begun and not finished: their key stands for their id, as nobody begins
 * two of one. Other accounts may begin and abort them where the bucket's policy lets them.
 */
interface UploadCalls extends S3Client {
  String UPLOAD = "upload-of-";
  Set<String> PASSING = Set.of("NoSuchBucket");

  Reach reach();

  /**
   * With the encryption that the request names, or else the bucket's default (API reference,
   * CreateMultipartUpload: "Permissions", s3:PutObject; response headers).
   */
  @Override
  default CreateMultipartUploadResponse createMultipartUpload(
      CreateMultipartUploadRequest request) {
    Map<String, String> context = new HashMap<>();
    put(context, "s3:x-amz-acl", request.aclAsString());
    put(context, "s3:x-amz-server-side-encryption", request.serverSideEncryptionAsString());
    put(context, "s3:x-amz-server-side-encryption-aws-kms-key-id", request.ssekmsKeyId());
    return reach()
        .store()
        .write(
            request,
            request.bucket(),
            PASSING,
            state -> {
              FakeBucket bucket =
                  reach()
                      .letting(
                          "s3:PutObject", request.key(), context, state, request, request.bucket());
              bucket.uploads.add(request.key());
              ServerSideEncryptionByDefault byDefault =
                  bucket.encryption.applyServerSideEncryptionByDefault();
              return CreateMultipartUploadResponse.builder()
                  .uploadId(UPLOAD + request.key())
                  .serverSideEncryption(
                      Optional.ofNullable(request.serverSideEncryptionAsString())
                          .orElse(byDefault.sseAlgorithmAsString()))
                  .ssekmsKeyId(
                      Optional.ofNullable(request.ssekmsKeyId()).orElse(byDefault.kmsMasterKeyID()))
                  .build();
            });
  }

  private static void put(Map<String, String> context, String key, String value) {
    if (value != null) {
      context.put(key, value);
    }
  }

  /** API reference, AbortMultipartUpload: NoSuchUpload. */
  @Override
  default AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
    return reach()
        .store()
        .write(
            request,
            request.bucket(),
            PASSING,
            state -> {
              FakeBucket bucket =
                  reach()
                      .letting(
                          "s3:AbortMultipartUpload",
                          request.key(),
                          Map.of(),
                          state,
                          request,
                          request.bucket());
              if (!request.uploadId().equals(UPLOAD + request.key())
                  || !bucket.uploads.remove(request.key())) {
                throw AwsError.of(404, "NoSuchUpload", "The specified upload does not exist.");
              }
              return AbortMultipartUploadResponse.builder().build();
            });
  }

  /** One page: nobody asks for more than whether there is anything. */
  @Override
  default ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket ->
                ListMultipartUploadsResponse.builder()
                    .uploads(
                        bucket.uploads.stream()
                            .map(it -> MultipartUpload.builder().key(it).build())
                            .toList())
                    .build());
  }
}
