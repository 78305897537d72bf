package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the policy of an endpoint lets through, in the words that people write. */
class EndpointPolicyTest {
  private static final String BUCKET = "arn:aws:s3:::central-logs";
  private static final Map<String, Optional<String>> CONTEXT =
      Map.of(
          "aws:principalorgid", Optional.of("o-exampleorg1"),
          "aws:resourceorgid", Optional.of("o-exampleorg1"),
          "aws:sourcevpc", Optional.of("vpc-1"),
          "aws:securetransport", Optional.of("true"),
          "kms:viaservice", Optional.empty());

  private static Certainty lets(String... statements) {
    return letsOn(BUCKET + "/111122223333/x.log", statements);
  }

  private static Certainty letsOn(String resource, String... statements) {
    PolicyDocument policy =
        PolicyDocument.parse("{\"Statement\":[" + String.join(",", statements) + "]}");
    return new EndpointPolicy(policy, "111122223333", CONTEXT).lets("s3:PutObject", resource);
  }

  private static String statement(String effect, String elements) {
    return "{\"Effect\":\"" + effect + "\"," + elements.replace('\'', '"') + "}";
  }

  private static final String FULL =
      statement("Allow", "'Principal':'*','Action':'*','Resource':'*'");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'*'                                                | YES",
        "{'AWS':'*'}                                        | YES",
        "{'AWS':'111122223333'}                             | YES",
        "{'AWS':['x','arn:aws:iam::111122223333:root']}     | YES",
        "{'AWS':'arn:aws:iam::111122223333:role/app'}       | UNKNOWN",
        "{'AWS':'arn:aws:iam::444455556666:root'}           | NO",
        "{'Service':'ec2.amazonaws.com'}                    | NO"
      })
  void principalsAreRead(String principal, Certainty certainty) {
    assertThat(
            lets(
                statement("Allow", "'Principal':" + principal + ",'Action':'s3:*','Resource':'*'")))
        .isEqualTo(certainty);
  }

  @Test
  void whoIsNotNamedIsNotKnown() {
    assertThat(lets(statement("Allow", "'Action':'*','Resource':'*'")))
        .isEqualTo(Certainty.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'Action':'S3:put*','Resource':'*'                                           | YES",
        "'Action':'s3:GetObject','Resource':'*'                                      | NO",
        "'NotAction':'s3:Delete*','Resource':'*'                                     | YES",
        "'NotAction':'s3:*','Resource':'*'                                           | NO",
        "'Action':'*','Resource':['arn:aws:s3:::a','arn:aws:s3:::central-logs/*']    | YES",
        "'Action':'*','Resource':'arn:aws:s3:::central-logs'                         | NO",
        "'Action':'*','NotResource':'arn:aws:s3:::central-logs/*'                    | NO",
        "'Action':'*','NotResource':'arn:aws:s3:::other/*'                           | YES",
        "'Action':'*','Resource':'arn:aws:s3:::central-logs/${aws:userid}/*'         | UNKNOWN",
        "'Action':'*','Resource':'arn:aws:s3:::other/${aws:userid}/*'                | NO",
        "'Action':'*','Resource':'arn:aws:s3:::central-logs/${aws:PrincipalOrgID}/*' | NO"
      })
  void actionsAndResourcesAreRead(String elements, Certainty certainty) {
    assertThat(lets(statement("Allow", "'Principal':'*'," + elements))).isEqualTo(certainty);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'StringEquals':{'aws:PrincipalOrgID':'o-exampleorg1'}                 | YES",
        "'StringEquals':{'aws:PrincipalOrgID':['o-other','o-exampleorg1']}     | YES",
        "'StringEquals':{'aws:PrincipalOrgID':'o-other'}                       | NO",
        "'StringNotEquals':{'aws:PrincipalOrgID':'o-other'}                    | YES",
        "'StringEquals':{'aws:ResourceOrgID':'${aws:PrincipalOrgID}'}          | YES",
        "'StringEquals':{'aws:ResourceOrgID':'${aws:PrincipalTag/org}'}        | UNKNOWN",
        "'StringNotEquals':{'aws:ResourceOrgID':'${aws:PrincipalTag/org}'}     | UNKNOWN",
        "'StringLike':{'aws:SourceVpc':'vpc-*'}                                | YES",
        "'Bool':{'aws:SecureTransport':'TRUE'}                                 | YES",
        "'Null':{'kms:ViaService':'true'}                                      | YES",
        "'StringEquals':{'kms:ViaService':'x'}                                 | NO",
        "'StringEqualsIfExists':{'kms:ViaService':'x'}                         | YES",
        "'StringNotEquals':{'kms:ViaService':'x'}                              | YES",
        "'ForAnyValue:StringEquals':{'aws:PrincipalOrgID':'o-exampleorg1'}     | UNKNOWN",
        "'IpAddress':{'aws:SourceVpc':'10.0.0.0/8'}                            | UNKNOWN",
        "'ArnLike':{'aws:PrincipalArn':'*'}                                    | UNKNOWN",
        "'ArnLike':{'aws:PrincipalArn':'*'},'StringEquals':{'aws:SourceVpc':'vpc-2'} | NO"
      })
  void conditionsAreRead(String conditions, Certainty certainty) {
    assertThat(
            lets(
                statement(
                    "Allow",
                    "'Principal':'*','Action':'*','Resource':'*','Condition':{"
                        + conditions
                        + "}")))
        .isEqualTo(certainty);
  }

  @Test
  void denialsDecide() {
    String deny = "'Principal':'*','Action':'s3:PutObject','Resource':'*'";

    assertThat(lets()).isEqualTo(Certainty.NO);
    assertThat(lets(FULL)).isEqualTo(Certainty.YES);
    assertThat(lets(FULL, statement("Deny", deny))).isEqualTo(Certainty.NO);
    assertThat(
            lets(
                FULL,
                statement(
                    "Deny",
                    deny + ",'Condition':{'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::*'}}")))
        .isEqualTo(Certainty.UNKNOWN);
  }

  @Test
  void someResourceIsCoveredByAllOfThemAlone() {
    assertThat(letsOn(EndpointPolicy.SOMETHING, FULL)).isEqualTo(Certainty.YES);
    assertThat(
            letsOn(
                EndpointPolicy.SOMETHING,
                statement("Allow", "'Principal':'*','Action':'*','Resource':'arn:aws:s3:::a'")))
        .isEqualTo(Certainty.UNKNOWN);
  }
}
