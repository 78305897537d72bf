package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;

/** The roles and users of an account, and what the simulator says of a user. */
abstract class PrincipalFacts {
  private static final String API = "https://docs.aws.amazon.com/IAM/latest/APIReference/";
  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",
       "Resource": "arn:aws:s3:::bucket/*"}]}
      """;
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
       "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
      """;

  private final AwsUnderTest aws;
  private final IamClient iam;

  PrincipalFacts(AwsUnderTest aws) {
    this.aws = aws;
    this.iam = aws.iam();
  }

  private String policy() {
    return iam.createPolicy(it -> it.policyName(fresh("facts-reader")).policyDocument(POLICY))
        .policy()
        .arn();
  }

  private String user() {
    String name = fresh("facts-user");
    aws.user("/people/", name, policy());
    return "arn:aws:iam::" + aws.account() + ":user/people/" + name;
  }

  @Test
  @Source(API + "API_ListUsers.html: MaxItems, Marker; API_User.html: Arn, Path, UserName")
  void usersAreListedPageByPageWithTheirPaths() {
    List<String> arns = Stream.generate(this::user).limit(3).toList();

    assertThat(iam.listUsersPaginator(it -> it.maxItems(2)).users())
        .filteredOn(it -> arns.contains(it.arn()))
        .hasSize(3)
        .allSatisfy(it -> assertThat(it.arn()).endsWith(":user" + it.path() + it.userName()))
        .extracting(User::path)
        .containsOnly("/people/");
  }

  @Test
  @Source(API + "API_ListRoles.html: MaxItems, Marker; API_Role.html: Arn, Path, RoleName")
  void rolesAreListedPageByPageWithTheirPaths() {
    List<String> names = Stream.generate(() -> fresh("facts-listed")).limit(3).toList();
    names.forEach(
        name ->
            assertThat(
                    iam.createRole(
                            it -> it.roleName(name).path("/apps/").assumeRolePolicyDocument(TRUST))
                        .role())
                .isNotNull());

    assertThat(iam.listRolesPaginator(it -> it.maxItems(2)).roles())
        .filteredOn(it -> names.contains(it.roleName()))
        .extracting(Role::arn)
        .containsExactlyInAnyOrderElementsOf(
            names.stream()
                .map(it -> "arn:aws:iam::" + aws.account() + ":role/apps/" + it)
                .toList());
  }

  @Test
  @Source(API + "API_SimulatePrincipalPolicy.html, PolicySourceArn: user, group, or role")
  void userMayWhatItsPoliciesAllow() {
    String user = user();

    assertThat(decisions(user)).containsExactly("allowed", "implicitDeny");
    assertThat(refusal(() -> decisions(user + "-absent"))).isEqualTo("NoSuchEntity");
  }

  private List<String> decisions(String arn) {
    return iam
        .simulatePrincipalPolicy(
            it ->
                it.policySourceArn(arn)
                    .actionNames("s3:GetObject", "s3:DeleteObject")
                    .resourceArns("arn:aws:s3:::bucket/log"))
        .evaluationResults()
        .stream()
        .map(EvaluationResult::evalDecisionAsString)
        .toList();
  }
}
