"""Policies as text: what those who store them look at.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
import re
from fnmatch import fnmatchcase
from typing import Any

VARIABLE = re.compile(r"\$\{([^}]*)}")


def listed(value: Any) -> list[Any]:
    """An element that may stand alone or in a list."""
    return value if isinstance(value, list) else [value]


def statements(policy: str | bytes) -> list[dict[str, Any]]:
    return listed(json.loads(policy)["Statement"])


def lets(
    policy: str | bytes | None, action: str, caller: str, organization: dict[str, str], context: dict[str, str] | None = None
) -> bool:
    """Whether a resource's policy lets a caller of another account do something; IAM lets the caller do everything.

    organization: the condition keys of the caller's organization
    context: condition keys of the call beside those of its caller
    """
    keys = (context or {}) | {"aws:PrincipalAccount": caller} | organization
    about = [
        statement["Effect"]
        for statement in (statements(policy) if policy else [])
        if is_about(statement, action, keys) and _addresses(statement.get("Principal"), caller)
    ]
    return bool(about) and "Deny" not in about


def is_about(statement: dict[str, Any], action: str, keys: dict[str, str], resource: str | None = None) -> bool:
    """Whether a statement is about a call with these condition keys, whatever its principals."""
    known = {key.lower(): value for key, value in keys.items()}
    return (
        any(_like(pattern.lower(), action.lower()) for pattern in listed(statement.get("Action", [])))
        and (resource is None or any(_like(_filled(it, known), resource) for it in listed(statement.get("Resource", "*"))))
        and all(
            _holds(operator, listed(wanted), known.get(key.lower()), known)
            for operator, conditions in statement.get("Condition", {}).items()
            for key, wanted in conditions.items()
        )
    )


def context_keys(policy: str | bytes) -> set[str]:
    """The condition keys that a policy asks for."""
    return {key for it in statements(policy) for conditions in it.get("Condition", {}).values() for key in conditions}


def _addresses(principal: Any, account: str) -> bool:
    named = listed(principal.get("AWS", [])) if isinstance(principal, dict) else [principal]
    return any(name in ("*", account) or f"::{account}:" in str(name) for name in named)


def _like(pattern: str, text: str) -> bool:
    """* and ? alone are wildcards."""
    return fnmatchcase(text, pattern.replace("[", "[[]"))


def _filled(text: str, known: dict[str, str]) -> str:
    """With the values of its variables; one without a value means nothing at all."""
    return VARIABLE.sub(lambda it: known.get(it.group(1).lower(), "\0"), text)


def _holds(operator: str, wanted: list[Any], actual: str | None, known: dict[str, str]) -> bool:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"""
    texts = [_filled(str(it), known) for it in wanted]
    if operator == "Null":
        return str(actual is None).lower() in [it.lower() for it in texts]
    plain = operator.removeprefix("ForAnyValue:").removeprefix("ForAllValues:")
    if actual is None:
        return operator.endswith("IfExists") or "Not" in plain
    exact = "Like" not in plain and "Arn" not in plain
    found = any(it.lower() == actual.lower() if plain == "Bool" else it == actual if exact else _like(it, actual) for it in texts)
    return found != ("Not" in plain)
