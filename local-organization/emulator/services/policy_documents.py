"""Policies as text: what those who store them look at.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
from typing import Any


def listed(value: Any) -> list[Any]:
    """An element that may stand alone or in a list."""
    return value if isinstance(value, list) else [value]


def statements(policy: str | bytes) -> list[dict[str, Any]]:
    return listed(json.loads(policy)["Statement"])
