"""Writes down each call that is made under a role of ours: who, where, which operation, with what, and the tags of the key that it
is about, as they are before the call. One JSON object a line.

Roles of ours have the path /session-logging/. Operations and what is in a path come from botocore's models of the services.
"""

import json
import threading
from collections.abc import Callable, Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import botocore.session
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends
from moto.sts.models import sts_backends

PATH = ":role/session-logging/"
# Of botocore, by the names that calls are signed with.
SERVICES = {"tagging": "resourcegroupstaggingapi"}

Environment = dict[str, Any]
Application = Callable[[Environment, Any], Iterable[bytes]]


class RecordedCalls:
    """In front of the application."""

    def __init__(self, application: Application, file: Path) -> None:
        self.application = application
        self.file = file.open("w", encoding="utf-8")
        self.writing = threading.Lock()

    def __call__(self, environ: Environment, start_response: Any) -> Iterable[bytes]:
        if role := _role(environ.get("HTTP_AUTHORIZATION", "")):
            body = b""
            if _scope(environ["HTTP_AUTHORIZATION"])[3] != "s3":  # of which the path says enough
                body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
                environ["wsgi.input"] = BytesIO(body)
            line = json.dumps(recorded(role, environ, body))
            with self.writing:
                self.file.write(f"{line}\n")
                self.file.flush()
        return self.application(environ, start_response)


def _scope(authorization: str) -> list[str]:
    """Access key, date, Region and service of a signature."""
    return authorization.partition("Credential=")[2].partition(",")[0].split("/")[:4]


def _role(authorization: str) -> str | None:
    """ARN of the role of ours that signs a call."""
    key = _scope(authorization)[0]
    for backends in list(sts_backends.values()):
        for sessions in list(backends.values()):
            session = sessions.get_assumed_role_from_access_key(key)
            if session and PATH in session.role_arn:
                return str(session.role_arn)
    return None


def recorded(role: str, environ: Environment, body: bytes) -> dict[str, Any]:
    """What is written down of a call."""
    _, _, region, signed_for = _scope(environ["HTTP_AUTHORIZATION"])
    service = SERVICES.get(signed_for, signed_for)
    operation, parameters = _asked(service, environ, body)
    account = role.split(":")[4]
    call = {"role": role, "account": account, "region": region, "service": service, "operation": operation, "parameters": parameters}
    if "RoleName" in parameters:
        roles = iam_backends[account]["aws"].roles.values()
        call["roleArn"] = next((it.arn for it in roles if it.name == parameters["RoleName"]), None)
    if key := parameters.get("KeyId") or parameters.get("TargetKeyId") or parameters.get("AliasName"):
        call["key"] = _key(key, account, region)
    return call


def _asked(service: str, environ: Environment, body: bytes) -> tuple[str, dict[str, Any]]:
    """Operation and parameters, by the service's protocol; of S3 those in path and query."""
    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return target.rpartition(".")[2], json.loads(body or b"{}")
    if service == "s3":
        return _asked_of_s3(environ)
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    return form.pop("Action"), form


def _asked_of_s3(environ: Environment) -> tuple[str, dict[str, Any]]:
    bucket, _, key = unquote(environ["PATH_INFO"]).strip("/").partition("/")
    query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
    place = "/".join(["", *(["{Bucket}"] if bucket else []), *(["{Key+}"] if key else [])]) or "/"
    fitting = [it for it in _operations_of_s3() if it[1:3] == (environ["REQUEST_METHOD"], place) and it[3].items() <= query.items()]
    if not fitting:
        raise ValueError(f"S3 has no {environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ.get('QUERY_STRING')}")
    name = max(fitting, key=lambda it: len(it[3]))[0]
    return name, query | ({"Bucket": bucket} if bucket else {}) | ({"Key": key} if key else {})


@cache
def _operations_of_s3() -> list[tuple[str, str, str, dict[str, str]]]:
    """(name, method, path, what its query always has) of each."""
    model = botocore.session.Session().get_service_model("s3")
    found = []
    for name in model.operation_names:
        operation = model.operation_model(name)
        if operation.deprecated:
            continue
        http = operation.http
        path, _, query = http["requestUri"].partition("?")
        found.append((name, http["method"], path, dict(parse_qsl(query, keep_blank_values=True))))
    return found


def _key(named: str, account: str, region: str) -> dict[str, Any]:
    """ARN and tags of the key that an id, an ARN or an alias names; of one that is not there an ARN, as far as it is said."""
    if named.startswith("arn:"):
        region, account = named.split(":")[3:5]
    backend = kms_backends[account][region]
    name = named.partition(f":{account}:")[2].removeprefix("key/") if named.startswith("arn:") else named
    key = backend.keys.get(backend.get_key_id_from_alias(name) if name.startswith("alias/") else name)
    arn = key.arn if key else f"arn:aws:kms:{region}:{account}:key/{'of-no-alias' if name.startswith('alias/') else name}"
    return {"arn": arn, "tags": backend.tagger.get_tag_dict_for_resource(key.id) if key else {}}
