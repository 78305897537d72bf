package org.sessionlogging.member;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.DeclaredKeys;
import org.sessionlogging.domain.settings.DefaultHostManagement;
import org.sessionlogging.domain.settings.HostManagement;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OnExistingPreferences;
import org.sessionlogging.domain.settings.OnMissingRole;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;
import org.sessionlogging.domain.settings.Tags;
import org.sessionlogging.kit.contract.Invocation;

/** From the generated model to the settings, defaults applied; behind it there are no nulls. */
final class MemberMapper {

  private MemberMapper() {}

  /** What is declared, checked as far as that goes without a call. */
  static MemberLogging settings(ResourceModel model, Invocation invocation) {
    Place place = invocation.place(Place::new);
    return new MemberLogging(
        place,
        model.getDocumentName(),
        model.getBucketName(),
        DeclaredKeys.parse(
            Optional.ofNullable(model.getBucketKeyArn()),
            Optional.ofNullable(model.getSessionKeyArn())),
        Optional.ofNullable(model.getLogPrefix()),
        Optional.ofNullable(model.getKeyPrefix())
            .orElseGet(() -> MemberLogging.defaultKeyPrefix(place)),
        Optional.ofNullable(model.getAccountPrefix())
            .map(AccountPrefix::valueOf)
            .orElse(AccountPrefix.ENFORCED),
        sessions(model),
        Optional.ofNullable(model.getOnExistingPreferences())
            .map(OnExistingPreferences::valueOf)
            .orElse(OnExistingPreferences.MERGE),
        sorted(model.getRoleNames()),
        Optional.ofNullable(model.getOnMissingRole())
            .map(OnMissingRole::valueOf)
            .orElse(OnMissingRole.FAIL),
        new HostManagement(
            Optional.ofNullable(model.getDefaultHostManagement())
                .map(DefaultHostManagement::valueOf)
                .orElse(DefaultHostManagement.USE_IF_ON),
            Optional.ofNullable(model.getPermissionsBoundaryArn())),
        Tags.of(invocation.stackTags(), tags(model)));
  }

  /** What has no default of its own stays undeclared: MERGE then keeps what is there. */
  private static Preferences sessions(ResourceModel model) {
    Optional<CloudWatch> cloudWatch = Optional.ofNullable(model.getCloudWatch());
    Optional<RunAs> runAs = Optional.ofNullable(model.getRunAs());
    Optional<ShellProfile> shell = Optional.ofNullable(model.getShellProfile());
    return Preferences.NONE
        .with(PreferenceField.S3_ENCRYPTION_ENABLED, orTrue(model.getS3EncryptionEnabled()))
        .with(
            PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME, cloudWatch.map(CloudWatch::getLogGroupName))
        .with(
            PreferenceField.CLOUD_WATCH_ENCRYPTION_ENABLED,
            cloudWatch.map(it -> orFalse(it.getEncryptionEnabled())))
        .with(
            PreferenceField.CLOUD_WATCH_STREAMING_ENABLED,
            cloudWatch.map(it -> orFalse(it.getStreamingEnabled())))
        .with(PreferenceField.RUN_AS_ENABLED, runAs.map(RunAs::getEnabled))
        .with(PreferenceField.RUN_AS_DEFAULT_USER, runAs.map(RunAs::getDefaultUser))
        .with(
            PreferenceField.IDLE_SESSION_TIMEOUT,
            Optional.ofNullable(model.getIdleSessionTimeout()))
        .with(
            PreferenceField.MAX_SESSION_DURATION,
            Optional.ofNullable(model.getMaxSessionDuration()))
        .with(PreferenceField.LINUX_SHELL_PROFILE, shell.map(ShellProfile::getLinux))
        .with(PreferenceField.WINDOWS_SHELL_PROFILE, shell.map(ShellProfile::getWindows));
  }

  private static boolean orTrue(Boolean declared) {
    return !Boolean.FALSE.equals(declared);
  }

  private static boolean orFalse(Boolean declared) {
    return Boolean.TRUE.equals(declared);
  }

  private static SortedSet<String> sorted(Collection<String> names) {
    return names == null ? new TreeSet<>() : new TreeSet<>(names);
  }

  private static Stream<Map.Entry<String, String>> tags(ResourceModel model) {
    return Optional.ofNullable(model.getTags()).stream()
        .flatMap(Collection::stream)
        .map(tag -> Map.entry(tag.getKey(), tag.getValue()));
  }

  /** Tags as the model has them. */
  static Set<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
