package org.sessionlogging.central;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sessionlogging.central.bucket.BucketPart;
import org.sessionlogging.central.bucket.BucketPolicyPart;
import org.sessionlogging.central.bucket.BucketTagsPart;
import org.sessionlogging.central.bucket.EncryptionPart;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.bucket.OwnershipPart;
import org.sessionlogging.central.bucket.PublicAccessPart;
import org.sessionlogging.central.bucket.UnfinishedUploadsPart;
import org.sessionlogging.central.bucket.VersioningPart;
import org.sessionlogging.central.keys.KeyBirths;
import org.sessionlogging.central.keys.KeyPart;
import org.sessionlogging.central.keys.KeyPolicyPart;
import org.sessionlogging.central.keys.KeyRotationPart;
import org.sessionlogging.central.keys.KeyTagsPart;
import org.sessionlogging.central.keys.LogKey;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.central.keys.RetiredReplicasPart;
import org.sessionlogging.domain.policy.KeyPolicies;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.kit.reconcile.Part;

/** The one list of what Central owns, in the order in which it is put. */
public final class CentralParts {
  private final LogBucket bucket;
  private final LogKeys keys;
  private final CentralLogging logging;

  public CentralParts(LogBucket bucket, LogKeys keys, CentralLogging logging) {
    this.bucket = bucket;
    this.keys = keys;
    this.logging = logging;
  }

  /** Root first, what grants access last. */
  public List<Part<?>> inOrder() {
    List<Part<?>> parts = new ArrayList<>();
    // The bucket is the proof that the resource exists, and its name is all that somebody else may
    // hold already: before
    // it nothing is made that a failure would leave behind.
    parts.add(new BucketPart(bucket, logging));
    // Closed before any policy could open it.
    parts.add(new PublicAccessPart(bucket));
    parts.add(new OwnershipPart(bucket));
    parts.add(new VersioningPart(bucket, logging.versioningEnabled()));
    parts.add(new UnfinishedUploadsPart(bucket));
    parts.add(new BucketTagsPart(bucket, logging));
    parts.addAll(keys());
    // Needs the key's ARN; and no upload is possible before it, since the bucket policy comes
    // after.
    parts.add(new EncryptionPart(bucket, keys.bucketKey()));
    parts.add(new BucketPolicyPart(bucket, keys.bucketKey(), logging));
    parts.add(
        new RetiredReplicasPart(keys, logging.replicaRegions(), logging.keyDeletionWindowInDays()));
    return parts;
  }

  private List<Part<?>> keys() {
    List<Part<?>> parts = new ArrayList<>();
    if (logging.keyMode() == KeyMode.ONE_KEY) {
      parts.addAll(primary(keys.bucketKey(), KeyPolicies.oneKey(logging)));
    } else {
      parts.addAll(primary(keys.bucketKey(), KeyPolicies.bucketKey(logging)));
      parts.addAll(primary(keys.sessionKey(), KeyPolicies.sessionKey(logging)));
    }
    // A replica's primary must exist.
    logging.replicaRegions().forEach(region -> parts.addAll(replica(region)));
    return parts;
  }

  private List<Part<?>> primary(LogKey key, PolicyDocument policy) {
    SortedMap<String, String> tags = tags(key);
    // What encrypts sessions is multi-Region from birth: it can't be made so later, and costs the
    // same.
    boolean multiRegion = key == keys.sessionKey();
    return List.of(
        new KeyPart(key, () -> KeyBirths.create(key, multiRegion, policy, tags)),
        new KeyPolicyPart(key, policy),
        new KeyRotationPart(key, logging.keyRotationPeriodInDays()),
        new KeyTagsPart(key, tags));
  }

  private List<Part<?>> replica(String region) {
    LogKey primary = keys.sessionKey();
    LogKey replica = keys.replica(region);
    SortedMap<String, String> tags = tags(primary);
    // Replicas only ever serve sessions: S3 knows the key of the bucket's Region alone.
    PolicyDocument policy = KeyPolicies.sessionKey(logging);
    return List.of(
        new KeyPart(replica, () -> KeyBirths.replicate(primary, replica, policy, tags)),
        new KeyPolicyPart(replica, policy),
        new KeyTagsPart(replica, tags));
  }

  private SortedMap<String, String> tags(LogKey key) {
    SortedMap<String, String> tags = new TreeMap<>(logging.tags());
    tags.putAll(keys.marks(key, logging.keyDeletionWindowInDays()));
    return tags;
  }
}
