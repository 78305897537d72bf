"""Templates: parsing and checking, the order of resources.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
"""

from typing import Any

import yaml

from . import parameters
from .failures import InsufficientCapabilities, invalid
from .functions import PSEUDO_PARAMETERS, references
from .loader import Loader
from .modules import expanded
from .stored_files import stored
from .type_registry import unknown_types

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
MAXIMUM_INLINE_BYTES = 51_200
MAXIMUM_STORED_BYTES = 1_048_576

# Types that need a capability, and the property that makes it CAPABILITY_NAMED_IAM
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html#using-iam-capabilities
IAM_NAME_PROPERTIES = {
    "AWS::IAM::AccessKey": None,
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Policy": None,
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
    "AWS::IAM::UserToGroupAddition": None,
}


class Template:
    """One parsed template. Whatever CloudFormation finds wrong without looking at resources is a ValidationError."""

    def __init__(self, text: str | None, maximum: int = MAXIMUM_INLINE_BYTES, modules_of: tuple[str, str] | None = None) -> None:
        """With the modules of an account and Region in their places, where one is given: StackSets and nested stacks take none."""
        if text is None:
            raise invalid("Either Template URL or Template Body must be specified.")
        if len(text.encode()) > maximum:
            raise invalid(
                "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: "
                f"Member must have length less than or equal to {maximum}"
            )
        try:
            self.body = yaml.load(text, Loader=Loader)
        except yaml.YAMLError as error:
            raise invalid(f"Template format error: {error}") from error
        if not isinstance(self.body, dict) or not self.body.get("Resources"):
            raise invalid("Template format error: At least one Resources member must be defined.")
        unread = {"Transform", "Mappings", "Rules"} & self.body.keys()
        if unread:
            raise invalid(f"Not emulated: {', '.join(sorted(unread))}")
        if modules_of:
            self.body = expanded(self.body, *modules_of)
        self.resources: dict[str, dict[str, Any]] = self.body["Resources"]
        self.parameters: dict[str, dict[str, Any]] = self.body.get("Parameters") or {}
        self.conditions: dict[str, Any] = self.body.get("Conditions") or {}
        self.outputs: dict[str, dict[str, Any]] = self.body.get("Outputs") or {}
        parameters.check_declarations(self.parameters)
        self._check_resources()
        self._check_references()
        self.order = self._dependency_order()

    def check_types(self, account: str, region: str) -> None:
        """Those that aren't known in the account and Region are refused."""
        unknown = unknown_types({it["Type"] for it in self.resources.values()}, account, region)
        if unknown:
            raise invalid(f"Template format error: Unrecognized resource types: [{', '.join(unknown)}]")

    def _check_resources(self) -> None:
        for logical_id, resource in self.resources.items():
            if not isinstance(resource, dict) or "Type" not in resource:
                raise invalid(
                    f"Template format error: [/Resources/{logical_id}] Every Resources object must contain a Type member."
                )

    def _check_references(self) -> None:
        names = self.resources.keys() | self.parameters.keys() | PSEUDO_PARAMETERS.keys()
        for block, content in (("Resources", self.resources), ("Outputs", self.outputs)):
            missing = sorted(references(content) - names)
            if missing:
                raise invalid(
                    f"Template format error: Unresolved resource dependencies [{', '.join(missing)}] in the {block} block of the template"
                )

    def dependencies(self, logical_id: str) -> set[str]:
        resource = self.resources[logical_id]
        explicit = resource.get("DependsOn") or []
        explicit = {explicit} if isinstance(explicit, str) else set(explicit)
        named = references(resource.get("Properties")) | references(resource.get("Metadata"))
        return (explicit | named) & self.resources.keys()

    def _dependency_order(self) -> list[str]:
        order: list[str] = []
        remaining = dict.fromkeys(self.resources)
        while remaining:
            ready = [name for name in remaining if self.dependencies(name) <= set(order)]
            if not ready:
                raise invalid(f"Circular dependency between resources: [{', '.join(remaining)}]")
            for name in ready:
                order.append(name)
                del remaining[name]
        return order

    def check_capabilities(self, capabilities: list[str]) -> None:
        declared = [it for it in self.resources.values() if it["Type"] in IAM_NAME_PROPERTIES]
        named = any(IAM_NAME_PROPERTIES[it["Type"]] in (it.get("Properties") or {}) for it in declared)
        needed = "CAPABILITY_NAMED_IAM" if named else "CAPABILITY_IAM"
        if declared and not {needed, "CAPABILITY_NAMED_IAM"} & set(capabilities):
            raise InsufficientCapabilities(f"Requires capabilities : [{needed}]")

    # --- parameters

    def parameter_values(self, given: dict[str, str]) -> dict[str, str]:
        """The values of all parameters, with defaults."""
        return parameters.values_of(self.parameters, given)

    def parameter_as_seen(self, name: str, value: str) -> str | list[str]:
        """What a Ref to a parameter gives."""
        return parameters.as_seen(self.parameters[name], value)


def template_at(address: str, account: str, modules_of: tuple[str, str] | None = None) -> Template:
    """One in S3, which may be longer than one in a request."""
    try:
        return Template(stored(address, account).value.decode(), MAXIMUM_STORED_BYTES, modules_of)
    except LookupError as error:
        raise invalid(error.args[0]) from error
