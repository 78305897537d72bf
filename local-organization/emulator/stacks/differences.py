"""How what AWS holds of a resource differs from what a template sets: the comparison of drift detection.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html ("What is drift?": only values that are
explicitly set; no defaults)
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_PropertyDifference.html
https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html (insertionOrder: false makes a list a set)
"""

import json
from typing import Any

from .handlers import as_strings


def differences(schema: dict[str, Any], expected: dict[str, Any], actual: dict[str, Any]) -> list[dict[str, str]]:
    """Values are compared as text, as templates may write 20 or "20"."""
    found: list[dict[str, str]] = []
    _compare(schema, schema, "", as_strings(expected), as_strings(actual), found)
    return found


def _compare(schema: dict[str, Any], here: dict[str, Any], path: str, expected: Any, actual: Any, found: list[dict[str, str]]) -> None:
    here = _followed(schema, here)
    if isinstance(expected, dict) and isinstance(actual, dict):
        properties = here.get("properties", {})
        for name, value in expected.items():
            if name in actual:
                _compare(schema, properties.get(name, {}), f"{path}/{name}", value, actual[name], found)
            else:
                found.append(_difference("REMOVE", f"{path}/{name}", value, None))
    elif isinstance(expected, list) and isinstance(actual, list):
        if here.get("insertionOrder", True):
            _compare_in_order(schema, here.get("items", {}), path, expected, actual, found)
        else:
            _compare_sets(path, expected, actual, found)
    elif expected != actual:
        found.append(_difference("NOT_EQUAL", path, expected, actual))


def _compare_in_order(
    schema: dict[str, Any], items: dict[str, Any], path: str, expected: list[Any], actual: list[Any], found: list[dict[str, str]]
) -> None:
    for number, (value, held) in enumerate(zip(expected, actual, strict=False)):
        _compare(schema, items, f"{path}/{number}", value, held, found)
    both = min(len(expected), len(actual))
    found += [_difference("REMOVE", f"{path}/{number}", value, None) for number, value in enumerate(expected) if number >= both]
    found += [_difference("ADD", f"{path}/{number}", None, value) for number, value in enumerate(actual) if number >= both]


def _compare_sets(path: str, expected: list[Any], actual: list[Any], found: list[dict[str, str]]) -> None:
    found += [_difference("REMOVE", f"{path}/{number}", value, None) for number, value in enumerate(expected) if value not in actual]
    found += [_difference("ADD", f"{path}/{number}", None, value) for number, value in enumerate(actual) if value not in expected]


def _followed(schema: dict[str, Any], here: dict[str, Any]) -> dict[str, Any]:
    """The definition that a part of the schema refers to."""
    reference = here.get("$ref")
    if not reference:
        return here
    found: dict[str, Any] = schema.get("definitions", {}).get(reference.rpartition("/")[2], {})
    return found


def _difference(kind: str, path: str, expected: Any, actual: Any) -> dict[str, str]:
    return {"PropertyPath": path, "ExpectedValue": _as_text(expected), "ActualValue": _as_text(actual), "DifferenceType": kind}


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
