"""Managed policies: tags, pages, conflicts, limits."""

import json
from typing import Any

import pytest
from emulated import ACCOUNT, Aws, refused

DOCUMENT = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)
OTHER_DOCUMENT = DOCUMENT.replace("GetObject", "PutObject")


@pytest.fixture
def iam(aws: Aws) -> Any:
    client = aws.client("iam")
    client.create_role(RoleName="instance", AssumeRolePolicyDocument=DOCUMENT)
    return client


def create(iam: Any, name: str = "mine", path: str = "/session-logging/", **arguments: Any) -> str:
    return iam.create_policy(PolicyName=name, Path=path, PolicyDocument=DOCUMENT, **arguments)["Policy"]["Arn"]


def test_policies_keep_path_and_tags(iam: Any) -> None:
    arn = create(iam, Tags=[{"Key": "session-logging:regions", "Value": "eu-west-1"}])
    assert arn == f"arn:aws:iam::{ACCOUNT}:policy/session-logging/mine"
    iam.tag_policy(
        PolicyArn=arn,
        Tags=[{"Key": "b", "Value": "2"}, {"Key": "session-logging:regions", "Value": "eu-west-1 us-east-1"}],
    )
    tags = {t["Key"]: t["Value"] for t in iam.list_policy_tags(PolicyArn=arn)["Tags"]}
    assert tags == {"session-logging:regions": "eu-west-1 us-east-1", "b": "2"}
    iam.untag_policy(PolicyArn=arn, TagKeys=["b"])
    assert [t["Key"] for t in iam.get_policy(PolicyArn=arn)["Policy"]["Tags"]] == ["session-logging:regions"]
    assert refused(lambda: create(iam)) == "EntityAlreadyExists"


def test_list_policies_by_path_scope_and_page(iam: Any) -> None:
    for number in range(4):
        create(iam, f"mine-{number}")
    create(iam, "elsewhere", "/")
    found, marker = [], {}
    while True:
        page = iam.list_policies(Scope="Local", PathPrefix="/session-logging/", MaxItems=2, **marker)
        assert page["Policies"]
        found += [p["PolicyName"] for p in page["Policies"]]
        if not page["IsTruncated"]:
            break
        marker = {"Marker": page["Marker"]}
    assert found == [f"mine-{n}" for n in range(4)]
    assert len(iam.list_policies(Scope="Local")["Policies"]) == 5


def test_delete_policy_conflicts(iam: Any) -> None:
    arn = create(iam)
    iam.attach_role_policy(RoleName="instance", PolicyArn=arn)
    iam.attach_role_policy(RoleName="instance", PolicyArn=arn)
    assert refused(lambda: iam.delete_policy(PolicyArn=arn)) == "DeleteConflict"
    assert [r["RoleName"] for r in iam.list_entities_for_policy(PolicyArn=arn)["PolicyRoles"]] == ["instance"]
    iam.detach_role_policy(RoleName="instance", PolicyArn=arn)
    assert refused(lambda: iam.detach_role_policy(RoleName="instance", PolicyArn=arn)) == "NoSuchEntity"
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=OTHER_DOCUMENT, SetAsDefault=True)
    assert refused(lambda: iam.delete_policy(PolicyArn=arn)) == "DeleteConflict"
    iam.delete_policy_version(PolicyArn=arn, VersionId="v1")
    iam.delete_policy(PolicyArn=arn)
    assert refused(lambda: iam.get_policy(PolicyArn=arn)) == "NoSuchEntity"


def test_a_role_has_at_most_ten_policies(iam: Any) -> None:
    arns = [create(iam, f"mine-{n}") for n in range(11)]
    for arn in arns[:10]:
        iam.attach_role_policy(RoleName="instance", PolicyArn=arn)
    assert refused(lambda: iam.attach_role_policy(RoleName="instance", PolicyArn=arns[10])) == "LimitExceeded"
    iam.attach_role_policy(RoleName="instance", PolicyArn=arns[0])
    assert len(iam.list_attached_role_policies(RoleName="instance")["AttachedPolicies"]) == 10


@pytest.mark.parametrize("name", ["AmazonSSMManagedInstanceCore", "AmazonSSMManagedEC2InstanceDefaultPolicy"])
def test_aws_policies_for_instances_exist(iam: Any, name: str) -> None:
    arn = f"arn:aws:iam::aws:policy/{name}"
    iam.attach_role_policy(RoleName="instance", PolicyArn=arn)
    policy = iam.get_policy(PolicyArn=arn)["Policy"]
    version = iam.get_policy_version(PolicyArn=arn, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
    assert "ssm:UpdateInstanceInformation" in json.dumps(version["Document"])
    assert not iam.list_policies(Scope="Local")["Policies"]
