"""KMS as AWS behaves where moto does not."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import Aws, error_code, eventually, settled

OTHER = "111122223333"
ACCOUNT = "123456789012"
POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                "Action": "kms:*",
                "Resource": "*",
            }
        ],
    }
)


@pytest.fixture
def kms(aws: Aws) -> Any:
    return aws.client("kms")


@pytest.fixture
def key(kms: Any) -> str:
    return kms.create_key()["KeyMetadata"]["KeyId"]


@pytest.fixture
def primary(kms: Any) -> dict[str, Any]:
    return kms.create_key(
        MultiRegion=True, Policy=POLICY, Description="session", Tags=[{"TagKey": "a", "TagValue": "1"}]
    )["KeyMetadata"]


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(ClientError) as caught:
        call()
    return error_code(caught)


def test_rotation_period(kms: Any, key: str) -> None:
    assert kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"] is False
    kms.enable_key_rotation(KeyId=key)
    assert kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == 365
    kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=90)
    status = kms.get_key_rotation_status(KeyId=key)
    assert (status["KeyRotationEnabled"], status["RotationPeriodInDays"]) == (True, 90)
    assert status["NextRotationDate"]
    assert refused(lambda: kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=2561)) == "ValidationException"
    kms.disable_key_rotation(KeyId=key)
    assert "RotationPeriodInDays" not in kms.get_key_rotation_status(KeyId=key)


def test_multi_region_key_ids(primary: dict[str, Any], key: str) -> None:
    assert re.fullmatch(r"mrk-[0-9a-f]{32}", primary["KeyId"])
    assert not key.startswith("mrk-")


def test_replicas_have_their_own_policy_tags_and_description(aws: Aws, kms: Any, primary: dict[str, Any]) -> None:
    kms.enable_key_rotation(KeyId=primary["KeyId"], RotationPeriodInDays=100)
    policy = POLICY.replace("kms:*", "kms:Describe*")
    made = kms.replicate_key(
        KeyId=primary["Arn"],
        ReplicaRegion="us-east-1",
        Policy=policy,
        Tags=[{"TagKey": "b", "TagValue": "2"}],
        Description="replica",
    )
    assert made["ReplicaPolicy"] == policy
    assert made["ReplicaTags"] == [{"TagKey": "b", "TagValue": "2"}]
    east = aws.client("kms", region="us-east-1")
    replica = east.describe_key(KeyId=primary["KeyId"])["KeyMetadata"]
    assert (replica["Arn"], replica["Description"], replica["KeyState"]) == (
        primary["Arn"].replace("eu-west-1", "us-east-1"),
        "replica",
        "Enabled",
    )
    assert east.get_key_policy(KeyId=primary["KeyId"])["Policy"] == policy
    assert east.list_resource_tags(KeyId=primary["KeyId"])["Tags"] == [{"TagKey": "b", "TagValue": "2"}]
    assert east.get_key_rotation_status(KeyId=primary["KeyId"])["RotationPeriodInDays"] == 100
    assert refused(lambda: east.enable_key_rotation(KeyId=primary["KeyId"])) == "UnsupportedOperationException"
    assert kms.get_key_policy(KeyId=primary["KeyId"])["Policy"] == POLICY
    assert kms.list_resource_tags(KeyId=primary["KeyId"])["Tags"] == [{"TagKey": "a", "TagValue": "1"}]
    assert kms.describe_key(KeyId=primary["KeyId"])["KeyMetadata"]["Description"] == "session"

    family = {
        "PrimaryKey": {"Arn": primary["Arn"], "Region": "eu-west-1"},
        "ReplicaKeys": [{"Arn": replica["Arn"], "Region": "us-east-1"}],
    }
    assert replica["MultiRegionConfiguration"] == {"MultiRegionKeyType": "REPLICA", **family}
    assert kms.describe_key(KeyId=primary["KeyId"])["KeyMetadata"]["MultiRegionConfiguration"] == {
        "MultiRegionKeyType": "PRIMARY",
        **family,
    }


def test_replicas_are_refused_where_they_cannot_be(aws: Aws, kms: Any, primary: dict[str, Any], key: str) -> None:
    kms.replicate_key(KeyId=primary["KeyId"], ReplicaRegion="us-east-1")
    assert (
        refused(lambda: kms.replicate_key(KeyId=primary["KeyId"], ReplicaRegion="us-east-1"))
        == "AlreadyExistsException"
    )
    aws.client("kms", region="us-east-1").schedule_key_deletion(KeyId=primary["KeyId"], PendingWindowInDays=7)
    assert (
        refused(lambda: kms.replicate_key(KeyId=primary["KeyId"], ReplicaRegion="us-east-1"))
        == "AlreadyExistsException"
    )
    assert refused(lambda: kms.replicate_key(KeyId=key, ReplicaRegion="us-east-1")) == "UnsupportedOperationException"


def test_what_a_replica_encrypts_its_primary_decrypts(aws: Aws, kms: Any, primary: dict[str, Any]) -> None:
    kms.replicate_key(KeyId=primary["KeyId"], ReplicaRegion="us-east-1")
    blob = aws.client("kms", region="us-east-1").encrypt(KeyId=primary["KeyId"], Plaintext=b"x")["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=blob, KeyId=primary["Arn"])["Plaintext"] == b"x"


def test_schedule_key_deletion_and_cancel(kms: Any, key: str) -> None:
    answer = kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    assert (answer["KeyState"], answer["PendingWindowInDays"]) == ("PendingDeletion", 7)
    assert answer["DeletionDate"]
    assert answer["KeyId"].endswith(f":key/{key}")
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["DeletionDate"]
    kms.cancel_key_deletion(KeyId=key)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Disabled"
    assert refused(lambda: kms.cancel_key_deletion(KeyId=key)) == "KMSInvalidStateException"
    kms.enable_key(KeyId=key)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Enabled"
    assert refused(lambda: kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=6)) == "ValidationException"


def test_a_primary_with_replicas_waits_for_them(kms: Any, primary: dict[str, Any]) -> None:
    kms.replicate_key(KeyId=primary["KeyId"], ReplicaRegion="us-east-1")
    answer = kms.schedule_key_deletion(KeyId=primary["KeyId"], PendingWindowInDays=9)
    assert answer["KeyState"] == "PendingReplicaDeletion"
    assert "DeletionDate" not in answer
    described = kms.describe_key(KeyId=primary["KeyId"])["KeyMetadata"]
    assert (described["KeyState"], described["PendingDeletionWindowInDays"]) == ("PendingReplicaDeletion", 9)
    kms.cancel_key_deletion(KeyId=primary["KeyId"])
    assert kms.describe_key(KeyId=primary["KeyId"])["KeyMetadata"]["KeyState"] == "Disabled"


def test_the_key_state_table(kms: Any, primary: dict[str, Any]) -> None:
    key = primary["KeyId"]
    kms.create_alias(AliasName="alias/mine", TargetKeyId=key)
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    kms.schedule_key_deletion(KeyId=key)
    for call in (
        lambda: kms.enable_key(KeyId=key),
        lambda: kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "b"}]),
        lambda: kms.create_alias(AliasName="alias/second", TargetKeyId=key),
        lambda: kms.replicate_key(KeyId=key, ReplicaRegion="us-east-1"),
        lambda: kms.encrypt(KeyId=key, Plaintext=b"x"),
        lambda: kms.decrypt(KeyId=key, CiphertextBlob=blob),
        lambda: kms.decrypt(CiphertextBlob=blob),
        lambda: kms.generate_data_key(KeyId="alias/mine", KeySpec="AES_256"),
        lambda: kms.enable_key_rotation(KeyId=key),
        lambda: kms.update_key_description(KeyId=key, Description="x"),
        lambda: kms.schedule_key_deletion(KeyId=key),
    ):
        assert refused(call) == "KMSInvalidStateException"
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=POLICY)
    assert kms.get_key_policy(KeyId=key)["Policy"] == POLICY
    assert kms.list_resource_tags(KeyId=key)["Tags"]
    kms.delete_alias(AliasName="alias/mine")
    assert refused(lambda: kms.describe_key(KeyId="alias/mine")) == "NotFoundException"


def test_a_disabled_key_refuses_use(kms: Any, key: str) -> None:
    kms.disable_key(KeyId=key)
    assert refused(lambda: kms.encrypt(KeyId=key, Plaintext=b"x")) == "DisabledException"
    assert refused(lambda: kms.enable_key_rotation(KeyId=key)) == "DisabledException"
    kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "b"}])
    kms.create_alias(AliasName="alias/mine", TargetKeyId=key)


def test_key_policies_are_stored_and_not_evaluated(kms: Any, key: str) -> None:
    deny = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "kms:*",
                "Resource": "*",
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        ],
    }
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=json.dumps(deny))
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyId"] == key


def test_dry_run_changes_nothing(kms: Any, key: str) -> None:
    assert (
        refused(lambda: kms.generate_data_key(KeyId=key, KeySpec="AES_256", DryRun=True)) == "DryRunOperationException"
    )
    assert (
        refused(
            lambda: kms.create_grant(
                KeyId=key, GranteePrincipal=f"arn:aws:iam::{ACCOUNT}:root", Operations=["Decrypt"], DryRun=True
            )
        )
        == "DryRunOperationException"
    )
    assert not kms.list_grants(KeyId=key)["Grants"]
    absent = key.replace(key[:8], "00000000")
    assert refused(lambda: kms.encrypt(KeyId=absent, Plaintext=b"x", DryRun=True)) == "NotFoundException"


def test_use_across_accounts_by_arn_in_the_same_region(aws: Aws, kms: Any, primary: dict[str, Any]) -> None:
    member = aws.client("kms", account=OTHER)
    context = {"aws:ssm:SessionId": "s"}
    made = member.generate_data_key(KeyId=primary["Arn"], KeySpec="AES_256", EncryptionContext=context)
    assert (
        member.decrypt(KeyId=primary["Arn"], CiphertextBlob=made["CiphertextBlob"], EncryptionContext=context)[
            "Plaintext"
        ]
        == made["Plaintext"]
    )
    assert member.describe_key(KeyId=primary["Arn"])["KeyMetadata"]["Arn"] == primary["Arn"]
    assert refused(lambda: member.describe_key(KeyId=primary["KeyId"])) == "NotFoundException"
    assert (
        refused(lambda: member.put_key_policy(KeyId=primary["Arn"], PolicyName="default", Policy=POLICY))
        == "AccessDeniedException"
    )
    elsewhere = aws.client("kms", region="us-east-1", account=OTHER)
    assert refused(lambda: elsewhere.generate_data_key(KeyId=primary["Arn"], KeySpec="AES_256")) == "NotFoundException"
    with pytest.raises(
        ClientError, match="does not exist in this Region, no resource-based policies allow access"
    ) as caught:
        elsewhere.generate_data_key(KeyId=primary["Arn"].replace("eu-west-1", "us-east-1"), KeySpec="AES_256")
    assert error_code(caught) == "AccessDeniedException"


def test_keys_and_replicas_are_found_by_tag(aws: Aws, kms: Any, primary: dict[str, Any]) -> None:
    kms.replicate_key(KeyId=primary["KeyId"], ReplicaRegion="us-east-1", Tags=[{"TagKey": "a", "TagValue": "1"}])
    for region in ("eu-west-1", "us-east-1"):
        found = aws.client("resourcegroupstaggingapi", region=region).get_resources(
            ResourceTypeFilters=["kms:key"], TagFilters=[{"Key": "a", "Values": ["1"]}]
        )
        assert [r["ResourceARN"] for r in found["ResourceTagMappingList"]] == [
            primary["Arn"].replace("eu-west-1", region)
        ]


def test_keys_in_stacks_keep_their_settings(aws: Aws, kms: Any) -> None:
    properties = {
        "KeyPolicy": json.loads(POLICY),
        "MultiRegion": True,
        "EnableKeyRotation": True,
        "Tags": [{"Key": "a", "Value": "1"}],
        "PendingWindowInDays": 7,
    }
    body = json.dumps(
        {
            "Resources": {"K": {"Type": "AWS::KMS::Key", "Properties": properties}},
            "Outputs": {"Arn": {"Value": {"Fn::GetAtt": ["K", "Arn"]}}},
        }
    )
    cfn = aws.client("cloudformation")
    stack_id = cfn.create_stack(StackName="stack", TemplateBody=body)["StackId"]
    arn = settled(cfn, "stack")["Outputs"][0]["OutputValue"]
    assert ":key/mrk-" in arn
    assert json.loads(kms.get_key_policy(KeyId=arn)["Policy"]) == json.loads(POLICY)
    assert kms.get_key_rotation_status(KeyId=arn)["KeyRotationEnabled"]
    assert kms.list_resource_tags(KeyId=arn)["Tags"] == [{"TagKey": "a", "TagValue": "1"}]
    cfn.delete_stack(StackName="stack")
    eventually(lambda: cfn.describe_stacks(StackName=stack_id)["Stacks"][0]["StackStatus"] == "DELETE_COMPLETE")
    assert kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"] == "PendingDeletion"
