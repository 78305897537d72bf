"""A bucket that was made by the article's steps is moved to the types, while sessions go on: docs/from-the-article.md."""

import json
from typing import Any

import pytest
from demo.agent import encryption_of, run_session
from demo.organization import HOME_REGION, PREFERENCES, Account, Organization, preferences
from demo.stacks import DeploymentFailed, Stack

CENTRAL = "SessionManager::Logging::Central"
MEMBER = "SessionManager::Logging::Member"
BUCKET = "customer-session-manager-logging-bucket"


@pytest.fixture(scope="module")
def organization(types_url: str) -> Organization:
    organization = Organization(types_url)
    for name in ("payments", "web-shop"):
        organization.add_member(name)
    return organization


def statement(organization: Organization, actions: list[str], resource: str) -> dict[str, Any]:
    return {
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": actions,
        "Resource": resource,
        "Condition": {"StringEquals": {"aws:PrincipalOrgID": organization.id}},
    }


def follow_the_article(organization: Organization) -> tuple[str, str]:
    """Account A's two keys, bucket and policy, and the preferences of each member; the keys' ARNs."""
    log = organization.log
    kms, s3 = log.client("kms"), log.client("s3")
    root = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{log.number}:root"}, "Action": "kms:*", "Resource": "*"}
    key_policy = {"Version": "2012-10-17", "Statement": [root, statement(organization, ["kms:Decrypt", "kms:GenerateDataKey"], "*")]}
    key1, key2 = (kms.create_key(Policy=json.dumps(key_policy))["KeyMetadata"]["Arn"] for _ in range(2))
    s3.create_bucket(Bucket=BUCKET)
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key1}, "BucketKeyEnabled": True}
    s3.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration={"Rules": [rule]})
    arn = f"arn:aws:s3:::{BUCKET}"
    statements = [
        statement(organization, ["s3:GetEncryptionConfiguration"], arn),
        statement(organization, ["s3:PutObject", "s3:PutObjectAcl"], f"{arn}/*"),
    ]
    s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))
    s3.put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": [{"Key": "owner", "Value": "operations"}]})
    for member in organization.members:
        inputs = {
            "s3BucketName": BUCKET,
            "s3KeyPrefix": member.number,
            "s3EncryptionEnabled": True,
            "cloudWatchLogGroupName": "",
            "cloudWatchEncryptionEnabled": False,
            "kmsKeyId": key2,
            "idleSessionTimeout": "20",
        }
        content = {"schemaVersion": "1.0", "description": "By hand", "sessionType": "Standard_Stream", "inputs": inputs}
        member.client("ssm").create_document(
            Name=PREFERENCES, DocumentType="Session", DocumentFormat="JSON", Content=json.dumps(content)
        )
    return key1, key2


class Sessions:
    """Sessions of all members, each of which has to leave its log."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self.number = 0
        self.logs: dict[str, str] = {}

    def run(self) -> None:
        for member in self.organization.members:
            self.number += 1
            session = run_session(member, HOME_REGION, self.number, b"$ whoami\n")
            self.logs[session.key] = self.key_of(session.key)

    def begin(self, member: Account) -> tuple[Account, str, dict[str, str]]:
        """One that goes on while things change: the encryption as its start has read it, and where its log goes."""
        self.number += 1
        inputs = json.loads(member.client("ssm").get_document(Name=PREFERENCES, DocumentVersion="$LATEST")["Content"])["inputs"]
        key = f"{inputs['s3KeyPrefix']}/open-{self.number}.log"
        return member, key, encryption_of(member.client("s3"), BUCKET)

    def end(self, member: Account, key: str, encryption: dict[str, str]) -> None:
        headers = {"ServerSideEncryption": encryption["SSEAlgorithm"], "SSEKMSKeyId": encryption["KMSMasterKeyID"]}
        member.client("s3").put_object(Bucket=BUCKET, Key=key, Body=b"$ exit\n", ACL="bucket-owner-full-control", **headers)
        assert self.key_of(key) == encryption["KMSMasterKeyID"]
        self.logs[key] = self.key_of(key)

    def key_of(self, key: str) -> str:
        return self.organization.log.client("s3").head_object(Bucket=BUCKET, Key=key)["SSEKMSKeyId"]

    def assert_all_are_there(self) -> None:
        held = self.organization.log.client("s3").list_object_versions(Bucket=BUCKET)["Versions"]
        assert {it["Key"]: self.key_of(it["Key"]) for it in held} == self.logs
        assert len(held) == self.number


def template(properties: dict[str, Any], type_name: str = CENTRAL, **outputs: Any) -> dict[str, str]:
    body = {"Resources": {"Logging": {"Type": type_name, "Properties": properties}}}
    if outputs:
        body["Outputs"] = {name: {"Value": {"Fn::GetAtt": ["Logging", name]}} for name in outputs}
    return {"TemplateBody": json.dumps(body)}


def central(**properties: Any) -> dict[str, str]:
    return template({"BucketName": BUCKET, **properties}, BucketKeyArn=True, SessionKeyArn=True)


def rules_of(policy: str) -> dict[str, Any]:
    return {it["Sid"]: it for it in json.loads(policy)["Statement"]}


def test_the_articles_bucket_is_moved_without_losing_a_log(organization: Organization) -> None:
    log = organization.log
    s3, kms = log.client("s3"), log.client("kms")
    key1, key2 = follow_the_article(organization)
    policies = [kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"] for key in (key1, key2)]
    by_hand = {member.number: preferences(member, HOME_REGION) for member in organization.members}
    sessions = Sessions(organization)
    sessions.run()
    open_during_adoption = sessions.begin(organization.members[0])

    with pytest.raises(DeploymentFailed, match="by a bucket of this account in this Region"):
        Stack(log, "refused", lambda line: None).create(**central())

    stack = Stack(log, "moving", lambda line: None)
    made = stack.create(**central(OnExistingBucket="ADOPT"))
    sessions.end(*open_during_adoption)
    sessions.run()
    assert set(sessions.logs.values()) == {key1}
    allowed = rules_of(s3.get_bucket_policy(Bucket=BUCKET)["Policy"])["RefuseForeignKeys"]["Condition"]
    assert set(allowed["StringNotEquals"]["s3:x-amz-server-side-encryption-aws-kms-key-id"]) == {key1, made["BucketKeyArn"]}

    properties = {"BucketName": BUCKET, **made, "RoleNames": ["workload-instances"]}
    stacks = [Stack(member, "member", lambda line: None) for member in organization.members]
    for member in stacks:
        member.create(**template({**properties, "VerifyAccess": False}, MEMBER), Capabilities=["CAPABILITY_IAM"])
    sessions.run()
    assert set(sessions.logs.values()) == {key1}
    open_during_the_switch = sessions.begin(organization.members[1])

    stack.update(**central(OnExistingBucket="FAIL"))
    sessions.end(*open_during_the_switch)
    sessions.run()
    assert set(sessions.logs.values()) == {key1, made["BucketKeyArn"]}
    for member in stacks:
        member.update(**template(properties, MEMBER), Capabilities=["CAPABILITY_IAM"])
    tags = {it["Key"]: it["Value"] for it in s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"]}
    assert tags["owner"] == "operations"
    assert tags.pop("session-logging:former-encryption") == key1
    s3.put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": [{"Key": key, "Value": value} for key, value in tags.items()]})
    stack.update(**central(KeyDeletionWindowInDays=7))
    assert key1 not in s3.get_bucket_policy(Bucket=BUCKET)["Policy"]
    sessions.run()
    sessions.assert_all_are_there()

    stack.delete()
    sessions.assert_all_are_there()
    sessions.run()
    left = s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"]
    assert left == [{"Key": "owner", "Value": "operations"}]
    assert [kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"] for key in (key1, key2)] == policies
    assert all(kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]["KeyState"] == "Enabled" for key in kms.list_keys()["Keys"])

    again = Stack(log, "again", lambda line: None).create(**central(OnExistingBucket="ADOPT"))
    assert again == made
    sessions.run()
    sessions.assert_all_are_there()

    for member in stacks:
        member.delete()
    assert {member.number: preferences(member, HOME_REGION) for member in organization.members} == by_hand
