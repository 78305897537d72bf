"""What Object Lock demands of an upload, and what it keeps."""

import base64
import hashlib
from typing import Any

import boto3
import pytest
from botocore.config import Config
from demo.agent import PART, upload
from emulated import REGION, Aws, refused


@pytest.fixture
def locked(s3: Any, bucket: str) -> str:
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    retention = {"Mode": "COMPLIANCE", "Days": 1}
    s3.put_object_lock_configuration(
        Bucket=bucket,
        ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": retention}},
    )
    return bucket


def test_upload_to_a_locked_bucket_needs_a_checksum(aws: Aws, locked: str) -> None:
    """userguide/object-lock-managing.html, "Uploading objects to an Object Lock enabled bucket"."""
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    plain = boto3.client("s3", region_name=REGION, endpoint_url=aws.url, **keys, config=Config(request_checksum_calculation="when_required"))
    assert refused(lambda: plain.put_object(Bucket=locked, Key="log", Body=b"x")) == "InvalidRequest"
    md5 = base64.b64encode(hashlib.md5(b"x", usedforsecurity=False).digest()).decode()
    plain.put_object(Bucket=locked, Key="log", Body=b"x", ContentMD5=md5)


def test_locked_version_stays(s3: Any, locked: str) -> None:
    version = s3.put_object(Bucket=locked, Key="log", Body=b"x")["VersionId"]
    assert s3.head_object(Bucket=locked, Key="log")["ObjectLockMode"] == "COMPLIANCE"
    assert refused(lambda: s3.delete_object(Bucket=locked, Key="log", VersionId=version)) == "AccessDenied"
    s3.delete_object(Bucket=locked, Key="log")
    assert [it["VersionId"] for it in s3.list_object_versions(Bucket=locked)["Versions"]] == [version]


@pytest.mark.parametrize("size", [10, PART + 1], ids=["in one piece", "in parts"])
def test_the_stand_in_for_the_agent_uploads_to_a_locked_bucket(
    aws: Aws, locked: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = aws.client("kms").create_key()["KeyMetadata"]["Arn"]
    default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
    s3 = aws.client("s3")
    s3.put_bucket_encryption(
        Bucket=locked,
        ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": default}]},
    )
    monkeypatch.setenv("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")
    upload(aws.client("s3"), locked, "log", b"x" * size)
    assert s3.head_object(Bucket=locked, Key="log")["ContentLength"] == size
