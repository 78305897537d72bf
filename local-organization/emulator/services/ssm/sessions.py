"""Sessions of an account in a Region: begun, ended, and listed for 30 days. Nobody is connected to anything.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartSession.html
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_TerminateSession.html
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeSessions.html
"""

import secrets
from datetime import timedelta
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ssm.exceptions import SSMException
from moto.ssm.models import ssm_backends
from moto.ssm.responses import SimpleSystemManagerResponse

from ..patching import extend
from .listings import page

# What a session is begun with unless another document is named.
PREFERENCES = "SSM-SessionManagerRunShell"
KEPT = timedelta(days=30)


@extend(SimpleSystemManagerResponse)
def _sessions(self: Any) -> dict[str, dict[str, Any]]:
    backend = self.ssm_backend
    if not hasattr(backend, "sessions"):
        backend.sessions = {}
    return backend.sessions


@extend(SimpleSystemManagerResponse)
def start_session(self: Any) -> ActionResult:
    session_id = f"operator-{secrets.token_hex(9)[1:]}"
    self._sessions()[session_id] = {
        "SessionId": session_id,
        "Target": self._get_param("Target"),
        "DocumentName": self._get_param("DocumentName") or PREFERENCES,
        "Status": "Connected",
        "StartDate": utcnow(),
    }
    return ActionResult({"SessionId": session_id, "TokenValue": "token", "StreamUrl": "wss://nobody.listens"})


@extend(SimpleSystemManagerResponse)
def terminate_session(self: Any) -> ActionResult:
    session_id = self._get_param("SessionId")
    if session_id not in self._sessions():
        raise SSMException("DoesNotExistException", f"Session {session_id} does not exist.")
    self._sessions()[session_id] |= {"Status": "Terminated", "EndDate": utcnow()}
    return ActionResult({"SessionId": session_id})


@extend(SimpleSystemManagerResponse)
def describe_sessions(self: Any) -> ActionResult:
    """State says which: Active, or History for those that have ended."""
    filters = self._get_param("Filters") or []
    ended = self._get_param("State") == "History"
    found = [
        session
        for session in self._sessions().values()
        if ("EndDate" in session) == ended
        and session.get("EndDate", utcnow()) > utcnow() - KEPT
        and all(_meets(one, session) for one in filters)
    ]
    some, token = page(found, self._get_param("MaxResults"), self._get_param("NextToken"))
    return ActionResult({"Sessions": some, "NextToken": token})


def _meets(one: dict[str, str], session: dict[str, Any]) -> bool:
    if one["key"] not in ("SessionId", "Target", "Status"):
        raise SSMException("InvalidFilterKey", f"Not emulated: filter {one['key']}")
    return session[one["key"]] == one["value"]


def let_pass(account: str, region: str, time: timedelta) -> None:
    """Sessions and documents there are older by that much: a log is missed some time after its session only."""
    backend = ssm_backends[account][region]
    for session in getattr(backend, "sessions", {}).values():
        session |= {name: session[name] - time for name in ("StartDate", "EndDate") if name in session}
    for documents in backend._documents.values():
        for version in documents.versions.values():
            version.created_date -= time
