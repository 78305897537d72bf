package org.sessionlogging.central;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sessionlogging.central.bucket.AccessLogTarget;
import org.sessionlogging.central.bucket.Bucket;
import org.sessionlogging.central.bucket.BucketAccessLog;
import org.sessionlogging.central.bucket.BucketEncryption;
import org.sessionlogging.central.bucket.BucketEncryptionPart;
import org.sessionlogging.central.bucket.BucketLifecycle;
import org.sessionlogging.central.bucket.BucketMarks;
import org.sessionlogging.central.bucket.BucketObjectLock;
import org.sessionlogging.central.bucket.BucketObjectLockPart;
import org.sessionlogging.central.bucket.BucketOwnership;
import org.sessionlogging.central.bucket.BucketPart;
import org.sessionlogging.central.bucket.BucketPolicySetting;
import org.sessionlogging.central.bucket.BucketTags;
import org.sessionlogging.central.bucket.BucketTagsPart;
import org.sessionlogging.central.bucket.BucketVersioning;
import org.sessionlogging.central.bucket.EventBridgeDelivery;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.bucket.LogRules;
import org.sessionlogging.central.bucket.PublicAccessBlock;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.central.keys.Replicas;
import org.sessionlogging.central.keys.RetiredReplicasPart;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Retention;
import org.sessionlogging.kit.reconcile.Part;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;

/**
 * The one list of what Central owns, in the order in which it is put.
 *
 * @param organization the one whose accounts write
 * @param request mark of the request that makes the resource, if it is this one
 * @param rollback whether it goes back to what was there: that was possible once, and what is not
 *     any more is left out
 */
record CentralParts(
    Bucket root,
    LogKeys keys,
    CentralLogging logging,
    OrganizationId organization,
    Optional<String> request,
    boolean rollback) {

  /** As {@link #inOrder}, and found by the list that may follow; without the bucket, it alone. */
  List<Part<?>> ofCreation() {
    List<Part<?>> parts = new ArrayList<>();
    if (root.read().isEmpty()) {
      parts.addAll(lookedAt());
      parts.add(new BucketPart(root, atBirth()));
    } else {
      parts.addAll(inOrder());
      parts.add(root.bucket().listed());
    }
    return parts;
  }

  /** Root first, what grants access last. */
  List<Part<?>> inOrder() {
    LogBucket bucket = root.bucket();
    Retention retention = logging.bucket().retention();
    BucketObjectLock objectLock = new BucketObjectLock(bucket);
    List<Part<?>> parts = new ArrayList<>(lookedAt());
    // The bucket is the proof that the resource exists, and its name is all that somebody else may
    // hold already: before it nothing is made that a failure would leave behind.
    parts.add(new BucketPart(root, atBirth()));
    // Closed before any policy could open it.
    parts.add(Part.of(new PublicAccessBlock(bucket), PublicAccessBlock.ALL));
    // Every log belongs to the log account, whichever account wrote it.
    parts.add(Part.of(new BucketOwnership(bucket), ObjectOwnership.BUCKET_OWNER_ENFORCED));
    // S3 keeps a locked bucket versioned; a rollback alone can ask for anything else.
    parts.add(
        Part.later(
            new BucketVersioning(bucket),
            () ->
                retention.versioningEnabled()
                    || objectLock.read().filter(BucketObjectLock.State::on).isPresent()));
    // Needs versions, and to be there before the first log, which it would not lock afterwards.
    parts.add(new BucketObjectLockPart(objectLock, retention, rollback));
    parts.add(
        Part.of(
            new BucketLifecycle(bucket),
            new LogRules(logging.access().logPrefix()).of(retention.lifecycleRules())));
    parts.add(
        Part.of(new BucketAccessLog(bucket), BucketAccessLog.to(logging.bucket().accessLog())));
    parts.add(Part.of(new EventBridgeDelivery(bucket), logging.bucket().eventBridgeEnabled()));
    parts.add(
        new BucketTagsPart(
            new BucketTags(bucket), atBirth(), root.proof().request(), logging.tags()));
    parts.addAll(ofKeys().inOrder());
    // Needs the key's ARN; and no upload is possible before it, since the bucket policy comes
    // after.
    parts.add(new BucketEncryptionPart(new BucketEncryption(bucket), () -> keys.bucketKey().arn()));
    parts.add(
        Part.later(
            new BucketPolicySetting(bucket),
            () -> BucketPolicy.of(logging, organization, keys.bucketKey().arn())));
    parts.add(
        new RetiredReplicasPart(
            new Replicas(keys, logging.keys().deletionWindowInDays()),
            logging.keys().replicaRegions()));
    return parts;
  }

  /** What is not ours and has to be as it should before anything is written. */
  private List<Part<?>> lookedAt() {
    return rollback
        ? List.of()
        : logging.bucket().accessLog().stream()
            .<Part<?>>map(it -> AccessLogTarget.of(root.bucket(), it))
            .toList();
  }

  /** What may be in the way of a creation before there is a bucket. Nothing else can be there. */
  List<Part<?>> beforeCreation() {
    return ofKeys().beforeCreation();
  }

  private KeyParts ofKeys() {
    return new KeyParts(keys, logging, organization, request);
  }

  private BucketMarks atBirth() {
    return new BucketMarks(
        Optional.of(logging.keys().mode()), request, logging.access().logPrefix());
  }
}
