"""Custom resources: events to the function behind the ServiceToken, and the answers that arrive at the ResponseURL.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
"""

import json
import uuid
from typing import Any

from .handlers import as_strings
from .lambda_functions import FUNCTIONS
from .providers import Provider, Request, Resource, ResourceFailure
from .virtual_clock import CLOCK

CUSTOM = "AWS::CloudFormation::CustomResource"
MOST_BYTES = 4_096
ANSWER_PATH = "/moto-api/custom-resource-answers/"
ADDRESS = [""]  # of the emulator

_answers: dict[str, bytes] = {}  # by the last part of the ResponseURL


def receive(request: Any, full_url: str, headers: Any) -> Any:
    """PUT to a ResponseURL. The first answer counts."""
    _answers.setdefault(full_url.partition(ANSWER_PATH)[2], request.data)
    return 200, {}, ""


class CustomResourceType(Provider):
    """Known by the physical id that the function answers with; another one after an update is a replacement."""

    def create(self, request: Request) -> Resource:
        return self._made("Create", request, None)

    def update(self, request: Request, resource: Resource) -> Resource:
        former = request.previous_properties or {}
        if former.get("ServiceToken") != request.properties.get("ServiceToken"):
            raise ResourceFailure("Modifying service token is not allowed.")
        return self._made("Update", request, resource)

    def delete(self, request: Request, resource: Resource) -> None:
        self._made("Delete", request, resource)

    @staticmethod
    def _made(kind: str, request: Request, resource: Resource | None) -> Resource:
        answer = _answer(kind, request, resource)
        made = Resource(answer["PhysicalResourceId"], answer.get("Data") or {})
        if answer["Status"] != "SUCCESS":
            reason = f"Received response status [FAILED] from custom resource. Message returned: {answer['Reason']}"
            raise ResourceFailure(reason, made if kind == "Create" else None)
        return made


def _answer(kind: str, request: Request, resource: Resource | None) -> dict[str, Any]:
    token = request.properties.get("ServiceToken", "")
    function = FUNCTIONS.get(token)
    if not function or function.region != request.region:
        raise ResourceFailure("Invalid service token.")
    request_id = str(uuid.uuid4())
    event = {
        "RequestType": kind,
        "ServiceToken": token,
        "ResponseURL": f"{ADDRESS[0]}{ANSWER_PATH}{request_id}",
        "StackId": request.stack.stack_id,
        "RequestId": request_id,
        "LogicalResourceId": request.logical_id,
        "ResourceType": request.type_name,
        "ResourceProperties": as_strings(request.properties),
    }
    if resource:
        event["PhysicalResourceId"] = resource.physical_id
    if kind == "Update":
        event["OldResourceProperties"] = as_strings(request.previous_properties)
    CLOCK.count(request.type_name, kind.upper())
    function.invoke(event)
    body = _answers.pop(request_id, b"")
    if not body:
        raise ResourceFailure("CloudFormation did not receive a response from your Custom Resource.")
    if len(body) > MOST_BYTES:
        raise ResourceFailure("Response is too long.")
    answer: dict[str, Any] = json.loads(body)
    if (answer["RequestId"], answer["StackId"], answer["LogicalResourceId"]) != (request_id, event["StackId"], request.logical_id):
        raise ResourceFailure("Invalid response object: it is of another request.")
    return answer
