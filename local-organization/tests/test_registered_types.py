"""The jars that would be registered, driven by CloudFormation stacks on the emulator: what a user sees when input is bad."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from demo.organization import CORE_POLICY, HOME_REGION, INSTANCE_ROLE, Account, Organization
from demo.servers import emulated_aws
from demo.stacks import DeploymentFailed, Stack
from processes import ROOT

CENTRAL = "SessionManager::Logging::Central"
MEMBER = "SessionManager::Logging::Member"
KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
MULTI_REGION_KEY = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"
GOOD_MEMBER = {"BucketName": "central-session-logs", "BucketKeyArn": KEY, "SessionKeyArn": MULTI_REGION_KEY}

BAD_CENTRALS = {
    "another organization's id": ({"OrganizationId": "o-someoneelse"}, "InvalidRequest", "OrganizationId"),
    "the own Region as a replica": ({"ReplicaRegions": [HOME_REGION]}, "InvalidRequest", "ReplicaRegions"),
    "a rotation period out of range": ({"KeyRotationPeriodInDays": 30}, "InvalidRequest", "KeyRotationPeriodInDays"),
    "a bucket name that another account owns": ({"BucketName": "somebody-elses-bucket"}, "AlreadyExists", "another account"),
}
BAD_MEMBERS = {
    "a text that is no ARN": ({"BucketKeyArn": "the key with the blue ribbon"}, "InvalidRequest", "BucketKeyArn"),
    "a key id instead of an ARN": ({"SessionKeyArn": "1234abcd-12ab-34cd-56ef-1234567890ab"}, "InvalidRequest", "SessionKeyArn"),
    "a bucket that is not there": ({"BucketKeyArn": {"Ref": "AWS::NoValue"}}, "InvalidRequest", "NoSuchBucket"),
    "an alias instead of a key": ({"SessionKeyArn": "arn:aws:kms:us-east-1:111122223333:alias/key"}, "InvalidRequest", "SessionKeyArn"),
    "another Region's key that is not multi-Region": (
        {"SessionKeyArn": KEY.replace("us-east-1", "eu-west-1")},
        "InvalidRequest",
        "SessionKeyArn",
    ),
    "an idle timeout out of range": ({"IdleSessionTimeout": 61}, "InvalidRequest", "IdleSessionTimeout"),
    "a maximum duration out of range": ({"MaxSessionDuration": 1441}, "InvalidRequest", "MaxSessionDuration"),
    "a document name that AWS reserves": ({"DocumentName": "AWS-SessionPreferences"}, "InvalidRequest", "DocumentName"),
    "a prefix outside the own account's": ({"KeyPrefix": "999999999999/logs"}, "InvalidRequest", "KeyPrefix"),
    "root as the user of sessions": ({"RunAs": {"Enabled": True, "DefaultUser": "root"}}, "InvalidRequest", "RunAs/DefaultUser"),
    "a role that does not exist": ({"RoleNames": ["nobody"]}, "InvalidRequest", "nobody"),
}


@pytest.fixture(scope="module")
def organization() -> Iterator[Organization]:
    with emulated_aws(ROOT / "target" / "test" / "registered-types") as aws:
        organization = Organization(aws.url)
        organization.add_member("payments")
        yield organization


def held(account: Account) -> dict[str, Any]:
    """Everything that the types could have made in an account, in the home Region."""
    return {
        "buckets": [bucket["Name"] for bucket in account.client("s3").list_buckets()["Buckets"]],
        "keys": [key["KeyId"] for key in account.client("kms").list_keys()["Keys"]],
        "aliases": [it["AliasName"] for it in account.client("kms").list_aliases()["Aliases"] if "session-logging" in it["AliasName"]],
        "documents": account.client("ssm").list_documents(Filters=[{"Key": "Owner", "Values": ["Self"]}])["DocumentIdentifiers"],
        "parameters": [it["Name"] for it in account.client("ssm").describe_parameters()["Parameters"]],
        "policies": [policy["Arn"] for policy in account.client("iam").list_policies(Scope="Local")["Policies"]],
        "attached": account.client("iam").list_attached_role_policies(RoleName=INSTANCE_ROLE)["AttachedPolicies"]
        if account.name == "payments"
        else [],
    }


def failure_of(account: Account, type_name: str, properties: dict[str, Any]) -> str:
    """Why a stack with this one resource can't be created; it must have been rolled back."""
    stack = Stack(account, f"bad-{abs(hash(json.dumps(properties)))}", lambda line: None)
    template = {"Resources": {"Logging": {"Type": type_name, "Properties": properties}}}
    with pytest.raises(DeploymentFailed, match="ROLLBACK_COMPLETE") as caught:
        stack.create(TemplateBody=json.dumps(template))
    return str(caught.value)


@pytest.mark.parametrize("case", BAD_CENTRALS)
def test_bad_central_fails_with_its_reason_and_makes_nothing(organization: Organization, case: str) -> None:
    properties, code, word = BAD_CENTRALS[case]
    if case.startswith("a bucket name"):
        organization.members[0].client("s3").create_bucket(Bucket=properties["BucketName"])
    before = held(organization.log)
    reason = failure_of(organization.log, CENTRAL, properties)
    assert f"HandlerErrorCode: {code}" in reason
    assert word in reason
    assert held(organization.log) == before


def test_central_outside_any_organization_says_so_and_makes_nothing(organization: Organization) -> None:
    outsider = Account(organization, "outsider", "999988887777")
    before = held(outsider)
    reason = failure_of(outsider, CENTRAL, {})
    assert "HandlerErrorCode: InvalidRequest" in reason
    assert "is in no organization" in reason
    assert held(outsider) == before


@pytest.mark.parametrize("case", BAD_MEMBERS)
def test_bad_member_fails_with_its_reason_and_makes_nothing(organization: Organization, case: str) -> None:
    properties, code, word = BAD_MEMBERS[case]
    member = organization.members[0]
    before = held(member)
    reason = failure_of(member, MEMBER, GOOD_MEMBER | properties)
    assert f"HandlerErrorCode: {code}" in reason
    assert word in reason
    assert held(member) == before


def test_examples_for_single_accounts_deploy_and_go_again(organization: Organization) -> None:
    log, member = organization.log, organization.members[0]
    before = held(member)
    central = Stack(log, "central", lambda line: None)
    template = (ROOT / "examples" / "central.yaml").read_text(encoding="utf-8")
    outputs = central.create(TemplateBody=template.replace("DeletionPolicy: RetainExceptOnCreate", "DeletionPolicy: Delete"))
    stack = Stack(member, "member", lambda line: None)
    made = stack.create(
        TemplateBody=(ROOT / "examples" / "member-with-instance-profile.yaml").read_text(encoding="utf-8"),
        Parameters=[{"ParameterKey": "BucketName", "ParameterValue": outputs["BucketName"]}],
        Capabilities=["CAPABILITY_IAM"],
    )
    iam = member.client("iam")
    (role,) = iam.get_instance_profile(InstanceProfileName=made["InstanceProfile"])["InstanceProfile"]["Roles"]
    attached = iam.list_attached_role_policies(RoleName=role["RoleName"])["AttachedPolicies"]
    assert {policy["PolicyArn"] for policy in attached} == {CORE_POLICY, *held(member)["policies"]}
    (published,) = held(member)["parameters"]
    assert [member.client("ssm").get_parameter(Name=published)["Parameter"]["Value"]] == held(member)["policies"]
    stack.delete()
    assert held(member) == before
    central.delete()
    assert not held(log)["buckets"]
