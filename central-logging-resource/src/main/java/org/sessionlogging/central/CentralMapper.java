package org.sessionlogging.central;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.BucketSettings;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeySettings;
import org.sessionlogging.domain.settings.LogAccess;
import org.sessionlogging.domain.settings.OnExistingBucket;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.contract.Invocation;

/** From the generated model to the settings, defaults applied; behind it there are no nulls. */
final class CentralMapper {
  private static final int ROTATION_DAYS = 365;
  private static final int DELETION_DAYS = 30;

  private CentralMapper() {}

  static String bucketName(ResourceModel model, Invocation invocation) {
    return Optional.ofNullable(model.getBucketName())
        .orElseGet(() -> CentralLogging.defaultBucketName(invocation.place(Place::new)));
  }

  static KeyMode keyMode(ResourceModel model) {
    return Optional.ofNullable(model.getKeyMode()).map(KeyMode::valueOf).orElse(KeyMode.TWO_KEYS);
  }

  static OnExistingBucket onExisting(ResourceModel model) {
    return Optional.ofNullable(model.getOnExistingBucket())
        .map(OnExistingBucket::valueOf)
        .orElse(OnExistingBucket.FAIL);
  }

  /** What is declared, checked as far as that goes without a call. */
  static CentralLogging settings(ResourceModel model, Invocation invocation) {
    return new CentralLogging(
        invocation.place(Place::new),
        new BucketSettings(
            bucketName(model, invocation),
            Optional.ofNullable(model.getVersioningEnabled()).orElse(true)),
        keys(model),
        access(model),
        Tags.of(invocation.stackTags(), tags(model)));
  }

  private static KeySettings keys(ResourceModel model) {
    return new KeySettings(
        keyMode(model),
        new TreeSet<>(Optional.ofNullable(model.getReplicaRegions()).orElse(Set.of())),
        Optional.ofNullable(model.getKeyRotationPeriodInDays()).orElse(ROTATION_DAYS),
        Optional.ofNullable(model.getKeyDeletionWindowInDays()).orElse(DELETION_DAYS));
  }

  private static LogAccess access(ResourceModel model) {
    return new LogAccess(
        Optional.ofNullable(model.getOrganizationId()).map(OrganizationId::new),
        Optional.ofNullable(model.getAccountPrefix())
            .map(AccountPrefix::valueOf)
            .orElse(AccountPrefix.ENFORCED),
        Optional.ofNullable(model.getLogPrefix()));
  }

  private static Stream<Map.Entry<String, String>> tags(ResourceModel model) {
    return Optional.ofNullable(model.getTags()).stream()
        .flatMap(Collection::stream)
        .map(tag -> Map.entry(tag.getKey(), tag.getValue()));
  }

  /** Tags as the model has them. */
  static Set<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
        .collect(Collectors.toSet());
  }
}
