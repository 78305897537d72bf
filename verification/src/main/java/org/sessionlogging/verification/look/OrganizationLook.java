package org.sessionlogging.verification.look;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sessionlogging.aws.Aws;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.aws.Pages;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.OrganizationId;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;

/** The organization of the caller, and its accounts. */
public record OrganizationLook(Aws aws, OrganizationsClient organizations) {

  /** Each account of it may ask (API reference, DescribeOrganization). */
  public Shown<OrganizationId> id() {
    return Asking.shown(
        () ->
            aws.find(
                    organizations,
                    DescribeOrganizationRequest.builder().build(),
                    OrganizationsClient::describeOrganization,
                    "AWSOrganizationsNotInUseException")
                .map(it -> new OrganizationId(it.organization().id())));
  }

  /**
   * Names by id of its active accounts: others can't be signed in to.
   *
   * @param unit only those below it, at any depth; a root's id counts as one
   * @throws CouldNotJudge when the caller may not list them
   */
  public SortedMap<String, String> accounts(Optional<String> unit) {
    try {
      SortedMap<String, String> names = new TreeMap<>();
      unit.map(this::below)
          .orElseGet(this::all)
          .filter(OrganizationLook::isActive)
          .forEach(it -> names.put(it.id(), Optional.ofNullable(it.name()).orElse("")));
      return names;
    } catch (CallFailed e) {
      throw new CouldNotJudge(
          "The organization's accounts can't be listed: "
              + e.operation()
              + " failed: "
              + e.reason()
              + ". Only the management account and delegated administrators may list them: name the accounts with --accounts"
              + (unit.isPresent() ? ", or correct --ou." : "."));
    }
  }

  /** AWS has State in the place of Status (API reference, Account). */
  private static boolean isActive(Account account) {
    return account.state() == null || account.state() == AccountState.ACTIVE;
  }

  private Stream<Account> all() {
    return Pages.of(
            token ->
                aws.call(
                    organizations,
                    ListAccountsRequest.builder().nextToken(token).build(),
                    OrganizationsClient::listAccounts),
            ListAccountsResponse::nextToken)
        .flatMap(page -> page.accounts().stream());
  }

  private Stream<Account> below(String parent) {
    Stream<Account> own =
        Pages.of(
                token ->
                    aws.call(
                        organizations,
                        ListAccountsForParentRequest.builder()
                            .parentId(parent)
                            .nextToken(token)
                            .build(),
                        OrganizationsClient::listAccountsForParent),
                ListAccountsForParentResponse::nextToken)
            .flatMap(page -> page.accounts().stream());
    return Stream.concat(own, units(parent).stream().flatMap(this::below));
  }

  private List<String> units(String parent) {
    return Pages.of(
            token ->
                aws.call(
                    organizations,
                    ListOrganizationalUnitsForParentRequest.builder()
                        .parentId(parent)
                        .nextToken(token)
                        .build(),
                    OrganizationsClient::listOrganizationalUnitsForParent),
            ListOrganizationalUnitsForParentResponse::nextToken)
        .flatMap(page -> page.organizationalUnits().stream())
        .map(it -> it.id())
        .toList();
  }
}
