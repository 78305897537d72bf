"""A StackSet: its settings, the organizational units that it follows, and the operations over its instances.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html
"""

import uuid
from typing import Any

from moto.cloudformation.exceptions import StackSetNotFoundException
from moto.organizations.models import OrganizationsBackend
from moto.utilities.utils import get_partition

from ..services import organizations
from ..stacks.failures import invalid
from ..stacks.templates import Template, template_at
from .failures import NameAlreadyExists
from .instances import Instance
from .operations import Act, Operation, Place


class StackSet:
    """A service-managed StackSet. It lives in the management account, whoever made it."""

    everywhere: dict[Place, list["StackSet"]] = {}

    def __init__(self, account: str, region: str, name: str) -> None:
        self.account, self.region, self.name = account, region, name
        self.id = f"{name}:{uuid.uuid4()}"
        self.arn = f"arn:{get_partition(region)}:cloudformation:{region}:{account}:stackset/{self.id}"
        self.instances: dict[Place, Instance] = {}
        self.targets: list[tuple[set[str], set[str]]] = []  # (units, Regions): accounts that join get instances there
        self.operations: list[Operation] = []

    @classmethod
    def of(cls, account: str, region: str) -> list["StackSet"]:
        return cls.everywhere.setdefault((account, region), [])

    @classmethod
    def find(cls, account: str, region: str, name: str) -> "StackSet":
        for stack_set in cls.of(account, region):
            if name in (stack_set.name, stack_set.id):
                return stack_set
        raise StackSetNotFoundException(name)

    def add(self) -> None:
        others = StackSet.of(self.account, self.region)
        if any(other.name == self.name for other in others):
            raise NameAlreadyExists(f"StackSet {self.name} already exists")
        others.append(self)

    def configure(self, settings: dict[str, Any], maker: str) -> None:
        """Takes over the properties of AWS::CloudFormation::StackSet that are no instances; nothing, if one is wrong.

        The template is read, and its types are looked up, as the account that makes the StackSet.
        """
        address = settings.get("TemplateURL")
        template = template_at(address, maker) if address else Template(settings.get("TemplateBody"))
        template.check_types(maker, self.region)
        template.check_capabilities(settings.get("Capabilities") or [])
        given = {it["ParameterKey"]: it["ParameterValue"] for it in settings.get("Parameters") or []}
        self.parameters = template.parameter_values(given)
        self.template = template
        self.tags = {tag["Key"]: tag["Value"] for tag in settings.get("Tags") or []}
        automatic = settings.get("AutoDeployment") or {}
        self.follows_accounts = _true(automatic.get("Enabled"))
        self.retains_stacks = _true(automatic.get("RetainStacksOnAccountRemoval"))
        self.deploys_after: list[str] = automatic.get("DependsOn") or []  # ARNs of StackSets
        self.queues = _true((settings.get("ManagedExecution") or {}).get("Active"))

    # --- where it goes

    def organization(self) -> OrganizationsBackend:
        found = organizations.of_member(self.account)
        if not found:
            raise invalid(f"Account {self.account} is not in an organization any more.")
        return found

    def places(self, targets: dict[str, Any], regions: list[str], suspended: bool = False) -> list[Place]:
        """The accounts and Regions that a request names."""
        units = targets.get("OrganizationalUnitIds") or []
        if not units:
            raise invalid("StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target")
        organization = self.organization()
        unknown = sorted(set(units) - {unit.id for unit in organization.ou})
        if unknown:
            raise invalid(f"The organizational units {unknown} do not exist")
        accounts = organizations.accounts_below(organization, units, suspended)
        if (kind := _filter(targets)) != "NONE":
            accounts = [it for it in accounts if (it in targets["Accounts"]) == (kind == "INTERSECTION")]
        return [(account, region) for account in accounts for region in regions]

    def follow(self, targets: dict[str, Any], regions: list[str]) -> None:
        """Accounts that join the units get instances in the Regions, whatever accounts a filter names.

        "Automatic deployments do not consider account level targeting filters" (stacksets-orgs-manage-auto-deployment.html)
        """
        self.targets.append((set(targets["OrganizationalUnitIds"]), set(regions)))

    def unfollow(self, targets: dict[str, Any], regions: list[str]) -> None:
        if _filter(targets) != "NONE":
            return
        units = set(targets["OrganizationalUnitIds"])
        kept = []
        for owned, places in self.targets:
            kept += [(owned - units, places), (owned & units, places - set(regions))]
        self.targets = [(owned, places) for owned, places in kept if owned and places]

    # --- operations: each starts behind those that are under way

    def deploy(
        self,
        action: str,
        places: list[Place],
        preferences: dict[str, Any] | None,
        after: list[Operation] | None = None,
    ) -> Operation:
        for account, region in places:
            self.instances.setdefault((account, region), Instance(account, region))

        def act(account: str, region: str) -> str | None:
            return self.instances[account, region].deploy(self.name, self.template, self.parameters, dict(self.tags))

        return self.operate(action, places, preferences, act, after or [])

    def remove(
        self,
        places: list[Place],
        preferences: dict[str, Any] | None,
        retain: bool,
        behind: list[Operation] | None = None,
    ) -> Operation:
        def act(account: str, region: str) -> str | None:
            failure = None if retain else self.instances[account, region].delete()
            if not failure:
                del self.instances[account, region]
            return failure

        return self.operate("DELETE", places, preferences, act, [], behind, reaches_out=not retain)

    def operate(
        self,
        action: str,
        places: list[Place],
        preferences: dict[str, Any] | None,
        act: Act,
        after: list[Operation] | None = None,
        behind: list[Operation] | None = None,
        reaches_out: bool = True,
    ) -> Operation:
        """Suspended accounts are passed over by what would reach out to them.

        https://aws.amazon.com/about-aws/whats-new/2023/06/aws-cloudformation-stacksets-suspended-accounts-deployments/
        """
        organization = self.organization()

        def tell(account: str, region: str) -> str | None:
            instance = self.instances[account, region]
            instance.last_operation, instance.detail = operation.id, "RUNNING"
            if reaches_out and organizations.is_suspended(organization, account):
                instance.detail = "SKIPPED_SUSPENDED_ACCOUNT"
                return None
            return act(account, region)

        operation = Operation(action, places, preferences, tell)
        behind = [other for other in self.operations if other.running] + (behind or [])
        self.operations.append(operation)
        operation.start(behind, after or [])
        return operation


def _filter(targets: dict[str, Any]) -> str:
    kind = targets.get("AccountFilterType") or "NONE"
    if kind not in ("NONE", "INTERSECTION", "DIFFERENCE"):
        raise invalid(f"DeploymentTargets: not emulated: AccountFilterType {kind}")
    return kind


def _true(value: Any) -> bool:
    """Templates give booleans as such or as text."""
    return str(value).lower() == "true"
