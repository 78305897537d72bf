package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.MemberKeys;
import org.sessionlogging.domain.settings.MemberLogging;
import org.sessionlogging.domain.settings.OnMissingRole;
import org.sessionlogging.domain.settings.Place;
import org.sessionlogging.domain.settings.PreferenceField;
import org.sessionlogging.domain.settings.Preferences;

class MemberPolicyTest {
  private static final Optional<String> NO_PREFIX = Optional.empty();

  private static MemberLogging inRegion(String region) {
    Place place = new Place("aws", "222222222222", region, "amazonaws.com");
    return Examples.member(
        place,
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
        member.keys(),
        member.logPrefix(),
        member.keyPrefix(),
        member.accountPrefix(),
        member.sessions(),
        member.onExistingPreferences(),
        Examples.set(roles),
        OnMissingRole.FAIL,
        new TreeMap<>());
  }

  @Test
  void regionsOfAnAccountShareOnePolicy() {
    MemberLogging here = inRegion("us-east-1");
    MemberLogging there = inRegion("ap-southeast-2");
    assertThat(MemberPolicy.of(here, Examples.KEYS))
        .isEqualTo(MemberPolicy.of(there, Examples.KEYS));
    assertThat(MemberPolicy.name(here, Examples.KEYS))
        .isEqualTo(MemberPolicy.name(there, Examples.KEYS))
        .matches("session-logging-[0-9a-f]{16}");
  }

  private static MemberLogging withRegionInItsPrefix(String region, String form) {
    return Examples.member(
        new Place("aws", "222222222222", region, "amazonaws.com"),
        Optional.of("sessions"),
        form.replace("<Region>", region),
        AccountPrefix.OPTIONAL,
        Examples.SESSIONS.with(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME, "/sessions/" + region));
  }

  // A role takes 10 managed policies by default (IAM user guide, "IAM and AWS STS quotas").
  @ParameterizedTest
  @CsvSource({
    "<Region>/222222222222, ??-*-?/222222222222",
    "<Region>, ??-*-?",
    "team/logs-<Region>.x/<Region>, team/logs-??-*-?.x/??-*-?",
  })
  void regionsInWhosePrefixTheRegionStandsShareOnePolicy(String form, String pattern) {
    Set<PolicyDocument> policies =
        Stream.of(
                "af-south-1",
                "ap-east-1",
                "ap-northeast-1",
                "ap-northeast-2",
                "ap-northeast-3",
                "ap-south-1",
                "ap-southeast-1",
                "ap-southeast-2",
                "ca-central-1",
                "eu-central-1",
                "eu-north-1",
                "eu-west-1",
                "eu-west-3",
                "me-south-1",
                "sa-east-1",
                "us-east-1",
                "us-west-2")
            .map(region -> MemberPolicy.of(withRegionInItsPrefix(region, form), Examples.KEYS))
            .collect(Collectors.toSet());

    assertThat(policies).hasSize(1);
    PolicyDocument shared = policies.iterator().next();
    assertThat(shared.statement("WriteLogs").orElseThrow().resources())
        .containsExactly("arn:aws:s3:::central-session-logs/sessions/" + pattern + "/*");
    assertThat(shared.statement("StreamLogs").orElseThrow().resources())
        .contains("arn:aws:logs:*:222222222222:log-group:/sessions/??-*-?");
  }

  @ParameterizedTest
  @CsvSource({
    "us-gov-west-1, us-gov-west-1/x,     ??-*-?/x",
    "eusc-de-east-1, eusc-de-east-1/x,   ????-*-?/x",
    "ap-southeast-12, ap-southeast-12/x, ??-*-??/x",
    "us-east-1, us-east-12/x,            us-east-12/x",
    "us-east-1, bus-east-1/x,            bus-east-1/x",
    "us-east-1, eu-west-1/x,             eu-west-1/x",
    "us-east-1, 222222222222/us-east-1,  222222222222",
  })
  void patternFollowsTheFormOfTheOwnRegionAndReplacesNothingElse(
      String region, String keyPrefix, String written) {
    assertThat(
            MemberPolicy.of(withRegionInItsPrefix(region, keyPrefix), Examples.KEYS)
                .statement("WriteLogs")
                .orElseThrow()
                .resources())
        .containsExactly("arn:aws:s3:::central-session-logs/sessions/" + written + "/*");
  }

  @Test
  void nameChangesWithDocumentAndPolicy() {
    assertThat(
            new String[] {
              MemberPolicy.name(named("SSM-SessionManagerRunShell"), Examples.KEYS),
              MemberPolicy.name(named("Another"), Examples.KEYS),
              MemberPolicy.name(inRegion("us-east-1"), Examples.KEYS)
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void nameIsTheSameForEveryRole() {
    assertThat(MemberPolicy.name(named("Another", "a"), Examples.KEYS))
        .isEqualTo(MemberPolicy.name(named("Another", "a", "b"), Examples.KEYS))
        .isEqualTo(MemberPolicy.name(named("Another"), Examples.KEYS));
  }

  @Test
  void pathNamesTheDocument() {
    assertThat(MemberPolicy.path("Another")).isEqualTo("/session-logging/Another/");
  }

  @Test
  void bucketKeyIsReadBack() {
    PolicyDocument live =
        PolicyDocument.parse(MemberPolicy.of(Examples.member(), Examples.KEYS).json());
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
    MemberKeys keys = new MemberKeys(Examples.BUCKET_KEY, Optional.of(key));
    assertThat(
            MemberPolicy.of(Examples.member(), keys)
                .statement("DecryptSessions")
                .orElseThrow()
                .resources())
        .containsExactly(key.toString());
  }

  @Test
  void withoutASessionKeyNothingIsSaidOfSessions() {
    MemberKeys keys = new MemberKeys(Examples.BUCKET_KEY, Optional.empty());
    assertThat(MemberPolicy.of(Examples.member(), keys).statements())
        .extracting(it -> it.sid().orElseThrow())
        .containsExactly("WriteLogs", "ReadEncryption", "UseBucketKey");
  }

  @Test
  void viaServiceFollowsTheKeysPartitionAndRegion() {
    KeyArn key = new KeyArn("aws-cn", "cn-north-1", "111111111111", Examples.SESSION_KEY.keyId());
    MemberLogging member =
        Examples.member(
            new Place("aws-cn", "222222222222", "cn-northwest-1", "amazonaws.com.cn"),
            NO_PREFIX,
            "222222222222",
            AccountPrefix.ENFORCED,
            Examples.SESSIONS);
    assertThat(
            MemberPolicy.of(member, new MemberKeys(key, Optional.of(key)))
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
    assertThat(MemberPolicy.of(member, Examples.KEYS).json().length()).isLessThan(6144);
  }
}
