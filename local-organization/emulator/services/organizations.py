"""Organizations: what StackSets need, and the events that automatic deployments follow.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.organizations import utils
from moto.organizations.models import FakeDelegatedAdministrator, OrganizationsBackend, organizations_backends

from .given_ids import given_or_drawn
from .patching import extend

STACK_SETS_MEMBER_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com"

FakeDelegatedAdministrator.SUPPORTED_SERVICES.append(STACK_SETS_MEMBER_PRINCIPAL)

utils.make_random_org_id = partial(given_or_drawn, "organization", utils.make_random_org_id)
utils.make_random_account_id = partial(given_or_drawn, "account", utils.make_random_account_id)

# Called after an account joined, moved or left.
account_listeners: list[Callable[[OrganizationsBackend, str], None]] = []

moto_create_account = OrganizationsBackend.create_account
moto_move_account = OrganizationsBackend.move_account
moto_remove_account = OrganizationsBackend.remove_account_from_organization


def _tell(backend: OrganizationsBackend, account: str) -> None:
    for listener in account_listeners:
        listener(backend, account)


@extend(OrganizationsBackend)
def create_account(self: OrganizationsBackend, **kwargs: Any) -> dict[str, Any]:
    status = moto_create_account(self, **kwargs)
    _tell(self, status["CreateAccountStatus"]["AccountId"])
    return status


@extend(OrganizationsBackend)
def move_account(self: OrganizationsBackend, **kwargs: Any) -> None:
    moto_move_account(self, **kwargs)
    _tell(self, kwargs["AccountId"])


@extend(OrganizationsBackend)
def remove_account_from_organization(self: OrganizationsBackend, **kwargs: Any) -> None:
    moto_remove_account(self, **kwargs)
    _tell(self, kwargs["AccountId"])


def of_member(account: str) -> OrganizationsBackend | None:
    """The organization that an account belongs to: the backend of its management account."""
    owner, partition = organizations_backends.master_accounts.get(account, (account, "aws"))
    backend = organizations_backends[owner][partition]
    return backend if backend.org else None


def id_of(account: str) -> str | None:
    """The id of the organization that an account belongs to."""
    backend = of_member(account)
    return backend.org.id if backend else None


def membership(account: str) -> dict[str, str]:
    """What a call says of its caller's organization: its id, and the account's path in it; nothing for one that is in none.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
    """
    backend = of_member(account)
    found = backend and next((it for it in backend.accounts if it.id == account), None)
    if not backend or not found:
        return {}
    units, parents = {unit.id: unit for unit in backend.ou}, [found.parent_id]
    while parent := getattr(units.get(parents[0]), "parent_id", None):
        parents.insert(0, parent)
    path = "/".join([backend.org.id, *parents, ""])
    return {"aws:PrincipalOrgID": backend.org.id, "aws:PrincipalOrgPaths": path}


def is_suspended(backend: OrganizationsBackend, account: str) -> bool:
    """One that was closed stays in its OU for 90 days.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_close.html
    """
    return any(it.id == account and it.status == "SUSPENDED" for it in backend.accounts)


def accounts_below(backend: OrganizationsBackend, targets: list[str], suspended: bool = False) -> list[str]:
    """The active accounts in the given OUs or root and in all OUs below them, without the management account; or those, too, that
    are suspended."""
    parents = set(targets)
    while True:
        children = {unit.id for unit in backend.ou if unit.parent_id in parents} - parents
        if not children:
            break
        parents |= children
    wanted = {"ACTIVE", "SUSPENDED"} if suspended else {"ACTIVE"}
    return [a.id for a in backend.accounts if a.parent_id in parents and a.id != backend.account_id and a.status in wanted]


def _of_administrator(caller: OrganizationsBackend) -> OrganizationsBackend:
    """The organization that an account may list: its own as management account, or as a delegated administrator.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
    """
    backend = of_member(caller.account_id)
    if not backend or backend is caller:
        return caller
    if not any(admin.account.id == caller.account_id for admin in backend.admins):
        raise JsonRESTError("AccessDeniedException", "You don't have permissions to access this resource.")
    return backend


def _listed_by_administrators(listing: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(listing)
    def list_them(self: OrganizationsBackend, **kwargs: Any) -> Any:
        return listing(_of_administrator(self), **kwargs)

    return list_them


for name in ("list_accounts", "list_accounts_for_parent", "list_organizational_units_for_parent"):
    setattr(OrganizationsBackend, name, _listed_by_administrators(getattr(OrganizationsBackend, name)))


def is_delegated_administrator(backend: OrganizationsBackend, account: str) -> bool:
    return any(
        admin.account.id == account and STACK_SETS_MEMBER_PRINCIPAL in admin.services for admin in backend.admins
    )
