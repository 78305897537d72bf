package org.sessionlogging.member;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.LogGroup;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OnExistingPreferences;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.RunAsUser;
import org.sessionlogging.domain.settings.SessionSettings;
import org.sessionlogging.kit.contract.Session;
import org.sessionlogging.member.document.Valid;

/** From the generated model to settings. After it there are no nulls and no defaults to apply. */
final class MemberMapper {

  private MemberMapper() {}

  static Place place(Session session) {
    return new Place(session.partition(), session.account(), session.region());
  }

  /** The settings, or a refusal that names the property. Calls nothing. */
  static MemberLogging toLogging(ResourceModel model, Session session) {
    return Valid.orRefused(
        () ->
            new MemberLogging(
                place(session),
                model.getDocumentName(),
                model.getBucketName(),
                KeyArn.parse("BucketKeyArn", model.getBucketKeyArn()),
                KeyArn.parse("SessionKeyArn", model.getSessionKeyArn()),
                Optional.ofNullable(model.getLogPrefix()),
                Optional.ofNullable(model.getKeyPrefix())
                    .orElseGet(() -> MemberLogging.defaultKeyPrefix(place(session))),
                choice(AccountPrefix.class, model.getAccountPrefix(), AccountPrefix.ENFORCED),
                sessions(model),
                choice(
                    OnExistingPreferences.class,
                    model.getOnExistingPreferences(),
                    OnExistingPreferences.MERGE),
                sorted(model.getRoleNames()),
                tags(model, session)));
  }

  private static SessionSettings sessions(ResourceModel model) {
    Optional<ShellProfile> shell = Optional.ofNullable(model.getShellProfile());
    return new SessionSettings(
        orTrue(model.getS3EncryptionEnabled()),
        Optional.ofNullable(model.getCloudWatch()).map(MemberMapper::logGroup),
        Optional.ofNullable(model.getRunAs()).map(MemberMapper::runAs),
        Optional.ofNullable(model.getIdleSessionTimeout()),
        Optional.ofNullable(model.getMaxSessionDuration()),
        shell.map(ShellProfile::getLinux),
        shell.map(ShellProfile::getWindows));
  }

  private static LogGroup logGroup(CloudWatch declared) {
    return new LogGroup(
        declared.getLogGroupName(),
        Boolean.TRUE.equals(declared.getEncryptionEnabled()),
        Boolean.TRUE.equals(declared.getStreamingEnabled()));
  }

  private static RunAsUser runAs(RunAs declared) {
    return new RunAsUser(declared.getEnabled(), Optional.ofNullable(declared.getDefaultUser()));
  }

  private static boolean orTrue(Boolean declared) {
    return declared == null || declared;
  }

  private static <E extends Enum<E>> E choice(Class<E> choices, String declared, E otherwise) {
    return declared == null ? otherwise : Enum.valueOf(choices, declared);
  }

  private static SortedSet<String> sorted(Collection<String> names) {
    return names == null ? new TreeSet<>() : new TreeSet<>(names);
  }

  /** The stack's tags and the resource's own, which win. */
  private static SortedMap<String, String> tags(ResourceModel model, Session session) {
    SortedMap<String, String> tags = new TreeMap<>(session.tags());
    if (model.getTags() != null) {
      model.getTags().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    }
    return tags;
  }
}
