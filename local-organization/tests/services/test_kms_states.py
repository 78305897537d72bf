"""What a key in each state refuses, its use included."""

from typing import Any

from emulated import refused
from policies import KEY_POLICY


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
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=KEY_POLICY)
    assert kms.get_key_policy(KeyId=key)["Policy"] == KEY_POLICY
    assert kms.list_resource_tags(KeyId=key)["Tags"]
    kms.delete_alias(AliasName="alias/mine")
    assert refused(lambda: kms.describe_key(KeyId="alias/mine")) == "NotFoundException"


def test_a_disabled_key_refuses_use(kms: Any, key: str) -> None:
    kms.disable_key(KeyId=key)
    assert refused(lambda: kms.encrypt(KeyId=key, Plaintext=b"x")) == "DisabledException"
    assert refused(lambda: kms.enable_key_rotation(KeyId=key)) == "DisabledException"
    kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "b"}])
    kms.create_alias(AliasName="alias/mine", TargetKeyId=key)
