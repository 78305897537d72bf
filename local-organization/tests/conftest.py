"""Two emulators for the whole run, or for each process of it: one with a stand-in for the handlers of two types, reset before each test; one with the types
of the jars, reset before each module."""

import json
import os
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from demo.organization import Organization
from demo.servers import aws_without_types, emulated_aws
from emulated import Aws
from processes import ROOT, emulator
from things import PACKAGED, SCHEMAS, StandIn

# Processes that run tests side by side have a name each, and no folder in common.
WORK = ROOT / "target" / "test" / os.environ.get("PYTEST_XDIST_WORKER", "alone")


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
    folder = tmp_path_factory.mktemp("emulator")
    function = [sys.executable, str(Path(__file__).with_name("stand_in_function.py"))]
    arguments = ["--packages-of", f"{PACKAGED}={stand_in_server[0]}", "--run-packages", json.dumps(function)]
    for number, content in enumerate(SCHEMAS):
        file = folder / f"{number}.json"
        file.write_text(json.dumps(content))
        arguments += ["--schema", str(file), "--type", f"{content['typeName']}={stand_in_server[0]}"]
    with emulator(folder, *arguments) as url:
        yield url


@pytest.fixture
def aws(emulator_url: str) -> Aws:
    emulated = Aws(emulator_url)
    emulated.reset()
    return emulated


@pytest.fixture
def stand_in(stand_in_server: tuple[str, list[StandIn]], aws: Aws) -> StandIn:
    stand_in_server[1][0] = StandIn()
    return stand_in_server[1][0]


@pytest.fixture
def cfn(aws: Aws) -> Any:
    return aws.client("cloudformation")


@pytest.fixture(scope="session")
def registered_types() -> Iterator[Aws]:
    """The types of the jars: two JVMs, whose start is most of what a module would pay for its own."""
    with emulated_aws(WORK / "registered-types") as aws:
        yield Aws(aws.url)


@pytest.fixture(scope="module")
def unregistered_url() -> Iterator[str]:
    """An AWS in which nothing is registered; it runs the handlers of packages."""
    with aws_without_types(WORK / "packages") as aws:
        yield aws.url


@pytest.fixture(scope="module")
def types_url(registered_types: Aws) -> str:
    registered_types.reset()
    return registered_types.url


def with_a_member(url: str) -> Organization:
    organization = Organization(url)
    organization.add_member("payments")
    return organization


@pytest.fixture
def organization(registered_types: Aws) -> Organization:
    """With one member, made anew for each test."""
    registered_types.reset()
    return with_a_member(registered_types.url)


@pytest.fixture(scope="module")
def shared_organization(types_url: str) -> Organization:
    """The same, for all tests of a module, which leave nothing behind."""
    return with_a_member(types_url)
