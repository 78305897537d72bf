"""Automatic deployment: an account's instances follow its place in the organization.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_AutoDeployment.html (DependsOn)
"""

from moto.organizations.models import OrganizationsBackend

from ..services import organizations
from .operations import Operation
from .stack_set import StackSet


def follow_account(organization: OrganizationsBackend, account: str) -> None:
    """After an account joined, moved or left; a StackSet's turn comes after those that it depends on."""
    affected = [
        stack_set
        for stack_sets in list(StackSet.everywhere.values())
        for stack_set in stack_sets
        if stack_set.account == organization.account_id and stack_set.follows_accounts
    ]
    started: dict[str, Operation] = {}
    while affected:
        arns = {stack_set.arn for stack_set in affected}
        ready = next((it for it in affected if arns.isdisjoint(it.deploys_after)), affected[0])
        affected.remove(ready)
        after = [started[arn] for arn in ready.deploys_after if arn in started]
        operation = _follow(ready, organization, account, after)
        if operation:
            started[ready.arn] = operation


def _follow(
    stack_set: StackSet, organization: OrganizationsBackend, account: str, after: list[Operation]
) -> Operation | None:
    wanted = {
        region
        for units, regions in stack_set.targets
        if account in organizations.accounts_below(organization, list(units))
        for region in regions
    }
    present = {region for owner, region in list(stack_set.instances) if owner == account}
    if wanted - present:
        return stack_set.deploy("CREATE", [(account, region) for region in sorted(wanted - present)], None, after)
    if present and not wanted and stack_set.targets:
        return stack_set.remove([(account, region) for region in sorted(present)], None, stack_set.retains_stacks)
    return None
