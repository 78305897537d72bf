"""docs/migrating.md: what other products leave behind comes under the types, and nothing of it is lost."""

import json
from typing import Any

import pytest
from demo.agent import run_session
from demo.organization import HOME_REGION, PREFERENCES, Account, Organization, attached, preferences, write_preferences
from demo.stacks import DeploymentFailed, Stack
from former import Bridgecrew, LandingZone

CENTRAL, MEMBER = "SessionManager::Logging::Central", "SessionManager::Logging::Member"


def template(type_name: str, properties: dict[str, Any]) -> str:
    return json.dumps({"Resources": {"Logging": {"Type": type_name, "Properties": properties}}, "Outputs": {"Name": {"Value": {"Ref": "Logging"}}}})


def create(account: Account, type_name: str, name: str = "logging", **properties: Any) -> tuple[Stack, str]:
    stack = Stack(account, name, lambda line: None)
    return stack, stack.create(TemplateBody=template(type_name, properties), Capabilities=["CAPABILITY_IAM"])["Name"]


def body(account: Account, bucket: str, key: str) -> bytes:
    return account.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()


def inputs(member: Account) -> dict[str, Any]:
    return preferences(member, HOME_REGION)["sessions"]["inputs"]


def settings(account: Account, bucket: str) -> dict[str, Any]:
    """What a move must leave alone."""
    s3 = account.client("s3")
    calls = {"encryption": s3.get_bucket_encryption, "lifecycle": s3.get_bucket_lifecycle_configuration, "versioning": s3.get_bucket_versioning}
    return {name: {key: value for key, value in call(Bucket=bucket).items() if key != "ResponseMetadata"} for name, call in calls.items()}


def test_from_landing_zone_accelerator(organization: Organization) -> None:
    member, log = organization.members[0], organization.log
    write_preferences(member, HOME_REGION)
    landing_zone = LandingZone(organization, HOME_REGION)
    before, as_found = preferences(member, HOME_REGION), settings(log, landing_zone.bucket)
    assert before["console"]["description"] == "Our preferences"
    first = run_session(member, HOME_REGION, 1, b"$ before\n", LandingZone.ROLE)
    assert first.key.startswith(f"session/{member.number}/{HOME_REGION}/")

    with pytest.raises(DeploymentFailed, match="Allow Organization use of the bucket for replication"):
        create(log, CENTRAL, "refused", BucketName=landing_zone.bucket, OnExistingBucket="ADOPT")
    assert settings(log, landing_zone.bucket) == as_found

    _, bucket = create(log, CENTRAL)
    stack, _ = create(member, MEMBER, BucketName=bucket, RoleNames=[LandingZone.ROLE])
    landing_zone.let_go(member)
    second = run_session(member, HOME_REGION, 2, b"$ after\n", LandingZone.ROLE)
    assert (second.bucket, body(log, bucket, second.key)) == (bucket, b"$ after\n")
    assert inputs(member)["runAsDefaultUser"] == "operator"

    assert body(log, landing_zone.bucket, first.key) == b"$ before\n"
    assert settings(log, landing_zone.bucket) == as_found
    stack.delete()
    after = preferences(member, HOME_REGION)
    assert after["sessions"] == before["sessions"]
    assert len(attached(member, LandingZone.ROLE)) == 1


def test_from_bridgecrews_module(organization: Organization) -> None:
    member, log = organization.members[0], organization.log
    former = Bridgecrew(member, HOME_REGION)
    member.client("s3").put_object(Bucket=former.BUCKET, Key="former-session.log", Body=b"$ before\n", ServerSideEncryption="aws:kms", SSEKMSKeyId=former.key)
    before, as_found = preferences(member, HOME_REGION), settings(member, former.BUCKET)

    _, bucket = create(log, CENTRAL)
    stack, name = create(member, MEMBER, BucketName=bucket, RoleNames=[former.ROLE], CloudWatch={"LogGroupName": former.LOG_GROUP, "EncryptionEnabled": True})
    assert name == PREFERENCES
    session = run_session(member, HOME_REGION, 1, b"$ after\n", former.ROLE)
    assert body(log, bucket, session.key) == b"$ after\n"
    told = inputs(member)
    assert (told["s3EncryptionEnabled"], told["cloudWatchEncryptionEnabled"]) == (True, True)
    assert told["cloudWatchLogGroupName"] == former.LOG_GROUP

    assert body(member, former.BUCKET, "former-session.log") == b"$ before\n"
    assert settings(member, former.BUCKET) == as_found
    stack.delete()
    assert preferences(member, HOME_REGION) == before
