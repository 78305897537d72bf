"""Who may administer StackSets of an organization, and in which account they then live.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
"""

from ..services import organizations
from ..stacks.failures import invalid

NOT_AN_ADMINISTRATOR = "You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set"

trusted_by: set[str] = set()  # management accounts that activated trusted access


def activate(account: str) -> None:
    organization = organizations.of_member(account)
    if not organization or organization.account_id != account:
        raise invalid("You must be the management account of an organization to activate organizations access")
    trusted_by.add(account)


def administrator(account: str, call_as: str | None) -> str:
    """The account that a StackSet lives in: with CallAs DELEGATED_ADMIN the management account, else the caller's."""
    if call_as != "DELEGATED_ADMIN":
        return account
    organization = organizations.of_member(account)
    if not organization or not organizations.is_delegated_administrator(organization, account):
        raise invalid(NOT_AN_ADMINISTRATOR)
    return organization.account_id


def refuse_untrusted(account: str) -> None:
    """Service-managed StackSets live in a management account that lets them reach its organization."""
    organization = organizations.of_member(account)
    if not organization or organization.account_id != account:
        raise invalid(NOT_AN_ADMINISTRATOR)
    if account not in trusted_by:
        raise invalid("You must enable organizations access to operate a service managed stack set")
