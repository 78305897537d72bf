package org.sessionlogging.central;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sessionlogging.central.bucket.AccessLogTarget;
import org.sessionlogging.central.bucket.AdoptionPart;
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
import org.sessionlogging.central.bucket.FoundBucketHandle;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.bucket.LogRules;
import org.sessionlogging.central.bucket.PublicAccessBlock;
import org.sessionlogging.central.bucket.RegionMarks;
import org.sessionlogging.central.keys.FoundKeyMode;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.central.keys.RetiredReplicasPart;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.UploadEncryption;
import org.sessionlogging.domain.settings.BucketOrigin;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.OnExistingBucket;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Retention;
import org.sessionlogging.kit.reconcile.Part;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;

/**
 * The one list of what Central owns, in the order in which it is put.
 *
 * @param origin how the bucket came to be ours, once it is
 * @param organization the one whose accounts write
 * @param request mark of the request that makes the resource, if it is this one
 * @param log takes what nobody can tell of given keys
 * @param rollback whether it goes back to what was there: that was possible once, and what is not
 *     any more is left out
 */
record CentralParts(
    Bucket root,
    LogKeys keys,
    CentralLogging logging,
    OnExistingBucket onExisting,
    Supplier<BucketOrigin> origin,
    OrganizationId organization,
    Optional<String> request,
    Consumer<String> log,
    boolean rollback) {

  /** As {@link #inOrder}, and found by the list that may follow; without the bucket, it alone. */
  List<Part<?>> ofCreation() {
    List<Part<?>> parts = new ArrayList<>();
    if (root.read().isEmpty()) {
      parts.addAll(lookedAt());
      if (root.isTakenOver()) {
        parts.add(adoption());
        parts.add(new BucketPart(root, atAdoption()));
      } else {
        parts.add(new BucketPart(root, atBirth(BucketOrigin.CREATED, Optional.empty())));
      }
    } else {
      parts.addAll(inOrder());
      parts.add(root.bucket().listed());
    }
    return parts;
  }

  /** Root first, what grants access last. */
  List<Part<?>> inOrder() {
    BucketOrigin from = origin.get();
    Optional<String> former = former(from);
    BucketMarks marks = atBirth(from, former);
    List<Part<?>> parts = new ArrayList<>(lookedAt());
    // The bucket is the proof that the resource exists, and its name is all that somebody else may
    // hold already: before it nothing is made that a failure would leave behind.
    parts.add(new BucketPart(root, marks));
    if (from == BucketOrigin.CREATED) {
      // Closed before any policy could open it.
      parts.addAll(protection());
    }
    parts.add(
        new BucketTagsPart(
            new BucketTags(root.bucket()),
            marks,
            root.proof().request(),
            keys::isNamedForSessions,
            logging.tags()));
    parts.addAll(ofKeys(from).inOrder());
    if (from == BucketOrigin.CREATED) {
      // Needs the key's ARN; and no upload is possible before it, since the bucket policy comes
      // after.
      parts.add(encryption(Optional.empty()));
      parts.add(policy(former));
    } else {
      // Members write meanwhile. What they name must be allowed before it changes, and a policy
      // that counts as public, where one was found, would cut all of them off once it is blocked.
      parts.add(policy(former));
      parts.add(
          encryption(former.filter(it -> onExisting == OnExistingBucket.ADOPT && !isGiven(it))));
      parts.addAll(protection());
    }
    parts.add(
        new RetiredReplicasPart(
            ofKeys(from).existing(), logging.replicaRegions(), logging.keys().regions().retired()));
    return parts;
  }

  private List<Part<?>> protection() {
    LogBucket bucket = root.bucket();
    Retention retention = logging.bucket().retention();
    BucketObjectLock objectLock = new BucketObjectLock(bucket);
    List<Part<?>> parts = new ArrayList<>();
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
    return parts;
  }

  private Part<?> encryption(Optional<String> asFound) {
    return new BucketEncryptionPart(
        new BucketEncryption(root.bucket()), keys::bucketKeyArn, asFound);
  }

  private Part<?> policy(Optional<String> former) {
    return Part.later(
        new BucketPolicySetting(root.bucket()),
        () ->
            BucketPolicy.of(
                logging, organization, new UploadEncryption(keys.bucketKeyArn(), former)));
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
    List<Part<?>> parts = new ArrayList<>(ofKeys(BucketOrigin.CREATED).beforeCreation());
    if (onExisting == OnExistingBucket.ADOPT) {
      parts.add(adoption());
      parts.add(new FoundKeyMode(keys));
    }
    return parts;
  }

  private Part<?> adoption() {
    return new AdoptionPart(
        new FoundBucketHandle(root),
        logging,
        organization,
        () -> keys.arn(KeyPurpose.BUCKET).flatMap(KeyArn::parse));
  }

  private KeyParts ofKeys(BucketOrigin from) {
    return new KeyParts(keys, logging, organization, from, request, log);
  }

  /** Of a bucket that is about to be taken over: one of ours stays what it was. */
  private BucketMarks atAdoption() {
    Optional<BucketMarks> found = root.proof().inTags();
    BucketOrigin from =
        found.map(it -> it.origin().orElseGet(keys::bucketOrigin)).orElse(BucketOrigin.ADOPTED);
    return atBirth(
            from, found.flatMap(BucketMarks::formerEncryption).or(() -> foundEncryption(from)))
        .after(found, keys::isNamedForSessions);
  }

  /**
   * As the bucket's tags say. Where somebody has replaced them while members still need what was
   * found, that encrypts the bucket.
   */
  private Optional<String> former(BucketOrigin from) {
    Optional<BucketMarks> marks = root.read();
    boolean remembered =
        onExisting == OnExistingBucket.FAIL
            || marks.filter(it -> it.onExisting() == OnExistingBucket.ADOPT).isPresent();
    return marks
        .flatMap(BucketMarks::formerEncryption)
        .or(() -> remembered ? Optional.empty() : foundEncryption(from));
  }

  /** What encrypts a bucket that was not made by us, unless it is a key of ours. */
  private Optional<String> foundEncryption(BucketOrigin from) {
    return from == BucketOrigin.ADOPTED
        ? new BucketEncryption(root.bucket())
            .read()
            .flatMap(BucketEncryption::named)
            .filter(it -> !keys.encryptWith(it))
        : Optional.empty();
  }

  /** Whether members that may use what was found may use what is declared. */
  private boolean isGiven(String key) {
    return keys.given(KeyPurpose.BUCKET).filter(it -> it.toString().equals(key)).isPresent();
  }

  private BucketMarks atBirth(BucketOrigin from, Optional<String> former) {
    return new BucketMarks(
        Optional.of(logging.keys().mode()),
        request,
        logging.access().logPrefix(),
        keys.given(KeyPurpose.SESSION).stream().map(KeyArn::toString).toList(),
        keys.given(KeyPurpose.BUCKET).map(KeyArn::toString),
        Optional.of(from),
        onExisting,
        former,
        RegionMarks.of(logging.keys().regions(), logging.place().region()));
  }
}
