package org.sessionlogging.member;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.member.document.DocumentTags;
import org.sessionlogging.member.document.LiveDocument;
import org.sessionlogging.member.policy.LivePolicy;

/**
 * What AWS holds of one member, and the model that says so.
 *
 * @param attachedRoleNames roles that were declared and have the policy
 */
record LiveMember(
    String documentName,
    String region,
    LiveDocument document,
    Optional<String> policyArn,
    Optional<KeyArn> bucketKey,
    Collection<String> attachedRoleNames) {

  /** Everything from the name alone; empty when there is no such document. */
  static Optional<LiveMember> find(Owned owned, String documentName, String region) {
    return owned.document().find().map(document -> of(owned, documentName, region, document));
  }

  private static LiveMember of(
      Owned owned, String documentName, String region, LiveDocument document) {
    Optional<LivePolicy> policy = document.tags().policyName().flatMap(owned.policies()::find);
    return new LiveMember(
        documentName,
        region,
        document,
        policy.map(LivePolicy::arn),
        policy
            .flatMap(found -> owned.policies().text(found.arn()))
            .flatMap(MemberPolicy::bucketKeyArn),
        policy.map(owned.policies()::attachedRoleNames).orElseGet(TreeSet::new));
  }

  /** Lists and objects are there even when they are empty, as they may be declared empty. */
  ResourceModel toModel() {
    PreferencesDocument says = document.preferences();
    DocumentTags tags = document.tags();
    Optional<String> logPrefix = logPrefix(says);
    return ResourceModel.builder()
        .documentName(documentName)
        .bucketName(says.s3BucketName().orElse(null))
        .bucketKeyArn(bucketKey.map(KeyArn::toString).orElse(null))
        .sessionKeyArn(says.kmsKeyId().map(this::asDeclared).orElse(null))
        .accountPrefix(tags.accountPrefix())
        .logPrefix(logPrefix.orElse(null))
        .keyPrefix(keyPrefix(says, logPrefix))
        .s3EncryptionEnabled(says.s3EncryptionEnabled().orElse(null))
        .cloudWatch(cloudWatch(says))
        .runAs(runAs(says))
        .idleSessionTimeout(says.idleSessionTimeout().orElse(null))
        .maxSessionDuration(says.maxSessionDuration().orElse(null))
        .shellProfile(shellProfile(says))
        .roleNames(new LinkedHashSet<>(attachedRoleNames))
        .tags(
            tags.declared().entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .collect(Collectors.toCollection(LinkedHashSet::new)))
        .policyArn(policyArn.orElse(null))
        .documentVersion(String.valueOf(document.latest()))
        .previousDocumentVersion(tags.formerDefault().orElse(null))
        .build();
  }

  /** The declared ARN may be of another Region; when the document names another key, that shows. */
  private String asDeclared(String live) {
    return document
        .tags()
        .sessionKeyArn()
        .filter(declared -> KeyArn.parse(declared).filter(key -> isHere(key, live)).isPresent())
        .orElse(live);
  }

  private boolean isHere(KeyArn declared, String live) {
    return live.equals((declared.multiRegion() ? declared.in(region) : declared).toString());
  }

  /** A live prefix that does not begin with the declared one shows as KeyPrefix as a whole. */
  private Optional<String> logPrefix(PreferencesDocument says) {
    return document
        .tags()
        .logPrefix()
        .filter(prefix -> says.s3KeyPrefix().orElse("").startsWith(prefix + "/"));
  }

  private static String keyPrefix(PreferencesDocument says, Optional<String> logPrefix) {
    int begin = logPrefix.map(prefix -> prefix.length() + 1).orElse(0);
    return says.s3KeyPrefix().map(prefix -> prefix.substring(begin)).orElse(null);
  }

  private static CloudWatch cloudWatch(PreferencesDocument says) {
    return says.cloudWatchLogGroupName()
        .map(
            name ->
                CloudWatch.builder()
                    .logGroupName(name)
                    .encryptionEnabled(says.cloudWatchEncryptionEnabled().orElse(null))
                    .streamingEnabled(says.cloudWatchStreamingEnabled().orElse(null))
                    .build())
        .orElse(null);
  }

  private static RunAs runAs(PreferencesDocument says) {
    return says.runAsEnabled()
        .map(
            enabled ->
                RunAs.builder()
                    .enabled(enabled)
                    .defaultUser(says.runAsDefaultUser().orElse(null))
                    .build())
        .orElse(null);
  }

  private static ShellProfile shellProfile(PreferencesDocument says) {
    return ShellProfile.builder()
        .linux(says.linuxShellProfile().orElse(null))
        .windows(says.windowsShellProfile().orElse(null))
        .build();
  }
}
