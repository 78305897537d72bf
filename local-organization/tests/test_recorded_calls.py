"""The emulator writes down what roles of ours call, and with which tags the key was that it is about."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from demo import clients
from emulated import ACCOUNT, REGION, Aws
from processes import emulator

OURS, OTHERS = f"arn:aws:iam::{ACCOUNT}:role/session-logging/handlers", f"arn:aws:iam::{ACCOUNT}:role/handlers"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Aws, Path]]:
    folder = tmp_path_factory.mktemp("recording")
    with emulator(folder, "--record-calls", str(folder / "calls.jsonl")) as url:
        yield Aws(url), folder / "calls.jsonl"


def client(aws: Aws, role: str, service: str) -> Any:
    return clients.client(aws.url, service, REGION, aws.client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"])


def test_calls_of_our_roles_are_written_down_with_what_they_ask(recording: tuple[Aws, Path]) -> None:
    aws, file = recording
    kms, s3, iam = (client(aws, OURS, it) for it in ("kms", "s3", "iam"))
    key = kms.create_key(Tags=[{"TagKey": "team", "TagValue": "security"}])["KeyMetadata"]["Arn"]
    kms.create_alias(AliasName="alias/ours", TargetKeyId=key)
    kms.update_alias(AliasName="alias/ours", TargetKeyId=key)
    kms.describe_key(KeyId="alias/ours")
    s3.create_bucket(Bucket="logs", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.get_bucket_versioning(Bucket="logs")
    s3.list_object_versions(Bucket="logs", Prefix="x")
    iam.create_role(RoleName="web", Path="/servers/", AssumeRolePolicyDocument="{}")
    iam.get_role(RoleName="web")
    with pytest.raises(ClientError):
        iam.get_role(RoleName="nobody")
    client(aws, OTHERS, "s3").list_buckets()
    aws.client("s3").list_buckets()

    calls = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {(it["role"], it["account"], it["region"]) for it in calls} == {(OURS, ACCOUNT, REGION)}
    assert [(it["service"], it["operation"]) for it in calls] == [
        *(("kms", it) for it in ("CreateKey", "CreateAlias", "UpdateAlias", "DescribeKey")),
        *(("s3", it) for it in ("CreateBucket", "GetBucketVersioning", "ListObjectVersions")),
        *(("iam", it) for it in ("CreateRole", "GetRole", "GetRole")),
    ]
    assert calls[0]["parameters"]["Tags"] == [{"TagKey": "team", "TagValue": "security"}]
    assert [it["key"] for it in calls[1:4]] == [{"arn": key, "tags": {"team": "security"}}] * 3
    assert [it["parameters"]["Bucket"] for it in calls[4:7]] == ["logs"] * 3
    assert [it["roleArn"] for it in calls[7:]] == [None, f"arn:aws:iam::{ACCOUNT}:role/servers/web", None]
