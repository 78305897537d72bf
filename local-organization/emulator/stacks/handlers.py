"""CloudFormation's side of the handler protocol: one operation, from its first invocation to its last answer.

https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract.html
https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html (timeoutInMinutes)
The request has the form that the CLI's contract suite sends (rpdk.core.contract.resource_client.make_request).
"""

import json
import urllib.request
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from moto.iam.exceptions import EntityAlreadyExists
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends
from moto.utilities.utils import get_partition

from .providers import Request
from .virtual_clock import CLOCK

INVOCATION_PATH = "/2015-03-31/functions/TypeFunction/invocations"
INVOCATION_TIMEOUT_SECONDS = 120
DEFAULT_TIMEOUT_MINUTES = 120

# The handlers are on this machine: no proxy, whatever the environment says.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class HandlerFailure(Exception):
    """A FAILED answer of a handler."""

    def __init__(self, code: str, message: str, model: dict[str, Any] | None) -> None:
        super().__init__(message)
        self.code = code
        self.model = model

    @property
    def reason(self) -> str:
        return f"{self} (HandlerErrorCode: {self.code})"


@dataclass(frozen=True)
class Roles:
    """ARNs of the roles that a registration gives the handlers and their log, and the log's group; none where they are empty."""

    execution: str
    logging: str
    log_group: str


class Handlers:
    """The handlers of one version of a type, behind an endpoint with Lambda's Invoke.

    Without roles of a registration they have those that `cfn submit` makes, in every account.
    """

    def __init__(
        self, schema: dict[str, Any], endpoint: Callable[[], str], roles: Roles | None = None, version: str = "00000001"
    ) -> None:
        self.type_name = schema["typeName"]
        self.endpoint = endpoint
        self.roles = roles
        self.version = version
        self.log_group = roles.log_group if roles else self.type_name.replace("::", "-").lower() + "-logs"
        self.timeout_seconds = {
            action.upper(): 60 * handler.get("timeoutInMinutes", DEFAULT_TIMEOUT_MINUTES)
            for action, handler in schema.get("handlers", {}).items()
        }

    def handle(
        self, action: str, request: Request, desired: dict[str, Any], previous: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The model that success gives. While it is IN_PROGRESS the handler is invoked again, with its context and model."""
        payload = self._payload(action, request, desired, previous)
        waited = 0
        while True:
            event = self._invoke(action, payload)
            model, status = event.get("resourceModel"), event.get("status")
            if status == "SUCCESS":
                return model or {}
            if status != "IN_PROGRESS":
                message = event.get("message") or f"no message from {self.type_name}"
                raise HandlerFailure(event.get("errorCode") or "InternalFailure", message, model)
            delay = int(event.get("callbackDelaySeconds") or 0)
            CLOCK.wait(delay)
            waited += max(delay, 1)
            if waited > self.timeout_seconds.get(action, 60 * DEFAULT_TIMEOUT_MINUTES):
                message = f"{self.type_name} was still IN_PROGRESS after {waited} seconds"
                raise HandlerFailure("NotStabilized", message, model)
            payload["callbackContext"] = event.get("callbackContext")
            if model:
                payload["requestData"]["resourceProperties"] = as_strings(model)

    def _payload(
        self, action: str, request: Request, desired: dict[str, Any], previous: dict[str, Any] | None
    ) -> dict[str, Any]:
        stack = request.stack
        system_tags = {
            "aws:cloudformation:stack-name": stack.name,
            "aws:cloudformation:stack-id": stack.stack_id,
            "aws:cloudformation:logical-id": request.logical_id,
        }
        return {
            "action": action,
            "awsAccountId": request.account,
            "region": request.region,
            "bearerToken": str(uuid.uuid4()),
            "resourceType": self.type_name,
            "resourceTypeVersion": self.version,
            "stackId": stack.stack_id,
            "callbackContext": None,
            "rollback": stack.status == "UPDATE_ROLLBACK_IN_PROGRESS",
            "requestData": {
                **self._access(request.account, request.region),
                "logicalResourceId": request.logical_id,
                "resourceProperties": as_strings(desired),
                "previousResourceProperties": as_strings(previous) if previous is not None else None,
                "systemTags": system_tags,
                "previousSystemTags": system_tags if previous is not None else None,
                "stackTags": request.stack_tags,
                "previousStackTags": request.previous_stack_tags,
            },
        }

    def _access(self, account: str, region: str) -> dict[str, Any]:
        """The credentials of the handlers, and those with which they write their log."""
        partition = get_partition(region)
        if not self.roles:
            own = [_role(account, partition, name) for name in ("cloudformation-execution", "cloudformation-logging")]
        else:
            own = [_existing(arn, account, partition) for arn in (self.roles.execution, self.roles.logging) if arn]
        access: dict[str, Any] = {"callerCredentials": credentials(account, region, own[0])}
        if len(own) > 1:
            access |= {"providerCredentials": credentials(account, region, own[1]), "providerLogGroupName": self.log_group}
        return access

    def _invoke(self, action: str, payload: dict[str, Any]) -> dict[str, Any]:
        CLOCK.count(self.type_name, action)
        url = self.endpoint().rstrip("/") + INVOCATION_PATH
        call = urllib.request.Request(url, json.dumps(payload).encode(), {"Content-Type": "application/json"})
        try:
            with _DIRECT.open(call, timeout=INVOCATION_TIMEOUT_SECONDS) as answer:
                error = answer.headers.get("X-Amz-Function-Error")
                body = json.loads(answer.read() or b"{}")
        except (OSError, ValueError) as cause:
            raise HandlerFailure("InternalFailure", f"{self.type_name} at {url}: {cause}", None) from cause
        if error:
            message = f"{self.type_name}: {error}: {body.get('errorMessage', body)}"
            raise HandlerFailure("InternalFailure", message, None)
        return body


def as_strings(value: Any) -> Any:
    """Primitives reach handlers as strings, and absent values not at all, as from CloudFormation."""
    if isinstance(value, dict):
        return {key: as_strings(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [as_strings(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def credentials(account: str, region: str, role_arn: str) -> dict[str, str]:
    """A role session in the account, as CloudFormation assumes one; moto finds the account by its access key."""
    session = sts_backends[account][get_partition(region)].assume_role(
        region_name=region,
        role_session_name="cloudformation",
        role_arn=role_arn,
        policy="",
        duration=3600,
        external_id="",
    )
    return {
        "accessKeyId": session.access_key_id,
        "secretAccessKey": session.secret_access_key,
        "sessionToken": session.session_token,
    }


def _role(account: str, partition: str, name: str) -> str:
    """ARN of a role that IAM knows, since handlers ask it for their own."""
    trust = {"Effect": "Allow", "Principal": {"Service": "resources.cloudformation.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    with suppress(EntityAlreadyExists):
        iam_backends[account][partition].create_role(name, document, "/session-logging/", None, "", [], None)
    return f"arn:{partition}:iam::{account}:role/session-logging/{name}"


def _existing(arn: str, account: str, partition: str) -> str:
    """The role of a registration, which has to be there when handlers are invoked."""
    roles = iam_backends[account][partition].roles.values()
    if not any(role.arn == arn for role in roles):
        raise HandlerFailure("AccessDenied", f"Role {arn} can't be assumed: it does not exist", None)
    return arn
