"""A session document for tests, whose versions differ in their idle timeout."""

import json

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
