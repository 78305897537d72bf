"""CloudFormation's API for stacks and change sets, over the stack engine; replaces moto's.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlparse

from moto.cloudformation.exceptions import AlreadyExistsException, CloudFormationError
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

from .background import BACKGROUND
from .patching import extend
from .stacks import Stack, parse
from .templates import MAXIMUM_INLINE_BYTES, Template, invalid

SETTLED_FOR_UPDATE = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"}


class ChangeSetNotFound(CloudFormationError):
    code = "ChangeSetNotFound"


@dataclass
class ChangeSet:
    """A prepared create or update of a stack."""

    name: str
    stack: Stack
    kind: str
    template: Template
    parameters: dict[str, str]
    tags: dict[str, str]
    capabilities: list[str]
    description: str | None
    changes: list[dict[str, Any]]
    status: str = "CREATE_COMPLETE"
    status_reason: str | None = None
    execution_status: str = "AVAILABLE"
    created: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        stack = self.stack
        self.arn = (
            f"arn:{stack.partition}:cloudformation:{stack.region}:{stack.account}:changeSet/{self.name}/{uuid.uuid4()}"
        )


class Stacks:
    """All stacks of one account and Region."""

    everywhere: dict[tuple[str, str], "Stacks"] = {}

    def __init__(self) -> None:
        self.stacks: dict[str, Stack] = {}
        self.change_sets: dict[str, ChangeSet] = {}

    @classmethod
    def of(cls, account: str, region: str) -> "Stacks":
        return cls.everywhere.setdefault((account, region), cls())

    def live(self) -> list[Stack]:
        return [stack for stack in list(self.stacks.values()) if stack.status != "DELETE_COMPLETE"]

    def find(self, name: str) -> Stack:
        """By name among those that live, by id among all."""
        for stack in self.live():
            if stack.name == name:
                return stack
        if name in self.stacks:
            return self.stacks[name]
        raise invalid(f"Stack with id {name} does not exist")

    def add(self, stack: Stack) -> None:
        if any(other.name == stack.name for other in self.live()):
            raise AlreadyExistsException(f"Stack [{stack.name}] already exists")
        self.stacks[stack.stack_id] = stack

    def find_change_set(self, name: str, stack_name: str | None) -> ChangeSet:
        for change_set in list(self.change_sets.values()):
            if name == change_set.arn or (
                name == change_set.name and stack_name in (change_set.stack.name, change_set.stack.stack_id)
            ):
                return change_set
        raise ChangeSetNotFound(f"ChangeSet [{name}] does not exist")


def reset() -> None:
    Stacks.everywhere.clear()
    Stack.exports.clear()


def start(stack: Stack, operation: Callable[[], None]) -> None:
    """Runs an operation of a stack in the background, after the one that runs already."""
    former = stack.operation

    def run() -> None:
        if former:
            former.join()
        operation()

    stack.operation = BACKGROUND.start(run)


# --- reading requests


def template_text(account: str, region: str, body: str | None, url: str | None) -> str | None:
    if body is not None:
        if len(body.encode()) > MAXIMUM_INLINE_BYTES:
            raise invalid(
                f"1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to {MAXIMUM_INLINE_BYTES}"
            )
        return body
    if not url:
        return None
    address = urlparse(url)
    path = address.path.lstrip("/")
    virtual_host = ".s3." in address.netloc or ".s3-" in address.netloc
    bucket, key = (address.netloc.split(".s3")[0], path) if virtual_host else path.split("/", 1)
    found = s3_backends[account][get_partition(region)].get_object(bucket, key)
    if not found:
        raise invalid(f"S3 error: Access Denied: {url}")
    return found.value.decode()


def parameter_values(template: Template, given: list[dict[str, Any]], previous: dict[str, str]) -> dict[str, str]:
    values = {}
    for parameter in given:
        name = parameter["ParameterKey"]
        if not parameter.get("UsePreviousValue"):
            values[name] = parameter.get("ParameterValue", "")
        elif name in previous:
            values[name] = previous[name]
        else:
            raise invalid(
                f"Invalid input for parameter key {name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template"
            )
    return template.parameter_values(values)


def tag_values(given: list[dict[str, str]]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in given}


CloudFormationResponse.RESPONSE_KEY_PATH_TO_TRANSFORMER = {}


@extend(CloudFormationResponse)
def _stacks(self: Any) -> Stacks:
    return Stacks.of(self.current_account, self.region)


@extend(CloudFormationResponse)
def _template(self: Any, previous: Template | None = None) -> Template:
    if self._get_param("UsePreviousTemplate") and previous:
        return previous
    text = template_text(
        self.current_account, self.region, self._get_param("TemplateBody"), self._get_param("TemplateURL")
    )
    if text is None:
        raise invalid("Either Template URL or Template Body must be specified.")
    return parse(text)


# --- stacks


@extend(CloudFormationResponse)
def create_stack(self: Any) -> ActionResult:
    template = self._template()
    capabilities = self._get_param("Capabilities", [])
    template.check_capabilities(capabilities)
    stack = Stack(
        self.current_account,
        self.region,
        self._get_param("StackName"),
        template,
        parameter_values(template, self._get_param("Parameters", []), {}),
        tag_values(self._get_param("Tags", [])),
    )
    stack.capabilities = capabilities
    stack.role_arn = self._get_param("RoleARN")
    stack.termination_protection = bool(self._get_param("EnableTerminationProtection"))
    stack.on_failure = "DO_NOTHING" if self._get_param("DisableRollback") else self._get_param("OnFailure", "ROLLBACK")
    self._stacks().add(stack)
    stack.status = "CREATE_IN_PROGRESS"
    start(stack, stack.create)
    return ActionResult({"StackId": stack.stack_id})


@extend(CloudFormationResponse)
def update_stack(self: Any) -> ActionResult:
    stack = self._stacks().find(self._get_param("StackName"))
    if stack.status not in SETTLED_FOR_UPDATE:
        raise invalid(f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated.")
    template = self._template(stack.template)
    capabilities = self._get_param("Capabilities", [])
    template.check_capabilities(capabilities)
    parameters = parameter_values(template, self._get_param("Parameters", []), stack.parameters)
    tags = tag_values(self._get_param("Tags", [])) or stack.tags
    if (template.body, parameters, tags) == (stack.template.body, stack.parameters, stack.tags):
        raise invalid("No updates are to be performed.")
    stack.capabilities = capabilities
    stack.status = "UPDATE_IN_PROGRESS"
    start(stack, lambda: stack.update(template, parameters, tags))
    return ActionResult({"StackId": stack.stack_id})


@extend(CloudFormationResponse)
def delete_stack(self: Any) -> ActionResult:
    name = self._get_param("StackName")
    retain = self._get_param("RetainResources", [])
    try:
        stack = self._stacks().find(name)
    except CloudFormationError:
        return EmptyResult()  # deleting what is not there succeeds
    if stack.termination_protection:
        raise invalid(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    if stack.status.startswith("UPDATE_") and stack.status.endswith("_IN_PROGRESS"):
        raise invalid(f"Stack [{stack.stack_id}] cannot be deleted while in status {stack.status}")
    if stack.status not in ("DELETE_COMPLETE", "DELETE_IN_PROGRESS"):
        if not stack.status.endswith("_IN_PROGRESS"):
            stack.status = "DELETE_IN_PROGRESS"
        start(stack, lambda: stack.delete(retain))
    return EmptyResult()


@extend(CloudFormationResponse)
def update_termination_protection(self: Any) -> ActionResult:
    stack = self._stacks().find(self._get_param("StackName"))
    stack.termination_protection = bool(self._get_param("EnableTerminationProtection"))
    return ActionResult({"StackId": stack.stack_id})


def describe(stack: Stack) -> dict[str, Any]:
    return {
        "StackId": stack.stack_id,
        "StackName": stack.name,
        "Description": stack.template.body.get("Description"),
        "Parameters": [
            {
                "ParameterKey": name,
                "ParameterValue": "****" if stack.template.parameters.get(name, {}).get("NoEcho") else value,
            }
            for name, value in stack.parameters.items()
        ],
        "CreationTime": stack.created,
        "LastUpdatedTime": stack.updated,
        "DeletionTime": stack.deleted,
        "StackStatus": stack.status,
        "StackStatusReason": stack.status_reason,
        "DisableRollback": stack.on_failure == "DO_NOTHING",
        "NotificationARNs": [],
        "Capabilities": stack.capabilities,
        "Outputs": stack.outputs,
        "RoleARN": stack.role_arn,
        "Tags": [{"Key": key, "Value": value} for key, value in stack.tags.items()],
        "EnableTerminationProtection": stack.termination_protection,
        "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
    }


@extend(CloudFormationResponse)
def describe_stacks(self: Any) -> ActionResult:
    name = self._get_param("StackName")
    found = [self._stacks().find(name)] if name else self._stacks().live()
    return ActionResult({"Stacks": [describe(stack) for stack in found]})


@extend(CloudFormationResponse)
def list_stacks(self: Any) -> ActionResult:
    wanted = self._get_param("StackStatusFilter", [])
    summaries = [
        {
            "StackId": stack.stack_id,
            "StackName": stack.name,
            "CreationTime": stack.created,
            "LastUpdatedTime": stack.updated,
            "DeletionTime": stack.deleted,
            "StackStatus": stack.status,
            "StackStatusReason": stack.status_reason,
        }
        for stack in list(self._stacks().stacks.values())
        if not wanted or stack.status in wanted
    ]
    return ActionResult({"StackSummaries": summaries})


@extend(CloudFormationResponse)
def describe_stack_events(self: Any) -> ActionResult:
    return ActionResult({"StackEvents": self._stacks().find(self._get_param("StackName")).events[::-1]})


def _describe_resources(stack: Stack, time: str) -> list[dict[str, Any]]:
    return [
        {
            "StackName": stack.name,
            "StackId": stack.stack_id,
            "LogicalResourceId": resource.logical_id,
            "PhysicalResourceId": resource.physical_id or None,
            "ResourceType": resource.type_name,
            time: resource.timestamp,
            "ResourceStatus": resource.status,
            "ResourceStatusReason": resource.reason,
        }
        for resource in list(stack.resources.values())
    ]


@extend(CloudFormationResponse)
def describe_stack_resources(self: Any) -> ActionResult:
    wanted = self._get_param("LogicalResourceId")
    stack = self._stacks().find(self._get_param("StackName"))
    return ActionResult(
        {
            "StackResources": [
                r for r in _describe_resources(stack, "Timestamp") if wanted in (None, r["LogicalResourceId"])
            ]
        }
    )


@extend(CloudFormationResponse)
def describe_stack_resource(self: Any) -> ActionResult:
    wanted = self._get_param("LogicalResourceId")
    stack = self._stacks().find(self._get_param("StackName"))
    for resource in _describe_resources(stack, "LastUpdatedTimestamp"):
        if resource["LogicalResourceId"] == wanted:
            return ActionResult({"StackResourceDetail": resource})
    raise invalid(f"Resource {wanted} does not exist for stack {stack.name}")


@extend(CloudFormationResponse)
def list_stack_resources(self: Any) -> ActionResult:
    stack = self._stacks().find(self._get_param("StackName"))
    return ActionResult({"StackResourceSummaries": _describe_resources(stack, "LastUpdatedTimestamp")})


@extend(CloudFormationResponse)
def get_template(self: Any) -> ActionResult:
    stack = self._stacks().find(self._get_param("StackName"))
    return ActionResult({"TemplateBody": stack.template.text, "StagesAvailable": ["Original", "Processed"]})


def _summary(template: Template) -> dict[str, Any]:
    return {
        "Description": template.body.get("Description"),
        "Parameters": [
            {
                "ParameterKey": name,
                "DefaultValue": str(declared["Default"]) if "Default" in declared else None,
                "ParameterType": declared.get("Type", "String"),
                "NoEcho": bool(declared.get("NoEcho")),
                "Description": declared.get("Description"),
            }
            for name, declared in template.parameters.items()
        ],
        "ResourceTypes": sorted({resource["Type"] for resource in template.resources.values()}),
        "Version": template.body.get("AWSTemplateFormatVersion"),
    }


@extend(CloudFormationResponse)
def get_template_summary(self: Any) -> ActionResult:
    name = self._get_param("StackName")
    return ActionResult(_summary(self._stacks().find(name).template if name else self._template()))


@extend(CloudFormationResponse)
def validate_template(self: Any) -> ActionResult:
    return ActionResult(_summary(self._template()))


@extend(CloudFormationResponse)
def list_exports(self: Any) -> ActionResult:
    exports = Stack.exports.get((self.current_account, self.region), {})
    return ActionResult(
        {
            "Exports": [
                {"ExportingStackId": owner, "Name": name, "Value": value} for name, (value, owner) in exports.items()
            ]
        }
    )


# --- change sets


@extend(CloudFormationResponse)
def create_change_set(self: Any) -> ActionResult:
    stacks = self._stacks()
    kind, name = self._get_param("ChangeSetType", "UPDATE"), self._get_param("StackName")
    stack = None if kind == "CREATE" else stacks.find(name)
    template = self._template(stack.template if stack else None)
    capabilities = self._get_param("Capabilities", [])
    template.check_capabilities(capabilities)
    parameters = parameter_values(template, self._get_param("Parameters", []), stack.parameters if stack else {})
    tags = tag_values(self._get_param("Tags", []))
    if stack is None:
        stack = Stack(self.current_account, self.region, name, template, parameters, tags)
        stacks.add(stack)
    change_set = ChangeSet(
        self._get_param("ChangeSetName"),
        stack,
        kind,
        template,
        parameters,
        tags or stack.tags,
        capabilities,
        self._get_param("Description"),
        _changes(stack, template, kind),
    )
    if kind == "UPDATE" and (template.body, parameters, change_set.tags) == (
        stack.template.body,
        stack.parameters,
        stack.tags,
    ):
        change_set.status, change_set.execution_status = "FAILED", "UNAVAILABLE"
        change_set.status_reason = (
            "The submitted information didn't contain changes. Submit different information to create a change set."
        )
    stacks.change_sets[change_set.arn] = change_set
    return ActionResult({"Id": change_set.arn, "StackId": stack.stack_id})


def _changes(stack: Stack, template: Template, kind: str) -> list[dict[str, Any]]:
    """Added, removed and textually changed resources; a change through parameters alone shows only when it is executed."""
    old = {} if kind == "CREATE" else stack.template.resources
    actions = {
        name: "Add" if name not in old else "Modify"
        for name, declared in template.resources.items()
        if old.get(name) != declared
    }
    actions |= {name: "Remove" for name in old if name not in template.resources}
    return [
        {
            "Type": "Resource",
            "ResourceChange": {
                "Action": action,
                "LogicalResourceId": name,
                "ResourceType": (template.resources.get(name) or old[name])["Type"],
            },
        }
        for name, action in actions.items()
    ]


@extend(CloudFormationResponse)
def _change_set(self: Any) -> ChangeSet:
    return self._stacks().find_change_set(self._get_param("ChangeSetName"), self._get_param("StackName"))


@extend(CloudFormationResponse)
def describe_change_set(self: Any) -> ActionResult:
    found = self._change_set()
    return ActionResult(
        {
            "ChangeSetName": found.name,
            "ChangeSetId": found.arn,
            "StackId": found.stack.stack_id,
            "StackName": found.stack.name,
            "Description": found.description,
            "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in found.parameters.items()],
            "CreationTime": found.created,
            "ExecutionStatus": found.execution_status,
            "Status": found.status,
            "StatusReason": found.status_reason,
            "Capabilities": found.capabilities,
            "Tags": [{"Key": key, "Value": value} for key, value in found.tags.items()],
            "Changes": found.changes,
        }
    )


@extend(CloudFormationResponse)
def list_change_sets(self: Any) -> ActionResult:
    stack = self._stacks().find(self._get_param("StackName"))
    return ActionResult(
        {
            "Summaries": [
                {
                    "StackId": stack.stack_id,
                    "StackName": stack.name,
                    "ChangeSetId": found.arn,
                    "ChangeSetName": found.name,
                    "ExecutionStatus": found.execution_status,
                    "Status": found.status,
                    "StatusReason": found.status_reason,
                    "CreationTime": found.created,
                }
                for found in list(self._stacks().change_sets.values())
                if found.stack is stack
            ]
        }
    )


@extend(CloudFormationResponse)
def execute_change_set(self: Any) -> ActionResult:
    found = self._change_set()
    stack = found.stack
    if found.execution_status != "AVAILABLE":
        raise invalid(
            f"ChangeSet [{found.arn}] cannot be executed in its current execution status of [{found.execution_status}]"
        )
    found.execution_status = "EXECUTE_COMPLETE"
    stack.capabilities = found.capabilities
    if found.kind == "CREATE":
        stack.status = "CREATE_IN_PROGRESS"
        start(stack, stack.create)
    else:
        if stack.status not in SETTLED_FOR_UPDATE:
            raise invalid(f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated.")
        stack.status = "UPDATE_IN_PROGRESS"
        start(stack, lambda: stack.update(found.template, found.parameters, found.tags))
    return EmptyResult()


@extend(CloudFormationResponse)
def delete_change_set(self: Any) -> ActionResult:
    del self._stacks().change_sets[self._change_set().arn]
    return EmptyResult()
