package org.sessionlogging.fakes.organizations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sessionlogging.fakes.store.AwsError;
import org.sessionlogging.fakes.store.Page;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;

/** Organizations as an account sees it that is in one, or in none. */
public final class FakeOrganizations implements OrganizationsClient {
  public Optional<String> id = Optional.of("o-abcdefghij");

  /** Accounts that are not in it; all others are. */
  public final SortedSet<String> outsiders = new TreeSet<>();

  /** Parents of the accounts that it lists, by their ids. */
  public final SortedMap<String, String> parents = new TreeMap<>();

  /** Their names, by id; those that are not here have none. */
  public final SortedMap<String, String> names = new TreeMap<>();

  /** Accounts among them that are closed or suspended. */
  public final SortedSet<String> inactive = new TreeSet<>();

  /** Parents of its organizational units, by their ids; roots have none. */
  public final SortedMap<String, String> units = new TreeMap<>();

  /** Whether the caller is the management account, or a delegated administrator. */
  public boolean administered = true;

  /** From now on it is as another one is now. */
  public void become(FakeOrganizations other) {
    id = other.id;
    outsiders.clear();
    outsiders.addAll(other.outsiders);
    parents.clear();
    parents.putAll(other.parents);
    names.clear();
    names.putAll(other.names);
    inactive.clear();
    inactive.addAll(other.inactive);
    units.clear();
    units.putAll(other.units);
    administered = other.administered;
  }

  /** The organization that an account is in. */
  public Optional<String> idOf(String account) {
    return id.filter(it -> !outsiders.contains(account));
  }

  /** Where in it (IAM user guide, aws:PrincipalOrgPaths). */
  Optional<String> pathOf(String account) {
    return idOf(account).map(it -> it + "/r-root/ou-root-members/");
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /** Every account of an organization may ask (API reference, DescribeOrganization). */
  @Override
  public DescribeOrganizationResponse describeOrganization(DescribeOrganizationRequest request) {
    return DescribeOrganizationResponse.builder()
        .organization(
            Organization.builder()
                .id(
                    id.orElseThrow(
                        () ->
                            AwsError.of(
                                400,
                                "AWSOrganizationsNotInUseException",
                                "Your account is not a member of an organization.")))
                .build())
        .build();
  }

  /**
   * From the management account and delegated administrators alone; at most 20 a page (API
   * reference, ListAccounts).
   */
  @Override
  public ListAccountsResponse listAccounts(ListAccountsRequest request) {
    refuseMembers();
    Page<String> page = page(List.copyOf(parents.keySet()), request.nextToken());
    return ListAccountsResponse.builder()
        .accounts(page.as(this::account))
        .nextToken(page.next())
        .build();
  }

  /** Its own, not those of the units below (API reference, ListAccountsForParent). */
  @Override
  public ListAccountsForParentResponse listAccountsForParent(ListAccountsForParentRequest request) {
    refuseMembers();
    Page<String> page = page(childrenOf(parents, request.parentId()), request.nextToken());
    return ListAccountsForParentResponse.builder()
        .accounts(page.as(this::account))
        .nextToken(page.next())
        .build();
  }

  @Override
  public ListOrganizationalUnitsForParentResponse listOrganizationalUnitsForParent(
      ListOrganizationalUnitsForParentRequest request) {
    refuseMembers();
    Page<String> page = page(childrenOf(units, request.parentId()), request.nextToken());
    return ListOrganizationalUnitsForParentResponse.builder()
        .organizationalUnits(page.as(id -> OrganizationalUnit.builder().id(id).build()))
        .nextToken(page.next())
        .build();
  }

  private void refuseMembers() {
    if (!administered) {
      throw AwsError.of(
          400, "AccessDeniedException", "You don't have permissions to access this resource.");
    }
  }

  private List<String> childrenOf(Map<String, String> parentsById, String parent) {
    if (!parent.startsWith("r-") && !units.containsKey(parent)) {
      throw AwsError.of(400, "ParentNotFoundException", "You specified parent that doesn't exist.");
    }
    return parentsById.entrySet().stream()
        .filter(it -> it.getValue().equals(parent))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Page<String> page(List<String> ids, String token) {
    return Page.of(ids, token, Integer.valueOf(20));
  }

  private Account account(String id) {
    return Account.builder()
        .id(id)
        .name(names.get(id))
        .state(inactive.contains(id) ? AccountState.SUSPENDED : AccountState.ACTIVE)
        .build();
  }
}
