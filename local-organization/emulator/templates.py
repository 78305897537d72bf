"""CloudFormation templates: parsing, parameters, conditions, intrinsic functions, the order of resources.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

import base64
import json
import re
from collections.abc import Callable
from typing import Any

import yaml
from moto.cloudformation.exceptions import CloudFormationError, ValidationError

PSEUDO_PARAMETERS = {
    "AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region",
    "AWS::StackId", "AWS::StackName", "AWS::URLSuffix",
}  # fmt: skip
MAXIMUM_INLINE_BYTES = (
    51_200  # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
)
SUBSTITUTION = re.compile(r"\$\{(!?)([^}]+)\}")
NO_VALUE = object()

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


class InsufficientCapabilities(CloudFormationError):
    """The template makes IAM resources and the request does not acknowledge it."""

    code = "InsufficientCapabilitiesException"


def invalid(message: str) -> ValidationError:
    return ValidationError(message=message)


class _Loader(yaml.SafeLoader):
    """YAML as CloudFormation reads it: short forms of functions, and dates stay strings."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _short_form(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {name: value}


_Loader.add_multi_constructor("!", _short_form)


class Template:
    """One parsed template."""

    def __init__(self, text: str, known_type: Callable[[str], bool]) -> None:
        self.text = text
        try:
            self.body = yaml.load(text, Loader=_Loader)
        except yaml.YAMLError as error:
            raise invalid(f"Template format error: {error}") from error
        if not isinstance(self.body, dict) or not self.body.get("Resources"):
            raise invalid("Template format error: At least one Resources member must be defined.")
        if self.body.get("Transform"):
            raise invalid(f"Transforms are not emulated: {self.body['Transform']}")
        self.resources: dict[str, dict[str, Any]] = self.body["Resources"]
        self.parameters: dict[str, dict[str, Any]] = self.body.get("Parameters") or {}
        self.conditions: dict[str, Any] = self.body.get("Conditions") or {}
        self.outputs: dict[str, dict[str, Any]] = self.body.get("Outputs") or {}
        self.mappings: dict[str, Any] = self.body.get("Mappings") or {}
        for logical_id, resource in self.resources.items():
            if not isinstance(resource, dict) or "Type" not in resource:
                raise invalid(
                    f"Template format error: [/Resources/{logical_id}] Every Resources object must contain a Type member."
                )
        unknown = sorted({r["Type"] for r in self.resources.values() if not known_type(r["Type"])})
        if unknown:
            raise invalid(f"Template format error: Unrecognized resource types: [{', '.join(unknown)}]")
        self._check_references()
        self.order = self._dependency_order()

    def _check_references(self) -> None:
        names = self.resources.keys() | self.parameters.keys() | PSEUDO_PARAMETERS
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
        return (explicit | references(resource.get("Properties"))) & self.resources.keys()

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
        types = [resource["Type"] for resource in self.resources.values()]
        if not any(type_name in IAM_NAME_PROPERTIES for type_name in types):
            return
        named = any(
            IAM_NAME_PROPERTIES.get(resource["Type"]) in (resource.get("Properties") or {})
            for resource in self.resources.values()
            if IAM_NAME_PROPERTIES.get(resource["Type"])
        )
        needed = "CAPABILITY_NAMED_IAM" if named else "CAPABILITY_IAM"
        if not {needed, "CAPABILITY_NAMED_IAM"} & set(capabilities or []):
            raise InsufficientCapabilities(f"Requires capabilities : [{needed}]")

    def parameter_values(self, given: dict[str, str]) -> dict[str, str]:
        """The values of all parameters, with defaults; refuses missing, unknown and disallowed ones."""
        unknown = sorted(given.keys() - self.parameters.keys())
        if unknown:
            raise invalid(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
        values, missing = {}, []
        for name, declared in self.parameters.items():
            if name in given:
                values[name] = str(given[name])
            elif "Default" in declared:
                values[name] = _text(declared["Default"])
            else:
                missing.append(name)
                continue
            _check_parameter(name, declared, values[name])
        if missing:
            raise invalid(f"Parameters: [{', '.join(missing)}] must have values")
        return values


def _check_parameter(name: str, declared: dict[str, Any], value: str) -> None:
    allowed = declared.get("AllowedValues")
    if allowed and value not in [_text(v) for v in allowed]:
        raise invalid(f"Parameter '{name}' must be one of AllowedValues")
    pattern = declared.get("AllowedPattern")
    if pattern and not re.fullmatch(pattern, value):
        raise invalid(
            f"Parameter {name} failed to satisfy constraint: {declared.get('ConstraintDescription', pattern)}"
        )


def _text(value: Any) -> str:
    """A scalar as CloudFormation writes it into a string."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def references(value: Any) -> set[str]:
    """Logical names that a part of a template refers to."""
    if isinstance(value, list):
        return set().union(*(references(item) for item in value))
    if not isinstance(value, dict):
        return set()
    if len(value) == 1:
        ((name, argument),) = value.items()
        if name == "Ref":
            return {argument}
        if name == "Fn::GetAtt":
            return {_attribute(argument)[0]}
        if name == "Fn::Sub":
            text, variables = (argument, {}) if isinstance(argument, str) else argument
            names = {n.split(".", 1)[0] for literal, n in SUBSTITUTION.findall(text) if not literal}
            return (names - variables.keys()) | references(variables)
    return set().union(*(references(item) for item in value.values()))


def _attribute(argument: Any) -> tuple[str, str]:
    name, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
    return name, attribute


class Scope:
    """Resolves a template's functions against parameters and the resources made so far."""

    def __init__(
        self,
        template: Template,
        values: dict[str, Any],
        reference: Callable[[str], str],
        attribute: Callable[[str, str], Any],
        imported: Callable[[str], str],
    ) -> None:
        self.template = template
        self.values = values
        self.reference = reference
        self.attribute = attribute
        self.imported = imported

    def condition(self, name: str) -> bool:
        return self._truth(self.template.conditions[name])

    def _truth(self, expression: Any) -> bool:
        if isinstance(expression, bool):
            return expression
        ((operator, argument),) = expression.items()
        if operator == "Condition":
            return self.condition(argument)
        if operator == "Fn::Equals":
            left, right = (self.resolve(a) for a in argument)
            return _text(left) == _text(right) if not isinstance(left, (list, dict)) else left == right
        if operator == "Fn::Not":
            return not self._truth(argument[0])
        if operator == "Fn::And":
            return all(self._truth(a) for a in argument)
        if operator == "Fn::Or":
            return any(self._truth(a) for a in argument)
        raise invalid(f"Template error: unknown condition function {operator}")

    def resolve(self, value: Any) -> Any:
        if isinstance(value, list):
            return [item for item in map(self.resolve, value) if item is not NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            function = _FUNCTIONS.get(name)
            if function:
                return function(self, argument)
            if name.startswith("Fn::"):
                raise invalid(f"Template error: function {name} is not emulated")
        resolved = {key: self.resolve(item) for key, item in value.items()}
        return {key: item for key, item in resolved.items() if item is not NO_VALUE}

    def _ref(self, name: str) -> Any:
        return self.values[name] if name in self.values else self.reference(name)

    def _get_att(self, argument: Any) -> Any:
        name, attribute = _attribute(argument)
        return self.attribute(name, self.resolve(attribute))

    def _sub(self, argument: Any) -> str:
        text, variables = (argument, {}) if isinstance(argument, str) else argument

        def value(match: re.Match[str]) -> str:
            literal, name = match.groups()
            if literal:
                return "${" + name + "}"
            if name in variables:
                return _text(self.resolve(variables[name]))
            if "." in name:
                return _text(self._get_att(name))
            return _text(self._ref(name))

        return SUBSTITUTION.sub(value, text)

    def _if(self, argument: list[Any]) -> Any:
        name, yes, no = argument
        return self.resolve(yes if self.condition(name) else no)

    def _join(self, argument: list[Any]) -> str:
        return argument[0].join(_text(item) for item in self.resolve(argument[1]))

    def _split(self, argument: list[Any]) -> list[str]:
        return self.resolve(argument[1]).split(argument[0])

    def _select(self, argument: list[Any]) -> Any:
        return self.resolve(argument[1])[int(self.resolve(argument[0]))]

    def _find_in_map(self, argument: list[Any]) -> Any:
        found: Any = self.template.mappings
        for key in argument[:3]:
            key = self.resolve(key)
            if key not in found:
                raise invalid(f"Template error: Unable to get mapping for {'::'.join(map(str, argument[:3]))}")
            found = found[key]
        return found

    def _import(self, argument: Any) -> str:
        return self.imported(self.resolve(argument))

    def _base64(self, argument: Any) -> str:
        return base64.b64encode(self.resolve(argument).encode()).decode()

    def _get_azs(self, argument: Any) -> list[str]:
        region = self.resolve(argument) or self.values["AWS::Region"]
        return [region + letter for letter in "abc"]

    def _json(self, argument: Any) -> str:
        return json.dumps(self.resolve(argument))

    def _length(self, argument: Any) -> int:
        return len(self.resolve(argument))


_FUNCTIONS: dict[str, Callable[[Scope, Any], Any]] = {
    "Ref": Scope._ref,
    "Fn::Base64": Scope._base64,
    "Fn::FindInMap": Scope._find_in_map,
    "Fn::GetAZs": Scope._get_azs,
    "Fn::GetAtt": Scope._get_att,
    "Fn::If": Scope._if,
    "Fn::ImportValue": Scope._import,
    "Fn::Join": Scope._join,
    "Fn::Length": Scope._length,
    "Fn::Select": Scope._select,
    "Fn::Split": Scope._split,
    "Fn::Sub": Scope._sub,
    "Fn::ToJsonString": Scope._json,
}
