"""The policies of AWS that the demonstration attaches."""

import json
from typing import Any

import pytest
from emulated import Aws

DOCUMENT = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)


@pytest.fixture
def iam(aws: Aws) -> Any:
    client = aws.client("iam")
    client.create_role(RoleName="instance", AssumeRolePolicyDocument=DOCUMENT)
    return client


@pytest.mark.parametrize("name", ["AmazonSSMManagedInstanceCore", "AmazonSSMManagedEC2InstanceDefaultPolicy"])
def test_aws_policies_for_instances_exist(iam: Any, name: str) -> None:
    arn = f"arn:aws:iam::aws:policy/{name}"
    iam.attach_role_policy(RoleName="instance", PolicyArn=arn)
    policy = iam.get_policy(PolicyArn=arn)["Policy"]
    version = iam.get_policy_version(PolicyArn=arn, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
    assert "ssm:UpdateInstanceInformation" in json.dumps(version["Document"])
    assert not iam.list_policies(Scope="Local")["Policies"]
