package org.sessionlogging.central.bucket;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.sessionlogging.domain.settings.BucketOrigin;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.OnExistingBucket;
import org.sessionlogging.domain.settings.Tags;

/**
 * What our tags on a bucket say, from its birth or its adoption on: that it is of this type, and
 * what AWS can't tell later operations otherwise.
 *
 * @param keyMode how many keys it has; empty when its tag is gone
 * @param request mark of the request that made it or took it over; empty when its tag is gone
 * @param logPrefix first part of every log's key; empty without one, and on buckets that 0.1.0 made
 * @param givenForSessions ARNs of given keys that the alias for sessions may lead to, the one in
 *     use first; mostly none
 * @param givenForBucket ARN of the given key that is to encrypt it; empty without one, and where
 *     nothing else was found, since then S3 says it
 * @param origin how it came to be ours; empty when its tag is gone, or was never written
 * @param onExisting what was declared for a bucket that is there already
 * @param formerEncryption what new objects were encrypted with before it was taken over, as {@link
 *     BucketEncryption#named} says it; empty when that was a key of ours, or its tag is gone
 * @param regions what was declared of the session key's replicas, as far as they can't tell it
 */
public record BucketMarks(
    Optional<KeyMode> keyMode,
    Optional<String> request,
    Optional<String> logPrefix,
    List<String> givenForSessions,
    Optional<String> givenForBucket,
    Optional<BucketOrigin> origin,
    OnExistingBucket onExisting,
    Optional<String> formerEncryption,
    RegionMarks regions) {
  static final String TYPE_TAG = Tags.OURS + "type";
  static final String TYPE = "central";
  static final String ORIGIN_TAG = Tags.OURS + "origin";
  private static final String KEY_MODE_TAG = Tags.OURS + "key-mode";
  private static final String REQUEST_TAG = Tags.OURS + "request";
  private static final String LOG_PREFIX_TAG = Tags.OURS + "log-prefix";
  private static final String SESSION_KEY_TAG = Tags.OURS + "existing-session-key";
  private static final String BUCKET_KEY_TAG = Tags.OURS + "existing-bucket-key";
  private static final String ON_EXISTING_TAG = Tags.OURS + "on-existing-bucket";
  private static final String FORMER_ENCRYPTION_TAG = Tags.OURS + "former-encryption";

  /** Of a bucket whose own tags say nothing. */
  public static BucketMarks known(
      Optional<KeyMode> keyMode, Optional<String> request, Optional<BucketOrigin> origin) {
    return new BucketMarks(
        keyMode,
        request,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        origin,
        OnExistingBucket.FAIL,
        Optional.empty(),
        RegionMarks.NONE);
  }

  /** Empty for a bucket that is not of this type. */
  public static Optional<BucketMarks> of(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(TYPE_TAG))
        .filter(TYPE::equals)
        .map(
            it ->
                new BucketMarks(
                    named(KeyMode.values(), tags.get(KEY_MODE_TAG)),
                    Optional.ofNullable(tags.get(REQUEST_TAG)),
                    Optional.ofNullable(tags.get(LOG_PREFIX_TAG)),
                    Tags.words(new TreeMap<>(tags), SESSION_KEY_TAG),
                    Optional.ofNullable(tags.get(BUCKET_KEY_TAG)),
                    BucketOrigin.of(tags.get(ORIGIN_TAG)),
                    named(OnExistingBucket.values(), tags.get(ON_EXISTING_TAG))
                        .orElse(OnExistingBucket.FAIL),
                    Optional.ofNullable(tags.get(FORMER_ENCRYPTION_TAG)),
                    RegionMarks.in(tags)));
  }

  private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
    return Arrays.stream(values).filter(it -> it.name().equals(name)).findFirst();
  }

  /** Whether the bucket was somebody else's. */
  public boolean isAdopted() {
    return origin.filter(it -> it != BucketOrigin.CREATED).isPresent();
  }

  /**
   * Whether the bucket goes on with what was found, whatever is declared for later.
   *
   * @param encryption what it is encrypted with, as {@link BucketEncryption#named} says it
   */
  public boolean goesOnWith(Optional<String> encryption) {
    return onExisting == OnExistingBucket.ADOPT
        && formerEncryption.isPresent()
        && formerEncryption.equals(encryption);
  }

  /** Whether that request has made the bucket or taken it over. */
  boolean isOf(Optional<String> other) {
    return request.isPresent() && request.equals(other);
  }

  /**
   * The same as it takes over from what was there; the mark of the request is its own.
   *
   * @param isNamedForSessions whether the alias leads to the key of that ARN
   */
  public BucketMarks after(Optional<BucketMarks> former, Predicate<String> isNamedForSessions) {
    return new BucketMarks(
        keyMode,
        request,
        logPrefix,
        givenForSessions(former, isNamedForSessions),
        givenForBucket,
        origin,
        onExisting,
        formerEncryption,
        regions);
  }

  /**
   * A key that was given for sessions before is named as long as the alias leads there: without
   * that nobody would know that the alias may be moved.
   */
  private List<String> givenForSessions(
      Optional<BucketMarks> former, Predicate<String> isNamedForSessions) {
    List<String> given = new ArrayList<>(givenForSessions);
    former.stream()
        .flatMap(it -> it.givenForSessions().stream())
        .filter(arn -> !given.contains(arn) && isNamedForSessions.test(arn))
        .forEach(given::add);
    return given;
  }

  /**
   * The same with what is remembered already.
   *
   * @param creation mark of the request, where this operation is the creation
   * @param isNamedForSessions whether the alias leads to the key of that ARN
   */
  BucketMarks remembering(
      Optional<BucketMarks> former,
      Optional<String> creation,
      Predicate<String> isNamedForSessions) {
    return new BucketMarks(
        keyMode,
        former.flatMap(BucketMarks::request).or(() -> creation),
        logPrefix,
        givenForSessions(former, isNamedForSessions),
        givenForBucket,
        origin,
        onExisting,
        former.flatMap(BucketMarks::formerEncryption).or(() -> formerEncryption),
        regions);
  }

  /** The tags that say so. */
  public SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>(Map.of(TYPE_TAG, TYPE));
    keyMode.ifPresent(mode -> tags.put(KEY_MODE_TAG, mode.name()));
    request.ifPresent(mark -> tags.put(REQUEST_TAG, mark));
    logPrefix.ifPresent(prefix -> tags.put(LOG_PREFIX_TAG, prefix));
    if (!givenForSessions.isEmpty()) {
      tags.putAll(Tags.ofWords(SESSION_KEY_TAG, givenForSessions));
    }
    if (formerEncryption.isPresent()) {
      givenForBucket.ifPresent(arn -> tags.put(BUCKET_KEY_TAG, arn));
    }
    origin.ifPresent(it -> tags.put(ORIGIN_TAG, it.word()));
    if (onExisting != OnExistingBucket.FAIL) {
      tags.put(ON_EXISTING_TAG, onExisting.name());
    }
    formerEncryption.ifPresent(it -> tags.put(FORMER_ENCRYPTION_TAG, it));
    tags.putAll(regions.tags());
    return tags;
  }
}
