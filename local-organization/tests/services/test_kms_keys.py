"""Keys, named by id, ARN and alias, and used from other accounts."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import ACCOUNT, OTHER, Aws, error_code, refused
from policies import KEY_POLICY


def test_key_policies_are_stored_and_not_evaluated(kms: Any, key: str) -> None:
    deny = {
        "Version": "2012-10-17",
        "Statement": [
            *json.loads(KEY_POLICY)["Statement"],
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "kms:*",
                "Resource": "*",
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
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
    assert refused(lambda: member.describe_key(KeyId=primary["Arn"])) == "AccessDeniedException"
    lets = {"Effect": "Allow", "Principal": {"AWS": OTHER}, "Action": "kms:Describe*", "Resource": "*"}
    policy = {"Version": "2012-10-17", "Statement": [*json.loads(KEY_POLICY)["Statement"], lets]}
    kms.put_key_policy(KeyId=primary["KeyId"], PolicyName="default", Policy=json.dumps(policy))
    assert member.describe_key(KeyId=primary["Arn"])["KeyMetadata"]["Arn"] == primary["Arn"]
    kms.create_alias(AliasName="alias/shared", TargetKeyId=primary["KeyId"])
    alias = primary["Arn"].partition(":key/")[0] + ":alias/shared"
    assert member.describe_key(KeyId=alias)["KeyMetadata"]["Arn"] == primary["Arn"]
    assert refused(lambda: member.describe_key(KeyId=primary["KeyId"])) == "NotFoundException"
    assert (
        refused(lambda: member.put_key_policy(KeyId=primary["Arn"], PolicyName="default", Policy=KEY_POLICY))
        == "AccessDeniedException"
    )
    elsewhere = aws.client("kms", region="us-east-1", account=OTHER)
    assert refused(lambda: elsewhere.generate_data_key(KeyId=primary["Arn"], KeySpec="AES_256")) == "NotFoundException"
    with pytest.raises(
        ClientError, match="does not exist in this Region, no resource-based policies allow access"
    ) as caught:
        elsewhere.generate_data_key(KeyId=primary["Arn"].replace("eu-west-1", "us-east-1"), KeySpec="AES_256")
    assert error_code(caught) == "AccessDeniedException"


def test_what_a_replica_encrypts_its_primary_decrypts(aws: Aws, kms: Any, primary: dict[str, Any]) -> None:
    kms.replicate_key(KeyId=primary["KeyId"], ReplicaRegion="us-east-1")
    blob = aws.client("kms", region="us-east-1").encrypt(KeyId=primary["KeyId"], Plaintext=b"x")["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=blob, KeyId=primary["Arn"])["Plaintext"] == b"x"
