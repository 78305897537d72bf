"""The stack engine: creates, updates, rolls back and deletes the resources of one stack, in the order of their dependencies.

It stands in for moto's own, which neither rolls back nor knows third-party types.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events-by-operation.html (the statuses)
"""

import copy
import json
import threading
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from moto.cloudformation.exceptions import CloudFormationError
from moto.utilities.utils import get_partition
from werkzeug.exceptions import HTTPException

from .templates import NO_VALUE, Scope, Template, invalid


class ResourceFailure(Exception):
    """A resource operation failed; `resource` is what exists all the same and a rollback must delete."""

    def __init__(self, reason: str, resource: "Resource | None" = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.resource = resource


@dataclass
class Resource:
    """What a provider made."""

    physical_id: str
    attributes: dict[str, Any] = field(default_factory=dict)

    def attribute(self, name: str) -> Any:
        value: Any = self.attributes
        for part in name.split("."):
            if not isinstance(value, dict) or part not in value:
                raise ResourceFailure(f"Attribute {name} does not exist in the resource {self.physical_id}")
            value = value[part]
        return value


@dataclass
class Request:
    """One operation on one resource."""

    stack: "Stack"
    logical_id: str
    type_name: str
    properties: dict[str, Any]
    previous_properties: dict[str, Any] | None = None
    stack_tags: dict[str, str] = field(default_factory=dict)
    previous_stack_tags: dict[str, str] = field(default_factory=dict)

    @property
    def account(self) -> str:
        return self.stack.account

    @property
    def region(self) -> str:
        return self.stack.region


class Provider(Protocol):
    """Knows how to make one type of resource. Failures are ResourceFailure."""

    def create(self, request: Request) -> Resource: ...

    def update(self, request: Request, resource: Resource) -> Resource: ...

    def delete(self, request: Request, resource: Resource) -> None: ...

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        """Whether a change of properties needs a new resource."""
        ...

    def follows_stack_tags(self) -> bool:
        """Whether a change of the stack's tags alone updates the resource."""
        ...


PROVIDERS: dict[str, Provider] = {}


@dataclass
class StackResource:
    """One resource of a stack, as it is now."""

    logical_id: str
    type_name: str
    properties: dict[str, Any]
    stack_tags: dict[str, str]
    dependencies: set[str]
    deletion_policy: str
    resource: Resource | None = None
    status: str = ""
    reason: str | None = None
    timestamp: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def physical_id(self) -> str:
        return self.resource.physical_id if self.resource else ""


@dataclass
class Undo:
    """How one step of an update is taken back: the resource before it (None: there was none)."""

    logical_id: str
    before: StackResource | None
    replaced: bool = False


class Stack:
    """One stack of one account and Region."""

    exports: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}  # (account, Region) -> name -> (value, stack id)

    def __init__(
        self, account: str, region: str, name: str, template: Template, parameters: dict[str, str], tags: dict[str, str]
    ) -> None:
        self.account, self.region, self.name = account, region, name
        self.partition = get_partition(region)
        self.stack_id = f"arn:{self.partition}:cloudformation:{region}:{account}:stack/{name}/{uuid.uuid4()}"
        self.template, self.parameters, self.tags = template, parameters, tags
        self.capabilities: list[str] = []
        self.role_arn: str | None = None
        self.termination_protection = False
        self.on_failure = "ROLLBACK"
        self.resources: dict[str, StackResource] = {}
        self.outputs: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.created = datetime.now(UTC)
        self.updated: datetime | None = None
        self.deleted: datetime | None = None
        self.status, self.status_reason = "REVIEW_IN_PROGRESS", None
        self.operation: threading.Thread | None = None

    # --- what a template sees

    def _scope(self) -> Scope:
        values: dict[str, Any] = {
            "AWS::AccountId": self.account,
            "AWS::NoValue": NO_VALUE,
            "AWS::NotificationARNs": [],
            "AWS::Partition": self.partition,
            "AWS::Region": self.region,
            "AWS::StackId": self.stack_id,
            "AWS::StackName": self.name,
            "AWS::URLSuffix": "amazonaws.com.cn" if self.partition == "aws-cn" else "amazonaws.com",
        }
        for name, value in self.parameters.items():
            kind = self.template.parameters[name].get("Type", "String")
            is_list = kind == "CommaDelimitedList" or kind.startswith("List<")
            values[name] = [item.strip() for item in value.split(",") if item.strip()] if is_list else value
        return Scope(
            self.template,
            values,
            lambda name: self._existing(name).physical_id,
            lambda name, attribute: self._existing(name).attribute(attribute),
            self._imported,
        )

    def _existing(self, logical_id: str) -> Resource:
        found = self.resources.get(logical_id)
        if not found or not found.resource:
            raise ResourceFailure(f"Unresolved resource dependency [{logical_id}]")
        return found.resource

    def _imported(self, name: str) -> str:
        found = Stack.exports.get((self.account, self.region), {}).get(name)
        if not found:
            raise ResourceFailure(f"No export named {name} found.")
        return found[0]

    # --- events

    def set_status(self, status: str, reason: str | None = None) -> None:
        self._event(self.name, self.stack_id, "AWS::CloudFormation::Stack", status, reason)
        self.status_reason = reason
        self.status = status

    def _resource_status(self, resource: StackResource, status: str, reason: str | None = None) -> None:
        resource.status, resource.reason = status, reason
        resource.timestamp = datetime.now(UTC)
        self._event(resource.logical_id, resource.physical_id, resource.type_name, status, reason, resource.properties)

    def _event(
        self, logical_id: str, physical_id: str, type_name: str, status: str, reason: str | None, properties: Any = None
    ) -> None:
        self.events.append(
            {
                "StackId": self.stack_id,
                "EventId": str(uuid.uuid4()),
                "StackName": self.name,
                "LogicalResourceId": logical_id,
                "PhysicalResourceId": physical_id,
                "ResourceType": type_name,
                "Timestamp": datetime.now(UTC),
                "ResourceStatus": status,
                "ResourceStatusReason": reason,
                "ResourceProperties": json.dumps(properties) if properties is not None else None,
            }
        )

    # --- operations

    def create(self) -> None:
        self.set_status("CREATE_IN_PROGRESS", "User Initiated")
        journal: list[Undo] = []
        try:
            self._apply_all(journal, [])
            self._set_outputs()
        except ResourceFailure as failure:
            self._create_failed(failure)
            return
        self.set_status("CREATE_COMPLETE")

    def _create_failed(self, failure: ResourceFailure) -> None:
        failed = [r.logical_id for r in self.resources.values() if r.status == "CREATE_FAILED"]
        reason = (
            f"The following resource(s) failed to create: [{', '.join(failed)}]. " if failed else f"{failure.reason} "
        )
        if self.on_failure == "DO_NOTHING":
            self.set_status("CREATE_FAILED", reason)
            return
        self.set_status("ROLLBACK_IN_PROGRESS", f"{reason}Rollback requested by user.")
        left = self._delete_resources(list(self.resources.values()))
        if left:
            self.set_status("ROLLBACK_FAILED", f"The following resource(s) failed to delete: [{', '.join(left)}]. ")
            return
        self.set_status("ROLLBACK_COMPLETE")
        if self.on_failure == "DELETE":
            self.delete([])

    def update(self, template: Template, parameters: dict[str, str], tags: dict[str, str]) -> None:
        former = self.template, self.parameters, self.tags
        former_order = self._deletion_order(list(self.resources.values()))
        self.set_status("UPDATE_IN_PROGRESS", "User Initiated")
        self.updated = datetime.now(UTC)
        self.template, self.parameters, self.tags = template, parameters, tags
        journal: list[Undo] = []
        replaced: list[StackResource] = []
        try:
            self._apply_all(journal, replaced)
            self._set_outputs()
        except ResourceFailure as failure:
            self.template, self.parameters, self.tags = former
            self._roll_back_update(failure, journal)
            return
        self.set_status("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        wanted = self._wanted()
        removed = [r for r in former_order if r.logical_id not in wanted and self.resources.get(r.logical_id) is r]
        for resource in removed:
            del self.resources[resource.logical_id]
        self._delete_resources(removed + replaced)
        self.set_status("UPDATE_COMPLETE")

    def _roll_back_update(self, failure: ResourceFailure, journal: list[Undo]) -> None:
        failed = [r.logical_id for r in self.resources.values() if r.status in ("CREATE_FAILED", "UPDATE_FAILED")]
        reason = f"The following resource(s) failed to update: [{', '.join(failed)}]. " if failed else failure.reason
        self.set_status("UPDATE_ROLLBACK_IN_PROGRESS", reason)
        unwanted: list[StackResource] = []
        try:
            for undo in reversed(journal):
                current = self.resources[undo.logical_id]
                if undo.before and not undo.replaced:
                    self._update_back(current, undo.before)
                    continue
                unwanted.append(current)
                if undo.before:
                    self.resources[undo.logical_id] = undo.before
                    self._resource_status(undo.before, "UPDATE_COMPLETE")
                else:
                    del self.resources[undo.logical_id]
            self._set_outputs()
        except ResourceFailure as second:
            self.set_status("UPDATE_ROLLBACK_FAILED", second.reason)
            return
        self.set_status("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
        self._delete_resources(unwanted)
        self.set_status("UPDATE_ROLLBACK_COMPLETE")

    def _update_back(self, current: StackResource, before: StackResource) -> None:
        request = self._request(before, current)
        self._resource_status(current, "UPDATE_IN_PROGRESS")
        try:
            current.resource = self._run(lambda: PROVIDERS[current.type_name].update(request, current.resource))
        except ResourceFailure as failure:
            self._resource_status(current, "UPDATE_FAILED", failure.reason)
            raise
        before.resource = current.resource
        self.resources[before.logical_id] = before
        self._resource_status(before, "UPDATE_COMPLETE")

    def delete(self, retain: list[str]) -> None:
        self.set_status("DELETE_IN_PROGRESS", "User Initiated")
        for logical_id in retain:
            if logical_id in self.resources:
                self.resources[logical_id].deletion_policy = "Retain"
        left = self._delete_resources(list(self.resources.values()))
        if left:
            self.set_status("DELETE_FAILED", f"The following resource(s) failed to delete: [{', '.join(left)}]. ")
            return
        exports = Stack.exports.get((self.account, self.region), {})
        for name in [n for n, (_, owner) in exports.items() if owner == self.stack_id]:
            del exports[name]
        self.deleted = datetime.now(UTC)
        self.set_status("DELETE_COMPLETE")

    # --- steps

    def _wanted(self) -> list[str]:
        scope = self._scope()
        resources = self.template.resources
        return [
            name
            for name in self.template.order
            if "Condition" not in resources[name] or scope.condition(resources[name]["Condition"])
        ]

    def _apply_all(self, journal: list[Undo], replaced: list[StackResource]) -> None:
        for logical_id in self._run(self._wanted):
            self._apply(logical_id, journal, replaced)

    def _apply(self, logical_id: str, journal: list[Undo], replaced: list[StackResource]) -> None:
        declared = self.template.resources[logical_id]
        existing = self.resources.get(logical_id)
        desired = StackResource(
            logical_id,
            declared["Type"],
            {},
            dict(self.tags),
            self.template.dependencies(logical_id),
            declared.get("DeletionPolicy", "Delete"),
        )
        try:
            desired.properties = self._run(lambda: self._scope().resolve(declared.get("Properties") or {}))
        except ResourceFailure as failure:
            target = existing or self.resources.setdefault(logical_id, desired)
            if not existing:
                journal.append(Undo(logical_id, None))
            self._resource_status(target, "UPDATE_FAILED" if existing else "CREATE_FAILED", failure.reason)
            raise
        provider = PROVIDERS[desired.type_name]
        if not existing:
            journal.append(Undo(logical_id, None))
            self._create_resource(desired)
        elif existing.type_name != desired.type_name or provider.replaces(existing.properties, desired.properties):
            journal.append(Undo(logical_id, existing, replaced=True))
            self._resource_status(
                existing,
                "UPDATE_IN_PROGRESS",
                "Requested update requires the creation of a new physical resource; hence creating one.",
            )
            self._create_resource(desired, "UPDATE")
            replaced.append(existing)
        elif existing.properties != desired.properties or (
            existing.stack_tags != desired.stack_tags and provider.follows_stack_tags()
        ):
            journal.append(Undo(logical_id, copy.copy(existing)))
            self._update_resource(existing, desired)
        else:
            existing.dependencies, existing.deletion_policy = desired.dependencies, desired.deletion_policy

    def _create_resource(self, desired: StackResource, verb: str = "CREATE") -> None:
        self.resources[desired.logical_id] = desired
        self._resource_status(desired, f"{verb}_IN_PROGRESS")
        try:
            desired.resource = self._run(lambda: PROVIDERS[desired.type_name].create(self._request(desired)))
        except ResourceFailure as failure:
            desired.resource = failure.resource
            self._resource_status(desired, f"{verb}_FAILED", failure.reason)
            raise
        self._resource_status(desired, f"{verb}_COMPLETE")

    def _update_resource(self, existing: StackResource, desired: StackResource) -> None:
        request = self._request(desired, existing)
        desired.resource = existing.resource
        self.resources[desired.logical_id] = desired
        self._resource_status(desired, "UPDATE_IN_PROGRESS")
        try:
            desired.resource = self._run(lambda: PROVIDERS[desired.type_name].update(request, existing.resource))
        except ResourceFailure as failure:
            self._resource_status(desired, "UPDATE_FAILED", failure.reason)
            raise
        self._resource_status(desired, "UPDATE_COMPLETE")

    def _delete_resources(self, resources: list[StackResource]) -> list[str]:
        """Deletes in reverse order; what a resource that stays depends on stays too. Returns what is left."""
        left: list[str] = []
        needed: set[str] = set()
        for resource in self._deletion_order(resources):
            if resource.logical_id in needed or not self._delete_resource(resource):
                left.append(resource.logical_id)
                needed |= resource.dependencies
        return left

    def _delete_resource(self, resource: StackResource) -> bool:
        if resource.status == "DELETE_COMPLETE":
            return True
        made = resource.resource
        if made is None:
            self._resource_status(resource, "DELETE_COMPLETE")
            return True
        if resource.deletion_policy == "Retain" or (
            resource.deletion_policy == "RetainExceptOnCreate" and self.status != "ROLLBACK_IN_PROGRESS"
        ):
            self._resource_status(resource, "DELETE_SKIPPED")
            return True
        self._resource_status(resource, "DELETE_IN_PROGRESS")
        try:
            self._run(lambda: PROVIDERS[resource.type_name].delete(self._request(resource), made))
        except ResourceFailure as failure:
            self._resource_status(resource, "DELETE_FAILED", failure.reason)
            return False
        self._resource_status(resource, "DELETE_COMPLETE")
        return True

    @staticmethod
    def _deletion_order(resources: list[StackResource]) -> list[StackResource]:
        remaining, order = list(resources), []
        while remaining:
            needed = set().union(*(r.dependencies for r in remaining))
            free = [r for r in remaining if r.logical_id not in needed] or remaining[:1]
            order += free
            remaining = [r for r in remaining if r not in free]
        return order

    def _request(self, desired: StackResource, previous: StackResource | None = None) -> Request:
        return Request(
            self,
            desired.logical_id,
            desired.type_name,
            desired.properties,
            previous.properties if previous else None,
            desired.stack_tags,
            previous.stack_tags if previous else {},
        )

    @staticmethod
    def _run(step: Any) -> Any:
        """Any error of a step is a failure of the resource, with the error's message."""
        try:
            return step()
        except ResourceFailure:
            raise
        except (CloudFormationError, HTTPException) as error:
            raise ResourceFailure(getattr(error, "message", None) or str(error)) from error
        except Exception as error:
            raise ResourceFailure(str(error) or repr(error)) from error

    def _set_outputs(self) -> None:
        scope = self._scope()
        outputs: list[dict[str, Any]] = []
        exports = Stack.exports.setdefault((self.account, self.region), {})
        for key, declared in self.template.outputs.items():
            if "Condition" in declared and not scope.condition(declared["Condition"]):
                continue
            output = {"OutputKey": key, "OutputValue": str(self._run(lambda: scope.resolve(declared["Value"])))}
            if "Description" in declared:
                output["Description"] = declared["Description"]
            if "Export" in declared:
                name = scope.resolve(declared["Export"]["Name"])
                if exports.get(name, ("", self.stack_id))[1] != self.stack_id:
                    raise ResourceFailure(f"Export with name {name} is already exported by stack {exports[name][1]}.")
                exports[name] = (output["OutputValue"], self.stack_id)
                output["ExportName"] = name
            outputs.append(output)
        self.outputs = outputs


def known_type(type_name: str) -> bool:
    return type_name in PROVIDERS or type_name.startswith("Custom::")


def parse(text: str) -> Template:
    template = Template(text, known_type)
    for logical_id, resource in template.resources.items():
        if resource["Type"].startswith("Custom::"):
            raise invalid(
                f"{logical_id}: {resource['Type']} needs a Lambda function behind its ServiceToken, which the emulator cannot run "
                "(no Docker). Use the registered type instead."
            )
    return template
