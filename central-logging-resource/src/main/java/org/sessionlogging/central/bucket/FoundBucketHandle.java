package org.sessionlogging.central.bucket;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.settings.ObjectLock;
import org.sessionlogging.kit.reconcile.Handle;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Grantee;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket that is not this resource's yet. It is only looked at. */
public record FoundBucketHandle(Bucket root) implements Handle<FoundBucket> {
  private static final String ACCOUNT = "[0-9]{12}/";

  @Override
  public String name() {
    return "bucket that is there";
  }

  /** Empty when there is none, or when this very creation has it already. */
  @Override
  public Optional<FoundBucket> read() {
    return root.read().isPresent()
        ? Optional.empty()
        : bucket()
            .find(
                GetBucketAclRequest.builder()
                    .bucket(bucket().name())
                    .expectedBucketOwner(bucket().owner())
                    .build(),
                S3Client::getBucketAcl)
            .map(
                acl ->
                    new FoundBucket(
                        new BucketPolicySetting(bucket()).read(),
                        grantees(acl),
                        new BucketVersioning(bucket()).read().orElse(false),
                        new BucketObjectLock(bucket())
                            .read()
                            .flatMap(BucketObjectLock.State::retention)
                            .map(ObjectLock::days)
                            .orElse(0),
                        new BucketAccessLog(bucket())
                            .read()
                            .filter(it -> it.loggingEnabled() != null)
                            .isPresent(),
                        new EventBridgeDelivery(bucket()).read().orElse(false),
                        new BucketTags(bucket()).read().orElseGet(TreeMap::new)));
  }

  private LogBucket bucket() {
    return root.bucket();
  }

  private static List<String> grantees(GetBucketAclResponse acl) {
    return acl.grants().stream()
        .map(Grant::grantee)
        .filter(it -> !acl.owner().id().equals(it.id()))
        .map(FoundBucketHandle::named)
        .distinct()
        .toList();
  }

  private static String named(Grantee grantee) {
    return Optional.ofNullable(grantee.uri()).orElse(grantee.id());
  }

  /**
   * A key, or the beginning of one, that does not lie where logs are to be written.
   *
   * @param logPrefix the first part of every log's key
   * @param byAccount whether an account's id has to follow
   */
  Optional<String> keyElsewhere(Optional<String> logPrefix, boolean byAccount) {
    String above = "";
    for (String part : logPrefix.map(it -> it.split("/")).orElseGet(() -> new String[0])) {
      String next = above + part + "/";
      Optional<String> other = otherThan(above, next::equals);
      if (other.isPresent()) {
        return other;
      }
      above = next;
    }
    return byAccount
        ? otherThan(above, Pattern.compile(Pattern.quote(above) + ACCOUNT).asMatchPredicate())
        : Optional.empty();
  }

  private Optional<String> otherThan(String above, Predicate<String> expected) {
    return Pages.of(
            (String token) ->
                bucket()
                    .call(
                        ListObjectsV2Request.builder()
                            .bucket(bucket().name())
                            .expectedBucketOwner(bucket().owner())
                            .prefix(above)
                            .delimiter("/")
                            .continuationToken(token)
                            .build(),
                        S3Client::listObjectsV2),
            ListObjectsV2Response::nextContinuationToken)
        .flatMap(
            page ->
                Stream.concat(
                    page.contents().stream().map(S3Object::key).filter(it -> !it.equals(above)),
                    page.commonPrefixes().stream()
                        .map(CommonPrefix::prefix)
                        .filter(expected.negate())))
        .findFirst();
  }

  @Override
  public Step write(FoundBucket value, Optional<FoundBucket> live) {
    return Step.DONE;
  }
}
