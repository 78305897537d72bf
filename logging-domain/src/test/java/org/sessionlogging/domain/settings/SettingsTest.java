package org.sessionlogging.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.domain.Examples;

class SettingsTest {
  private static final Optional<String> NONE = Optional.empty();
  private static final KeyArn ELSEWHERE = Examples.BUCKET_KEY;

  private static CentralLogging central(String bucket, String replica, int rotation, int window) {
    return new CentralLogging(
        Examples.LOG_ACCOUNT,
        Examples.bucket(bucket),
        new KeySettings(
            KeyMode.ONE_KEY,
            GivenKeys.NONE,
            KeyRegions.of(Set.of(replica)),
            rotation,
            window,
            false),
        Examples.access(Optional.empty(), AccountPrefix.ENFORCED, NONE),
        new TreeMap<>());
  }

  private static KeyRegions regions(String declared, String retired) {
    return new KeyRegions(Examples.set(declared), Optional.of(Examples.set(retired)));
  }

  private static CentralLogging bucket(String name) {
    return central(name, "us-east-1", 365, 30);
  }

  private static CentralLogging tagged(String key, String value) {
    return new CentralLogging(
        Examples.LOG_ACCOUNT,
        Examples.bucket("logs"),
        new KeySettings(KeyMode.ONE_KEY, GivenKeys.NONE, KeyRegions.NONE, 365, 30, false),
        Examples.access(Optional.empty(), AccountPrefix.ENFORCED, NONE),
        new TreeMap<>(Map.of(key, value)));
  }

  private static CentralLogging readers(String... arns) {
    PrincipalArns readers = PrincipalArns.of(LogAccess.LOG_READERS, Set.of(arns));
    return Examples.narrowed(open(), Set.of(), readers.patterns(), Set.of(), Set.of());
  }

  private static CentralLogging administrators(Set<String> ofLogs, Set<String> ofKeys) {
    return Examples.narrowed(open(), Set.of(), Set.of(), ofLogs, ofKeys);
  }

  private static CentralLogging paths(String path) {
    return Examples.narrowed(open(), Set.of(path), Set.of(), Set.of(), Set.of());
  }

  private static CentralLogging open() {
    return Examples.central(AccountPrefix.ENFORCED, NONE);
  }

  private static String[] names(int count) {
    return IntStream.range(0, count)
        .mapToObj(it -> "arn:aws:iam::111111111111:role/reader-" + it)
        .toArray(String[]::new);
  }

  private static MemberLogging member(
      String documentName, KeyArn bucketKey, KeyArn sessionKey, String... roles) {
    return new MemberLogging(
        Examples.MEMBER,
        documentName,
        "logs",
        new DeclaredKeys(Optional.of(bucketKey), Optional.of(sessionKey), true),
        NONE,
        "222222222222",
        AccountPrefix.ENFORCED,
        Examples.SESSIONS,
        OnExistingPreferences.FAIL,
        Examples.set(roles),
        OnMissingRole.FAIL,
        HostManagement.DEFAULT,
        new TreeMap<>());
  }

  private static MemberLogging document(String name) {
    return member(name, Examples.BUCKET_KEY, Examples.SESSION_KEY);
  }

  private static MemberLogging keyPrefix(String prefix) {
    return Examples.member(NONE, prefix, AccountPrefix.ENFORCED, Examples.SESSIONS);
  }

  private static Preferences times(Integer idle, Integer longest) {
    return Preferences.NONE
        .with(PreferenceField.IDLE_SESSION_TIMEOUT, Optional.ofNullable(idle))
        .with(PreferenceField.MAX_SESSION_DURATION, Optional.ofNullable(longest));
  }

  private static Arguments refused(String property, String remedy, Runnable settings) {
    return arguments(property, remedy, settings);
  }

  static Stream<Arguments> refusals() {
    KeyArn china = new KeyArn("aws-cn", "cn-north-1", "111111111111", Examples.SESSION_KEY.keyId());
    return Stream.of(
        refused("BucketName", "lowercase", () -> bucket("Logs")),
        refused("BucketName", "lowercase", () -> bucket("lo")),
        refused("BucketName", "lowercase", () -> bucket("l".repeat(64))),
        refused("BucketName", "dots", () -> bucket("192.168.5.4")),
        refused("BucketName", "hyphen", () -> bucket("logs-")),
        refused("BucketName", "another name", () -> bucket("xn--logs")),
        refused("BucketName", "another name", () -> bucket("sthree-logs")),
        refused("BucketName", "another name", () -> bucket("logs-s3alias")),
        refused("BucketName", "another name", () -> bucket("logs--ol-s3")),
        refused(
            "BucketName",
            "-111111111111-eu-west-1-an",
            () -> bucket("logs-333333333333-eu-west-1-an")),
        refused("OrganizationId", "leave it out", () -> new OrganizationId("r-abcd")),
        refused("ReplicaRegions", "eu-west-1", () -> central("logs", "Ireland", 365, 30)),
        refused("RetiredRegions", "eu-west-1", () -> regions("eu-west-1", "Ireland")),
        refused("RetiredRegions", "take it out of", () -> regions("eu-west-1", "eu-west-1")),
        refused(
            "KeyRotationPeriodInDays", "90 to 2560", () -> central("logs", "us-east-1", 89, 30)),
        refused(
            "KeyRotationPeriodInDays", "90 to 2560", () -> central("logs", "us-east-1", 2561, 30)),
        refused("KeyDeletionWindowInDays", "7 to 30", () -> central("logs", "us-east-1", 365, 6)),
        refused("KeyDeletionWindowInDays", "7 to 30", () -> central("logs", "us-east-1", 365, 31)),
        refused(
            "LogPrefix",
            "slashes",
            () -> Examples.central(AccountPrefix.ENFORCED, Optional.of("/logs"))),
        refused(
            "LogPrefix",
            "slashes",
            () -> Examples.central(AccountPrefix.ENFORCED, Optional.of("logs/"))),
        refused(
            "LogPrefix",
            "no part . or ..",
            () -> Examples.central(AccountPrefix.ENFORCED, Optional.of("a/../b"))),
        refused(
            "LogPrefix",
            "letters",
            () -> Examples.central(AccountPrefix.ENFORCED, Optional.of("${x}"))),
        refused(
            "LogPrefix",
            "256",
            () -> Examples.central(AccountPrefix.ENFORCED, Optional.of("a".repeat(257)))),
        refused("LogReaderArns", "leave the property out", () -> readers()),
        refused("LogReaderArns", "at most 10", () -> readers(names(11))),
        refused("LogReaderArns", "is not the ARN", () -> readers("arn:aws:iam::111111111111:root")),
        refused(
            "LogReaderArns",
            "of an assumed role its role's ARN",
            () -> readers("arn:aws:sts::111111111111:assumed-role/reader/somebody")),
        refused("LogReaderArns", "in the path", () -> readers("arn:aws:iam::*:role/reader")),
        refused(
            "LogReaderArns",
            "256 characters",
            () -> readers("arn:aws:iam::111111111111:role/" + "r".repeat(226))),
        refused(
            "LogReaderArns",
            "is not the ARN",
            () -> readers("arn:aws:iam::111111111111:role/${aws:username}")),
        refused(
            "LogReaderArns", "one of aws", () -> readers("arn:aws-cn:iam::111111111111:role/r")),
        refused(
            "LogAdministratorArns",
            "of the log account, 111111111111",
            () -> administrators(Set.of("arn:aws:iam::222222222222:role/a"), Set.of())),
        refused(
            "KeyAdministratorArns",
            "of the log account, 111111111111",
            () -> administrators(Set.of(), Set.of("arn:aws:iam::222222222222:role/a"))),
        refused(
            "KeyAdministratorArns",
            "one of aws",
            () -> administrators(Set.of(), Set.of("arn:aws-cn:iam::111111111111:role/a"))),
        refused("OrganizationPaths", "o-<id>", () -> paths("o-exampleorg1/*")),
        refused("OrganizationPaths", "o-<id>", () -> paths("o-exampleorg1/r-ab12/ou-ab12-1111*")),
        refused("OrganizationPaths", "o-<id>", () -> paths("ou-ab12-11111111")),
        refused(
            "OrganizationPaths",
            "begin it with o-exampleorg1/",
            () -> paths("o-exampleorg2/r-ab12/*")),
        refused(
            "Tags",
            "declare JustInTimeAccess instead",
            () -> tagged("SystemsManagerJustInTimeNodeAccessManaged", "true")),
        refused("Tags", "reserved", () -> tagged("aws:cloudformation:stack-name", "x")),
        refused("Tags", "reserved", () -> tagged("session-logging:window", "x")),
        refused("Tags", "reserved", () -> tagged("Session-Logging:type", "x")),
        refused("Tags", "has the key AWS:team: choose another", () -> tagged("AWS:team", "x")),
        refused("Tags", "has the value Aws:x (key a)", () -> tagged("a", "Aws:x")),
        refused("Tags", "letters", () -> tagged("a,b", "x")),
        refused("Tags", "letters", () -> tagged("", "x")),
        refused("Tags", "letters", () -> tagged("a\n", "x")),
        refused("Tags", "letters", () -> tagged("a", "\uD83D\uDD11")),
        refused("Tags", "1 to 128", () -> tagged("\u00E9".repeat(129), "x")),
        refused("Tags", "up to 256", () -> tagged("a", "x".repeat(257))),
        refused(
            "Tags",
            "has the key Team twice",
            () -> Tags.of(Map.of(), Stream.of(Map.entry("Team", "a"), Map.entry("Team", "b")))),
        refused("DocumentName", "3 to 128", () -> document("no spaces")),
        refused("DocumentName", "begins with none", () -> document("AWS-Logs")),
        refused("DocumentName", "begins with none", () -> document("AmazonLogs")),
        refused("DocumentName", "begins with none", () -> document("amzn-logs")),
        refused("DocumentName", "begins with none", () -> document("AWSSupport-Logs")),
        refused(
            "SessionKeyArn",
            "ReplicaRegions",
            () -> member("Sessions", Examples.BUCKET_KEY, ELSEWHERE)),
        refused(
            "SessionKeyArn", "partition aws", () -> member("Sessions", Examples.BUCKET_KEY, china)),
        refused(
            "BucketKeyArn", "partition aws", () -> member("Sessions", china, Examples.SESSION_KEY)),
        refused(
            "KeyPrefix", "begin it with 222222222222/", () -> keyPrefix("333333333333/us-east-1")),
        refused("KeyPrefix", "begin it with 222222222222/", () -> keyPrefix("2222222222223")),
        refused("KeyPrefix", "slashes", () -> keyPrefix("222222222222//x")),
        refused(
            "RoleNames",
            "without path",
            () -> member("Sessions", ELSEWHERE, Examples.SESSION_KEY, "path/role")),
        refused("IdleSessionTimeout", "1 to 60 minutes", () -> times(0, null)),
        refused("IdleSessionTimeout", "1 to 60 minutes", () -> times(61, null)),
        refused("MaxSessionDuration", "1 to 1440 minutes", () -> times(null, 0)),
        refused("MaxSessionDuration", "1 to 1440 minutes", () -> times(null, 1441)),
        refused(
            "CloudWatch/LogGroupName",
            "leave out CloudWatch",
            () -> Preferences.NONE.with(PreferenceField.CLOUD_WATCH_LOG_GROUP_NAME, "")),
        refused(
            "RunAs/DefaultUser",
            "another user",
            () -> Preferences.NONE.with(PreferenceField.RUN_AS_DEFAULT_USER, "root")),
        refused(
            "RunAs/DefaultUser",
            "letters",
            () -> Preferences.NONE.with(PreferenceField.RUN_AS_DEFAULT_USER, "a b")));
  }

  @ParameterizedTest(name = "{index} {0}: {1}")
  @MethodSource("refusals")
  void refusalNamesPropertyAndRemedy(String property, String remedy, Runnable settings) {
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(settings::run)
        .withMessageStartingWith(property + " ")
        .withMessageContaining(remedy)
        .withMessageEndingWith(".")
        .matches(refusal -> refusal.property().equals(property));
  }

  @Test
  void boundsAreAllowed() {
    assertThat(central("logs", "us-east-1", 90, 7).keys().deletionWindowInDays()).isEqualTo(7);
    assertThat(central("logs", "us-east-1", 2560, 30).keys().rotationPeriodInDays())
        .isEqualTo(2560);
    assertThat(times(1, 1440).get(PreferenceField.MAX_SESSION_DURATION)).contains(1440);
    assertThat(times(60, 1).get(PreferenceField.IDLE_SESSION_TIMEOUT)).contains(60);
    assertThat(tagged("k", "").tags()).containsEntry("k", "");
  }

  @Test
  void tagsHaveTheLettersOfEveryLanguageCountedAsCharacters() {
    String key = "\u00C5ngstr\u00F6m \u90E8\u7F72\u3000\u0664_.:/=+-@";
    // A letter outside the basic plane: one character, two units of UTF-16.
    String old = "\uD800\uDF48";
    assertThat(tagged(key, "\u6771\u4EAC").tags()).containsEntry(key, "\u6771\u4EAC");
    assertThat(tagged(old.repeat(128), old.repeat(256)).tags()).containsKey(old.repeat(128));
  }

  @Test
  void tagsOfTheResourceWinOverThoseOfItsStack() {
    assertThat(Tags.of(Map.of("Team", "stack", "Cost", "1"), Stream.of(Map.entry("Team", "own"))))
        .isEqualTo(Map.of("Team", "own", "Cost", "1"));
  }

  @Test
  void defaultBucketNameLiesInTheAccountsOwnNamespace() {
    String name = CentralLogging.defaultBucketName(Examples.LOG_ACCOUNT);
    assertThat(name).isEqualTo("session-logging-111111111111-eu-west-1-an");
    assertThat(bucket(name).bucketArn()).isEqualTo("arn:aws:s3:::" + name);
    // The longest Region code of today leaves room within S3's 63 characters.
    assertThat(
            CentralLogging.defaultBucketName(
                new Place("aws", "111111111111", "ap-southeast-7", "amazonaws.com")))
        .hasSizeLessThan(64);
  }

  @Test
  void keysAreNamedAfterWhatTheyAreFor() {
    assertThat(KeyMode.TWO_KEYS.keys())
        .containsExactly(Set.of(KeyPurpose.BUCKET), Set.of(KeyPurpose.SESSION));
    assertThat(KeyMode.ONE_KEY.keys()).containsExactly(Set.of(KeyPurpose.values()));
    assertThat(KeyPurpose.BUCKET.alias("logs")).isEqualTo("alias/session-logging/logs/bucket");
    assertThat(KeyPurpose.SESSION.alias("logs")).isEqualTo("alias/session-logging/logs/session");
  }

  @Test
  void preferencesNameTheReplicaHereAndTheWholePrefix() {
    MemberLogging member =
        Examples.member(
            Optional.of("org"),
            MemberLogging.defaultKeyPrefix(Examples.MEMBER),
            AccountPrefix.ENFORCED,
            Examples.SESSIONS);
    assertThat(member.preferences(Examples.KEYS))
        .isEqualTo(
            Examples.SESSIONS
                .with(PreferenceField.S3_BUCKET_NAME, "central-session-logs")
                .with(PreferenceField.S3_KEY_PREFIX, "org/222222222222/us-east-1")
                .with(PreferenceField.KMS_KEY_ID, Examples.SESSION_KEY.in("us-east-1").toString()));
  }

  @Test
  void singleRegionSessionKeyOfTheOwnRegionIsUsedAsWritten() {
    Optional<KeyArn> here = Optional.of(Examples.BUCKET_KEY.in("us-east-1"));
    assertThat(new MemberKeys(Examples.BUCKET_KEY, here).sessionKeyIn("us-east-1")).isEqualTo(here);
  }

  @Test
  void keysAreToldOrAskedForAndSessionsMayGoWithoutOne() {
    Optional<String> key = Optional.of(Examples.BUCKET_KEY.toString());
    assertThat(DeclaredKeys.UNTOLD.complete()).isFalse();
    assertThat(DeclaredKeys.parse(key, Optional.empty()).complete()).isFalse();
    assertThat(DeclaredKeys.parse(Optional.empty(), key).complete()).isFalse();
    assertThat(DeclaredKeys.parse(key, key).complete()).isTrue();
    DeclaredKeys none = DeclaredKeys.parse(key, Optional.of("NONE"));
    assertThat(none.complete()).isTrue();
    assertThat(none.encryptsSessions()).isFalse();
    assertThat(none.sessionKey()).isEmpty();
  }

  @Test
  void withoutASessionKeyTheDocumentNamesNone() {
    assertThat(
            Examples.member()
                .preferences(new MemberKeys(Examples.BUCKET_KEY, Optional.empty()))
                .get(PreferenceField.KMS_KEY_ID))
        .contains("");
  }

  @Test
  void preferencesDocumentItselfIsNoReservedName() {
    assertThat(document(MemberLogging.PREFERENCES_DOCUMENT).documentName())
        .isEqualTo("SSM-SessionManagerRunShell");
  }

  @Test
  void namedAreThoseWhomAPatternMeans() {
    PrincipalArns arns =
        PrincipalArns.of(
            "LogReaderArns",
            Set.of("arn:aws:iam::111111111111:role/a/*-x?", "arn:aws:iam::222222222222:user/b"));

    assertThat(arns.include("arn:aws:iam::111111111111:role/a/b/c-x1")).isTrue();
    assertThat(arns.include("arn:aws:iam::111111111111:role/a/b-x")).isFalse();
    assertThat(arns.include("arn:aws:iam::333333333333:user/b")).isFalse();
    assertThat(arns.of("222222222222").patterns())
        .containsExactly("arn:aws:iam::222222222222:user/b");
    assertThat(arns.outside("222222222222").patterns())
        .containsExactly("arn:aws:iam::111111111111:role/a/*-x?");
  }
}
