"""One stack: its resources, events, outputs and exports, and what its template sees of them.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events-by-operation.html (the statuses)
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
"""

import json
import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.utilities.utils import get_partition

from .dynamic_references import dereferenced
from .functions import PSEUDO_PARAMETERS, Scope
from .providers import Resource, ResourceFailure, attempt
from .templates import Template

if TYPE_CHECKING:
    from .drift import Drift

# (account, Region) -> name -> (value, id of the stack that exports it)
EXPORTS: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}


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
    drift: "Drift | None" = None  # what was found when it was last looked at

    @property
    def physical_id(self) -> str:
        return self.resource.physical_id if self.resource else ""


class Stack:
    """One stack of one account and Region. The operations are what changes it."""

    def __init__(
        self, account: str, region: str, name: str, template: Template, parameters: dict[str, str], tags: dict[str, str]
    ) -> None:
        self.account, self.region, self.name = account, region, name
        self.partition = get_partition(region)
        self.stack_id = f"arn:{self.partition}:cloudformation:{region}:{account}:stack/{name}/{uuid.uuid4()}"
        self.template, self.parameters, self.tags = template, parameters, tags
        self.resources: dict[str, StackResource] = {}
        self.outputs: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.created = datetime.now(UTC)
        self.status, self.status_reason = "REVIEW_IN_PROGRESS", None
        self.operation: threading.Thread | None = None
        self.drift_status = "NOT_CHECKED"
        self.drift_checked: datetime | None = None
        self.capabilities: list[str] = []  # what the last request acknowledged

    def state(self) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
        """What an update would have to differ in."""
        return self.template.body, self.parameters, self.tags

    def declared(self, logical_id: str) -> StackResource:
        """The resource as the template declares it, its properties not resolved yet."""
        declared = self.template.resources[logical_id]
        return StackResource(
            logical_id,
            declared["Type"],
            {},
            dict(self.tags),
            self.template.dependencies(logical_id),
            declared.get("DeletionPolicy", "Delete"),
        )

    # --- what the template sees

    def scope(self) -> Scope:
        values = {name: value(self) for name, value in PSEUDO_PARAMETERS.items()}
        for name, value in self.parameters.items():
            values[name] = self.template.parameter_as_seen(name, value)
        return Scope(self.template.conditions, values, self._reference, self._attribute)

    def resolved(self, properties: dict[str, Any]) -> dict[str, Any]:
        """A resource's properties, as its type gets them."""
        found: dict[str, Any] = dereferenced(self.scope().resolve(properties), self.account, self.region)
        return found

    def _reference(self, logical_id: str) -> str:
        return self._existing(logical_id).physical_id

    def _attribute(self, logical_id: str, name: str) -> Any:
        return self._existing(logical_id).attribute(name)

    def _existing(self, logical_id: str) -> Resource:
        found = self.resources.get(logical_id)
        if not found or not found.resource:
            raise ResourceFailure(f"Unresolved resource dependency [{logical_id}]")
        return found.resource

    def wanted(self) -> list[str]:
        """The logical ids whose conditions hold, each after those that it depends on."""
        scope, declared = self.scope(), self.template.resources
        return [
            logical_id
            for logical_id in self.template.order
            if "Condition" not in declared[logical_id] or scope.condition(declared[logical_id]["Condition"])
        ]

    # --- events

    def tell(self, status: str, reason: str | None = None) -> None:
        """Gives the stack a status, and an event that says so."""
        self._event(self.name, self.stack_id, "AWS::CloudFormation::Stack", status, reason)
        self.status_reason = reason
        self.status = status

    def tell_of(self, resource: StackResource, status: str, reason: str | None = None) -> None:
        """Gives one resource a status, and the stack an event that says so."""
        resource.status = status
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

    # --- outputs

    def set_outputs(self) -> None:
        """Computes the outputs anew and exports those that say so; a name exported by another stack is a failure."""
        scope = self.scope()
        exports = EXPORTS.setdefault((self.account, self.region), {})
        outputs: list[dict[str, Any]] = []
        for key, declared in self.template.outputs.items():
            if "Condition" in declared and not scope.condition(declared["Condition"]):
                continue
            output = {"OutputKey": key, "OutputValue": str(attempt(lambda: scope.resolve(declared["Value"])))}
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

    def withdraw_exports(self) -> None:
        exports = EXPORTS.get((self.account, self.region), {})
        for name in [name for name, (_, owner) in exports.items() if owner == self.stack_id]:
            del exports[name]
