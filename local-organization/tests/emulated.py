"""Clients of the emulator, and what tests say of its answers."""

import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from demo.clients import client, reset

ACCOUNT = "123456789012"  # moto's: that of a client without a role
OTHER = "111122223333"
REGION = "eu-west-1"


class Aws:
    """Clients of the emulator, by account."""

    def __init__(self, url: str) -> None:
        self.url = url

    def client(self, service: str, region: str = REGION, account: str | None = None, sts: Any = None) -> Any:
        """Of an account, under the role that its management account enters it by: moto's own, unless another's STS is given."""
        role = {"RoleArn": f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole", "RoleSessionName": "test"}
        return client(self.url, service, region, (sts or self.client("sts")).assume_role(**role)["Credentials"] if account else None)

    def clock(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/moto-api/virtual-clock") as answer:
            return json.load(answer)

    def let_pass(self, region: str, seconds: int) -> None:
        """Makes sessions and documents of the own account there older."""
        told = json.dumps({"account": ACCOUNT, "region": region, "seconds": seconds}).encode()
        asked = urllib.request.Request(f"{self.url}/moto-api/passed-time", told, {"Content-Type": "application/json"})
        urllib.request.urlopen(asked).close()

    def let_leave(self, order: tuple[str, ...]) -> None:
        """StackSets of these names, in whose order a leaver's stacks go."""
        told = json.dumps(order).encode()
        asked = urllib.request.Request(f"{self.url}/moto-api/order-of-leaving", told, {"Content-Type": "application/json"})
        urllib.request.urlopen(asked).close()

    def reset(self) -> None:
        reset(self.url)


def error_code(caught: pytest.ExceptionInfo) -> str:
    return caught.value.response["Error"]["Code"]


def status_and_region(caught: pytest.ExceptionInfo) -> tuple[int, str]:
    metadata = caught.value.response["ResponseMetadata"]
    return metadata["HTTPStatusCode"], metadata["HTTPHeaders"].get("x-amz-bucket-region")


def refused(call: Callable[[], Any]) -> str:
    """The code of the error that a call must end in."""
    with pytest.raises(ClientError) as caught:
        call()
    return error_code(caught)


def eventually(check: Callable[[], Any], seconds: float = 10) -> Any:
    """The first true answer of a check."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = check()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come true in time")


def settled(client: Any, name: str) -> dict[str, Any]:
    """The stack once its operation is over."""

    def check() -> dict[str, Any] | None:
        stack = client.describe_stacks(StackName=name)["Stacks"][0]
        return None if stack["StackStatus"].endswith("_IN_PROGRESS") else stack

    return eventually(check)


def delete(client: Any, stack: dict[str, Any]) -> str:
    """The status in which the deletion of a stack ends."""
    client.delete_stack(StackName=stack["StackName"])
    return settled(client, stack["StackId"])["StackStatus"]


def failure_reasons(client: Any, name: str) -> list[str]:
    events = client.describe_stack_events(StackName=name)["StackEvents"]
    return [
        e["ResourceStatusReason"]
        for e in reversed(events)
        if e["ResourceStatus"].endswith("_FAILED") and e.get("ResourceStatusReason")
    ]
