"""What of the SDK no call of ours leads to, through the jars: errors of each service over HTTP, and the ways to sign in. Shrinking may
not have taken any of it away."""

import hashlib
import http.client
import json
import re
import socket
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from access.deployment import template
from demo.organization import INSTANCE_ROLE, PREFERENCES, Organization, launch_instances
from demo.stacks import Stack
from demo.verdict import ADMINISTRATOR
from processes import REGION, SESSION_LOGGING, endpoint, environment

BUCKET = "logs-behind-faults"
AUDITOR = "auditor"
SERVICE = re.compile(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/aws4_request")
# How each service says an error, and the type of that content.
JSON = ('{{"__type":"{code}","message":"{message}"}}', "application/x-amz-json-1.1")
QUERY = ("<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>", "text/xml")
ERRORS = {
    "ec2": ("<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>r-1</RequestID></Response>", "text/xml"),
    "s3": ("<Error><Code>{code}</Code><Message>{message}</Message><RequestId>r-1</RequestId></Error>", "application/xml"),
    **dict.fromkeys(("cloudformation", "iam", "sts"), QUERY),
    **dict.fromkeys(("kms", "organizations", "ssm", "tagging"), JSON),
}


class FaultyAws(ThreadingHTTPServer):
    """The AWS at a URL, but for services of it with a fault: an error code and its status, or what becomes of the answer."""

    def __init__(self, url: str) -> None:
        super().__init__(("127.0.0.1", 0), Between)
        self.behind = urlsplit(url).netloc
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.faults: dict[str, tuple[str, int]] = {}
        # What is answered at an address without asking who calls: credentials, to whoever has none yet.
        self.given: dict[str, Any] = {}
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
        if signed and signed[1] in self.server.faults:
            self.fail(signed[1], *self.server.faults[signed[1]])
            return
        if given := self.server.given.get(self.path.partition("?")[0]):
            self.answer(200, json.dumps(given).encode(), {"Content-Type": "application/json"})
            return
        there = http.client.HTTPConnection(self.server.behind)
        there.request(self.command, self.path, body, dict(self.headers))
        answer = there.getresponse()
        self.answer(answer.status, answer.read(), dict(answer.getheaders()))
        there.close()

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_one

    def fail(self, service: str, code: str, status: int) -> None:
        if code == "reset":
            # Closing it so sends RST.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
        elif code == "silence":
            self.server.closing.wait()
            self.close_connection = True
        else:
            text, content_type = ERRORS[service]
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

    def __init__(self, organization: Organization, aws: FaultyAws, urls: dict[str, str], work: Path) -> None:
        self.organization, self.aws, self.urls, self.work = organization, aws, urls, work
        self.accounts = {"central": organization.log, "member": organization.members[0]}
        self.identifiers = {"central": {"BucketName": BUCKET}, "member": {"DocumentName": PREFERENCES}}

    def handle(self, type_: str, action: str, properties: dict[str, Any]) -> dict[str, Any]:
        """What a handler of the type answers."""
        account = self.accounts[type_]
        held = self.organization.credentials(account.number, ADMINISTRATOR)
        names = {"accessKeyId": "AccessKeyId", "secretAccessKey": "SecretAccessKey", "sessionToken": "SessionToken"}
        request = {
            "action": action,
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
                "resourceProperties": properties,
            },
        }
        url = f"{self.urls[type_]}/2015-03-31/functions/TypeFunction/invocations"
        with urlopen(Request(url, json.dumps(request).encode())) as answer:
            answered: dict[str, Any] = json.load(answer)
            return answered

    def read(self, type_: str) -> dict[str, Any]:
        return self.handle(type_, "READ", self.identifiers[type_])

    def verify(self, bucket: str = BUCKET, signed_in: dict[str, str] | None = None) -> str:
        """All that the command says, in one line, to who has signed in to the log account; by keys unless these variables are given."""
        key, secret, token = self.keys()
        mine = signed_in or {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": token}
        others = {name: value for name, value in environment(self.work).items() if "_KEY" not in name}
        command = [*SESSION_LOGGING, "verify", "--bucket", bucket, "--ou", self.organization.unit, "--role-name", AUDITOR, "--stack-set", "members"]
        variables = others | {"AWS_ENDPOINT_URL": self.aws.url} | mine
        ended = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        return " ".join((ended.stdout + ended.stderr).split())

    def keys(self) -> tuple[str, str, str]:
        """Of the log account."""
        held = self.organization.credentials(self.organization.log.number, ADMINISTRATOR)
        return held["AccessKeyId"], held["SecretAccessKey"], held["SessionToken"]


@pytest.fixture(scope="module")
def jars(shared_organization: Organization, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jars]:
    log, member = shared_organization.log, shared_organization.members[0]
    central = template("Central", {"BucketName": BUCKET}, ("BucketName",))
    Stack(log, "central", lambda line: None).create(TemplateBody=central)
    properties = {"DocumentName": PREFERENCES, "BucketName": BUCKET, "RoleNames": [INSTANCE_ROLE]}
    Stack(member, "member", lambda line: None).create(TemplateBody=template("Member", properties, ("PolicyArn",)))
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{log.number}:root"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    member.client("iam").create_role(RoleName=AUDITOR, AssumeRolePolicyDocument=document)
    launch_instances(member)
    work = tmp_path_factory.mktemp("shrunk-jars")
    with ExitStack() as servers:
        aws = servers.enter_context(FaultyAws(shared_organization.url))
        urls = {type_: servers.enter_context(endpoint(type_, work, aws.url)) for type_ in ("central", "member")}
        yield Jars(shared_organization, aws, urls, work)


def test_nothing_fails_that_is_not_made_to(jars: Jars) -> None:
    jars.aws.faults = {}
    for type_, identifier in jars.identifiers.items():
        answer = jars.read(type_)
        assert answer["status"] == "SUCCESS", answer
        assert answer["resourceModel"].items() >= identifier.items()


# A fault, what stands in its message, and the handler's error code.
FAULTS = [
    ("ThrottlingException", 400, "As the test says. (ThrottlingException", "Throttling"),
    ("AccessDenied", 403, "As the test says. (AccessDenied", "AccessDenied"),
    ("InternalError", 500, "As the test says. (InternalError", "ServiceInternalError"),
    ("NoSuchThing", 400, "As the test says. (NoSuchThing", "GeneralServiceException"),
    ("malformed", 200, "", "NetworkFailure"),
    ("malformed", 500, "no message (500)", "ServiceInternalError"),
    ("reset", 0, "Connection reset", "NetworkFailure"),
]
UNREADABLE = {"s3": "Could not parse XML", "iam": "Could not parse XML", "kms": "JsonParseException", "ssm": "JsonParseException"}


@pytest.mark.parametrize(("code", "status", "said", "error_code"), FAULTS)
@pytest.mark.parametrize(("type_", "service"), [("central", "s3"), ("central", "kms"), ("member", "ssm"), ("member", "iam")])
def test_a_read_says_what_failed(jars: Jars, type_: str, service: str, code: str, status: int, said: str, error_code: str) -> None:
    jars.aws.faults = {service: (code, status)}
    answer = jars.read(type_)
    assert (answer["status"], answer["errorCode"]) == ("FAILED", error_code), answer
    assert f"{service} " in answer["message"]
    assert (said or UNREADABLE[service]) in answer["message"]


@pytest.mark.parametrize(("service", "asked"), [("organizations", "organizations DescribeOrganization"), ("tagging", "resourcegroupstaggingapi GetResources")])
def test_a_create_says_what_failed(jars: Jars, service: str, asked: str) -> None:
    for code, status, said in (("AccessDenied", 403, "As the test says. (AccessDenied"), ("malformed", 200, "JsonParseException")):
        jars.aws.faults = {service: (code, status)}
        answer = jars.handle("central", "CREATE", {"BucketName": "never-made"})
        assert answer["status"] == "FAILED", answer
        assert f"{asked} failed" in answer["message"]
        assert said in answer["message"]


def test_an_answer_that_never_comes_is_not_waited_for(jars: Jars) -> None:
    jars.aws.faults = {"ssm": ("silence", 0)}
    answer = jars.read("member")
    assert answer["errorCode"] == "NetworkFailure", answer
    assert "ssm ListTagsForResource failed: HTTP request execution did not complete before the specified timeout" in answer["message"]


@pytest.mark.parametrize("service", ["sts", "organizations", "s3"])
def test_the_command_says_why_it_can_not_begin(jars: Jars, service: str) -> None:
    jars.aws.faults = {service: ("NoSuchThing", 400)}
    assert "As the test says." in jars.verify()


@pytest.mark.parametrize(("code", "status", "said"), [("AccessDenied", 403, "As the test says. (AccessDenied"), ("malformed", 200, "Unable to unmarshall response")])
def test_the_command_says_what_it_could_not_look_at(jars: Jars, code: str, status: int, said: str) -> None:
    failing = ("cloudformation", "ec2", "iam", "kms", "ssm")
    jars.aws.faults = {service: (code, status) for service in failing}
    told = jars.verify()
    for service in failing:
        assert re.search(rf"{service} \w+ failed: {re.escape(said)}", told), service


@pytest.mark.parametrize("way", ["role", "web", "process", "sso", "container", "token"])
def test_the_command_signs_in_by(jars: Jars, way: str) -> None:
    jars.aws.faults = {}
    key, secret, token = jars.keys()
    there = {"AccessKeyId": key, "SecretAccessKey": secret}
    soon = datetime.now(timezone.utc) + timedelta(hours=1)
    account, role = jars.organization.log.number, f"arn:aws:iam::{jars.organization.log.number}:role/{ADMINISTRATOR}"
    jars.aws.given = {
        "/container": {**there, "Token": token, "Expiration": f"{soon:%Y-%m-%dT%H:%M:%SZ}"},
        "/federation/credentials": {
            "roleCredentials": {"accessKeyId": key, "secretAccessKey": secret, "sessionToken": token, "expiration": int(soon.timestamp() * 1000)}
        },
    }
    identity, credentials = jars.work / "token", jars.work / "credentials.json"
    identity.write_text("a token")
    credentials.write_text(json.dumps({"Version": 1, **there, "SessionToken": token}))
    profiles = {
        # Of the management account, which the role trusts.
        "profile keys": {"aws_access_key_id": "emulated", "aws_secret_access_key": "emulated"},
        "profile role": {"role_arn": role, "source_profile": "keys"},
        "profile web": {"role_arn": role, "web_identity_token_file": str(identity)},
        "profile process": {"credential_process": f"cat {credentials}"},
        "profile sso": {"sso_session": "start", "sso_account_id": account, "sso_role_name": "reader"},
        "sso-session start": {"sso_region": REGION, "sso_start_url": "https://example.awsapps.com/start"},
    }
    cached = jars.work / ".aws" / "sso" / "cache" / f"{hashlib.sha1(b'start').hexdigest()}.json"
    cached.parent.mkdir(parents=True, exist_ok=True)
    cached.write_text(json.dumps({"accessToken": "a token", "expiresAt": f"{soon:%Y-%m-%dT%H:%M:%SZ}", "region": REGION}))
    config = cached.parents[2] / "config"
    config.write_text("".join(f"[{name}]\n" + "".join(f"{it} = {value}\n" for it, value in settings.items()) for name, settings in profiles.items()))
    variables = {
        "container": {"AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{jars.aws.url}/container"},
        "token": {"AWS_WEB_IDENTITY_TOKEN_FILE": str(identity), "AWS_ROLE_ARN": role},
    }
    told = jars.verify("never-made", variables.get(way, {"AWS_PROFILE": way}))
    assert told.startswith("There is no bucket never-made: s3 GetBucketEncryption failed")
