package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.People;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.CentralLogging;
import org.sessionlogging.domain.settings.KeyArn;
import org.sessionlogging.domain.settings.KeyPurpose;
import org.sessionlogging.domain.settings.MemberLogging;

class PolicyFilesTest {
  private static final Optional<String> NO_PREFIX = Optional.empty();
  private static final Optional<String> PREFIX = Optional.of("org/logs");

  static Stream<Arguments> policies() {
    CentralLogging enforced = Examples.central(AccountPrefix.ENFORCED, NO_PREFIX);
    CentralLogging enforcedPrefix = Examples.central(AccountPrefix.ENFORCED, PREFIX);
    CentralLogging optional = Examples.central(AccountPrefix.OPTIONAL, NO_PREFIX);
    CentralLogging optionalPrefix = Examples.central(AccountPrefix.OPTIONAL, PREFIX);
    MemberLogging streaming =
        Examples.member(
            PREFIX, "222222222222/us-east-1", AccountPrefix.ENFORCED, Examples.everything());
    MemberLogging free =
        Examples.member(NO_PREFIX, "team/a", AccountPrefix.OPTIONAL, Examples.SESSIONS);
    CentralLogging narrowed =
        Examples.narrowed(
            enforced,
            Set.of(People.unit(enforced)),
            Set.of(People.reader(enforced), People.readerElsewhere(enforced)),
            Set.of(People.logAdministrator(enforced)),
            Set.of(People.keyAdministrator(enforced)));
    return Stream.of(
        arguments("bucket-narrowed", bucket(narrowed)),
        arguments("bucket-key-narrowed", key(narrowed, KeyPurpose.BUCKET)),
        arguments("session-key-narrowed", key(narrowed, KeyPurpose.SESSION)),
        arguments("bucket-enforced", bucket(enforced)),
        arguments("bucket-enforced-prefix", bucket(enforcedPrefix)),
        arguments("bucket-optional", bucket(optional)),
        arguments("bucket-optional-prefix", bucket(optionalPrefix)),
        arguments("bucket-key-enforced", key(enforced, KeyPurpose.BUCKET)),
        arguments("bucket-key-optional-prefix", key(optionalPrefix, KeyPurpose.BUCKET)),
        arguments("session-key-enforced", key(enforced, KeyPurpose.SESSION)),
        arguments("one-key-enforced-prefix", key(enforcedPrefix, KeyPurpose.values())),
        arguments("given-bucket-key", given(enforced, KeyPurpose.BUCKET)),
        arguments("given-session-key", given(enforced, KeyPurpose.SESSION)),
        arguments("member-plain", MemberPolicy.of(Examples.member(), Examples.KEYS)),
        arguments("member-enforced-prefix", MemberPolicy.of(streaming, Examples.KEYS)),
        arguments("member-free-optional", MemberPolicy.of(free, Examples.KEYS)));
  }

  private static PolicyDocument bucket(CentralLogging logging) {
    return BucketPolicy.of(logging, Examples.ORGANIZATION, Examples.BUCKET_KEY);
  }

  private static PolicyDocument key(CentralLogging logging, KeyPurpose... purposes) {
    return KeyPolicies.of(Set.of(purposes), logging, Examples.ORGANIZATION);
  }

  /** Of another account. */
  private static PolicyDocument given(CentralLogging logging, KeyPurpose purpose) {
    KeyArn key = new KeyArn("aws", "eu-west-1", "333333333333", Examples.BUCKET_KEY.keyId());
    return PolicyDocument.parse(
        "{\"Version\":\"2012-10-17\",\"Statement\":["
            + NeededUse.of(Set.of(purpose), logging, Examples.ORGANIZATION, key).json()
            + "]}");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void policyIsTheOneInTheFile(String file, PolicyDocument policy) throws IOException {
    assertThat(policy).isEqualTo(PolicyDocument.parse(text(file + ".json")));
  }

  @Test
  void textNeverChangesForTheSameSettings() throws IOException {
    assertThat(MemberPolicy.of(Examples.member(), Examples.KEYS).json())
        .isEqualTo(text("member-plain.compact.json").strip());
  }

  private static String text(String file) throws IOException {
    try (var stream = PolicyFilesTest.class.getResourceAsStream("/policies/" + file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
