package org.sessionlogging.member;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sessionlogging.domain.policy.MemberPolicy;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.preferences.PreferencesDocument;
import org.sessionlogging.domain.settings.DeclaredKeys;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.member.document.DocumentMarks;
import org.sessionlogging.member.document.LiveDocument;
import org.sessionlogging.member.policy.HeldPolicies;
import org.sessionlogging.member.policy.LivePolicy;
import org.sessionlogging.member.policy.ManagedPolicy;
import org.sessionlogging.member.policy.MemberPolicies;

/**
 * The model as AWS holds it now, half made or half gone as it may be: what can't be told is absent.
 *
 * @param document where everything else is found from
 * @param says what of it somebody may have changed
 * @param held where the policy is found from when the document's tags have gone
 */
record LiveMember(
    String documentName,
    String region,
    LiveDocument document,
    PreferencesDocument says,
    MemberPolicies policies,
    HeldPolicies held,
    MemberHosts hosts) {

  /** Lists and objects are there even when they are empty, as they may be declared empty. */
  ResourceModel model() {
    LivePreferences shown = new LivePreferences(says);
    DocumentMarks marks = document.marks();
    Optional<ManagedPolicy> policy =
        marks
            .settings()
            .policyName()
            .map(policies::named)
            .filter(it -> it.read().isPresent())
            .or(() -> marks.areOurs() ? Optional.empty() : held.inUse());
    SortedSet<String> skipped =
        policy
            .map(it -> it.attachments().missing(marks.settings().skippedRoleNames()))
            .orElseGet(TreeSet::new);
    Optional<PolicyDocument> granted = policy.flatMap(this::granted);
    Optional<String> logPrefix = logPrefix();
    LiveHosts live = LiveHosts.of(hosts, marks, policy);
    return ResourceModel.builder()
        .documentName(documentName)
        .bucketName(says.get(PreferenceField.S3_BUCKET_NAME).orElse(null))
        .bucketKeyArn(
            granted.flatMap(MemberPolicy::bucketKeyArn).map(KeyArn::toString).orElse(null))
        .sessionKeyArn(
            says.get(PreferenceField.KMS_KEY_ID).map(this::asDeclared).orElse(DeclaredKeys.NONE))
        .accountPrefix(granted.map(unused -> marks.settings().accountPrefix()).orElse(null))
        .logPrefix(logPrefix.orElse(null))
        .keyPrefix(keyPrefix(logPrefix))
        .s3EncryptionEnabled(says.get(PreferenceField.S3_ENCRYPTION_ENABLED).orElse(null))
        .cloudWatch(shown.cloudWatch())
        .runAs(shown.runAs())
        .idleSessionTimeout(says.get(PreferenceField.IDLE_SESSION_TIMEOUT).orElse(null))
        .maxSessionDuration(says.get(PreferenceField.MAX_SESSION_DURATION).orElse(null))
        .shellProfile(shown.shellProfile())
        .roleNames(new LinkedHashSet<>(roleNames(policy, skipped)))
        .skippedRoleNames(new LinkedHashSet<>(skipped))
        .defaultHostManagement(live.mode().name())
        .permissionsBoundaryArn(live.permissionsBoundaryArn().orElse(null))
        .defaultHostManagementRoleArn(live.roleArn().orElse(null))
        .tags(MemberMapper.tags(marks.users().declared()))
        .policyArn(policy.map(ManagedPolicy::arn).orElse(null))
        .documentVersion(String.valueOf(document.latest()))
        .previousDocumentVersion(marks.formerDefault().orElse(null))
        .build();
  }

  /** The keys in force, where they are those of that bucket. */
  Optional<MemberKeys> keys(String bucketName) {
    ResourceModel live = model();
    DeclaredKeys found =
        DeclaredKeys.parse(
            Optional.ofNullable(live.getBucketKeyArn()), Optional.of(live.getSessionKeyArn()));
    return found
        .bucketKey()
        .filter(unused -> bucketName.equals(live.getBucketName()))
        .map(bucketKey -> new MemberKeys(bucketKey, found.sessionKey()));
  }

  /**
   * As far as the policy grants what its name says, and nothing else: one that was changed by hand
   * shows as drift of what it is made of, the keys that were asked for and so are in no template
   * apart.
   */
  private Optional<PolicyDocument> granted(ManagedPolicy policy) {
    return policy
        .read()
        .map(LivePolicy::text)
        .filter(text -> policy.arn().endsWith("/" + MemberPolicy.name(documentName, text)));
  }

  /**
   * Roles that were declared and have the policy, or that were skipped and are still missing: one
   * that has appeared since shows as drift.
   */
  private SortedSet<String> roleNames(Optional<ManagedPolicy> policy, SortedSet<String> skipped) {
    SortedSet<String> names = new TreeSet<>(skipped);
    policy.ifPresent(it -> names.addAll(it.roleNames(region)));
    return names;
  }

  /** The declared ARN may be of another Region; when the document names another key, that shows. */
  private String asDeclared(String live) {
    return document
        .marks()
        .settings()
        .sessionKeyArn()
        .filter(declared -> KeyArn.parse(declared).filter(key -> isHere(key, live)).isPresent())
        .orElse(live);
  }

  private boolean isHere(KeyArn declared, String live) {
    return live.equals((declared.multiRegion() ? declared.in(region) : declared).toString());
  }

  /** A live prefix that does not begin with the declared one shows as KeyPrefix as a whole. */
  private Optional<String> logPrefix() {
    String live = says.get(PreferenceField.S3_KEY_PREFIX).orElse("");
    return document.marks().settings().logPrefix().filter(prefix -> live.startsWith(prefix + "/"));
  }

  private String keyPrefix(Optional<String> logPrefix) {
    int begin = logPrefix.map(prefix -> prefix.length() + 1).orElse(0);
    return says.get(PreferenceField.S3_KEY_PREFIX)
        .map(prefix -> prefix.substring(begin))
        .orElse(null);
  }
}
