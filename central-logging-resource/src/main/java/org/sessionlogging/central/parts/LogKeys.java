package org.sessionlogging.central.parts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.KeyMode;
import org.sessionlogging.domain.Place;
import org.sessionlogging.kit.Aws;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/**
 * The keys of one log bucket, found by their aliases, or by their tags when a creation was cut off
 * before its alias. In ONE_KEY mode the bucket key bears both aliases.
 */
public final class LogKeys {
  /** Tag that holds the days between the resource's deletion and the key's. */
  public static final String WINDOW_TAG = "session-logging:deletion-window";

  static final String BUCKET_TAG = "session-logging:bucket";
  static final String PURPOSE_TAG = "session-logging:key";

  private static final String BUCKET = "bucket";
  private static final String SESSION = "session";

  private final Aws aws;
  private final Clients clients;
  private final Place place;
  private final String bucketName;
  private final LogKey bucketKey;
  private final LogKey sessionKey;

  public LogKeys(Aws aws, Clients clients, Place place, String bucketName, KeyMode mode) {
    this.aws = aws;
    this.clients = clients;
    this.place = place;
    this.bucketName = bucketName;
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

  /** The keys of the bucket's own Region, each once. */
  public List<LogKey> primaries() {
    return bucketKey == sessionKey ? List.of(bucketKey) : List.of(bucketKey, sessionKey);
  }

  /** Whether a key still bears one of the aliases. */
  public boolean anyNamed() {
    return primaries().stream()
        .flatMap(key -> key.aliases().stream())
        .anyMatch(name -> LogKey.describe(aws, clients.kms(place.region()), name).isPresent());
  }

  /** The session key's replica in another Region: the same id, there. */
  public LogKey replica(String region) {
    return new LogKey(
        aws,
        clients.kms(region),
        region,
        "session key replica in " + region,
        List.of(alias(SESSION)),
        () ->
            sessionKey
                .find()
                .flatMap(primary -> LogKey.describe(aws, clients.kms(region), primary.keyId())));
  }

  /** Regions that hold a replica of the session key, those waiting for their deletion included. */
  public SortedSet<String> regionsWithReplica() {
    SortedSet<String> regions = new TreeSet<>();
    sessionKey
        .find()
        .map(KeyMetadata::multiRegionConfiguration)
        .filter(it -> it.multiRegionKeyType() == MultiRegionKeyType.PRIMARY)
        .ifPresent(it -> it.replicaKeys().forEach(replica -> regions.add(replica.region())));
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
    return new TreeMap<>(
        Map.of(
            BUCKET_TAG,
            bucketName,
            PURPOSE_TAG,
            key == bucketKey ? BUCKET : SESSION,
            WINDOW_TAG,
            String.valueOf(deletionWindowInDays)));
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
        clients.kms(place.region()),
        place.region(),
        purpose + " key",
        aliases,
        () ->
            LogKey.describe(aws, clients.kms(place.region()), aliases.get(0))
                .or(() -> byTags(purpose)));
  }

  /** What waits for its deletion belongs to an earlier bucket of this name. */
  private Optional<KeyMetadata> byTags(String purpose) {
    return aws
        .call(
            GetResourcesRequest.builder()
                .resourceTypeFilters("kms:key")
                .tagFilters(is(BUCKET_TAG, bucketName), is(PURPOSE_TAG, purpose))
                .build(),
            clients.tagging(place.region())::getResources)
        .resourceTagMappingList()
        .stream()
        .flatMap(it -> LogKey.describe(aws, clients.kms(place.region()), it.resourceARN()).stream())
        .filter(LogKeys::staying)
        .findFirst();
  }

  private static TagFilter is(String key, String value) {
    return TagFilter.builder().key(key).values(value).build();
  }
}
