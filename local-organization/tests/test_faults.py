"""Errors of AWS through the jars, over HTTP: the SDK finds what they are by names, and shrinking may not have taken any of it away."""

import http.client
import json
import re
import socket
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from access.deployment import template
from conftest import WORK
from demo.organization import INSTANCE_ROLE, PREFERENCES, Organization
from demo.stacks import Stack
from processes import REGION, SESSION_LOGGING, endpoint, environment

BUCKET = "logs-behind-faults"
SERVICE = re.compile(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/aws4_request")
# How each service says an error: what comes before its code, between code and message, and after; and the type of the content.
JSON = ('{{"__type":"{code}","message":"{message}"}}', "application/x-amz-json-1.1")
QUERY = ("<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>", "text/xml")
ERRORS = {
    "ec2": ("<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>r-1</RequestID></Response>", "text/xml"),
    "s3": ("<Error><Code>{code}</Code><Message>{message}</Message><RequestId>r-1</RequestId></Error>", "application/xml"),
    **dict.fromkeys(("cloudformation", "iam", "sts"), QUERY),
    **dict.fromkeys(("kms", "organizations", "ssm", "tagging"), JSON),
}


class FaultyAws(ThreadingHTTPServer):
    """The AWS at a URL, but for one service of it while a fault is set: a status and an error code, or what becomes of the answer."""

    def __init__(self, url: str) -> None:
        super().__init__(("127.0.0.1", 0), Between)
        self.behind = urlsplit(url).netloc
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.service, self.fault = "", ("", 0)
        self.closing = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *_: Any) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()


class Between(BaseHTTPRequestHandler):
    server: FaultyAws
    protocol_version = "HTTP/1.1"

    def handle_one(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        signed = SERVICE.search(self.headers.get("Authorization", ""))
        if signed and signed[1] == self.server.service:
            self.fail(*self.server.fault)
            return
        there = http.client.HTTPConnection(self.server.behind)
        there.request(self.command, self.path, body, dict(self.headers))
        answer = there.getresponse()
        self.answer(answer.status, answer.read(), dict(answer.getheaders()))
        there.close()

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_one

    def fail(self, code: str, status: int) -> None:
        if code == "reset":
            # Closing it so sends RST.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
        elif code == "silence":
            self.server.closing.wait()
            self.close_connection = True
        else:
            text, content_type = ERRORS[self.server.service]
            said = "<html>{ not what was asked" if code == "malformed" else text.format(code=code, message="As the test says.")
            self.answer(status, said.encode(), {"Content-Type": content_type})

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)) if self.command != "HEAD" else headers.get("Content-Length", "0"))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


class Jars:
    """The jars of both types and of the command, in front of an organization that is deployed, with an AWS that fails between them."""

    def __init__(self, organization: Organization, aws: FaultyAws, urls: dict[str, str]) -> None:
        self.organization, self.aws, self.urls = organization, aws, urls
        self.accounts = {"central": organization.log, "member": organization.members[0]}
        self.identifiers = {"central": {"BucketName": BUCKET}, "member": {"DocumentName": PREFERENCES}}

    def with_fault(self, service: str, code: str, status: int) -> None:
        self.aws.service, self.aws.fault = service, (code, status)

    def read(self, type_: str) -> dict[str, Any]:
        """What the type's READ answers."""
        account = self.accounts[type_]
        held = self.organization.credentials(account.number, "OrganizationAccountAccessRole")
        names = {"accessKeyId": "AccessKeyId", "secretAccessKey": "SecretAccessKey", "sessionToken": "SessionToken"}
        request = {
            "action": "READ",
            "awsAccountId": account.number,
            "region": REGION,
            "bearerToken": "t-1",
            "resourceType": f"SessionManager::Logging::{type_.title()}",
            "resourceTypeVersion": "00000001",
            "stackId": f"arn:aws:cloudformation:{REGION}:{account.number}:stack/a/b",
            "callbackContext": None,
            "requestData": {
                "callerCredentials": {name: held[key] for name, key in names.items()},
                "logicalResourceId": "It",
                "resourceProperties": self.identifiers[type_],
            },
        }
        url = f"{self.urls[type_]}/2015-03-31/functions/TypeFunction/invocations"
        with urlopen(Request(url, json.dumps(request).encode())) as answer:
            read: dict[str, Any] = json.load(answer)
            return read

    def verify(self) -> str:
        """All that the command says."""
        work = WORK / "faults"
        command = [*SESSION_LOGGING, "verify", "--bucket", BUCKET, "--account", self.accounts["member"].number, "--region", REGION]
        variables = environment(work) | {"AWS_ENDPOINT_URL": self.aws.url, "AWS_MAX_ATTEMPTS": "1"}
        held = self.organization.credentials(self.organization.log.number, "OrganizationAccountAccessRole")
        variables |= {"AWS_ACCESS_KEY_ID": held["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": held["SecretAccessKey"], "AWS_SESSION_TOKEN": held["SessionToken"]}
        ended = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        return ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def jars(shared_organization: Organization) -> Iterator[Jars]:
    log, member = shared_organization.log, shared_organization.members[0]
    central = template("Central", {"BucketName": BUCKET}, ("BucketName",))
    Stack(log, "central", lambda line: None).create(TemplateBody=central)
    properties = {"DocumentName": PREFERENCES, "BucketName": BUCKET, "RoleNames": [INSTANCE_ROLE]}
    Stack(member, "member", lambda line: None).create(TemplateBody=template("Member", properties, ("PolicyArn",)))
    work = WORK / "faults"
    work.mkdir(parents=True, exist_ok=True)
    with ExitStack() as servers:
        aws = servers.enter_context(FaultyAws(shared_organization.url))
        urls = {type_: servers.enter_context(endpoint(type_, work, aws.url)) for type_ in ("central", "member")}
        yield Jars(shared_organization, aws, urls)


def test_nothing_fails_that_is_not_made_to(jars: Jars) -> None:
    jars.with_fault("", "", 0)
    for type_, identifier in jars.identifiers.items():
        answer = jars.read(type_)
        assert answer["status"] == "SUCCESS", answer
        assert answer["resourceModel"].items() >= identifier.items()
