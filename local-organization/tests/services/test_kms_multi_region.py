"""Multi-Region keys and their replicas."""

import re
from typing import Any

from emulated import Aws, refused
from policies import KEY_POLICY


def test_multi_region_key_ids(primary: dict[str, Any], key: str) -> None:
    assert re.fullmatch(r"mrk-[0-9a-f]{32}", primary["KeyId"])
    assert not key.startswith("mrk-")


def test_replicas_have_their_own_policy_tags_and_description(aws: Aws, kms: Any, primary: dict[str, Any]) -> None:
    kms.enable_key_rotation(KeyId=primary["KeyId"], RotationPeriodInDays=100)
    policy = KEY_POLICY.replace("kms:*", "kms:Describe*")
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
    assert kms.get_key_policy(KeyId=primary["KeyId"])["Policy"] == KEY_POLICY
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
