"""Clients of single services, with something made beforehand."""

from typing import Any

import pytest
from documents import NAME, content
from emulated import Aws
from policies import KEY_POLICY


@pytest.fixture
def kms(aws: Aws) -> Any:
    return aws.client("kms")


@pytest.fixture
def key(kms: Any) -> str:
    return kms.create_key()["KeyMetadata"]["KeyId"]


@pytest.fixture
def primary(kms: Any) -> dict[str, Any]:
    return kms.create_key(
        MultiRegion=True, Policy=KEY_POLICY, Description="session", Tags=[{"TagKey": "a", "TagValue": "1"}]
    )["KeyMetadata"]


@pytest.fixture
def s3(aws: Aws) -> Any:
    return aws.client("s3")


@pytest.fixture
def bucket(s3: Any) -> str:
    s3.create_bucket(Bucket="logs", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return "logs"


@pytest.fixture
def ssm(aws: Aws) -> Any:
    client = aws.client("ssm")
    client.create_document(
        Name=NAME, Content=content(1), DocumentType="Session", DocumentFormat="JSON", Tags=[{"Key": "a", "Value": "1"}]
    )
    return client
