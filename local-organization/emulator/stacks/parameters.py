"""Parameters of a template: their values, and what CloudFormation refuses of them, in its own words.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
The words are AWS's where users quote them ("must be a number not less than 1", "must be one of AllowedValues", "length is greater than
4096", "failed to satisfy constraint"), and formed after those ("Number of resources, 201, is greater than maximum allowed, 200") else.
"""

import re
from typing import Any

from .failures import invalid
from .functions import as_text

MAXIMUM_PARAMETERS = 200
MAXIMUM_BYTES = 4096


def as_seen(parameter: dict[str, Any], value: str) -> str | list[str]:
    """What a Ref to a parameter of that declaration gives: a list where its type is one."""
    kind = parameter.get("Type", "String")
    if kind == "CommaDelimitedList" or kind.startswith("List<"):
        return [item.strip() for item in value.split(",") if item.strip()]
    return value


def check_declarations(declared: dict[str, dict[str, Any]]) -> None:
    """What is wrong before any value is given."""
    if len(declared) > MAXIMUM_PARAMETERS:
        raise invalid(f"Template format error: Number of parameters, {len(declared)}, is greater than maximum allowed, {MAXIMUM_PARAMETERS}")
    for name, parameter in declared.items():
        if len(as_text(parameter.get("Default", "")).encode()) > MAXIMUM_BYTES:
            raise invalid(f"Template format error: Parameter '{name}' default value '[****]' length is greater than {MAXIMUM_BYTES}.")


def values_of(declared: dict[str, dict[str, Any]], given: dict[str, str]) -> dict[str, str]:
    """The values of all parameters, with defaults; refuses missing, unknown and disallowed ones."""
    unknown = sorted(given.keys() - declared.keys())
    if unknown:
        raise invalid(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    defaults = {name: it["Default"] for name, it in declared.items() if "Default" in it}
    missing = [name for name in declared if name not in given and name not in defaults]
    if missing:
        raise invalid(f"Parameters: [{', '.join(missing)}] must have values")
    values = {name: as_text(given.get(name, defaults.get(name))) for name in declared}
    for name, value in values.items():
        _check(name, declared[name], value)
    return values


def _check(name: str, declared: dict[str, Any], value: str) -> None:
    """A ConstraintDescription stands for whatever would be said otherwise."""
    if len(value.encode()) > MAXIMUM_BYTES:
        raise invalid(f"Parameter '{name}' value '[****]' length is greater than {MAXIMUM_BYTES}.")
    allowed = declared.get("AllowedValues")
    # A list is checked item by item.
    seen = as_seen(declared, value)
    for item in seen if isinstance(seen, list) else [seen]:
        if allowed and item not in map(as_text, allowed):
            raise _refused(name, declared, f"Parameter '{name}' must be one of AllowedValues")
    if wrong := (_wrong_number if declared.get("Type") == "Number" else _wrong_text)(declared, value):
        raise _refused(name, declared, f"Parameter '{name}' {wrong}")


def _wrong_number(declared: dict[str, Any], value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "must be a number"
    if "MinValue" in declared and number < float(declared["MinValue"]):
        return f"must be a number not less than {declared['MinValue']}"
    if "MaxValue" in declared and number > float(declared["MaxValue"]):
        return f"must be a number not greater than {declared['MaxValue']}"
    return None


def _wrong_text(declared: dict[str, Any], value: str) -> str | None:
    if len(value) < int(declared.get("MinLength", 0)):
        return f"must contain at least {declared['MinLength']} characters"
    if "MaxLength" in declared and len(value) > int(declared["MaxLength"]):
        return f"must contain at most {declared['MaxLength']} characters"
    pattern = declared.get("AllowedPattern")
    if pattern and not re.fullmatch(pattern, value):
        return f"must match pattern {pattern}"
    return None


def _refused(name: str, declared: dict[str, Any], otherwise: str) -> Exception:
    own = declared.get("ConstraintDescription")
    return invalid(f"Parameter {name} failed to satisfy constraint: {own}" if own else otherwise)
