package org.sessionlogging.central.keys;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.central.Clients;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.contract.Session;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;

/**
 * The keys of one log bucket, found by their aliases, or by their tags when a creation was cut off
 * before its alias. In ONE_KEY mode the bucket key bears both aliases.
 */
public final class LogKeys {
  private static final String BUCKET = "bucket";
  private static final String SESSION = "session";

  private final Session session;
  private final Aws aws;
  private final Clients clients;
  private final Place place;
  private final String bucketName;
  private final MarkedKeys marked;
  private final LogKey bucketKey;
  private final LogKey sessionKey;

  public LogKeys(Session session, Clients clients, Place place, String bucketName, KeyMode mode) {
    this.session = session;
    this.aws = session.aws();
    this.clients = clients;
    this.place = place;
    this.bucketName = bucketName;
    this.marked = new MarkedKeys(aws, clients, place.region(), bucketName);
    this.bucketKey =
        mode == KeyMode.ONE_KEY
            ? primary(BUCKET, List.of(alias(BUCKET), alias(SESSION)))
            : primary(BUCKET, List.of(alias(BUCKET)));
    this.sessionKey =
        mode == KeyMode.ONE_KEY ? bucketKey : primary(SESSION, List.of(alias(SESSION)));
  }

  /** Key 1. */
  public LogKey bucketKey() {
    return bucketKey;
  }

  /** Key 2; with ONE_KEY the same as Key 1. */
  public LogKey sessionKey() {
    return sessionKey;
  }

  /** The keys of the bucket's own Region. */
  public List<LogKey> primaries() {
    return bucketKey == sessionKey ? List.of(bucketKey) : List.of(bucketKey, sessionKey);
  }

  /** Keys of this bucket that no alias leads to: a creation whose answer got lost leaves one. */
  public List<LogKey> strays() {
    return marked
        .all()
        .map(
            it ->
                new LogKey(
                    aws,
                    session.progress(),
                    clients.kms().apply(place.region()),
                    place.region(),
                    "key " + it.keyId(),
                    List.of(),
                    () -> Optional.of(it)))
        .toList();
  }

  /** Whether there is a key, one that still bears an alias while it waits for its deletion too. */
  public boolean any() {
    return primaries().stream().anyMatch(key -> key.find().isPresent());
  }

  /** The session key's replica in another Region: the same id, there. */
  public LogKey replica(String region) {
    return new LogKey(
        aws,
        session.progress(),
        clients.kms().apply(region),
        region,
        "session key replica in " + region,
        List.of(alias(SESSION)),
        () ->
            multiRegion()
                .flatMap(
                    primary -> LogKey.describe(aws, clients.kms().apply(region), primary.keyId())));
  }

  /**
   * The one key that can have replicas. With ONE_KEY it is found by either alias, so that a lost
   * one hides no replica from a deletion that does not know the mode.
   */
  private Optional<KeyMetadata> multiRegion() {
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

  /** Regions that hold a replica of the session key, those waiting for their deletion included. */
  public SortedSet<String> regionsWithReplica() {
    SortedSet<String> regions = new TreeSet<>();
    multiRegion()
        .ifPresent(
            it ->
                it.multiRegionConfiguration()
                    .replicaKeys()
                    .forEach(replica -> regions.add(replica.region())));
    return regions;
  }

  /** Regions with a replica that is there to stay. */
  public SortedSet<String> regionsWithLiveReplica() {
    SortedSet<String> regions = regionsWithReplica();
    regions.removeIf(region -> replica(region).find().filter(LogKeys::staying).isEmpty());
    return regions;
  }

  /** The tags by which a key is found again and deleted in time. */
  SortedMap<String, String> marks(LogKey key, int deletionWindowInDays) {
    return marked.marks(key == bucketKey ? BUCKET : SESSION, deletionWindowInDays);
  }

  static boolean staying(KeyMetadata key) {
    return key.keyState() != KeyState.PENDING_DELETION
        && key.keyState() != KeyState.PENDING_REPLICA_DELETION;
  }

  private String alias(String purpose) {
    return "alias/session-logging/" + bucketName + "/" + purpose;
  }

  private LogKey primary(String purpose, List<String> aliases) {
    return new LogKey(
        aws,
        session.progress(),
        clients.kms().apply(place.region()),
        place.region(),
        purpose + " key",
        aliases,
        () -> search(purpose, aliases.get(0)));
  }

  /**
   * The alias leads to the key. Where somebody moved it to another key, that key is not ours to
   * change or to delete: the one that bears our tags is.
   */
  private Optional<KeyMetadata> search(String purpose, String alias) {
    Optional<KeyMetadata> named = LogKey.describe(aws, clients.kms().apply(place.region()), alias);
    return named
        .filter(key -> marked.isMarked(key, purpose))
        .or(() -> marked.of(purpose).findFirst())
        .or(() -> named);
  }
}
