"""Automatic deployment: an account's instances follow its place in the organization.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_AutoDeployment.html (DependsOn)
"""

from moto.organizations.models import OrganizationsBackend

from ..services import organizations
from .operations import Operation
from .stack_set import StackSet

# Names of StackSets: in this order a leaver's stacks go. AWS promises none, and without names all go at once.
leaves_in: list[str] = []


def follow_account(organization: OrganizationsBackend, account: str) -> None:
    """After an account joined, moved or left; a StackSet's turn comes after those that it depends on."""
    affected = _following(organization)
    started: dict[str, Operation] = {}
    while affected:
        arns = {stack_set.arn for stack_set in affected}
        ready = next((it for it in affected if arns.isdisjoint(it.deploys_after)), affected[0])
        affected.remove(ready)
        after = [started[arn] for arn in ready.deploys_after if arn in started]
        operation = _arrive(ready, organization, account, after)
        if operation:
            started[ready.arn] = operation
    _leave(organization, account)


def _following(organization: OrganizationsBackend) -> list[StackSet]:
    all_of_them = [it for stack_sets in list(StackSet.everywhere.values()) for it in stack_sets]
    return [it for it in all_of_them if it.account == organization.account_id and it.follows_accounts]


def _arrive(
    stack_set: StackSet, organization: OrganizationsBackend, account: str, after: list[Operation]
) -> Operation | None:
    wanted, present = _regions(stack_set, organization, account)
    missing = [(account, region) for region in sorted(wanted - present)]
    return stack_set.deploy("CREATE", missing, None, after) if missing else None


def _leave(organization: OrganizationsBackend, account: str) -> None:
    """DependsOn is documented for deployments alone, so it orders nothing here."""
    leaving = _following(organization)
    former: list[Operation] = []
    for stack_set in sorted(leaving, key=lambda it: leaves_in.index(it.name) if it.name in leaves_in else len(leaves_in)):
        wanted, present = _regions(stack_set, organization, account)
        if present and not wanted and stack_set.targets:
            places = [(account, region) for region in sorted(present)]
            operation = stack_set.remove(places, None, stack_set.retains_stacks, former if leaves_in else [])
            former = [operation]


def _regions(stack_set: StackSet, organization: OrganizationsBackend, account: str) -> tuple[set[str], set[str]]:
    """In which the account belongs to the StackSet's targets, and in which it has instances."""
    wanted = {
        region
        for units, regions in stack_set.targets
        if account in organizations.accounts_below(organization, list(units))
        for region in regions
    }
    return wanted, {region for owner, region in list(stack_set.instances) if owner == account}
