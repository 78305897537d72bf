package org.sessionlogging.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessionlogging.domain.Examples;
import org.sessionlogging.domain.policy.NeededUse.Verdict;
import org.sessionlogging.domain.settings.AccountPrefix;
import org.sessionlogging.domain.settings.KeyPurpose;

class NeededUseTest {
  private static final Statement ADMINISTRATION =
      Statement.allow("Administer")
          .principal("arn:aws:iam::111111111111:root")
          .actions("kms:*")
          .resources("*");

  private final NeededUse needed =
      NeededUse.of(
          Set.of(KeyPurpose.BUCKET),
          Examples.central(AccountPrefix.ENFORCED, Optional.empty()),
          Examples.ORGANIZATION,
          Examples.BUCKET_KEY);

  private Verdict with(Statement... others) {
    List<Statement> all = new ArrayList<>(needed.statements());
    all.addAll(List.of(others));
    return needed.in(PolicyDocument.of(all));
  }

  private Verdict of(String statement) {
    return needed.in(PolicyDocument.parse("{\"Statement\":" + statement + "}"));
  }

  @Test
  void statementsByOtherNamesAreEnough() {
    assertThat(with(ADMINISTRATION)).isEqualTo(Verdict.ALLOWED);
    List<Statement> renamed =
        needed.statements().stream().map(it -> it.named("Their" + it.sid().orElse(""))).toList();
    assertThat(needed.in(PolicyDocument.of(renamed))).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void oneStatementLessOrADenyIsUnproven() {
    for (Statement less : needed.statements()) {
      List<Statement> others =
          new ArrayList<>(needed.statements().stream().filter(it -> !it.equals(less)).toList());
      assertThat(needed.in(PolicyDocument.of(others))).isEqualTo(Verdict.UNPROVEN);
    }
    assertThat(with(Statement.deny("No").everyone().actions("kms:Decrypt").resources("*")))
        .isEqualTo(Verdict.UNPROVEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111111111111\"},\"Action\":\"kms:*\"}",
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"arn:aws:iam::111111111111:role/Admin\"],"
            + "\"Service\":\"logs.amazonaws.com\"},\"Action\":\"kms:*\"}",
        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:*\"}"
      })
  void policyThatNamesTheOwnAccountAloneLetsNoMemberIn(String statement) {
    assertThat(of(statement)).isEqualTo(Verdict.LACKING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\"}",
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"kms:*\"}",
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"111111111111\",\"222222222222\"]},\"Action\":\"kms:*\"}",
        "{\"Effect\":\"Allow\",\"NotPrincipal\":{\"AWS\":\"111111111111\"},\"Action\":\"kms:*\"}",
        "{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"x\"},\"Action\":\"kms:*\"}"
      })
  void whateverMayNameSomebodyElseIsUnproven(String statement) {
    assertThat(of(statement)).isEqualTo(Verdict.UNPROVEN);
  }
}
