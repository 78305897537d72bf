package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The organization, as each of its accounts sees it. */
abstract class OrganizationsFacts {
  private final AwsUnderTest aws;

  OrganizationsFacts(AwsUnderTest aws) {
    this.aws = aws;
  }

  @Test
  @Source(
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html:"
          + " can be called from any account in an organization")
  void everyAccountMayAskForTheOrganization() {
    assertThat(aws.organizations().describeOrganization().organization().id())
        .matches("o-[a-z0-9]{10,32}");
  }

  @Test
  @Source(
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html: all the"
          + " accounts in the organization; only from the management account or a delegated"
          + " administrator")
  void managementAccountListsAllAccounts() {
    List<Account> accounts =
        aws.organizations().listAccountsPaginator().stream()
            .flatMap(it -> it.accounts().stream())
            .toList();

    assertThat(accounts).extracting(Account::id).contains(aws.account(), aws.sibling());
  }

  @Test
  @Source(
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html: only from"
          + " the management account or a delegated administrator; AccessDeniedException")
  void otherAccountsListNone() {
    assertThat(refusal(() -> aws.organizationsOfSibling().listAccounts()))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  @Source(
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html:"
          + " only the accounts directly in the parent; ParentNotFoundException")
  void accountsOfAnAbsentParentAreRefused() {
    assertThat(
            refusal(
                () ->
                    aws.organizations()
                        .listAccountsForParent(it -> it.parentId("ou-abcd-11111111"))))
        .isEqualTo("ParentNotFoundException");
  }

  @Test
  @Source(
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html,"
          + " API_ListOrganizationalUnitsForParent.html: those directly in the parent")
  void parentHasItsOwnUnitsAndAccountsNotThoseBelow() {
    String outer = aws.unit(aws.root());
    String inner = aws.unit(outer);

    assertThat(units(aws.root())).contains(outer).doesNotContain(inner);
    assertThat(units(outer)).containsExactly(inner);
    assertThat(units(inner)).isEmpty();
    assertThat(accounts(aws.root())).contains(aws.account(), aws.sibling());
    assertThat(accounts(outer)).isEmpty();
    assertThat(refusal(() -> units("ou-abcd-11111111"))).isEqualTo("ParentNotFoundException");
  }

  private List<String> units(String parent) {
    return aws
        .organizations()
        .listOrganizationalUnitsForParentPaginator(it -> it.parentId(parent))
        .stream()
        .flatMap(it -> it.organizationalUnits().stream())
        .map(OrganizationalUnit::id)
        .toList();
  }

  private List<String> accounts(String parent) {
    return aws.organizations().listAccountsForParentPaginator(it -> it.parentId(parent)).stream()
        .flatMap(it -> it.accounts().stream())
        .map(Account::id)
        .toList();
  }

  @Test
  @Source(
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: ids of temporary"
          + " access keys begin with ASIA;"
          + " https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html")
  void assumedRoleHasTemporaryCredentials() {
    String role = "arn:aws:iam::" + aws.sibling() + ":role/OrganizationAccountAccessRole";
    Credentials session =
        aws.sts("arn:aws:iam::" + aws.account() + ":role/caller")
            .assumeRole(it -> it.roleArn(role).roleSessionName("facts"))
            .credentials();

    assertThat(session.accessKeyId()).startsWith("ASIA");
    assertThat(session.sessionToken()).isNotEmpty();
  }
}
