"""Intrinsic functions and conditions of templates: those that the templates of this repository use.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
Any other function is refused by its name.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .failures import invalid

if TYPE_CHECKING:
    from .stack import Stack

SUBSTITUTION = re.compile(r"\$\{(!?)([^}]+)\}")
NO_VALUE = object()  # the property that gets it is left out

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
PSEUDO_PARAMETERS: dict[str, Callable[["Stack"], Any]] = {
    "AWS::AccountId": lambda stack: stack.account,
    "AWS::NoValue": lambda stack: NO_VALUE,
    "AWS::Partition": lambda stack: stack.partition,
    "AWS::Region": lambda stack: stack.region,
    "AWS::StackId": lambda stack: stack.stack_id,
    "AWS::StackName": lambda stack: stack.name,
    "AWS::URLSuffix": lambda stack: "amazonaws.com.cn" if stack.partition == "aws-cn" else "amazonaws.com",
}


def as_text(value: Any) -> str:
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
            return {_resource_and_attribute(argument)[0]}
        if name == "Fn::Sub":
            text, variables = _text_and_variables(argument)
            names = {n.split(".", 1)[0] for literal, n in SUBSTITUTION.findall(text) if not literal}
            return (names - variables.keys()) | references(variables)
    return set().union(*(references(item) for item in value.values()))


def _resource_and_attribute(argument: Any) -> tuple[str, str]:
    name, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
    return name, attribute


def _text_and_variables(argument: Any) -> tuple[str, dict[str, Any]]:
    return (argument, {}) if isinstance(argument, str) else tuple(argument)


class Scope:
    """Resolves functions against the values of parameters and pseudo parameters, and the resources made so far."""

    def __init__(
        self,
        conditions: dict[str, Any],
        values: dict[str, Any],
        reference: Callable[[str], str],
        attribute: Callable[[str, str], Any],
    ) -> None:
        self.conditions = conditions
        self.values = values
        self.reference = reference
        self.attribute = attribute

    def condition(self, name: str) -> bool:
        return self._holds(self.conditions[name])

    def _holds(self, expression: dict[str, Any]) -> bool:
        ((operator, argument),) = expression.items()
        if operator == "Fn::Equals":
            left, right = (self.resolve(value) for value in argument)
            return as_text(left) == as_text(right)
        if operator == "Fn::Not":
            return not self._holds(argument[0])
        if operator in ("Fn::And", "Fn::Or"):
            return (all if operator == "Fn::And" else any)(self._holds(one) for one in argument)
        if operator == "Condition":
            return self.condition(argument)
        raise invalid(f"Template error: condition function {operator} is not emulated")

    def resolve(self, value: Any) -> Any:
        """The value with all functions replaced by what they give."""
        if isinstance(value, list):
            return [item for item in map(self.resolve, value) if item is not NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            if name in _FUNCTIONS:
                return _FUNCTIONS[name](self, argument)
            if name.startswith("Fn::"):
                raise invalid(f"Template error: function {name} is not emulated")
        resolved = {key: self.resolve(item) for key, item in value.items()}
        return {key: item for key, item in resolved.items() if item is not NO_VALUE}

    def _ref(self, name: str) -> Any:
        return self.values[name] if name in self.values else self.reference(name)

    def _get_att(self, argument: Any) -> Any:
        return self.attribute(*_resource_and_attribute(argument))

    def _sub(self, argument: Any) -> str:
        text, variables = _text_and_variables(argument)

        def value(match: re.Match[str]) -> str:
            literal, name = match.groups()
            if literal:
                return "${" + name + "}"
            if name in variables:
                return as_text(self.resolve(variables[name]))
            return as_text(self._get_att(name) if "." in name else self._ref(name))

        return SUBSTITUTION.sub(value, text)

    def _if(self, argument: list[Any]) -> Any:
        name, yes, no = argument
        return self.resolve(yes if self.condition(name) else no)

    def _join(self, argument: list[Any]) -> str:
        return argument[0].join(as_text(item) for item in self.resolve(argument[1]))

    def _select(self, argument: list[Any]) -> Any:
        place, among = argument
        return self.resolve(among)[int(self.resolve(place))]

    def _split(self, argument: list[Any]) -> list[str]:
        return as_text(self.resolve(argument[1])).split(argument[0])


_FUNCTIONS: dict[str, Callable[[Scope, Any], Any]] = {
    "Ref": Scope._ref,
    "Fn::GetAtt": Scope._get_att,
    "Fn::If": Scope._if,
    "Fn::Join": Scope._join,
    "Fn::Select": Scope._select,
    "Fn::Split": Scope._split,
    "Fn::Sub": Scope._sub,
}
