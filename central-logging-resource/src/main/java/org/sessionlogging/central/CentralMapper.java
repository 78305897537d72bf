package org.sessionlogging.central;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.AccessLog;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.BucketSettings;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.GivenKeys;
import org.sessionlogging.domain.settings.InvalidSettings;
import org.sessionlogging.domain.settings.KeyMode;
import org.sessionlogging.domain.settings.KeyRegions;
import org.sessionlogging.domain.settings.KeySettings;
import org.sessionlogging.domain.settings.LifecycleRules;
import org.sessionlogging.domain.settings.LogAccess;
import org.sessionlogging.domain.settings.ObjectLock;
import org.sessionlogging.domain.settings.OnExistingBucket;
import org.sessionlogging.domain.settings.OrganizationId;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PrincipalArns;
import org.sessionlogging.domain.settings.Retention;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.contract.Invocation;

/** From the generated model to the settings, defaults applied; behind it there are no nulls. */
final class CentralMapper {
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
        bucket(model, invocation),
        keys(model),
        access(model),
        Tags.of(invocation.stackTags(), tags(model)));
  }

  private static BucketSettings bucket(ResourceModel model, Invocation invocation) {
    return new BucketSettings(
        bucketName(model, invocation),
        retention(model),
        Optional.ofNullable(model.getAccessLog())
            .map(it -> new AccessLog(it.getBucket(), Optional.ofNullable(it.getPrefix()))),
        Optional.ofNullable(model.getEventBridgeEnabled()).orElse(false));
  }

  private static Retention retention(ResourceModel model) {
    return new Retention(
        Optional.ofNullable(model.getVersioningEnabled()).orElse(true),
        Optional.ofNullable(model.getObjectLock())
            .map(it -> new ObjectLock(ObjectLock.Mode.valueOf(it.getMode()), it.getDays())),
        Optional.ofNullable(model.getLifecycleRules())
            .map(
                it ->
                    new LifecycleRules(
                        Optional.ofNullable(it.getTransitionToGlacierInDays()),
                        Optional.ofNullable(it.getExpireInDays()),
                        Optional.ofNullable(it.getNoncurrentExpireInDays())))
            .orElse(LifecycleRules.NONE));
  }

  private static KeySettings keys(ResourceModel model) {
    return KeySettings.of(
        keyMode(model),
        GivenKeys.parse(
            Optional.ofNullable(model.getExistingBucketKeyArn()),
            Optional.ofNullable(model.getExistingSessionKeyArn())),
        new KeyRegions(
            new TreeSet<>(Optional.ofNullable(model.getReplicaRegions()).orElse(Set.of())),
            Optional.ofNullable(model.getRetiredRegions()).map(TreeSet::new)),
        Optional.ofNullable(model.getKeyRotationPeriodInDays()),
        Optional.ofNullable(model.getKeyDeletionWindowInDays()),
        Optional.ofNullable(model.getJustInTimeAccess()).orElse(false));
  }

  private static LogAccess access(ResourceModel model) {
    return new LogAccess(
        Optional.ofNullable(model.getOrganizationId()).map(OrganizationId::new),
        paths(model),
        Optional.ofNullable(model.getAccountPrefix())
            .map(AccountPrefix::valueOf)
            .orElse(AccountPrefix.ENFORCED),
        Optional.ofNullable(model.getLogPrefix()),
        arns(LogAccess.LOG_READERS, model.getLogReaderArns()),
        arns(LogAccess.LOG_ADMINISTRATORS, model.getLogAdministratorArns()),
        arns(LogAccess.KEY_ADMINISTRATORS, model.getKeyAdministratorArns()));
  }

  private static SortedSet<String> paths(ResourceModel model) {
    Set<String> declared = model.getOrganizationPaths();
    if (declared != null && declared.isEmpty()) {
      throw new InvalidSettings(
          "OrganizationPaths",
          "names nobody",
          "name at least one unit, or leave the property out for the whole organization");
    }
    return new TreeSet<>(Optional.ofNullable(declared).orElse(Set.of()));
  }

  private static PrincipalArns arns(String property, Set<String> declared) {
    return declared == null ? PrincipalArns.NONE : PrincipalArns.of(property, declared);
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
