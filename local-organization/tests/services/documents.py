"""A session document for tests, whose versions differ in their idle timeout."""

import json
from typing import Any

NAME = "SSM-SessionManagerRunShell"


def content(timeout: int) -> str:
    return json.dumps(
        {
            "schemaVersion": "1.0",
            "description": "x",
            "sessionType": "Standard_Stream",
            "inputs": {"idleSessionTimeout": str(timeout)},
        }
    )


def update(ssm: Any, timeout: int, version: str = "$LATEST") -> str:
    return ssm.update_document(Name=NAME, Content=content(timeout), DocumentVersion=version)["DocumentDescription"][
        "DocumentVersion"
    ]


def timeout(ssm: Any, **version: str) -> int:
    return int(json.loads(ssm.get_document(Name=NAME, **version)["Content"])["inputs"]["idleSessionTimeout"])
