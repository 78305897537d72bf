"""Policies as text: what those who store them look at.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
from fnmatch import fnmatchcase
from typing import Any


def listed(value: Any) -> list[Any]:
    """An element that may stand alone or in a list."""
    return value if isinstance(value, list) else [value]


def statements(policy: str | bytes) -> list[dict[str, Any]]:
    return listed(json.loads(policy)["Statement"])


def lets(policy: str | bytes | None, action: str, caller: str, organization: str | None) -> bool:
    """Whether a resource's policy lets a caller of another account do something, as far as it tells callers apart by
    organization and account; conditions on anything else hold."""
    return any(
        statement["Effect"] == "Allow"
        and any(fnmatchcase(action, pattern) for pattern in listed(statement.get("Action", [])))
        and _addresses(statement.get("Principal"), caller)
        and _holds(statement.get("Condition", {}), caller, organization)
        for statement in (statements(policy) if policy else [])
    )


def _addresses(principal: Any, account: str) -> bool:
    named = listed(principal.get("AWS", [])) if isinstance(principal, dict) else [principal]
    return any(name in ("*", account) or f"::{account}:" in str(name) for name in named)


def _holds(conditions: dict[str, Any], account: str, organization: str | None) -> bool:
    ids = conditions.get("StringEquals", {}).get("aws:PrincipalOrgID")
    others = conditions.get("StringNotEquals", {}).get("aws:PrincipalAccount", [])
    return (ids is None or organization in listed(ids)) and account not in listed(others)
