package org.sessionlogging.fakes.s3;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
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

  /**
   * In the order of their keys, from behind StartAfter on; what begins alike up to the delimiter is
   * one common prefix. No page is longer than two (API reference, ListObjectsV2: MaxKeys, "might
   * contain fewer keys").
   */
  @Override
  default ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
    String prefix = Optional.ofNullable(request.prefix()).orElse("");
    String after = Optional.ofNullable(request.startAfter()).orElse("");
    return reach()
        .look(
            request,
            request.bucket(),
            bucket -> {
              List<String> names =
                  bucket.current().stream()
                      .filter(it -> it.startsWith(prefix) && it.compareTo(after) > 0)
                      .map(it -> upToDelimiter(it, prefix, request.delimiter()))
                      .distinct()
                      .toList();
              Page<String> page = Page.of(names, request.continuationToken(), request.maxKeys());
              return ListObjectsV2Response.builder()
                  .contents(
                      page.items().stream()
                          .filter(bucket.current()::contains)
                          .map(it -> described(it, bucket.objects.get(it)))
                          .toList())
                  .commonPrefixes(
                      page.items().stream()
                          .filter(it -> !bucket.current().contains(it))
                          .map(it -> CommonPrefix.builder().prefix(it).build())
                          .toList())
                  .isTruncated(page.truncated())
                  .nextContinuationToken(page.next())
                  .build();
            });
  }

  private static String upToDelimiter(String key, String prefix, String delimiter) {
    int end = delimiter == null ? -1 : key.indexOf(delimiter, prefix.length());
    return end < 0 ? key : key.substring(0, end + delimiter.length());
  }

  private static S3Object described(String key, FakeObject object) {
    S3Object.Builder described = S3Object.builder().key(key);
    return object == null
        ? described.build()
        : described.size(object.bytes).lastModified(Instant.ofEpochSecond(object.modified)).build();
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
}
