"""StackSets: one template in many accounts and Regions, by the API and as AWS::CloudFormation::StackSet in a stack.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
"""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from moto.cloudformation.exceptions import (
    CloudFormationError,
    StackInstanceNotFound,
    StackSetNotEmpty,
    StackSetNotFoundException,
)
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.organizations.models import OrganizationsBackend
from moto.utilities.utils import get_partition

from . import organizations
from .background import BACKGROUND
from .cloudformation import Stacks, parameter_values, tag_values, template_text
from .patching import extend
from .stacks import PROVIDERS, Request, Resource, ResourceFailure, Stack, parse
from .templates import Template, invalid

SERVICE_MANAGED, SELF_MANAGED = "SERVICE_MANAGED", "SELF_MANAGED"
SELF, DELEGATED_ADMIN = "SELF", "DELEGATED_ADMIN"
DEPLOYED = {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
NOT_UPDATABLE = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"}


class NameAlreadyExists(CloudFormationError):
    code = "NameAlreadyExistsException"


class OperationInProgress(CloudFormationError):
    code = "OperationInProgressException"


class OperationNotFound(CloudFormationError):
    code = "OperationNotFoundException"


@dataclass
class Instance:
    """The stack of one account and Region, or what became of it."""

    account: str
    region: str
    overrides: dict[str, str] = field(default_factory=dict)
    stack: Stack | None = None
    status: str = "OUTDATED"
    detail: str = "PENDING"
    reason: str | None = None
    last_operation: str | None = None


@dataclass
class Result:
    """What one operation did in one account and Region."""

    account: str
    region: str
    status: str = "PENDING"
    reason: str | None = None


@dataclass
class Preferences:
    """OperationPreferences (API_StackSetOperationPreferences); Regions always run one after the other."""

    given: dict[str, Any]

    def tolerance(self, accounts: int) -> int:
        percentage = int(self.given.get("FailureTolerancePercentage") or 0)
        return int(self.given.get("FailureToleranceCount") or accounts * percentage // 100)

    def concurrency(self, accounts: int) -> int:
        percentage = int(self.given.get("MaxConcurrentPercentage") or 0)
        wanted = int(self.given.get("MaxConcurrentCount") or max(1, accounts * percentage // 100))
        if self.given.get("ConcurrencyMode") == "SOFT_FAILURE_TOLERANCE":
            return wanted
        return min(wanted, self.tolerance(accounts) + 1)

    def ordered(self, regions: list[str]) -> list[str]:
        order = self.given.get("RegionOrder") or []
        return sorted(regions, key=lambda region: order.index(region) if region in order else len(order))


class Operation:
    """One operation of a StackSet: its work, Region by Region, and its results."""

    def __init__(
        self,
        action: str,
        places: list[tuple[str, str]],
        preferences: dict[str, Any],
        act: Callable[[str, str], str | None],
    ) -> None:
        self.id = str(uuid.uuid4())
        self.action = action
        self.preferences = Preferences(preferences)
        self.act = act
        self.results = [Result(account, region) for account, region in dict.fromkeys(places)]
        self.status = "QUEUED"
        self.created = datetime.now(UTC)
        self.ended: datetime | None = None
        self.thread: threading.Thread | None = None

    def start(self, after: list["Operation"]) -> None:
        def run() -> None:
            for operation in after:
                operation.wait()
            self.status = "RUNNING"
            exceeded = False
            for region in self.preferences.ordered(list(dict.fromkeys(result.region for result in self.results))):
                exceeded = self._run_region([r for r in self.results if r.region == region], exceeded)
            self.ended = datetime.now(UTC)
            self.status = "FAILED" if exceeded else "SUCCEEDED"

        self.thread = BACKGROUND.start(run)

    def _run_region(self, results: list[Result], exceeded: bool) -> bool:
        """Runs one Region; when more fail than are tolerated, the rest of it and all Regions after it are cancelled."""
        tolerance = self.preferences.tolerance(len(results))
        failures = 0
        lock = threading.Lock()

        def run(result: Result) -> None:
            nonlocal failures
            if exceeded or failures > tolerance:
                result.status, result.reason = "CANCELLED", "Cancelled since failure tolerance has exceeded"
                return
            result.status = "RUNNING"
            try:
                result.reason = self.act(result.account, result.region)
            except Exception as error:
                result.reason = getattr(error, "message", None) or str(error)
            result.status = "FAILED" if result.reason else "SUCCEEDED"
            if result.reason:
                with lock:
                    failures += 1

        with ThreadPoolExecutor(self.preferences.concurrency(len(results))) as pool:
            list(pool.map(run, results))
        return exceeded or failures > tolerance

    def wait(self) -> None:
        if self.thread:
            self.thread.join()

    @property
    def running(self) -> bool:
        return self.ended is None

    def failure(self) -> str:
        """Where and why it failed."""
        causes = "; ".join(
            f"account {r.account}, Region {r.region}: {r.reason}" for r in self.results if r.status == "FAILED"
        )
        return f"Stack set operation [{self.id}] failed: {causes}"


class StackSet:
    """A StackSet. Service-managed ones always live in the management account, whoever calls."""

    everywhere: dict[tuple[str, str], list["StackSet"]] = {}
    organizations_access: set[str] = set()  # management accounts that activated it

    def __init__(self, account: str, region: str, name: str, permission_model: str) -> None:
        self.account, self.region, self.name = account, region, name
        self.permission_model = permission_model
        self.id = f"{name}:{uuid.uuid4()}"
        self.arn = f"arn:{get_partition(region)}:cloudformation:{region}:{account}:stackset/{self.id}"
        self.template: Template
        self.parameters: dict[str, str] = {}
        self.capabilities: list[str] = []
        self.tags: dict[str, str] = {}
        self.description: str | None = None
        self.auto_deployment: dict[str, Any] = {}
        self.managed_execution = False
        self.instances: dict[tuple[str, str], Instance] = {}
        self.targets: list[tuple[set[str], set[str]]] = []  # (OUs, Regions) that accounts may join
        self.operations: list[Operation] = []

    @classmethod
    def of(cls, account: str, region: str) -> list["StackSet"]:
        return cls.everywhere.setdefault((account, region), [])

    @classmethod
    def find(cls, account: str, region: str, name: str) -> "StackSet":
        for stack_set in cls.of(account, region):
            if name in (stack_set.name, stack_set.id, stack_set.arn):
                return stack_set
        raise StackSetNotFoundException(name)

    # --- where it goes

    def organization(self) -> OrganizationsBackend:
        found = organizations.of_member(self.account)
        if not found:
            raise invalid(f"Account {self.account} is not in an organization any more.")
        return found

    def accounts(self, accounts: list[str], targets: dict[str, Any]) -> list[str]:
        """The accounts that a request names (API_DeploymentTargets)."""
        units = targets.get("OrganizationalUnitIds") or []
        named = list(accounts or targets.get("Accounts") or [])
        if self.permission_model == SELF_MANAGED:
            if units:
                raise invalid("StackSets with SELF_MANAGED permission model can only have accounts as target")
            return named
        if not units:
            raise invalid("StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target")
        organization = self.organization()
        unknown = sorted(set(units) - {unit.id for unit in organization.ou})
        if unknown:
            raise invalid(f"The organizational units {unknown} do not exist")
        below = organizations.accounts_below(organization, units)
        kind = targets.get("AccountFilterType") or "NONE"
        if kind == "INTERSECTION":
            return [account for account in below if account in named]
        if kind == "DIFFERENCE":
            return [account for account in below if account not in named]
        if kind == "UNION":
            return list(dict.fromkeys(below + [account for account in named if account != self.account]))
        return below

    def remember_target(self, targets: dict[str, Any], regions: list[str]) -> None:
        if targets.get("OrganizationalUnitIds") and (targets.get("AccountFilterType") or "NONE") == "NONE":
            self.targets.append((set(targets["OrganizationalUnitIds"]), set(regions)))

    def forget_target(self, targets: dict[str, Any], regions: list[str]) -> None:
        units = set(targets.get("OrganizationalUnitIds") or [])
        kept = []
        for owned, places in self.targets:
            kept += [(owned - units, places), (owned & units, places - set(regions))]
        self.targets = [(owned, places) for owned, places in kept if owned and places]

    # --- operations

    def operate(
        self,
        action: str,
        places: list[tuple[str, str]],
        preferences: dict[str, Any] | None,
        act: Callable[[str, str], str | None],
        after: list[Operation] | None = None,
    ) -> Operation:
        """Starts an operation behind those that are under way."""
        operation = Operation(action, places, preferences or {}, act)

        def tell(account: str, region: str) -> str | None:
            instance = self.instances[account, region]
            instance.last_operation, instance.detail = operation.id, "RUNNING"
            return act(account, region)

        operation.act = tell
        waits = [other for other in self.operations if other.running] + (after or [])
        self.operations.append(operation)
        operation.start(waits)
        return operation

    def deploy(
        self,
        action: str,
        places: list[tuple[str, str]],
        preferences: dict[str, Any] | None,
        after: list[Operation] | None = None,
    ) -> Operation:
        for account, region in places:
            self.instances.setdefault((account, region), Instance(account, region))
        return self.operate(action, places, preferences, self._deploy, after)

    def _deploy(self, account: str, region: str) -> str | None:
        instance = self.instances[account, region]
        instance.reason = self._deploy_stack(instance)
        instance.status = "OUTDATED" if instance.reason else "CURRENT"
        instance.detail = "FAILED" if instance.reason else "SUCCEEDED"
        return instance.reason

    def _deploy_stack(self, instance: Instance) -> str | None:
        template = self.template
        given = {**self.parameters, **instance.overrides}
        parameters = template.parameter_values(
            {name: value for name, value in given.items() if name in template.parameters}
        )
        stack = instance.stack
        if stack and stack.status in NOT_UPDATABLE:
            stack.delete([])
            if stack.status != "DELETE_COMPLETE":
                return _cause(stack, 0)
        if stack and stack.status != "DELETE_COMPLETE":
            if (template.body, parameters, self.tags) == (stack.template.body, stack.parameters, stack.tags):
                return None
            seen = len(stack.events)
            stack.update(template, parameters, dict(self.tags))
            return None if stack.status in DEPLOYED else _cause(stack, seen)
        stack = Stack(
            instance.account,
            instance.region,
            f"StackSet-{self.name}-{uuid.uuid4()}",
            template,
            parameters,
            dict(self.tags),
        )
        stack.capabilities = self.capabilities
        Stacks.of(instance.account, instance.region).add(stack)
        instance.stack = stack
        stack.create()
        return None if stack.status in DEPLOYED else _cause(stack, 0)

    def remove(self, places: list[tuple[str, str]], preferences: dict[str, Any] | None, retain: bool) -> Operation:
        def act(account: str, region: str) -> str | None:
            instance = self.instances[account, region]
            stack = instance.stack
            if stack and not retain and stack.status != "DELETE_COMPLETE":
                seen = len(stack.events)
                stack.delete([])
                if stack.status != "DELETE_COMPLETE":
                    instance.status, instance.detail, instance.reason = "INOPERABLE", "INOPERABLE", _cause(stack, seen)
                    return instance.reason
            del self.instances[account, region]
            return None

        return self.operate("DELETE", places, preferences, act)


def _cause(stack: Stack, seen: int) -> str:
    """The first failed resource since an operation began, in the words of StackSets."""
    for event in stack.events[seen:]:
        if event["ResourceStatus"].endswith("_FAILED") and event["PhysicalResourceId"] != stack.stack_id:
            return f"ResourceLogicalId:{event['LogicalResourceId']}, ResourceType:{event['ResourceType']}, ResourceStatusReason:{event['ResourceStatusReason']}."
    return stack.status_reason or stack.status


def reset() -> None:
    StackSet.everywhere.clear()
    StackSet.organizations_access.clear()


# --- accounts that join and leave


def follow_account(organization: OrganizationsBackend, account: str) -> None:
    """Automatic deployment: an account's instances follow its place in the organization; DependsOn orders the StackSets."""
    affected = [
        stack_set
        for sets in list(StackSet.everywhere.values())
        for stack_set in sets
        if stack_set.account == organization.account_id
        and stack_set.permission_model == SERVICE_MANAGED
        and stack_set.auto_deployment.get("Enabled")
    ]
    started: dict[str, Operation] = {}
    while affected:
        names = {stack_set.arn for stack_set in affected}
        ready = next((s for s in affected if not names & set(s.auto_deployment.get("DependsOn") or [])), affected[0])
        affected.remove(ready)
        operation = _follow(
            ready,
            organization,
            account,
            [started[arn] for arn in ready.auto_deployment.get("DependsOn") or [] if arn in started],
        )
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
        return stack_set.remove(
            [(account, region) for region in sorted(present)],
            None,
            bool(stack_set.auto_deployment.get("RetainStacksOnAccountRemoval")),
        )
    return None


organizations.account_listeners.append(follow_account)


# --- what API and resource share


def administrator(account: str, call_as: str | None) -> str:
    """The account that a StackSet lives in: with CallAs DELEGATED_ADMIN the management account."""
    if call_as != DELEGATED_ADMIN:
        return account
    organization = organizations.of_member(account)
    if not organization or not organizations.is_delegated_administrator(organization, account):
        raise invalid(
            "You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set"
        )
    return organization.account_id


def make(account: str, region: str, call_as: str | None, name: str, settings: dict[str, Any]) -> StackSet:
    owner = administrator(account, call_as)
    model = settings.get("PermissionModel") or SELF_MANAGED
    if model == SERVICE_MANAGED:
        organization = organizations.of_member(owner)
        if not organization or organization.account_id != owner:
            raise invalid(
                "You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set"
            )
        if owner not in StackSet.organizations_access:
            raise invalid("You must enable organizations access to operate a service managed stack set")
    elif settings.get("AutoDeployment"):
        raise invalid("AutoDeployment is only for StackSets with SERVICE_MANAGED permission model")
    if any(other.name == name for other in StackSet.of(owner, region)):
        raise NameAlreadyExists(f"StackSet {name} already exists")
    stack_set = StackSet(owner, region, name, model)
    configure(stack_set, account, settings)
    StackSet.of(owner, region).append(stack_set)
    return stack_set


def configure(stack_set: StackSet, account: str, settings: dict[str, Any]) -> None:
    """Takes over the settings of a create or update request; those left out of an update stay."""
    text = template_text(account, stack_set.region, settings.get("TemplateBody"), settings.get("TemplateURL"))
    previous = getattr(stack_set, "template", None)
    if text is None and previous is None:
        raise invalid("Either Template URL or Template Body must be specified.")
    template = parse(text) if text is not None else previous
    template.check_capabilities(settings.get("Capabilities") or [])
    if "Parameters" in settings or previous is None or text is not None:
        stack_set.parameters = parameter_values(template, settings.get("Parameters") or [], stack_set.parameters)
    stack_set.template = template
    stack_set.capabilities = settings.get("Capabilities") or []
    if "Tags" in settings:
        stack_set.tags = tag_values(settings["Tags"])
    if "Description" in settings:
        stack_set.description = settings["Description"]
    if "AutoDeployment" in settings:
        stack_set.auto_deployment = _booleans(settings["AutoDeployment"])
    if "ManagedExecution" in settings:
        stack_set.managed_execution = bool(_booleans(settings["ManagedExecution"]).get("Active"))


def _booleans(given: dict[str, Any]) -> dict[str, Any]:
    return {
        key: str(value).lower() == "true" if isinstance(value, (str, bool)) else value for key, value in given.items()
    }


def places(accounts: list[str], regions: list[str]) -> list[tuple[str, str]]:
    return [(account, region) for account in accounts for region in regions]


# --- AWS::CloudFormation::StackSet


class StackSetType:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html

    Its failure names account, Region and cause; on AWS it names only the operation, whose results tell the rest.
    """

    SETTINGS = (
        "PermissionModel",
        "TemplateBody",
        "TemplateURL",
        "Parameters",
        "Capabilities",
        "Tags",
        "Description",
        "AutoDeployment",
        "ManagedExecution",
    )
    CREATE_ONLY = ("StackSetName", "PermissionModel", "CallAs")

    def create(self, request: Request) -> Resource:
        properties = request.properties
        stack_set = make(
            request.account,
            request.region,
            properties.get("CallAs"),
            properties["StackSetName"],
            self._settings(properties),
        )
        made = Resource(stack_set.id, {"StackSetId": stack_set.id})
        try:
            self._deploy_groups(stack_set, properties)
        except (CloudFormationError, ResourceFailure) as failure:
            raise ResourceFailure(getattr(failure, "reason", None) or failure.message, made) from failure
        return made

    def update(self, request: Request, resource: Resource) -> Resource:
        properties, previous = request.properties, request.previous_properties or {}
        stack_set = self._find(request, resource)
        settings = self._settings(properties)
        if settings != self._settings(previous):
            cleared = {name: [] if name == "Tags" else "" for name in ("Tags", "Description") if name in previous}
            configure(stack_set, request.account, {**cleared, **settings})
            self._finish(stack_set.deploy("UPDATE", list(stack_set.instances), properties.get("OperationPreferences")))
        if properties.get("StackInstancesGroup") != previous.get("StackInstancesGroup"):
            stack_set.targets = []
            wanted = self._deploy_groups(stack_set, properties)
            unwanted = [place for place in stack_set.instances if place not in wanted]
            if unwanted:
                self._finish(stack_set.remove(unwanted, properties.get("OperationPreferences"), retain=False))
        return resource

    def delete(self, request: Request, resource: Resource) -> None:
        try:
            stack_set = self._find(request, resource)
        except StackSetNotFoundException:
            return
        stack_set.targets = []
        for operation in [other for other in stack_set.operations if other.running]:
            operation.wait()
        if stack_set.instances:
            self._finish(
                stack_set.remove(
                    list(stack_set.instances), request.properties.get("OperationPreferences"), retain=False
                )
            )
        StackSet.of(stack_set.account, stack_set.region).remove(stack_set)

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return any(old.get(name) != new.get(name) for name in self.CREATE_ONLY)

    def follows_stack_tags(self) -> bool:
        return False

    def _settings(self, properties: dict[str, Any]) -> dict[str, Any]:
        return {name: properties[name] for name in self.SETTINGS if name in properties}

    @staticmethod
    def _find(request: Request, resource: Resource) -> StackSet:
        return StackSet.find(
            administrator(request.account, request.properties.get("CallAs")), request.region, resource.physical_id
        )

    def _deploy_groups(self, stack_set: StackSet, properties: dict[str, Any]) -> set[tuple[str, str]]:
        wanted: set[tuple[str, str]] = set()
        for group in properties.get("StackInstancesGroup") or []:
            targets, regions = group["DeploymentTargets"], group["Regions"]
            group_places = places(stack_set.accounts([], targets), regions)
            stack_set.remember_target(targets, regions)
            overrides = {o["ParameterKey"]: o["ParameterValue"] for o in group.get("ParameterOverrides") or []}
            for account, region in group_places:
                stack_set.instances.setdefault((account, region), Instance(account, region)).overrides = overrides
            wanted |= set(group_places)
            self._finish(stack_set.deploy("CREATE", group_places, properties.get("OperationPreferences")))
        return wanted

    @staticmethod
    def _finish(operation: Operation) -> None:
        operation.wait()
        if operation.status != "SUCCEEDED":
            raise ResourceFailure(operation.failure())


PROVIDERS["AWS::CloudFormation::StackSet"] = StackSetType()


# --- the API


@extend(CloudFormationResponse)
def _settings(self: Any) -> dict[str, Any]:
    given = {name: self._get_param(name) for name in StackSetType.SETTINGS}
    return {name: value for name, value in given.items() if value is not None}


@extend(CloudFormationResponse)
def _stack_set(self: Any) -> StackSet:
    owner = administrator(self.current_account, self._get_param("CallAs"))
    return StackSet.find(owner, self.region, self._get_param("StackSetName"))


@extend(CloudFormationResponse)
def _free_stack_set(self: Any) -> StackSet:
    """One that takes an operation now; with managed execution operations queue (API_ManagedExecution)."""
    stack_set = self._stack_set()
    if not stack_set.managed_execution and any(operation.running for operation in stack_set.operations):
        raise OperationInProgress(f"Another Operation on StackSet {stack_set.arn} is in progress")
    return stack_set


@extend(CloudFormationResponse)
def _paged(self: Any, items: list[Any]) -> ActionResult:
    start = int(self._get_param("NextToken") or 0)
    end = start + int(self._get_param("MaxResults") or 100)
    return ActionResult({"Summaries": items[start:end], "NextToken": str(end) if end < len(items) else None})


@extend(CloudFormationResponse)
def activate_organizations_access(self: Any) -> ActionResult:
    organization = organizations.of_member(self.current_account)
    if not organization or organization.account_id != self.current_account:
        raise invalid("You must be the management account of an organization to activate organizations access")
    StackSet.organizations_access.add(self.current_account)
    return EmptyResult()


@extend(CloudFormationResponse)
def deactivate_organizations_access(self: Any) -> ActionResult:
    StackSet.organizations_access.discard(self.current_account)
    return EmptyResult()


@extend(CloudFormationResponse)
def describe_organizations_access(self: Any) -> ActionResult:
    owner = administrator(self.current_account, self._get_param("CallAs"))
    return ActionResult({"Status": "ENABLED" if owner in StackSet.organizations_access else "DISABLED"})


@extend(CloudFormationResponse)
def create_stack_set(self: Any) -> ActionResult:
    made = make(
        self.current_account, self.region, self._get_param("CallAs"), self._get_param("StackSetName"), self._settings()
    )
    return ActionResult({"StackSetId": made.id})


@extend(CloudFormationResponse)
def _places(self: Any, stack_set: StackSet) -> list[tuple[str, str]]:
    return places(
        stack_set.accounts(self._get_param("Accounts", []), self._get_param("DeploymentTargets", {})),
        self._get_param("Regions", []),
    )


@extend(CloudFormationResponse)
def _override(self: Any, stack_set: StackSet, where: list[tuple[str, str]]) -> None:
    given = self._get_param("ParameterOverrides")
    if given is None:
        return
    for account, region in where:
        stack_set.instances.setdefault((account, region), Instance(account, region)).overrides = {
            o["ParameterKey"]: o["ParameterValue"] for o in given
        }


@extend(CloudFormationResponse)
def create_stack_instances(self: Any) -> ActionResult:
    stack_set = self._free_stack_set()
    where = self._places(stack_set)
    stack_set.remember_target(self._get_param("DeploymentTargets", {}), self._get_param("Regions", []))
    self._override(stack_set, where)
    return ActionResult({"OperationId": stack_set.deploy("CREATE", where, self._get_param("OperationPreferences")).id})


@extend(CloudFormationResponse)
def update_stack_set(self: Any) -> ActionResult:
    """Reaches every instance, or those that are named; the others are then OUTDATED (API_UpdateStackSet)."""
    stack_set = self._free_stack_set()
    configure(stack_set, self.current_account, self._settings())
    where = list(stack_set.instances)
    if self._get_param("Accounts") or self._get_param("DeploymentTargets"):
        named = set(self._places(stack_set))
        for place in set(where) - named:
            stack_set.instances[place].status = "OUTDATED"
        where = [place for place in where if place in named]
    return ActionResult({"OperationId": stack_set.deploy("UPDATE", where, self._get_param("OperationPreferences")).id})


@extend(CloudFormationResponse)
def _existing_places(self: Any, stack_set: StackSet) -> list[tuple[str, str]]:
    where = self._places(stack_set)
    if stack_set.permission_model == SERVICE_MANAGED:
        return [place for place in where if place in stack_set.instances]
    if any(place not in stack_set.instances for place in where):
        raise StackInstanceNotFound()
    return where


@extend(CloudFormationResponse)
def update_stack_instances(self: Any) -> ActionResult:
    stack_set = self._free_stack_set()
    where = self._existing_places(stack_set)
    self._override(stack_set, where)
    return ActionResult({"OperationId": stack_set.deploy("UPDATE", where, self._get_param("OperationPreferences")).id})


@extend(CloudFormationResponse)
def delete_stack_instances(self: Any) -> ActionResult:
    stack_set = self._free_stack_set()
    where = self._existing_places(stack_set)
    stack_set.forget_target(self._get_param("DeploymentTargets", {}), self._get_param("Regions", []))
    operation = stack_set.remove(where, self._get_param("OperationPreferences"), bool(self._get_param("RetainStacks")))
    return ActionResult({"OperationId": operation.id})


@extend(CloudFormationResponse)
def delete_stack_set(self: Any) -> ActionResult:
    try:
        stack_set = self._free_stack_set()
    except StackSetNotFoundException:
        return EmptyResult()
    if stack_set.instances:
        raise StackSetNotEmpty()
    StackSet.of(stack_set.account, stack_set.region).remove(stack_set)
    return EmptyResult()


@extend(CloudFormationResponse)
def describe_stack_set(self: Any) -> ActionResult:
    found = self._stack_set()
    service_managed = found.permission_model == SERVICE_MANAGED
    return ActionResult(
        {
            "StackSet": {
                "StackSetName": found.name,
                "StackSetId": found.id,
                "StackSetARN": found.arn,
                "Description": found.description,
                "Status": "ACTIVE",
                "TemplateBody": found.template.text,
                "Parameters": [
                    {"ParameterKey": name, "ParameterValue": value} for name, value in found.parameters.items()
                ],
                "Capabilities": found.capabilities,
                "Tags": [{"Key": key, "Value": value} for key, value in found.tags.items()],
                "PermissionModel": found.permission_model,
                "AutoDeployment": found.auto_deployment if service_managed else None,
                "ManagedExecution": {"Active": found.managed_execution},
                "OrganizationalUnitIds": sorted({unit for units, _ in found.targets for unit in units})
                if service_managed
                else None,
                "Regions": sorted({region for _, region in list(found.instances)}),
            }
        }
    )


@extend(CloudFormationResponse)
def list_stack_sets(self: Any) -> ActionResult:
    owner = administrator(self.current_account, self._get_param("CallAs"))
    return self._paged(
        [
            {
                "StackSetName": found.name,
                "StackSetId": found.id,
                "Description": found.description,
                "Status": "ACTIVE",
                "AutoDeployment": found.auto_deployment or None,
                "PermissionModel": found.permission_model,
                "ManagedExecution": {"Active": found.managed_execution},
            }
            for found in StackSet.of(owner, self.region)
        ]
    )


@extend(CloudFormationResponse)
def _describe_instance(self: Any, stack_set: StackSet, instance: Instance) -> dict[str, Any]:
    unit = None
    if stack_set.permission_model == SERVICE_MANAGED:
        unit = next((a.parent_id for a in stack_set.organization().accounts if a.id == instance.account), None)
    return {
        "StackSetId": stack_set.id,
        "Account": instance.account,
        "Region": instance.region,
        "StackId": instance.stack.stack_id if instance.stack else None,
        "Status": instance.status,
        "StatusReason": instance.reason,
        "StackInstanceStatus": {"DetailedStatus": instance.detail},
        "OrganizationalUnitId": unit,
        "DriftStatus": "NOT_CHECKED",
        "LastOperationId": instance.last_operation,
    }


@extend(CloudFormationResponse)
def list_stack_instances(self: Any) -> ActionResult:
    stack_set = self._stack_set()
    account, region = self._get_param("StackInstanceAccount"), self._get_param("StackInstanceRegion")
    details = next(
        (f["Values"].split(",") for f in self._get_param("Filters", []) if f["Name"] == "DETAILED_STATUS"), None
    )
    found = [
        self._describe_instance(stack_set, instance)
        for instance in list(stack_set.instances.values())
        if account in (None, instance.account)
        and region in (None, instance.region)
        and (not details or instance.detail in details)
    ]
    return self._paged(found)


@extend(CloudFormationResponse)
def describe_stack_instance(self: Any) -> ActionResult:
    stack_set = self._stack_set()
    instance = stack_set.instances.get(
        (self._get_param("StackInstanceAccount"), self._get_param("StackInstanceRegion"))
    )
    if not instance:
        raise StackInstanceNotFound()
    overrides = [{"ParameterKey": name, "ParameterValue": value} for name, value in instance.overrides.items()]
    return ActionResult(
        {"StackInstance": {**self._describe_instance(stack_set, instance), "ParameterOverrides": overrides}}
    )


def _describe_operation(operation: Operation) -> dict[str, Any]:
    failed = sum(result.status == "FAILED" for result in operation.results)
    return {
        "OperationId": operation.id,
        "Action": operation.action,
        "Status": operation.status,
        "StatusReason": operation.failure() if operation.status == "FAILED" else None,
        "StatusDetails": {"FailedStackInstancesCount": failed},
        "CreationTimestamp": operation.created,
        "EndTimestamp": operation.ended,
        "OperationPreferences": operation.preferences.given,
    }


@extend(CloudFormationResponse)
def _operation(self: Any, stack_set: StackSet) -> Operation:
    wanted = self._get_param("OperationId")
    for operation in stack_set.operations:
        if operation.id == wanted:
            return operation
    raise OperationNotFound(f"Operation {wanted} not found")


@extend(CloudFormationResponse)
def list_stack_set_operations(self: Any) -> ActionResult:
    return self._paged([_describe_operation(operation) for operation in self._stack_set().operations[::-1]])


@extend(CloudFormationResponse)
def describe_stack_set_operation(self: Any) -> ActionResult:
    stack_set = self._stack_set()
    return ActionResult(
        {"StackSetOperation": {**_describe_operation(self._operation(stack_set)), "StackSetId": stack_set.id}}
    )


@extend(CloudFormationResponse)
def list_stack_set_operation_results(self: Any) -> ActionResult:
    results = self._operation(self._stack_set()).results
    return self._paged(
        [{"Account": r.account, "Region": r.region, "Status": r.status, "StatusReason": r.reason} for r in results]
    )
