"""Modules: what a template becomes when those that it uses are put in their places.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/module-ref-resources.html
https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/modules-structure.html (constraints of parameters are not enforced)
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ModuleInfo.html
A fragment's Outputs are nobody's: no page says how a template would refer to them.
"""

import copy
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .failures import TypeNotFound, invalid, refuse_unread
from .functions import as_text
from .packages import ModulePackage
from .parameters import as_seen
from .type_registry import find, kind

# In the metadata of a resource that a module brings.
MADE_FROM = "AWS::CloudFormation::Module"


def expanded(body: dict[str, Any], account: str, region: str) -> dict[str, Any]:
    """The template with the default versions of its modules there; the same one if it has none."""
    declared = body["Resources"]
    used = {name: it for name, it in declared.items() if isinstance(it, dict) and _is_module(it)}
    if not used:
        return body
    whole = copy.deepcopy(body)
    whole["Conditions"] = whole.get("Conditions") or {}
    names: dict[str, str] = {}
    for name, module in used.items():
        refuse_unread(f"the module {name}", module, {"Type", "Properties"})
        part = _Part(name, module, _fragment(module["Type"], account, region))
        del whole["Resources"][name]
        for section, brought in (("Resources", part.resources()), ("Conditions", part.conditions())):
            if twice := sorted(brought.keys() & whole[section].keys()):
                raise invalid(f"Template format error: two things are called {twice}, one of them of the module {name}")
            whole[section] |= brought
        names |= {f"{name}.{inner}": name + inner for inner in part.fragment["Resources"]}
    without_points: dict[str, Any] = _renamed(whole, names)
    return without_points


def _is_module(declared: dict[str, Any]) -> bool:
    return kind(str(declared.get("Type"))) == "MODULE"


def _fragment(type_name: str, account: str, region: str) -> dict[str, Any]:
    try:
        here = find(account, region, type_name)
    except TypeNotFound as error:
        raise invalid(f"Template format error: Unrecognized resource types: [{type_name}]") from error
    package = here.versions[here.default].provider
    assert isinstance(package, ModulePackage)
    if any(map(_is_module, package.fragment["Resources"].values())):
        raise invalid(f"{type_name}: not emulated: a module in a module")
    return package.fragment


@dataclass
class _Part:
    """One use of a module in a template."""

    name: str
    module: dict[str, Any]
    fragment: dict[str, Any]

    def resources(self) -> dict[str, Any]:
        made_from = {"TypeHierarchy": self.module["Type"], "LogicalIdHierarchy": self.name}
        return {self.name + inner: self._resource(it) | {"Metadata": (it.get("Metadata") or {}) | {MADE_FROM: made_from}} for inner, it in self.fragment["Resources"].items()}

    def _resource(self, declared: dict[str, Any]) -> dict[str, Any]:
        resource: dict[str, Any] = self._bound(declared)
        if "Condition" in declared:
            resource["Condition"] = self.name + declared["Condition"]
        if "DependsOn" in declared:
            needed = declared["DependsOn"]
            resource["DependsOn"] = [self.name + it for it in ([needed] if isinstance(needed, str) else needed)]
        return resource

    def conditions(self) -> dict[str, Any]:
        return {self.name + inner: self._condition(it) for inner, it in (self.fragment.get("Conditions") or {}).items()}

    def _condition(self, expression: Any) -> Any:
        if isinstance(expression, dict) and set(expression) == {"Condition"}:
            return {"Condition": self.name + expression["Condition"]}
        if isinstance(expression, dict) and next(iter(expression)) in ("Fn::And", "Fn::Or", "Fn::Not"):
            return {operator: [self._condition(it) for it in among] for operator, among in expression.items()}
        return self._bound(expression)

    def _bound(self, value: Any) -> Any:
        """A part of the fragment: parameters have their values, and what it names has the module's name before it."""
        renamed = _renamed(value, {inner: self.name + inner for inner in self.fragment["Resources"]})
        return self._with_values(renamed, self._values)

    @cached_property
    def _values(self) -> dict[str, Any]:
        declared, given = self.fragment.get("Parameters") or {}, self.module.get("Properties") or {}
        if unknown := sorted(given.keys() - declared.keys()):
            raise invalid(f"Template format error: the module {self.module['Type']} has no parameters {unknown}")
        if missing := sorted(name for name, it in declared.items() if name not in given and "Default" not in it):
            raise invalid(f"Template format error: the module {self.name} needs values for {missing}")
        return {name: _as_seen(it, given.get(name, it.get("Default"))) for name, it in declared.items()}

    def _with_values(self, value: Any, values: dict[str, Any]) -> Any:
        if isinstance(value, list):
            return [self._with_values(it, values) for it in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((function, argument),) = value.items()
            if function == "Ref" and argument in values:
                return values[argument]
            if function == "Fn::If":
                return {function: [self.name + argument[0], *(self._with_values(it, values) for it in argument[1:])]}
            if function == "Fn::Sub":
                text, variables = (argument, {}) if isinstance(argument, str) else argument
                inner = {name: it for name, it in values.items() if f"${{{name}}}" in text}
                return {function: [text, inner | self._with_values(variables, values)]}
        return {key: self._with_values(it, values) for key, it in value.items()}


def _as_seen(declaration: dict[str, Any], value: Any) -> Any:
    """What a Ref to a parameter gives: of a list's text the list; a function is what it gives in the template."""
    return value if isinstance(value, (dict, list)) else as_seen(declaration, as_text(value))


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """The same, with other names of resources in what refers to them."""
    if isinstance(value, list):
        return [_renamed(it, names) for it in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((function, argument),) = value.items()
        if function == "Ref":
            return {function: names.get(argument, argument)}
        if function == "Fn::GetAtt":
            resource, attribute = _resource_and_attribute(argument, names)
            return {function: [names.get(resource, resource), attribute]}
        if function == "Fn::Sub":
            text, variables = (argument, {}) if isinstance(argument, str) else argument
            for name, other in names.items():
                if name not in variables:
                    text = re.sub(rf"\$\{{{re.escape(name)}(?=[.}}])", f"${{{other}", text)
            return {function: [text, _renamed(variables, names)] if variables else text}
    return {key: _renamed(it, names) for key, it in value.items()}


def _resource_and_attribute(argument: Any, names: dict[str, str]) -> tuple[str, Any]:
    """A name with a point in it is a module's; else the first point ends the name."""
    if not isinstance(argument, str):
        return argument[0], argument[1]
    known = next((name for name in names if argument.startswith(f"{name}.")), argument.partition(".")[0])
    return known, argument[len(known) + 1 :]
