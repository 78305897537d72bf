package org.sessionlogging.fakes.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a bucket holds, as far as it keeps the bucket from being deleted. */
interface ObjectCalls extends S3Client {

  Reach reach();

  /** The body is not kept. */
  @Override
  default PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    String[] version = new String[1];
    PutObjectResponse unversioned =
        reach()
            .write(
                request,
                request.bucket(),
                PutObjectResponse.builder().build(),
                bucket -> version[0] = bucket.add(request.key()));
    return unversioned.toBuilder().versionId(version[0]).build();
  }

  /** Without a version id a versioned bucket gets a delete marker (API reference, DeleteObject). */
  @Override
  default DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
    String[] version = new String[] {request.versionId()};
    DeleteObjectResponse unversioned =
        reach()
            .write(
                request,
                request.bucket(),
                DeleteObjectResponse.builder().build(),
                bucket -> {
                  if (request.versionId() != null) {
                    bucket.versions.remove(request.versionId());
                    bucket.deleteMarkers.remove(request.versionId());
                  } else if (bucket.versioning == BucketVersioningStatus.ENABLED) {
                    version[0] = bucket.mark(request.key());
                  } else {
                    bucket.versions.values().remove(request.key());
                  }
                });
    return unversioned.toBuilder().versionId(version[0]).build();
  }

  @Override
  default CreateMultipartUploadResponse createMultipartUpload(
      CreateMultipartUploadRequest request) {
    return reach()
        .write(
            request,
            request.bucket(),
            CreateMultipartUploadResponse.builder().build(),
            bucket -> bucket.uploads.add(request.key()));
  }

  /**
   * What begins alike up to the delimiter is one common prefix; one page: nobody asks for more than
   * whether there is anything. That an object was deleted is not looked at.
   */
  @Override
  default ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
    String prefix = Optional.ofNullable(request.prefix()).orElse("");
    return reach()
        .look(
            request,
            request.bucket(),
            bucket -> {
              List<S3Object> objects = new ArrayList<>();
              SortedSet<String> prefixes = new TreeSet<>();
              for (String key : new TreeSet<>(bucket.versions.values())) {
                int end =
                    request.delimiter() == null
                        ? -1
                        : key.indexOf(request.delimiter(), prefix.length());
                if (key.startsWith(prefix) && end >= 0) {
                  prefixes.add(key.substring(0, end + request.delimiter().length()));
                } else if (key.startsWith(prefix)) {
                  objects.add(S3Object.builder().key(key).build());
                }
              }
              return ListObjectsV2Response.builder()
                  .contents(objects)
                  .commonPrefixes(
                      prefixes.stream()
                          .map(it -> CommonPrefix.builder().prefix(it).build())
                          .toList())
                  .isTruncated(false)
                  .build();
            });
  }

  /** One page: nobody asks for more than whether there is anything. */
  @Override
  default ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
    return reach()
        .look(
            request,
            request.bucket(),
            bucket -> {
              List<ObjectVersion> versions =
                  bucket.versions.values().stream()
                      .map(it -> ObjectVersion.builder().key(it).build())
                      .toList();
              List<DeleteMarkerEntry> markers =
                  bucket.deleteMarkers.values().stream()
                      .map(it -> DeleteMarkerEntry.builder().key(it).build())
                      .toList();
              return ListObjectVersionsResponse.builder()
                  .versions(versions)
                  .deleteMarkers(markers)
                  .build();
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
