package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.settings.AccessLog;

class AccessLogDeliveryTest {
  private static final AccessLogDelivery DELIVERY =
      new AccessLogDelivery(
          Examples.LOG_ACCOUNT, "logs", new AccessLog("access", Optional.of("s3/")));
  private static final String SERVICE = "'Principal': {'Service': 'logging.s3.amazonaws.com'}";
  private static final String EVERYTHING = "'Resource': 'arn:aws:s3:::access/*'";

  private static PolicyDocument policy(String... statements) {
    return PolicyDocument.parse(
        ("{'Version': '2012-10-17', 'Statement': [" + String.join(",", statements) + "]}")
            .replace('\'', '"'));
  }

  private static String allow(String rest) {
    return "{'Effect': 'Allow', " + rest + "}";
  }

  private static String deny(String rest) {
    return "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource': ['arn:aws:s3:::access', 'arn:aws:s3:::access/*']"
        + rest
        + "}";
  }

  @Test
  void statementIsForThisBucketAndAccountAlone() {
    assertThat(DELIVERY.statement())
        .hasToString(
            "{\"Sid\":\"LogBucketAccessLogs\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"logging.s3.amazonaws.com\"},"
                + "\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::access/s3/*\",\"Condition\":"
                + "{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:s3:::logs\"},\"StringEquals\":{\"aws:SourceAccount\":\"111111111111\"}}}");
    assertThat(DELIVERY.isAllowedBy(PolicyDocument.of(DELIVERY.statement()))).isTrue();
    assertThat(
            new AccessLogDelivery(
                    Examples.LOG_ACCOUNT, "logs", new AccessLog("access", Optional.empty()))
                .isAllowedBy(PolicyDocument.of(DELIVERY.statement())))
        .as("for one prefix is not for all")
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SERVICE + ", 'Action': 's3:PutObject', " + EVERYTHING,
        SERVICE + ", 'Action': ['s3:GetObject', 'S3:put*'], " + EVERYTHING,
        SERVICE + ", 'Action': '*', 'Resource': 'arn:aws:s3:::acces?/s3/*'",
        "'Principal': {'Service': ['x.amazonaws.com', 'logging.s3.amazonaws.com']}, 'Action': 's3:*', 'Resource': '*'",
        "'Principal': '*', 'Action': 's3:PutObject', "
            + EVERYTHING
            + ", 'Condition': {'StringEquals': {'aws:SourceAccount': ['1', '111111111111']}}",
        SERVICE
            + ", 'Action': 's3:PutObject', "
            + EVERYTHING
            + ", 'Condition': {'StringLike': {'AWS:sourcearn': 'arn:aws:s3:::log*'}, 'Bool': {'aws:SecureTransport': 'True'}}",
        SERVICE
            + ", 'Action': 's3:PutObject', "
            + EVERYTHING
            + ", 'Condition': {'StringNotEquals': {'aws:PrincipalOrgID': 'o-1'}, 'Null': {'aws:PrincipalOrgID': 'true'}}"
      })
  void grantsAreSeenInEverySpelling(String grant) {
    assertThat(DELIVERY.isAllowedBy(policy(allow(grant)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Principal': {'Service': 'cloudtrail.amazonaws.com'}, 'Action': 's3:PutObject', "
            + EVERYTHING,
        "'Principal': {'AWS': '111111111111'}, 'Action': 's3:PutObject', " + EVERYTHING,
        SERVICE + ", 'Action': 's3:GetObject', " + EVERYTHING,
        SERVICE + ", 'NotAction': 's3:GetObject', " + EVERYTHING,
        SERVICE + ", 'Action': 's3:PutObject', 'Resource': 'arn:aws:s3:::access/other/*'",
        SERVICE
            + ", 'Action': 's3:PutObject', "
            + EVERYTHING
            + ", 'Condition': {'ArnLike': {'aws:SourceArn': 'arn:aws:s3:::other'}}",
        SERVICE
            + ", 'Action': 's3:PutObject', "
            + EVERYTHING
            + ", 'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-1'}}",
        SERVICE
            + ", 'Action': 's3:PutObject', "
            + EVERYTHING
            + ", 'Condition': {'StringEquals': {'s3:x-amz-acl': 'private'}}",
        SERVICE
            + ", 'Action': 's3:PutObject', "
            + EVERYTHING
            + ", 'Condition': {'NumericEquals': {'aws:SourceAccount': '111111111111'}}"
      })
  void whatIsNotCertainlyAGrantIsNone(String grant) {
    assertThat(DELIVERY.isAllowedBy(policy(allow(grant)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", 'Condition': {'StringNotEquals': {'aws:PrincipalOrgID': 'o-1'}}",
        ", 'Condition': {'StringNotEqualsIfExists': {'aws:SourceAccount': '222222222222'}}",
        ", 'Condition': {'StringEqualsIfExists': {'aws:PrincipalOrgID': 'o-1'}}",
        ", 'Condition': {'ArnNotLike': {'aws:SourceArn': 'arn:aws:s3:::other*'}}"
      })
  void denialThatCertainlyHitsCounts(String condition) {
    assertThat(DELIVERY.isDeniedBy(policy(DELIVERY.statement().toString(), deny(condition))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}",
        ", 'Condition': {'StringNotEqualsIfExists': {'aws:PrincipalOrgID': 'o-1'}, 'BoolIfExists': {'aws:PrincipalIsAWSService': 'false'}}",
        ", 'Condition': {'StringNotEquals': {'aws:SourceAccount': '111111111111'}}",
        ", 'Condition': {'StringNotEquals': {'s3:x-amz-server-side-encryption': 'AES256'}}"
      })
  void denialThatMayNotHitDoesNot(String condition) {
    assertThat(DELIVERY.isDeniedBy(policy(DELIVERY.statement().toString(), deny(condition))))
        .isFalse();
  }
}
