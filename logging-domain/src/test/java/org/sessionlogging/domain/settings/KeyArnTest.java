package org.sessionlogging.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.GeneratedSettings;
import org.sessionlogging.domain.Law;

class KeyArnTest {
  @Law
  @MethodSource("keys")
  void textAndKeyAreEachOthersInverse(KeyArn key) {
    assertThat(KeyArn.parse(key.toString())).contains(key);
  }

  static Stream<KeyArn> keys() {
    return GeneratedSettings.cases(GeneratedSettings::key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "11111111-2222-3333-4444-555555555555",
        "alias/logs",
        "arn:aws:kms:eu-west-1:111111111111:alias/logs",
        "arn:aws:kms:eu-west-1:111111111111:key/",
        "arn:aws:kms:eu-west-1:111111111111:key/mrk-0123",
        "arn:aws:kms:*:111111111111:key/mrk-0123456789abcdef0123456789abcdef",
        "arn:aws:kms:eu-west-1:1111:key/mrk-0123456789abcdef0123456789abcdef",
        "arn:aws:s3:eu-west-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef",
        "arn:gcp:kms:eu-west-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef",
        " arn:aws:kms:eu-west-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef"
      })
  void anythingButAKeysArnIsNone(String text) {
    assertThat(KeyArn.parse(text)).isEmpty();
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(() -> KeyArn.parse("BucketKeyArn", text))
        .withMessageStartingWith("BucketKeyArn is not the ARN of a KMS key")
        .matches(e -> e.property().equals("BucketKeyArn"));
  }

  @Test
  void multiRegionKeyHasReplicas() {
    assertThat(Examples.SESSION_KEY.multiRegion()).isTrue();
    assertThat(Examples.BUCKET_KEY.multiRegion()).isFalse();
    assertThat(Examples.SESSION_KEY.in("us-east-1"))
        .hasToString("arn:aws:kms:us-east-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef");
    assertThat(Examples.SESSION_KEY.inEveryRegion())
        .isEqualTo("arn:aws:kms:*:111111111111:key/mrk-0123456789abcdef0123456789abcdef");
    assertThat(KeyArn.parse("SessionKeyArn", Examples.SESSION_KEY.toString()))
        .isEqualTo(Examples.SESSION_KEY);
  }

  @Test
  void placesKnowTheirPartitionsNames() {
    assertThat(Examples.LOG_ACCOUNT.s3ViaService()).isEqualTo("s3.eu-west-1.amazonaws.com");
    assertThat(Examples.LOG_ACCOUNT.accountRoot()).isEqualTo("arn:aws:iam::111111111111:root");
    assertThat(new Place("aws-cn", "111111111111", "cn-north-1", "amazonaws.com.cn").s3ViaService())
        .isEqualTo("s3.cn-north-1.amazonaws.com.cn");
  }
}
