package org.sessionlogging.central;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sessionlogging.central.bucket.Bucket;
import org.sessionlogging.central.bucket.BucketEncryption;
import org.sessionlogging.central.bucket.BucketMarks;
import org.sessionlogging.central.bucket.BucketProof;
import org.sessionlogging.central.bucket.LogBucket;
import org.sessionlogging.central.keys.LogKeys;
import org.sessionlogging.central.keys.MarkedKeys;
import org.sessionlogging.central.keys.RegionalKms;
import org.sessionlogging.central.keys.UsedKeys;
import org.sessionlogging.domain.settings.BucketOrigin;
import org.sessionlogging.domain.settings.GivenKeys;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeySettings;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.contract.Invocation;

/** What is found in AWS by the identifier alone: the bucket and its keys. */
record CentralResource(Clients clients, String bucketName, Invocation invocation) {
  private static final String ORIGIN = "origin of the bucket";

  /**
   * The bucket with its second proof: an alias of ours that leads to a key with our marks which
   * encrypts this bucket.
   */
  Bucket root() {
    LogBucket bucket = bucket();
    return new Bucket(
        bucket,
        BucketProof.ofMade(
            bucket,
            () ->
                Optional.of(keys())
                    .filter(
                        keys ->
                            new BucketEncryption(bucket)
                                .keyArn()
                                .filter(keys::encryptWith)
                                .isPresent())
                    .filter(keys -> !keys.areReleased())
                    .map(
                        keys ->
                            BucketMarks.known(
                                Optional.of(keys.mode()), Optional.empty(), Optional.empty())),
            () -> keys().areReleased()));
  }

  /** The bucket as a creation sees it. */
  Bucket newRoot() {
    LogBucket bucket = bucket();
    return new Bucket(bucket, BucketProof.ofNew(bucket, invocation.requestMark()));
  }

  /**
   * How the bucket came to be ours: as its tags say, or else as those of its keys do. Asked once an
   * operation, which may take off those tags.
   */
  BucketOrigin origin(Bucket root) {
    BucketOrigin origin =
        invocation
            .progress()
            .noted(ORIGIN)
            .flatMap(BucketOrigin::of)
            .or(() -> root.read().flatMap(BucketMarks::origin))
            .orElseGet(() -> keys().bucketOrigin());
    invocation.progress().note(ORIGIN, origin.word());
    return origin;
  }

  LogBucket bucket() {
    return new LogBucket(
        invocation.aws(),
        clients.s3().apply(invocation.region()),
        invocation.place(Place::new),
        bucketName,
        invocation.progress());
  }

  /** The declared ones. */
  LogKeys keys(KeySettings declared) {
    return keys(declared.mode(), declared.given());
  }

  /** As AWS tells which of them are given. */
  LogKeys liveKeys(Optional<KeyMode> mode) {
    return new UsedKeys(mode.map(known -> keys(known, GivenKeys.NONE)).orElseGet(this::keys))
        .keysInUse();
  }

  LogKeys keys(KeyMode mode, GivenKeys given) {
    Function<String, RegionalKms> kms =
        region -> new RegionalKms(invocation.aws(), clients.kms().apply(region), region);
    MarkedKeys marked =
        new MarkedKeys(
            kms.apply(invocation.region()),
            clients.tagging().apply(invocation.region()),
            invocation.account(),
            bucketName,
            this::encryptingKey,
            () -> marks().map(BucketMarks::givenForSessions).orElseGet(List::of));
    return new LogKeys(kms, marked, mode, given, invocation.progress());
  }

  /**
   * What a bucket that was taken over goes on with for a while is nobody's declaration: that of a
   * given key is in its tags meanwhile.
   */
  private Optional<String> encryptingKey() {
    BucketEncryption encryption = new BucketEncryption(bucket());
    Optional<String> named = encryption.read().flatMap(BucketEncryption::named);
    return marks()
        .filter(it -> it.goesOnWith(named))
        .map(BucketMarks::givenForBucket)
        .orElseGet(encryption::keyArn);
  }

  private Optional<BucketMarks> marks() {
    return BucketProof.ofMade(bucket(), Optional::empty, () -> false).inTags();
  }

  /** As their aliases say: the bucket that knows the mode may be gone. */
  LogKeys keys() {
    return keys(KeyMode.TWO_KEYS, GivenKeys.NONE).asNamed();
  }
}
