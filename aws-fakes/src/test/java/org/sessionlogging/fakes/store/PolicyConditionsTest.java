package org.sessionlogging.fakes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sessionlogging.domain.policy.PolicyDocument;
import org.sessionlogging.domain.policy.Statement;

/** Source: IAM user guide, "IAM JSON policy elements: Condition operators". */
class PolicyConditionsTest {
  private static final PolicyConditions CALL =
      PolicyConditions.of(Map.of("aws:PrincipalOrgID", "o-1", "aws:PrincipalAccount", "42"));

  private static Statement statement(String more) {
    String text =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:Put*\",\"kms:Decrypt\"]%s}]}";
    return PolicyDocument.parse(text.formatted(more)).statements().get(0);
  }

  private static boolean holds(String condition) {
    return CALL.hold(statement(",\"Resource\":\"*\",\"Condition\":" + condition));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\u0000',
      value = {
        "{'StringEquals':{'aws:principalorgid':'o-1'}}; true",
        "{'StringEquals':{'aws:PrincipalOrgID':['o-2','o-3']}}; false",
        "{'StringNotEquals':{'aws:PrincipalOrgID':'o-2'}}; true",
        "{'StringNotLike':{'aws:PrincipalOrgID':'o-*'}}; false",
        "{'ArnLike':{'aws:PrincipalOrgID':'o-?'}}; true",
        "{'StringEquals':{'aws:SourceVpc':'x'}}; false",
        "{'StringEqualsIfExists':{'aws:SourceVpc':'x'}}; true",
        "{'StringNotEquals':{'aws:SourceVpc':'x'}}; true",
        "{'ForAnyValue:StringEquals':{'aws:PrincipalOrgID':'o-1'}}; true",
        "{'Null':{'aws:SourceVpc':'true'}}; true",
        "{'Null':{'aws:PrincipalOrgID':'true'}}; false",
        "{'StringEquals':{'aws:PrincipalOrgID':'o-1','aws:SourceVpc':'x'}}; false",
        "{'StringLike':{'aws:PrincipalAccount':'${aws:PrincipalAccount}'}}; true",
        "{'StringLike':{'aws:PrincipalAccount':'${aws:username}'}}; false",
      })
  void conditionsHoldAsIamSays(String condition, boolean held) {
    assertThat(holds(condition.replace('\'', '"'))).isEqualTo(held);
  }

  @Test
  void actionsAndResourcesMayHoldPatternsAndVariables() {
    Statement own =
        statement(
            ",\"Resource\":[\"arn:aws:s3:::b/${aws:PrincipalAccount}/*\",\"arn:aws:s3:::c\"]");

    assertThat(CALL.meet(own, "s3:PutObject", "arn:aws:s3:::b/42/log")).isTrue();
    assertThat(CALL.meet(own, "s3:PutObject", "arn:aws:s3:::b/43/log")).isFalse();
    assertThat(CALL.meet(own, "KMS:decrypt", "arn:aws:s3:::c")).isTrue();
    assertThat(CALL.meet(own, "s3:GetObject", "arn:aws:s3:::c")).isFalse();
  }

  @Test
  void whatWasAskedForAndIsNotThereIsNamed() {
    PolicyConditions call = PolicyConditions.of(Map.of());

    call.hold(
        statement(
            ",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpc\":\"x\"}}"));
    assertThat(call.missing()).containsExactly("aws:SourceVpc");
  }

  @Test
  void operatorThatIsNotKnownIsNoGuess() {
    assertThatThrownBy(() -> holds("{\"IpAddress\":{\"aws:PrincipalOrgID\":\"10.0.0.0/8\"}}"))
        .hasMessageContaining("IpAddress");
  }
}
