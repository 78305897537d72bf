package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {
  private static final String WRITTEN =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Sid": "A", "Effect": "Allow", "Principal": "*", "Action": ["s3:PutObject", "s3:PutObjectAcl"],
         "Resource": "arn:aws:s3:::b/*", "Condition": {"Bool": {"aws:SecureTransport": "true"},
           "NumericLessThan": {"s3:max-keys": "5"}}},
        {"Sid": "B", "Effect": "Deny", "Principal": {"AWS": "111111111111"}, "Action": "s3:*",
         "NotResource": ["arn:aws:s3:::b"]}]}
      """;

  private static final String HANDED_BACK =
      """
      {"Statement": [
        {"NotResource": "arn:aws:s3:::b", "Action": ["s3:*"], "Effect": "Deny", "Sid": "B",
         "Principal": {"AWS": ["arn:aws:iam::111111111111:root"]}},
        {"Condition": {"NumericLessThan": {"s3:max-keys": [5]}, "Bool": {"aws:SecureTransport": true}},
         "Resource": ["arn:aws:s3:::b/*"], "Action": ["s3:PutObjectAcl", "s3:PutObject"],
         "Principal": {"AWS": "*"}, "Effect": "Allow", "Sid": "A"}], "Version": "2012-10-17"}
      """;

  @Test
  void sameMeaningInOtherWordsIsEqual() {
    PolicyDocument written = PolicyDocument.parse(WRITTEN);
    PolicyDocument handedBack = PolicyDocument.parse(HANDED_BACK);
    assertThat(written).isEqualTo(handedBack).hasSameHashCodeAs(handedBack);
    assertThat(written.canonical()).isEqualTo(handedBack.canonical());
    assertThat(written.json()).isNotEqualTo(handedBack.json());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "2012-10-17, 2008-10-17",
        "Deny, Allow",
        "s3:PutObjectAcl, s3:PutObjectTagging",
        "NotResource, Resource",
        "aws:SecureTransport, aws:ViaAWSService",
        "Bool, BoolIfExists",
        "111111111111, 222222222222",
        "arn:aws:s3:::b/*, arn:aws:s3:::b/x",
        "`\"true\"`, `\"false\"`",
        "`\"Principal\": \"*\"`, `\"NotPrincipal\": \"*\"`"
      })
  void anyOtherMeaningIsNotEqual(String written, String changed) {
    assertThat(WRITTEN).contains(written);
    assertThat(PolicyDocument.parse(WRITTEN.replace(written, changed)))
        .isNotEqualTo(PolicyDocument.parse(WRITTEN));
  }

  @Test
  void oneStatementNeedsNoList() {
    String statement = "{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}";
    PolicyDocument bare = PolicyDocument.parse("{\"Statement\":" + statement + "}");
    assertThat(bare)
        .isEqualTo(PolicyDocument.parse("{\"Statement\":[" + statement + "," + statement + "]}"));
    assertThat(bare.statements()).singleElement().satisfies(it -> assertThat(it.sid()).isEmpty());
  }

  @Test
  void policyWithoutStatementsOrWithStrangeOnesIsRead() {
    assertThat(PolicyDocument.parse("{}").statements()).isEmpty();
    PolicyDocument strange = PolicyDocument.parse("{\"Statement\":[\"nonsense\"]}");
    assertThat(strange.statements()).isEmpty();
    assertThat(strange).isNotEqualTo(PolicyDocument.parse("{}")).isNotEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "[]", "{} {}", "\"text\""})
  void whatIsNoObjectIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyDocument.parse(text))
        .withMessageContaining("JSON");
  }

  @Test
  void fluentFormWritesWhatItSays() {
    Statement statement =
        Statement.allow("A")
            .principal("111111111111", "arn:aws:iam::222222222222:role/r")
            .actions("s3:GetObject")
            .notResources("arn:aws:s3:::b/x")
            .when("StringEquals", "aws:PrincipalOrgID", "o-1", "o-2")
            .when("StringEquals", "aws:PrincipalAccount", "333333333333");
    assertThat(PolicyDocument.of(statement))
        .hasToString(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Allow\","
                + "\"Principal\":{\"AWS\":[\"111111111111\",\"arn:aws:iam::222222222222:role/r\"]},"
                + "\"Action\":\"s3:GetObject\",\"Condition\":{\"StringEquals\":"
                + "{\"aws:PrincipalAccount\":\"333333333333\",\"aws:PrincipalOrgID\":[\"o-1\",\"o-2\"]}},"
                + "\"NotResource\":\"arn:aws:s3:::b/x\"}]}");
    assertThat(statement.conditionValues("aws:PrincipalOrgID")).containsExactly("o-1", "o-2");
    assertThat(statement.addressesEveryone()).isFalse();
  }

  @Test
  void fluentFormLeavesTheStatementItStartsFromAlone() {
    Statement base = Statement.deny("A").everyone().when("Null", "k", "true");
    String before = base.toString();
    Statement longer = base.when("Null", "other", "true").actions("s3:*");
    assertThat(base).hasToString(before).isNotEqualTo(longer).isNotEqualTo(before);
    assertThat(base).isEqualTo(Statement.deny("A").everyone().when("Null", "k", "true"));
    assertThat(base.hashCode())
        .isEqualTo(Statement.deny("A").everyone().when("Null", "k", "true").hashCode());
  }

  @Test
  void everyoneIsFoundInBothSpellings() {
    assertThat(PolicyDocument.parse(WRITTEN).statement("A"))
        .get()
        .matches(Statement::addressesEveryone);
    assertThat(PolicyDocument.parse(HANDED_BACK).statement("A"))
        .get()
        .matches(Statement::addressesEveryone);
    assertThat(PolicyDocument.parse(WRITTEN).statement("C")).isEqualTo(Optional.empty());
  }
}
