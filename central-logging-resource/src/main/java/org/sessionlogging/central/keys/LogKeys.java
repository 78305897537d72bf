package org.sessionlogging.central.keys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sessionlogging.domain.settings.BucketOrigin;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.kit.reconcile.Progress;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;

/**
 * The keys of one log bucket.
 *
 * @param kms KMS by Region
 * @param marked its keys by their tags
 * @param mode as how many keys they are looked for: a deletion, which does not know the mode, looks
 *     for two, of which both aliases may lead to the same
 */
public record LogKeys(
    Function<String, RegionalKms> kms, MarkedKeys marked, KeyMode mode, Progress progress) {

  /** Key 1. */
  public PrimaryKey bucketKey() {
    return serving(KeyPurpose.BUCKET);
  }

  /** Key 2; with ONE_KEY the same as Key 1. */
  public PrimaryKey sessionKey() {
    return serving(KeyPurpose.SESSION);
  }

  private PrimaryKey serving(KeyPurpose purpose) {
    return primaries().stream()
        .filter(key -> key.purposes().contains(purpose))
        .findFirst()
        .orElseThrow();
  }

  /** The keys of the bucket's own Region, Key 1 first. */
  public List<PrimaryKey> primaries() {
    return mode.keys().stream().map(it -> new PrimaryKey(marked, it, progress)).toList();
  }

  /** The session key's replica in another Region. */
  public ReplicaKey replica(String region) {
    return new ReplicaKey(this, region);
  }

  /**
   * Whether a key or an alias of the bucket is left, a key that waits for its deletion and still
   * bears an alias included. Those of a bucket that was given back are nobody's to delete.
   */
  public boolean any() {
    return primaries().stream().flatMap(key -> key.aliases().stream()).anyMatch(this::leadsToOwnKey)
        || marked.all().anyMatch(it -> !marked.isReleased(it));
  }

  /** Under the same name there may be a replica, of a bucket of this name in another Region. */
  private boolean leadsToOwnKey(String alias) {
    return marked
        .kms()
        .describe(alias)
        .filter(key -> !MarkedKeys.isReplica(key) && !marked.isReleased(key))
        .isPresent();
  }

  /** Whether each alias in the bucket's own Region leads to a key, whosever it is. */
  boolean areNamed() {
    return primaries().stream()
        .flatMap(key -> key.aliases().stream())
        .allMatch(alias -> marked.kms().describe(alias).isPresent());
  }

  /** Those of the given keys that are there, which are looked for side by side. */
  Map<LogKey, KeyMetadata> found(List<? extends LogKey> wanted) {
    List<Supplier<Optional<KeyMetadata>>> questions = new ArrayList<>();
    wanted.forEach(key -> questions.add(key::find));
    List<Optional<KeyMetadata>> answers = marked.kms().aws().sideBySide(questions);
    Map<LogKey, KeyMetadata> found = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      LogKey key = wanted.get(i);
      answers.get(i).ifPresent(it -> found.put(key, it));
    }
    return found;
  }

  /** Looks for all replicas side by side, so that each of them is known when it is asked for. */
  public void lookAtReplicas() {
    Map<LogKey, KeyMetadata> unused = found(replicas());
  }

  /**
   * The same keys, as many as they themselves say: Key 1 can have replicas where it serves both.
   */
  public LogKeys asNamed() {
    PrimaryKey one = new PrimaryKey(marked, Set.of(KeyPurpose.values()), progress);
    boolean isOne = one.find().filter(LogKeys::isMultiRegionPrimary).isPresent();
    return new LogKeys(kms, marked, isOne ? KeyMode.ONE_KEY : KeyMode.TWO_KEYS, progress);
  }

  /**
   * Whether Key 1, by our alias and with our marks, is the one of that ARN: then what it encrypts
   * is this bucket.
   */
  public boolean encryptWith(String arn) {
    return bucketKey().named().filter(key -> key.arn().equals(arn)).isPresent();
  }

  /** Whether Key 1, by our alias and with our marks, says that the bucket was given back. */
  public boolean areReleased() {
    return bucketKey().named().filter(marked::isReleased).isPresent();
  }

  /**
   * Where the keys say that the bucket came from. Without any, that it was taken over: the careful
   * choice, by which it is never deleted.
   */
  public BucketOrigin bucketOrigin() {
    Set<BucketOrigin> origins =
        primaries().stream()
            .flatMap(key -> key.find().stream())
            .map(marked::origin)
            .collect(Collectors.toSet());
    return origins.equals(Set.of(BucketOrigin.CREATED))
        ? BucketOrigin.CREATED
        : BucketOrigin.ADOPTED;
  }

  /**
   * The one key that can have replicas. With ONE_KEY it is found by either alias, so that a lost
   * one hides no replica from a deletion that does not know the mode.
   */
  Optional<KeyMetadata> multiRegion() {
    return primaries().stream()
        .flatMap(key -> key.find().stream())
        .filter(LogKeys::isMultiRegionPrimary)
        .findFirst();
  }

  private static boolean isMultiRegionPrimary(KeyMetadata key) {
    return Optional.ofNullable(key.multiRegionConfiguration())
        .filter(it -> it.multiRegionKeyType() == MultiRegionKeyType.PRIMARY)
        .isPresent();
  }

  /** Replicas of the session key, those waiting for their deletion included, by Region. */
  List<ReplicaKey> replicas() {
    return multiRegion().stream()
        .flatMap(it -> it.multiRegionConfiguration().replicaKeys().stream())
        .map(it -> it.region())
        .sorted()
        .map(this::replica)
        .toList();
  }

  /** Regions with a replica that is there to stay. */
  public SortedSet<String> replicaRegions() {
    SortedSet<String> regions = new TreeSet<>();
    replicas().stream()
        .filter(it -> it.find().filter(key -> LogKey.isStaying(key.keyState())).isPresent())
        .forEach(it -> regions.add(it.region()));
    return regions;
  }
}
