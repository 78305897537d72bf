package org.sessionlogging.central;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.kit.contract.Session;
import org.sessionlogging.kit.reconcile.Refused;

/** From the generated model to the settings, defaults applied; behind it there are no nulls. */
final class CentralMapper {
  private static final int ROTATION_DAYS = 365;
  private static final int DELETION_DAYS = 30;

  private CentralMapper() {}

  static Place place(Session session) {
    return new Place(session.partition(), session.account(), session.region());
  }

  static String bucketName(ResourceModel model, Session session) {
    return Optional.ofNullable(model.getBucketName())
        .orElseGet(() -> CentralLogging.defaultBucketName(place(session)));
  }

  static KeyMode keyMode(ResourceModel model) {
    return Optional.ofNullable(model.getKeyMode()).map(KeyMode::valueOf).orElse(KeyMode.TWO_KEYS);
  }

  /**
   * @param organizationId the declared one or, when none is declared, the log account's own
   * @throws Refused with the property, what is wrong with it, and the remedy
   */
  static CentralLogging settings(ResourceModel model, Session session, String organizationId) {
    try {
      return new CentralLogging(
          place(session),
          bucketName(model, session),
          organizationId,
          keyMode(model),
          new TreeSet<>(Optional.ofNullable(model.getReplicaRegions()).orElse(Set.of())),
          Optional.ofNullable(model.getKeyRotationPeriodInDays()).orElse(ROTATION_DAYS),
          Optional.ofNullable(model.getKeyDeletionWindowInDays()).orElse(DELETION_DAYS),
          Optional.ofNullable(model.getAccountPrefix())
              .map(AccountPrefix::valueOf)
              .orElse(AccountPrefix.ENFORCED),
          Optional.ofNullable(model.getLogPrefix()),
          Optional.ofNullable(model.getVersioningEnabled()).orElse(true),
          tags(model, session));
    } catch (InvalidSettings e) {
      throw Refused.invalid(e.getMessage());
    }
  }

  /** The resource's own tags win over the stack's. */
  private static SortedMap<String, String> tags(ResourceModel model, Session session) {
    SortedMap<String, String> tags = new TreeMap<>(session.tags());
    Optional.ofNullable(model.getTags()).stream()
        .flatMap(Collection::stream)
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    return tags;
  }

  static Set<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
        .collect(Collectors.toSet());
  }
}
