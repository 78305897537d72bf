package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;

class MemberPolicyTest {
  private static final Optional<String> NO_PREFIX = Optional.empty();

  private static MemberLogging inRegion(String region) {
    Place place = new Place("aws", "222222222222", region, "amazonaws.com");
    return Examples.member(
        place,
        Examples.BUCKET_KEY,
        Examples.SESSION_KEY,
        NO_PREFIX,
        MemberLogging.defaultKeyPrefix(place),
        AccountPrefix.ENFORCED,
        Examples.everything());
  }

  private static MemberLogging named(String documentName, String... roles) {
    MemberLogging member = Examples.member();
    return new MemberLogging(
        member.place(),
        documentName,
        member.bucketName(),
        member.bucketKey(),
        member.sessionKey(),
        member.logPrefix(),
        member.keyPrefix(),
        member.accountPrefix(),
        member.sessions(),
        member.onExistingPreferences(),
        Examples.set(roles),
        new TreeMap<>());
  }

  @Test
  void regionsOfAnAccountShareOnePolicy() {
    MemberLogging here = inRegion("us-east-1");
    MemberLogging there = inRegion("ap-southeast-2");
    assertThat(MemberPolicy.of(here)).isEqualTo(MemberPolicy.of(there));
    assertThat(MemberPolicy.name(here))
        .isEqualTo(MemberPolicy.name(there))
        .matches("session-logging-[0-9a-f]{16}");
  }

  @Test
  void nameChangesWithDocumentPolicyAndRoles() {
    assertThat(
            new String[] {
              MemberPolicy.name(named("SSM-SessionManagerRunShell")),
              MemberPolicy.name(named("Another")),
              MemberPolicy.name(named("SSM-SessionManagerRunShell", "a")),
              MemberPolicy.name(named("SSM-SessionManagerRunShell", "a", "b")),
              MemberPolicy.name(inRegion("us-east-1"))
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void pathNamesTheDocument() {
    assertThat(MemberPolicy.path("Another")).isEqualTo("/session-logging/Another/");
  }

  @Test
  void bucketKeyIsReadBack() {
    PolicyDocument live = PolicyDocument.parse(MemberPolicy.of(Examples.member()).json());
    assertThat(MemberPolicy.bucketKeyArn(live)).contains(Examples.BUCKET_KEY);
    assertThat(MemberPolicy.bucketKeyArn(PolicyDocument.of())).isEmpty();
    assertThat(
            MemberPolicy.bucketKeyArn(
                PolicyDocument.of(Statement.allow("UseBucketKey").resources("*"))))
        .isEmpty();
    assertThat(
            MemberPolicy.bucketKeyArn(
                PolicyDocument.of(Statement.allow("UseBucketKey").resources("a", "b"))))
        .isEmpty();
  }

  @Test
  void singleRegionSessionKeyIsNamedAsItIs() {
    KeyArn key = Examples.BUCKET_KEY.in(Examples.MEMBER.region());
    MemberLogging member =
        Examples.member(
            Examples.MEMBER,
            Examples.BUCKET_KEY,
            key,
            NO_PREFIX,
            "222222222222",
            AccountPrefix.ENFORCED,
            Examples.SESSIONS);
    assertThat(MemberPolicy.of(member).statement("DecryptSessions").orElseThrow().resources())
        .containsExactly(key.toString());
  }

  @Test
  void viaServiceFollowsTheKeysPartitionAndRegion() {
    KeyArn key = new KeyArn("aws-cn", "cn-north-1", "111111111111", Examples.SESSION_KEY.keyId());
    MemberLogging member =
        Examples.member(
            new Place("aws-cn", "222222222222", "cn-northwest-1", "amazonaws.com.cn"),
            key,
            key,
            NO_PREFIX,
            "222222222222",
            AccountPrefix.ENFORCED,
            Examples.SESSIONS);
    assertThat(
            MemberPolicy.of(member)
                .statement("UseBucketKey")
                .orElseThrow()
                .conditionValues("kms:ViaService"))
        .containsExactly("s3.cn-north-1.amazonaws.com.cn");
  }

  // IAM user guide, "IAM and AWS STS quotas": a managed policy has at most 6,144 characters.
  @Test
  void longestSettingsFit() {
    String longest = "a".repeat(256);
    Preferences sessions =
        Examples.SESSIONS.with(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME, "g".repeat(512));
    MemberLogging member =
        Examples.member(Optional.of(longest), longest, AccountPrefix.OPTIONAL, sessions);
    assertThat(MemberPolicy.of(member).json().length()).isLessThan(6144);
  }
}
