"""The import of resources into a stack: what CloudFormation refuses beforehand, and the operation.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import.html (what is validated; drift is not)
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-new-stack.html
An import reads each resource by its identifier, then updates it to what the template says ("Apply stack-level tags to imported
resource if applicable"): https://github.com/mongodb/mongodbatlas-cloudformation-resources/pull/1305. The texts of the refusals are
those that users quote: https://github.com/awslabs/aws-security-assessment-solution/issues/6 (Outputs).
"""

from typing import Any

from . import resource_operations
from .failures import invalid
from .providers import ResourceFailure, attempt
from .registry import Stacks
from .stack import Stack
from .templates import Template
from .type_registry import provider_of

TAGGING = "Apply stack-level tags to imported resource if applicable."


class ToImport:
    """One entry of ResourcesToImport, and the account and Region in which its type is known."""

    def __init__(self, entry: dict[str, Any], account: str, region: str) -> None:
        self.place = account, region
        self.type_name: str = entry["ResourceType"]
        self.logical_id: str = entry["LogicalResourceId"]
        self.identifier: dict[str, str] = entry["ResourceIdentifier"]

    @property
    def provider(self) -> Any:
        return provider_of(self.type_name, *self.place)

    @property
    def physical_id(self) -> str:
        return "|".join(self.identifier.values())

    def change(self) -> dict[str, Any]:
        """As DescribeChangeSet shows it."""
        named = {"LogicalResourceId": self.logical_id, "PhysicalResourceId": self.physical_id, "ResourceType": self.type_name}
        return {"Type": "Resource", "ResourceChange": {"Action": "Import", **named}}


def check(stack: Stack | None, template: Template, tags: dict[str, str], given: list[ToImport], stacks: Stacks) -> None:
    """Refuses what an import may not be: anything but resources that are there, named, and in no stack."""
    before = stack.template if stack and stack.resources else None
    settings = {"Outputs": template.outputs != (before.outputs if before else {}), "Tags": bool(tags)}
    added = [name for name, differs in settings.items() if differs]
    if added:
        raise invalid(f"As part of the import operation, you cannot modify or add {_listed(added)}")
    declared, present = template.resources, before.resources if before else {}
    wanted = {it.logical_id: it for it in given}
    held = [it.logical_id for it in given if it.logical_id in present or stacks.holds(it.type_name, it.physical_id)]
    if held:
        raise invalid(f"Resources {_listed(held)} passed in ResourceToImport are already in a stack and cannot be imported.")
    missing = [name for name in declared if name not in present and name not in wanted]
    if missing:
        raise invalid(f"Resources {_listed(missing)} is missing from ResourceToImport list")
    changed = [name for name in present if declared.get(name) != present[name]]
    if changed:
        raise invalid(
            f"You have modified resources {_listed(changed)} in your template that are not being imported. Update, create or delete "
            "operations cannot be executed during import operations."
        )
    unknown = [it.logical_id for it in given if declared.get(it.logical_id, {}).get("Type") != it.type_name]
    if unknown:
        raise invalid(f"Resources to import {_listed(unknown)} are not in the template with that type")
    loose = [name for name in wanted if "DeletionPolicy" not in declared[name]]
    if loose:
        raise invalid(f"The following resources to import {_listed(loose)} must have DeletionPolicy attribute specified in the template.")
    foreign = sorted({it.type_name for it in given if not hasattr(it.provider, "read")})
    if foreign:
        raise invalid(f"Not emulated: the import of {_listed(foreign)}")
    for it in given:
        keys = [path[-1] for path in it.provider.identifier]
        if sorted(it.identifier) != sorted(keys):
            raise invalid(f"{it.logical_id}: ResourceIdentifier must have the keys {_listed(keys)}")


def run(stack: Stack, template: Template, parameters: dict[str, str], given: list[ToImport]) -> None:
    """Takes the resources in; when one fails, the stack lets go of all of them as they are."""
    former = stack.template, stack.parameters
    stack.tell("IMPORT_IN_PROGRESS", "User Initiated")
    stack.template, stack.parameters = template, parameters
    try:
        for it in sorted(given, key=lambda it: template.order.index(it.logical_id)):
            _take_in(stack, it)
    except ResourceFailure as failure:
        stack.template, stack.parameters = former
        stack.tell("IMPORT_ROLLBACK_IN_PROGRESS", failure.reason)
        for it in given:
            stack.resources.pop(it.logical_id, None)
        stack.tell("IMPORT_ROLLBACK_COMPLETE")
        return
    stack.tell("IMPORT_COMPLETE")


def _take_in(stack: Stack, it: ToImport) -> None:
    resource = stack.resources[it.logical_id] = stack.declared(it.logical_id)
    resource.properties = attempt(lambda: stack.resolved(stack.template.resources[it.logical_id].get("Properties") or {}))
    stack.tell_of(resource, "IMPORT_IN_PROGRESS", "Resource import started.")
    try:
        resource.resource = attempt(lambda: it.provider.read(resource_operations.request(stack, resource), it.identifier))
    except ResourceFailure as failure:
        stack.tell_of(resource, "IMPORT_FAILED", failure.reason)
        raise
    stack.tell_of(resource, "IMPORT_COMPLETE", "Resource import completed.")
    resource_operations.update(stack, resource, resource, TAGGING)


def _listed(names: list[str]) -> str:
    return f"[{', '.join(names)}]"
