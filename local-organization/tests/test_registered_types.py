"""The jars that would be registered, driven by CloudFormation stacks on the emulator: what a user sees when input is bad."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from demo.agent import run_session
from demo.organization import CORE_POLICY, HOME_REGION, INSTANCE_ROLE, Account, Organization, attached, content, make_role
from demo.stacks import DeploymentFailed, Stack, as_parameters
from processes import ROOT

CENTRAL = "SessionManager::Logging::Central"
MEMBER = "SessionManager::Logging::Member"
KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
MULTI_REGION_KEY = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"
GOOD_MEMBER = {"BucketName": "central-session-logs", "BucketKeyArn": KEY, "SessionKeyArn": MULTI_REGION_KEY}

BAD_CENTRALS = {
    "another organization's id": ({"OrganizationId": "o-someoneelse"}, "InvalidRequest", "OrganizationId"),
    "a Region that is retired and is not": ({"ReplicaRegions": ["eu-west-1"], "RetiredRegions": ["eu-west-1"]}, "InvalidRequest", "RetiredRegions"),
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
def test_bad_central_fails_with_its_reason_and_makes_nothing(shared_organization: Organization, case: str) -> None:
    properties, code, word = BAD_CENTRALS[case]
    if case.startswith("a bucket name"):
        shared_organization.members[0].client("s3").create_bucket(Bucket=properties["BucketName"])
    before = held(shared_organization.log)
    reason = failure_of(shared_organization.log, CENTRAL, properties)
    assert f"HandlerErrorCode: {code}" in reason
    assert word in reason
    assert held(shared_organization.log) == before


def test_central_outside_any_organization_says_so_and_makes_nothing(shared_organization: Organization) -> None:
    outsider = Account(shared_organization, "outsider", "999988887777")
    before = held(outsider)
    reason = failure_of(outsider, CENTRAL, {})
    assert "HandlerErrorCode: InvalidRequest" in reason
    assert "is in no organization" in reason
    assert held(outsider) == before


@pytest.mark.parametrize("case", BAD_MEMBERS)
def test_bad_member_fails_with_its_reason_and_makes_nothing(shared_organization: Organization, case: str) -> None:
    properties, code, word = BAD_MEMBERS[case]
    member = shared_organization.members[0]
    before = held(member)
    reason = failure_of(member, MEMBER, GOOD_MEMBER | properties)
    assert f"HandlerErrorCode: {code}" in reason
    assert word in reason
    assert held(member) == before


@pytest.fixture
def central(shared_organization: Organization) -> Iterator[dict[str, str]]:
    """The outputs of examples/central.yaml; its logs go with it."""
    log = shared_organization.log
    stack = Stack(log, "central", lambda line: None)
    template = (ROOT / "examples" / "central.yaml").read_text(encoding="utf-8")
    outputs = stack.create(TemplateBody=template.replace("DeletionPolicy: RetainExceptOnCreate", "DeletionPolicy: Delete"))
    yield outputs
    s3 = log.client("s3")
    for version in s3.list_object_versions(Bucket=outputs["BucketName"]).get("Versions", []):
        s3.delete_object(Bucket=outputs["BucketName"], Key=version["Key"], VersionId=version["VersionId"])
    stack.delete()
    assert not held(log)["buckets"]


def test_what_is_set_at_creation_changes_under_another_name_only(shared_organization: Organization) -> None:
    """CloudFormation makes a new Central beside the old one, whose name is taken; nobody is told to take that over."""
    stack = Stack(shared_organization.log, "set-at-creation", lambda line: None)

    def declared(**properties: Any) -> dict[str, str]:
        central = {"Type": CENTRAL, "Properties": {"BucketName": "logs-that-stay", **properties}}
        return {"TemplateBody": json.dumps({"Resources": {"Central": central}})}

    stack.create(**declared())
    before = held(shared_organization.log)
    for change in ({"KeyMode": "ONE_KEY"}, {"LogPrefix": "sessions"}):
        with pytest.raises(DeploymentFailed, match="by a Central of this account.*another BucketName only.*HandlerErrorCode: AlreadyExists") as caught:
            stack.update(**declared(**change))
        assert "ADOPT" not in str(caught.value)
        assert held(shared_organization.log) == before
    stack.delete()


def deploy(account: Account, example: str, **parameters: str) -> tuple[Stack, dict[str, str]]:
    stack = Stack(account, example, lambda line: None)
    made = stack.create(
        TemplateBody=(ROOT / "examples" / f"{example}.yaml").read_text(encoding="utf-8"),
        Parameters=as_parameters(parameters),
        Capabilities=["CAPABILITY_IAM"],
    )
    return stack, made


def policy_text(account: Account, arn: str) -> str:
    iam = account.client("iam")
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    return json.dumps(iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"])


def test_member_with_an_instance_profile_goes_again(shared_organization: Organization, central: dict[str, str]) -> None:
    member = shared_organization.members[0]
    before = held(member)
    stack, made = deploy(member, "member-with-instance-profile", BucketName=central["BucketName"])
    (role,) = member.client("iam").get_instance_profile(InstanceProfileName=made["InstanceProfile"])["InstanceProfile"]["Roles"]
    assert attached(member, role["RoleName"]) == {CORE_POLICY, *held(member)["policies"]}
    (published,) = held(member)["parameters"]
    assert [member.client("ssm").get_parameter(Name=published)["Parameter"]["Value"]] == held(member)["policies"]
    stack.delete()
    assert held(member) == before


def test_the_management_account_logs_by_a_stack_of_its_own(shared_organization: Organization, central: dict[str, str]) -> None:
    management = shared_organization.management
    make_role(management, INSTANCE_ROLE, "ec2.amazonaws.com", CORE_POLICY)
    stack, made = deploy(management, "member", BucketName=central["BucketName"], InstanceRoleNames=INSTANCE_ROLE)
    assert attached(management, INSTANCE_ROLE) == {CORE_POLICY, made["PolicyArn"]}
    session = run_session(management, HOME_REGION, 1, b"$ whoami\n")
    assert session.key.startswith(f"{management.number}/{HOME_REGION}/")
    assert shared_organization.log.client("s3").head_object(Bucket=central["BucketName"], Key=session.key)["ContentLength"]
    stack.delete()
    assert attached(management, INSTANCE_ROLE) == {CORE_POLICY}
    assert not held(management)["documents"]


def test_a_log_group_and_its_key_outlive_the_member_that_streams_to_them(shared_organization: Organization, central: dict[str, str]) -> None:
    member = shared_organization.members[0]
    before = held(member)
    stack, made = deploy(member, "member-with-log-group", BucketName=central["BucketName"])
    inputs = content(member.client("ssm"), "$LATEST")["inputs"]
    assert (inputs["cloudWatchLogGroupName"], inputs["cloudWatchEncryptionEnabled"], inputs["cloudWatchStreamingEnabled"]) == ("/session-logging/sessions", True, True)
    assert "log-group:/session-logging/sessions" in policy_text(member, made["PolicyArn"])
    stack.delete()
    assert member.client("logs").describe_log_groups(logGroupNamePrefix="/session-logging/sessions")["logGroups"]
    (key,) = set(held(member)["keys"]) - set(before["keys"])
    assert member.client("kms").describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Enabled"
    assert held(member) == before | {"keys": held(member)["keys"]}


def test_people_who_start_sessions_have_a_policy_as_long_as_its_stack_is_there(shared_organization: Organization, central: dict[str, str]) -> None:
    member = shared_organization.members[0]
    before = held(member)
    stack, made = deploy(member, "session-users", SessionKeyArn=central["SessionKeyArn"])
    assert central["SessionKeyArn"].replace(HOME_REGION, "*") in policy_text(member, made["PolicyArn"])
    stack.delete()
    assert held(member) == before
