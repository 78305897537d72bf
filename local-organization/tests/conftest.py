"""One emulator for the whole run, reset before each test, with a stand-in for the handlers of three types."""

import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import pytest

LOCAL_ORGANIZATION = Path(__file__).resolve().parent.parent
REGION = "eu-west-1"


def schema(name: str, **extra: Any) -> dict[str, Any]:
    return {
        "typeName": name,
        "properties": {},
        "primaryIdentifier": ["/properties/Name"],
        "createOnlyProperties": ["/properties/Name"],
        "readOnlyProperties": ["/properties/Arn"],
        "writeOnlyProperties": ["/properties/Secret"],
        "handlers": {"create": {"timeoutInMinutes": 60}},
        **extra,
    }


SCHEMAS = [schema("Test::Things::Thing"), schema("Test::Things::Untagged", tagging={"taggable": False})]


class StandIn:
    """Handlers with state: things by (account, Region, name). What a thing's properties say, its handlers do.

    Fail: the error code of a failure (of CREATE, if FailOn does not say otherwise); FailOn: what fails ("DELETE",
    "UPDATE:eu-west-1", "CREATE:<account>"); Leave: a failure leaves the thing and returns its model; Slow: this many
    IN_PROGRESS answers before CREATE succeeds; Crash: the function errors.
    """

    def __init__(self) -> None:
        self.things: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.requests: list[dict[str, Any]] = []

    def actions(self) -> list[str]:
        return [request["action"] for request in self.requests]

    def handle(self, request: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        self.requests.append(request)
        action, data = request["action"], request["requestData"]
        model = dict(data["resourceProperties"])
        account, region = request["awsAccountId"], request["region"]
        model.setdefault("Name", f"{data['logicalResourceId']}-made")
        key = (account, region, model["Name"])
        if model.get("Crash"):
            return {"errorMessage": "out of memory", "errorType": "Runtime.ExitError"}, True
        context = request["callbackContext"] or {"answers": 0}
        if context["answers"] < int(model.get("Slow", 0)) and action == "CREATE":
            progress = {
                "status": "IN_PROGRESS",
                "callbackContext": {"answers": context["answers"] + 1},
                "callbackDelaySeconds": 30,
                "resourceModel": model,
            }
            return progress, False
        fails_on = model.get("FailOn", "CREATE" if "Fail" in model else "")
        if fails_on in (action, f"{action}:{region}", f"{action}:{account}"):
            answer = {
                "status": "FAILED",
                "errorCode": model.get("Fail", "GeneralServiceException"),
                "message": f"the {action.lower()} was told to fail",
            }
            if model.get("Leave"):
                self.things[key] = model
                answer["resourceModel"] = model
            return answer, False
        if action == "DELETE":
            if self.things.pop(key, None) is None:
                return {"status": "FAILED", "errorCode": "NotFound", "message": "no such thing"}, False
            return {"status": "SUCCESS"}, False
        model["Arn"] = f"arn:aws:thing:{region}:{account}:{model['Name']}"
        self.things[key] = model
        return {"status": "SUCCESS", "resourceModel": model}, False


@pytest.fixture(scope="session")
def stand_in_server() -> Iterator[tuple[str, list[StandIn]]]:
    current = [StandIn()]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/2015-03-31/functions/TypeFunction/invocations"
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer, crashed = current[0].handle(request)
            body = json.dumps(answer).encode()
            self.send_response(200)
            if crashed:
                self.send_header("X-Amz-Function-Error", "Unhandled")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", current
    server.shutdown()


@pytest.fixture(scope="session")
def emulator_url(stand_in_server: tuple[str, list[StandIn]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    command = [sys.executable, "-m", "emulator", "--port", "0"]
    folder = tmp_path_factory.mktemp("schemas")
    for number, content in enumerate(SCHEMAS):
        file = folder / f"{number}.json"
        file.write_text(json.dumps(content))
        command += ["--schema", str(file), "--type", f"{content['typeName']}={stand_in_server[0]}"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(LOCAL_ORGANIZATION)}
    )
    try:
        line = process.stdout.readline()
        assert line.startswith("emulator ready http://127.0.0.1:"), line
        yield line.split()[-1]
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def stand_in(stand_in_server: tuple[str, list[StandIn]], aws: "Aws") -> StandIn:
    stand_in_server[1][0] = StandIn()
    return stand_in_server[1][0]


class Aws:
    """Clients of the emulator, by account."""

    def __init__(self, url: str) -> None:
        self.url = url

    def client(self, service: str, region: str = REGION, account: str | None = None) -> Any:
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        if account:
            session = self.client("sts").assume_role(
                RoleArn=f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole", RoleSessionName="test"
            )["Credentials"]
            keys = {
                "aws_access_key_id": session["AccessKeyId"],
                "aws_secret_access_key": session["SecretAccessKey"],
                "aws_session_token": session["SessionToken"],
            }
        return boto3.client(service, region_name=region, endpoint_url=self.url, **keys)

    def clock(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/moto-api/virtual-clock") as answer:
            return json.load(answer)

    def reset(self) -> None:
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/moto-api/reset", method="POST")).close()


@pytest.fixture
def aws(emulator_url: str) -> Aws:
    emulator = Aws(emulator_url)
    emulator.reset()
    return emulator


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


def failure_reasons(client: Any, name: str) -> list[str]:
    events = client.describe_stack_events(StackName=name)["StackEvents"]
    return [
        e["ResourceStatusReason"]
        for e in reversed(events)
        if e["ResourceStatus"].endswith("_FAILED") and e.get("ResourceStatusReason")
    ]


def error_code(caught: pytest.ExceptionInfo) -> str:
    return caught.value.response["Error"]["Code"]
