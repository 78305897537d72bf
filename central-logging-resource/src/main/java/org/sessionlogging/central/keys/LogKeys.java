package org.sessionlogging.central.keys;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.BucketOrigin;
import org.sessionlogging.domain.settings.GivenKeys;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Progress;
import org.sessionlogging.kit.reconcile.Step;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;

/**
 * The keys of one log bucket.
 *
 * @param kms KMS by Region
 * @param marked its keys by their tags
 * @param mode as how many keys they are looked for: a deletion, which does not know the mode, looks
 *     for two, of which both aliases may lead to the same
 * @param given those that are not ours
 */
public record LogKeys(
    Function<String, RegionalKms> kms,
    MarkedKeys marked,
    KeyMode mode,
    GivenKeys given,
    Progress progress) {

  /** The given key for a purpose; empty where ours serves it. */
  public Optional<KeyArn> given(KeyPurpose purpose) {
    return given.serving(purpose, mode);
  }

  /** ARN of the key that serves a purpose; empty while ours is not there. */
  public Optional<String> arn(KeyPurpose purpose) {
    return given(purpose).map(KeyArn::toString).or(() -> own(purpose).find().map(KeyMetadata::arn));
  }

  /**
   * ARN of the key that encrypts the bucket, which has to exist by now.
   *
   * @throws IllegalStateException when it does not
   */
  public KeyArn bucketKeyArn() {
    return given(KeyPurpose.BUCKET).orElseGet(() -> own(KeyPurpose.BUCKET).arn());
  }

  /** Our key for a purpose, in use or not; with ONE_KEY it is one for both. */
  public PrimaryKey own(KeyPurpose purpose) {
    return mode.keys().stream()
        .filter(purposes -> purposes.contains(purpose))
        .findFirst()
        .map(purposes -> new PrimaryKey(marked, purposes, progress))
        .orElseThrow();
  }

  /** Our keys of the bucket's own Region that are in use, Key 1 first. */
  public List<PrimaryKey> primaries() {
    return own().filter(key -> given(key.mark()).isEmpty()).toList();
  }

  /** Our keys in whose place there is a given one: there may be logs that they encrypt. */
  public List<PrimaryKey> retired() {
    return own().filter(key -> given(key.mark()).isPresent()).toList();
  }

  private Stream<PrimaryKey> own() {
    return mode.keys().stream().map(purposes -> new PrimaryKey(marked, purposes, progress));
  }

  /** Whether a key is in the bucket's account. */
  public boolean isOwnAccount(KeyArn key) {
    return key.account().equals(marked.account());
  }

  /** The alias for sessions in a Region. */
  SessionAlias sessionAlias(RegionalKms region) {
    return new SessionAlias(region.alias(KeyPurpose.SESSION.alias(marked.bucketName())));
  }

  /** Whether the alias for sessions leads to the key of that ARN, in the bucket's Region. */
  public boolean isNamedForSessions(String arn) {
    return sessionAlias(marked.kms()).key().filter(key -> key.arn().equals(arn)).isPresent();
  }

  /** Whether a key is ours, or one that was given for sessions, or a replica of either. */
  boolean isKnown(RegionalKms region, KeyMetadata key) {
    return marked.isOfBucket(region.tags(key.keyId()))
        || marked.givenForSessions().get().stream()
            .anyMatch(arn -> arn.endsWith("/" + key.keyId()));
  }

  /** The session key's replica in another Region. */
  public ReplicaKey replica(String region) {
    return new ReplicaKey(this, region);
  }

  /** The session key in other Regions. */
  public SessionReplicas replicas() {
    return new SessionReplicas(this);
  }

  /** The same keys with other given ones. */
  LogKeys with(KeyMode other, GivenKeys others) {
    return new LogKeys(kms, marked, other, others, progress);
  }

  /** The same keys with another session key, which is given. */
  LogKeys withSessionKey(KeyArn key) {
    return with(KeyMode.TWO_KEYS, new GivenKeys(Optional.empty(), Optional.of(key)));
  }

  /**
   * Whether a key or an alias of the bucket is left, a key that waits for its deletion and still
   * bears an alias included. Those of a bucket that was given back are nobody's to delete.
   */
  public boolean any() {
    return own().flatMap(key -> key.aliases().stream()).anyMatch(this::leadsToOwnKey)
        || marked.all().anyMatch(it -> !marked.isReleased(it));
  }

  /**
   * Under the same name there may be a replica, of a bucket of this name in another Region. One
   * that bears no tags of ours was given.
   */
  private boolean leadsToOwnKey(String alias) {
    return marked
        .kms()
        .describe(alias)
        .filter(key -> !MarkedKeys.isReplica(key) || !marked.isOfBucket(key))
        .filter(key -> !marked.isReleased(key))
        .isPresent();
  }

  /** The wait for keys that may show late; empty once each is named, or looked for long enough. */
  Optional<Step> looksForNames(String thing) {
    return areNamed() ? Optional.empty() : progress.lookAgain(thing, "keys that may show late");
  }

  /** Whether each alias in the bucket's own Region leads to a key, whosever it is. */
  private boolean areNamed() {
    return own()
        .flatMap(key -> key.aliases().stream())
        .allMatch(alias -> marked.kms().describe(alias).isPresent());
  }

  /**
   * The same keys, as many as they themselves say: Key 1 can have replicas where it serves both.
   */
  public LogKeys asNamed() {
    PrimaryKey one = new PrimaryKey(marked, Set.of(KeyPurpose.values()), progress);
    boolean isOne = one.find().filter(LogKeys::isMultiRegionPrimary).isPresent();
    return with(isOne ? KeyMode.ONE_KEY : KeyMode.TWO_KEYS, given);
  }

  /**
   * Whether Key 1, by our alias and with our marks, is the one of that ARN: then what it encrypts
   * is this bucket.
   */
  public boolean encryptWith(String arn) {
    return own(KeyPurpose.BUCKET).named().filter(key -> key.arn().equals(arn)).isPresent();
  }

  /** Whether a key, by our alias and with our marks, says that the bucket was given back. */
  public boolean areReleased() {
    return own().flatMap(key -> key.named().stream()).anyMatch(marked::isReleased);
  }

  /**
   * Where the keys say that the bucket came from. Without any, that it was taken over: the careful
   * choice, by which it is never deleted.
   */
  public BucketOrigin bucketOrigin() {
    Set<BucketOrigin> origins =
        own().flatMap(key -> key.find().stream()).map(marked::origin).collect(Collectors.toSet());
    return origins.equals(Set.of(BucketOrigin.CREATED))
        ? BucketOrigin.CREATED
        : BucketOrigin.ADOPTED;
  }

  /**
   * The one key that can have replicas. With ONE_KEY it is found by either alias, so that a lost
   * one hides no replica from a deletion that does not know the mode.
   */
  Optional<KeyMetadata> multiRegion() {
    Optional<KeyArn> used = given(KeyPurpose.SESSION);
    return used.isEmpty()
        ? own()
            .flatMap(key -> key.find().stream())
            .filter(LogKeys::isMultiRegionPrimary)
            .findFirst()
        : used.filter(this::isOwnAccount)
            .flatMap(key -> marked.kms().describe(key.toString()))
            .filter(key -> key.multiRegionConfiguration() != null);
  }

  private static boolean isMultiRegionPrimary(KeyMetadata key) {
    return Optional.ofNullable(key.multiRegionConfiguration())
        .filter(it -> it.multiRegionKeyType() == MultiRegionKeyType.PRIMARY)
        .isPresent();
  }
}
