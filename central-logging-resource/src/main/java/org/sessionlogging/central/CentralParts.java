package org.sessionlogging.central;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.central.bucket.Bucket;
import org.sessionlogging.central.bucket.BucketEncryption;
import org.sessionlogging.central.bucket.BucketEncryptionPart;
import org.sessionlogging.central.bucket.BucketListed;
import org.sessionlogging.central.bucket.BucketMarks;
import org.sessionlogging.central.bucket.BucketOwnership;
import org.sessionlogging.central.bucket.BucketPart;
import org.sessionlogging.central.bucket.BucketPolicySetting;
import org.sessionlogging.central.bucket.BucketTags;
import org.sessionlogging.central.bucket.BucketTagsPart;
import org.sessionlogging.central.bucket.BucketVersioning;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.bucket.PublicAccessBlock;
import org.sessionlogging.central.bucket.UnfinishedUploads;
import org.sessionlogging.central.keys.KeyLife;
import org.sessionlogging.central.keys.KeyMarks;
import org.sessionlogging.central.keys.KeyPart;
import org.sessionlogging.central.keys.KeyPolicy;
import org.sessionlogging.central.keys.KeyRotation;
import org.sessionlogging.central.keys.KeySettingPart;
import org.sessionlogging.central.keys.KeyTags;
import org.sessionlogging.central.keys.LogKey;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.central.keys.NamedKey;
import org.sessionlogging.central.keys.PrimaryKey;
import org.sessionlogging.central.keys.ReplicaKey;
import org.sessionlogging.central.keys.Replicas;
import org.sessionlogging.central.keys.RetiredReplicasPart;
import org.sessionlogging.central.keys.StrayKeys;
import org.sessionlogging.domain.policy.BucketPolicy;
import org.sessionlogging.domain.policy.KeyPolicies;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.kit.reconcile.Part;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;

/**
 * The one list of what Central owns, in the order in which it is put.
 *
 * @param organization the one whose accounts write
 * @param request mark of the request that makes the resource, if it is this one
 */
record CentralParts(
    Bucket root,
    LogKeys keys,
    CentralLogging logging,
    OrganizationId organization,
    Optional<String> request) {
  private static final int UNFINISHED_UPLOADS_DAYS = 7;
  private static final String MAIN_LINE = "";

  /**
   * What may be in the way of a creation before there is a bucket: keys and aliases of this name,
   * and Regions that can't be used. Nothing else can be there.
   */
  List<Part<?>> beforeCreation() {
    List<Part<?>> parts = new ArrayList<>();
    keys.primaries().forEach(key -> parts.add(key(key)));
    logging.keys().replicaRegions().forEach(region -> parts.add(key(keys.replica(region))));
    return parts;
  }

  /** As {@link #inOrder}, and found by the list that may follow; without the bucket, it alone. */
  List<Part<?>> ofCreation() {
    if (root.read().isEmpty()) {
      return List.of(new BucketPart(root, atBirth()));
    }
    List<Part<?>> parts = new ArrayList<>(inOrder());
    parts.add(Part.of(new BucketListed(root.bucket()), true));
    return parts;
  }

  /** Root first, what grants access last. */
  List<Part<?>> inOrder() {
    LogBucket bucket = root.bucket();
    List<Part<?>> parts = new ArrayList<>();
    // The bucket is the proof that the resource exists, and its name is all that somebody else may
    // hold already: before it nothing is made that a failure would leave behind.
    parts.add(new BucketPart(root, atBirth()));
    // Closed before any policy could open it.
    parts.add(Part.of(new PublicAccessBlock(bucket), PublicAccessBlock.ALL));
    // Every log belongs to the log account, whichever account wrote it.
    parts.add(Part.of(new BucketOwnership(bucket), ObjectOwnership.BUCKET_OWNER_ENFORCED));
    parts.add(Part.of(new BucketVersioning(bucket), logging.bucket().versioningEnabled()));
    parts.add(
        Part.of(
            new UnfinishedUploads(bucket),
            UnfinishedUploads.abortedAfter(UNFINISHED_UPLOADS_DAYS)));
    parts.add(
        new BucketTagsPart(new BucketTags(bucket), atBirth(), root.request(), logging.tags()));
    keys.primaries().forEach(key -> parts.addAll(primary(key)));
    parts.add(Part.of(new StrayKeys(keys, request), new TreeSet<>()));
    // A replica's primary must exist. Replicas wait for themselves alone: each takes minutes.
    logging.keys().replicaRegions().forEach(region -> parts.addAll(replica(region)));
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

  private BucketMarks atBirth() {
    return new BucketMarks(Optional.of(logging.keys().mode()), request);
  }

  /** Policy and tags from the first moment on, and the mark of the request, which stays. */
  private Part<?> key(PrimaryKey key) {
    SortedMap<String, String> tags = tags(key);
    tags.putAll(KeyMarks.madeBy(request));
    return new KeyPart(new NamedKey(key), new KeyLife.New(policy(key), tags), MAIN_LINE);
  }

  /** ReplicateKey makes it once however often it is asked. */
  private Part<?> key(ReplicaKey key) {
    return new KeyPart(new NamedKey(key), new KeyLife.New(policy(key), tags(key)), key.region());
  }

  private List<Part<?>> primary(PrimaryKey key) {
    return List.of(
        key(key),
        new KeySettingPart<>(new KeyPolicy(key), policy(key), MAIN_LINE),
        new KeySettingPart<>(
            new KeyRotation(key), logging.keys().rotationPeriodInDays(), MAIN_LINE),
        new KeySettingPart<>(new KeyTags(key), tags(key), MAIN_LINE));
  }

  private List<Part<?>> replica(String region) {
    ReplicaKey replica = keys.replica(region);
    return List.of(
        key(replica),
        new KeySettingPart<>(new KeyPolicy(replica), policy(replica), region),
        new KeySettingPart<>(new KeyTags(replica), tags(replica), region));
  }

  private PolicyDocument policy(LogKey key) {
    return KeyPolicies.of(key.purposes(), logging, organization);
  }

  private SortedMap<String, String> tags(LogKey key) {
    SortedMap<String, String> tags = new TreeMap<>(logging.tags());
    tags.putAll(
        new KeyMarks(root.bucket().name(), key.mark(), logging.keys().deletionWindowInDays())
            .tags());
    return tags;
  }
}
