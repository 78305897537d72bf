"""Third-party resource types: CloudFormation's side of the handler protocol.

https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract.html
https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
The request has the form that the CLI's contract suite sends (rpdk.core.contract.resource_client.make_request).
"""

import json
import urllib.error
import urllib.request
import uuid
from typing import Any

from moto.sts.models import sts_backends
from moto.utilities.utils import get_partition

from .background import CLOCK
from .stacks import Request, Resource, ResourceFailure

INVOCATION_PATH = "/2015-03-31/functions/TypeFunction/invocations"
INVOCATION_TIMEOUT_SECONDS = 120
DEFAULT_TIMEOUT_MINUTES = (
    120  # https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html (timeoutInMinutes)
)


class HandlerFailure(Exception):
    """A FAILED answer of a handler."""

    def __init__(self, code: str, message: str, model: dict[str, Any] | None) -> None:
        super().__init__(message)
        self.code = code
        self.model = model

    @property
    def reason(self) -> str:
        return f"{self} (HandlerErrorCode: {self.code})"


class ResourceType:
    """A registered third-party type: its schema and the endpoint that runs its handlers."""

    def __init__(self, schema: dict[str, Any], url: str) -> None:
        self.name = schema["typeName"]
        self.url = url.rstrip("/") + INVOCATION_PATH
        self.log_group = self.name.replace("::", "-").lower() + "-logs"
        self.identifier = _paths(schema, "primaryIdentifier")
        self.create_only = _paths(schema, "createOnlyProperties")
        self.read_only = _paths(schema, "readOnlyProperties")
        self.write_only = _paths(schema, "writeOnlyProperties")
        self.taggable = schema.get("tagging", {}).get("taggable", schema.get("taggable", True))
        handlers = schema.get("handlers", {})
        self.timeout_seconds = {
            action.upper(): 60 * handler.get("timeoutInMinutes", DEFAULT_TIMEOUT_MINUTES)
            for action, handler in handlers.items()
        }

    # --- Provider

    def create(self, request: Request) -> Resource:
        self._refuse_read_only(request)
        try:
            model = self._handle("CREATE", request, request.properties, None)
        except HandlerFailure as failure:
            left = self._resource(failure.model) if self._has_identifier(failure.model) else None
            raise ResourceFailure(failure.reason, left) from failure
        return self._made(model, "CREATE")

    def update(self, request: Request, resource: Resource) -> Resource:
        self._refuse_read_only(request)
        desired = self._with(request.properties, resource.attributes, self.identifier)
        previous = self._with(request.previous_properties or {}, resource.attributes, self.identifier + self.read_only)
        try:
            return self._made(self._handle("UPDATE", request, desired, previous), "UPDATE")
        except HandlerFailure as failure:
            raise ResourceFailure(failure.reason) from failure

    def delete(self, request: Request, resource: Resource) -> None:
        known = self._with(request.properties, resource.attributes, self.identifier + self.read_only)
        try:
            self._handle("DELETE", request, known, None)
        except HandlerFailure as failure:
            if failure.code != "NotFound":  # what is gone already counts as deleted
                raise ResourceFailure(failure.reason) from failure

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return any(_get(as_strings(old), path) != _get(as_strings(new), path) for path in self.create_only)

    def follows_stack_tags(self) -> bool:
        return self.taggable

    # --- the protocol

    def _handle(
        self, action: str, request: Request, desired: dict[str, Any], previous: dict[str, Any] | None
    ) -> dict[str, Any]:
        """One operation: invoked again with its context and model while it is IN_PROGRESS, on the virtual clock."""
        payload = self._payload(action, request, desired, previous)
        waited = 0
        while True:
            event = self._invoke(action, payload)
            status = event.get("status")
            if status == "SUCCESS":
                return event.get("resourceModel") or {}
            if status != "IN_PROGRESS":
                raise HandlerFailure(
                    event.get("errorCode") or "InternalFailure",
                    event.get("message") or f"no message from {self.name}",
                    event.get("resourceModel"),
                )
            delay = int(event.get("callbackDelaySeconds") or 0)
            CLOCK.wait(delay)
            waited += max(delay, 1)
            if waited > self.timeout_seconds.get(action, 60 * DEFAULT_TIMEOUT_MINUTES):
                raise HandlerFailure(
                    "NotStabilized",
                    f"{self.name} was still IN_PROGRESS after {waited} seconds",
                    event.get("resourceModel"),
                )
            payload["callbackContext"] = event.get("callbackContext")
            if event.get("resourceModel"):
                payload["requestData"]["resourceProperties"] = as_strings(event["resourceModel"])

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
            "resourceType": self.name,
            "stackId": stack.stack_id,
            "callbackContext": None,
            "requestData": {
                "callerCredentials": _credentials(request.account, request.region, "cloudformation-execution"),
                "providerCredentials": _credentials(request.account, request.region, "cloudformation-logging"),
                "providerLogGroupName": self.log_group,
                "logicalResourceId": request.logical_id,
                "resourceProperties": as_strings(desired),
                "previousResourceProperties": as_strings(previous) if previous is not None else None,
                "systemTags": system_tags,
                "previousSystemTags": system_tags if previous is not None else None,
                "stackTags": request.stack_tags,
                "previousStackTags": request.previous_stack_tags,
            },
        }

    def _invoke(self, action: str, payload: dict[str, Any]) -> dict[str, Any]:
        CLOCK.count(self.name, action)
        call = urllib.request.Request(self.url, json.dumps(payload).encode(), {"Content-Type": "application/json"})
        try:
            with _DIRECT.open(call, timeout=INVOCATION_TIMEOUT_SECONDS) as answer:
                error = answer.headers.get("X-Amz-Function-Error")
                body = json.loads(answer.read() or b"{}")
        except (OSError, ValueError) as error_:
            raise HandlerFailure("InternalFailure", f"{self.name} at {self.url}: {error_}", None) from error_
        if error:
            raise HandlerFailure("InternalFailure", f"{self.name}: {error}: {body.get('errorMessage', body)}", None)
        return body

    # --- models

    def _refuse_read_only(self, request: Request) -> None:
        given = ["/".join(path) for path in self.read_only if _get(request.properties, path) is not None]
        if given:
            raise ResourceFailure(
                f"Encountered readonly properties in structure. Properties [{', '.join(given)}] can't be set."
            )

    def _has_identifier(self, model: dict[str, Any] | None) -> bool:
        return bool(model) and all(_get(model, path) not in (None, "") for path in self.identifier)

    def _made(self, model: dict[str, Any], action: str) -> Resource:
        if not self._has_identifier(model):
            raise ResourceFailure(
                f"{self.name} {action} succeeded without the primary identifier in its model (HandlerErrorCode: InternalFailure)"
            )
        return self._resource(model)

    def _resource(self, model: dict[str, Any]) -> Resource:
        model = json.loads(json.dumps(model))
        for path in self.write_only:
            _remove(model, path)
        return Resource("|".join(str(_get(model, path)) for path in self.identifier), model)

    @staticmethod
    def _with(properties: dict[str, Any], model: dict[str, Any], paths: list[tuple[str, ...]]) -> dict[str, Any]:
        """Properties of the template plus what only the model knows."""
        merged = json.loads(json.dumps(properties))
        for path in paths:
            value = _get(model, path)
            if value is None or _get(merged, path) is not None:
                continue
            holder = merged
            for part in path[:-1]:
                holder = holder.setdefault(part, {})
            holder[path[-1]] = value
        return merged


# The handlers are on this machine: no proxy, whatever the environment says.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def as_strings(value: Any) -> Any:
    """Primitives reach handlers as strings, and absent values not at all, as from CloudFormation."""
    if isinstance(value, dict):
        return {key: as_strings(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [as_strings(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _credentials(account: str, region: str, role: str) -> dict[str, str]:
    """A role session in the account, as CloudFormation assumes one; moto finds the account by its access key."""
    partition = get_partition(region)
    session = sts_backends[account][partition].assume_role(
        region_name=region,
        role_session_name="cloudformation",
        role_arn=f"arn:{partition}:iam::{account}:role/session-logging/{role}",
        policy="",
        duration=3600,
        external_id="",
    )
    return {
        "accessKeyId": session.access_key_id,
        "secretAccessKey": session.secret_access_key,
        "sessionToken": session.session_token,
    }


def _paths(schema: dict[str, Any], key: str) -> list[tuple[str, ...]]:
    return [tuple(pointer.split("/")[2:]) for pointer in schema.get(key, [])]


def _get(document: Any, path: tuple[str, ...]) -> Any:
    for part in path:
        if not isinstance(document, dict) or part not in document:
            return None
        document = document[part]
    return document


def _remove(document: dict[str, Any], path: tuple[str, ...]) -> None:
    holder = _get(document, path[:-1])
    if isinstance(holder, dict):
        holder.pop(path[-1], None)
