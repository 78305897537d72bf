package org.sessionlogging.central;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sessionlogging.central.keys.FormerSessionKeys;
import org.sessionlogging.central.keys.GivenKey;
import org.sessionlogging.central.keys.GivenKeyPart;
import org.sessionlogging.central.keys.GivenKeyUse;
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
import org.sessionlogging.central.keys.SessionAliasPart;
import org.sessionlogging.central.keys.StrayKeys;
import org.sessionlogging.domain.policy.KeyPolicies;
import org.sessionlogging.domain.policy.NeededUse;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.settings.BucketOrigin;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.GivenKeys;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.KeySettings;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.kit.reconcile.Part;

/**
 * The keys among what Central owns: each with its policy, its rotation and its tags.
 *
 * @param organization the one whose accounts use them
 * @param origin how the bucket came to be ours, which its keys know as well
 * @param request mark of the request that makes the resource, if it is this one
 * @param log takes what nobody can tell of given keys
 */
record KeyParts(
    LogKeys keys,
    CentralLogging logging,
    OrganizationId organization,
    BucketOrigin origin,
    Optional<String> request,
    Consumer<String> log) {
  private static final String MAIN_LINE = "";

  /** The keys alone: their aliases may be somebody's, and Regions may be unusable. */
  List<Part<?>> beforeCreation() {
    List<Part<?>> parts = new ArrayList<>();
    keys.primaries().forEach(key -> parts.add(key(key)));
    parts.addAll(given());
    replicas(region -> List.of(key(keys.replica(region)))).forEach(parts::add);
    return parts;
  }

  /** Primaries first. */
  List<Part<?>> inOrder() {
    List<Part<?>> parts = new ArrayList<>(List.of(new FormerSessionKeys(keys)));
    keys.primaries().forEach(key -> parts.addAll(primary(key)));
    parts.addAll(given());
    // Whoever may no longer read the logs may not read the older ones either.
    keys.retired().stream()
        .filter(PrimaryKey::isEnabled)
        .forEach(key -> parts.addAll(retired(key)));
    parts.add(Part.of(new StrayKeys(keys, request), new TreeSet<>()));
    // A replica's primary must exist. Replicas wait for themselves alone: each takes minutes.
    replicas(this::replica).forEach(parts::add);
    return parts;
  }

  /** Given keys, of which the alias for sessions alone is ours. */
  private List<Part<?>> given() {
    List<Part<?>> parts = new ArrayList<>();
    for (Set<KeyPurpose> purposes : keys.mode().keys()) {
      KeyPurpose first = Collections.min(purposes);
      keys.given(first)
          .ifPresent(
              arn ->
                  parts.addAll(
                      given(arn, GivenKeys.property(first, keys.mode()), purposes, MAIN_LINE)));
    }
    return parts;
  }

  private List<Part<?>> given(KeyArn arn, String property, Set<KeyPurpose> purposes, String line) {
    GivenKey key = new GivenKey(keys.kms().apply(arn.region()), arn, property, purposes);
    Part<?> usable =
        new GivenKeyPart(
            key,
            keys,
            new GivenKeyUse(keys, NeededUse.of(purposes, logging, organization, arn), log),
            line);
    return purposes.contains(KeyPurpose.SESSION)
        ? List.of(usable, SessionAliasPart.of(keys, key, line))
        : List.of(usable);
  }

  /** Replicas that somebody else has made of a given key are given keys themselves. */
  private Stream<Part<?>> replicas(Function<String, List<Part<?>>> ours) {
    SortedSet<String> regions = new TreeSet<>(logging.replicaRegions());
    // Members that are about to leave a Region go on with what they have.
    regions.addAll(left());
    SortedSet<String> givenIn = keys.replicas().madeByOthers(regions);
    return regions.stream()
        .flatMap(
            region ->
                (givenIn.contains(region) ? givenReplica(region) : ours.apply(region)).stream());
  }

  /** Regions that are declared no more, nor retired yet. */
  private SortedSet<String> left() {
    return logging
        .keys()
        .regions()
        .retired()
        .map(
            retired -> {
              SortedSet<String> spoken = logging.replicaRegions();
              spoken.addAll(retired);
              return existing().oursBeside(spoken);
            })
        .orElseGet(TreeSet::new);
  }

  /** Replicas that are there, declared or not. */
  Replicas existing() {
    return new Replicas(keys, logging.keys().deletionWindowInDays());
  }

  private List<Part<?>> givenReplica(String region) {
    return given(
        keys.given(KeyPurpose.SESSION).orElseThrow().in(region),
        "ReplicaRegions",
        Set.of(KeyPurpose.SESSION),
        region);
  }

  private List<Part<?>> retired(PrimaryKey key) {
    return List.of(
        new KeySettingPart<>(new KeyPolicy(key), policy(key), MAIN_LINE),
        new KeySettingPart<>(new KeyTags(key), tagsOfPrimary(key), MAIN_LINE));
  }

  private List<Part<?>> primary(PrimaryKey key) {
    return List.of(
        key(key),
        new KeySettingPart<>(new KeyPolicy(key), policy(key), MAIN_LINE),
        new KeySettingPart<>(
            new KeyRotation(key), logging.keys().rotationPeriodInDays(), MAIN_LINE),
        new KeySettingPart<>(new KeyTags(key), tagsOfPrimary(key), MAIN_LINE));
  }

  private List<Part<?>> replica(String region) {
    ReplicaKey replica = keys.replica(region);
    return List.of(
        key(replica),
        new KeySettingPart<>(new KeyPolicy(replica), policy(replica), region),
        new KeySettingPart<>(new KeyTags(replica), tags(replica), region));
  }

  /** Policy and tags from the first moment on, and the mark of the request, which stays. */
  private Part<?> key(PrimaryKey key) {
    SortedMap<String, String> tags = tagsOfPrimary(key);
    tags.putAll(KeyMarks.madeBy(request));
    return new KeyPart(new NamedKey(key), new KeyLife.New(policy(key), tags), MAIN_LINE);
  }

  /** ReplicateKey makes it once however often it is asked. */
  private Part<?> key(ReplicaKey key) {
    return new KeyPart(new NamedKey(key), new KeyLife.New(policy(key), tags(key)), key.region());
  }

  private PolicyDocument policy(LogKey key) {
    return KeyPolicies.of(key.purposes(), logging, organization);
  }

  /** Where a tagging tool replaces those of the bucket, these say that it is not to be deleted. */
  private SortedMap<String, String> tagsOfPrimary(PrimaryKey key) {
    SortedMap<String, String> tags = tags(key);
    tags.putAll(KeyMarks.ofBucket(origin));
    return tags;
  }

  private SortedMap<String, String> tags(LogKey key) {
    SortedMap<String, String> tags = new TreeMap<>(logging.tags());
    tags.putAll(
        new KeyMarks(keys.marked().bucketName(), key.mark(), logging.keys().deletionWindowInDays())
            .tags());
    if (logging.keys().justInTimeAccess() && key.purposes().contains(KeyPurpose.SESSION)) {
      tags.put(KeySettings.JUST_IN_TIME_TAG, KeySettings.JUST_IN_TIME_VALUE);
    }
    return tags;
  }
}
