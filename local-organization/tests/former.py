"""What other products leave behind in an organization, by what their sources do (docs/migrating.md): names, settings, policies, documents.

landing-zone-accelerator-on-aws at 61bba812: constructs/lib/aws-ssm/session-manager-settings.ts and its index.ts, policy-attachment.ts,
constructs/lib/aws-s3/central-logs-bucket.ts and bucket.ts, accelerator/lib/accelerator-resource-names.ts.
bridgecrewio/terraform-aws-session-manager at cc305c26: main.tf, iam.tf, aws_s3_bucket.session_logs_bucket.tf, variables.tf.
"""

import json
from contextlib import suppress
from typing import Any

from botocore.exceptions import ClientError
from demo.organization import CORE_POLICY, PREFERENCES, Account, Organization

DESCRIPTION = "Document to hold regional settings for Session Manager"
BLOCKED = {it: True for it in ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")}
INSTANCES = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}


def text(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(actions: list[str] | str, resource: Any, principal: Any = None, condition: Any = None, **others: Any) -> dict[str, Any]:
    found = {"Effect": "Allow", "Principal": principal, "Action": actions, "Resource": resource, "Condition": condition, **others}
    return {key: value for key, value in found.items() if value}


def key(account: Account, region: str, alias: str, *statements: dict[str, Any]) -> str:
    """ARN of a key that the account's IAM administers."""
    kms = account.client("kms", region)
    root = allow("kms:*", "*", {"AWS": f"arn:aws:iam::{account.number}:root"})
    made = kms.create_key(Policy=text(root, *statements))["KeyMetadata"]["Arn"]
    kms.enable_key_rotation(KeyId=made)
    kms.create_alias(AliasName=alias, TargetKeyId=made)
    return made


def bucket(account: Account, region: str, name: str, key_arn: str, rule: dict[str, Any]) -> None:
    s3 = account.client("s3", region)
    s3.create_bucket(Bucket=name, **({} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}))
    encrypted = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key_arn}}
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [encrypted]})
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=BLOCKED)
    s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [{"Status": "Enabled", "Filter": {"Prefix": ""}, **rule}]})


def instance_role(account: Account, role: str, profile: str, policy: str, *statements: dict[str, Any]) -> None:
    iam = account.client("iam")
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=text(INSTANCES))
    arn = iam.create_policy(PolicyName=policy, PolicyDocument=text(*statements))["Policy"]["Arn"]
    iam.attach_role_policy(RoleName=role, PolicyArn=arn)
    iam.create_instance_profile(InstanceProfileName=profile)
    iam.add_role_to_instance_profile(InstanceProfileName=profile, RoleName=role)


class LandingZone:
    """landing-zone-accelerator with `sendToS3: true` in its home Region, which has its bucket for all kinds of logs."""

    ROLE = "AWSAccelerator-SessionManagerEC2Role"
    SESSION_ALIAS = "alias/accelerator/sessionmanager-logs/session"

    def __init__(self, organization: Organization, region: str) -> None:
        self.organization, self.region = organization, region
        self.bucket = f"aws-accelerator-central-logs-{organization.log.number}-{region}"
        inside = {"StringEquals": {"aws:PrincipalOrgID": organization.id}}
        own = {**inside, "ArnLike": {"aws:PrincipalARN": ["arn:aws:iam::*:role/AWSAccelerator-*", "arn:aws:iam::*:role/cdk-accel-*"]}}
        services = {"Service": ["cloudtrail.amazonaws.com", "config.amazonaws.com", "delivery.logs.amazonaws.com", "ssm.amazonaws.com"]}
        of_all = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ListAliases"]
        use = allow(of_all, "*", {"AWS": "*"}, inside, Sid="Allow Organization use of the key")
        self.key = key(organization.log, region, "alias/accelerator/central-logs/s3", use)
        bucket(organization.log, region, self.bucket, self.key, {"ID": "Expire", "Expiration": {"Days": 3653}})
        arn = f"arn:aws:s3:::{self.bucket}"
        everything, owner = [arn, f"{arn}/*"], {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
        replication = ["s3:List*", "s3:GetBucketVersioning", "s3:ReplicateDelete", "s3:ReplicateObject"]
        uses = ["s3:GetBucketLocation", "s3:GetBucketAcl", "s3:PutObject", "s3:GetObject", "s3:ListBucket"]
        policy = text(
            {"Sid": "deny-insecure-connections", "Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": everything,
             "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
            allow("s3:PutObject", f"{arn}/*", services, owner),
            allow(["s3:PutObjectAcl", "s3:PutObject"], f"{arn}/*", {"AWS": "*"}, own, Sid="Allow Organization principals to put objects"),
            allow(["s3:GetEncryptionConfiguration", "s3:GetBucketAcl"], arn, {"AWS": "*"}, inside, Sid="Allow Organization principals to get encryption context and acl"),
            allow(uses, everything, {"AWS": "*"}, own, Sid="Allow Organization principals to use the bucket"),
            allow(replication, everything, {"AWS": "*"}, inside, Sid="Allow Organization use of the bucket for replication"),
        )  # fmt: skip
        organization.log.client("s3", region).put_bucket_policy(Bucket=self.bucket, Policy=policy)
        for member in organization.members:
            self.set_up(member)

    def set_up(self, member: Account) -> None:
        session_key = key(member, self.region, self.SESSION_ALIAS)
        aliases = {"Null": {"kms:ResourceAliases": "false"}, "ForAllValues:StringLike": {"kms:ResourceAliases": [self.SESSION_ALIAS]}}
        instance_role(
            member,
            self.ROLE,
            "AWSAccelerator-SessionManagerEc2Role",
            "AWSAccelerator-SessionManagerLogging",
            allow(["ssmmessages:CreateControlChannel", "ssmmessages:OpenDataChannel", "ssm:UpdateInstanceInformation"], "*"),
            allow(["s3:PutObject", "s3:PutObjectAcl"], f"arn:aws:s3:::{self.bucket}/session/{member.number}/{self.region}/*", Sid="S3CentralLogs"),
            allow("s3:GetEncryptionConfiguration", f"arn:aws:s3:::{self.bucket}", Sid="S3CentralLogsEncryptionConfig"),
            allow(["kms:Decrypt", "kms:GenerateDataKey"], self.key, Sid="S3CentralLogsEncryption"),
            allow("kms:Decrypt", f"arn:aws:kms:{self.region}:{member.number}:key/*", condition=aliases, Sid="SessionManagerSessionKey"),
        )
        self.write_document(member, session_key.rpartition("/")[2])

    def write_document(self, member: Account, session_key_id: str) -> None:
        """Its custom resource: who the sessions run as survives, all else does not, and the default version stays what it was."""
        ssm = member.client("ssm", self.region)
        inputs = {
            "cloudWatchEncryptionEnabled": False,
            "cloudWatchLogGroupName": "",
            "kmsKeyId": session_key_id,
            "s3BucketName": self.bucket,
            "s3EncryptionEnabled": True,
            "s3KeyPrefix": f"session/{member.number}/{self.region}",
            "runAsEnabled": False,
            "runAsDefaultUser": "",
        }
        found: dict[str, Any] = {}
        with suppress(ClientError):
            found = json.loads(ssm.get_document(Name=PREFERENCES)["Content"])["inputs"]
        inputs |= {name: found[name] for name in ("runAsEnabled", "runAsDefaultUser") if name in found}
        content = json.dumps({"schemaVersion": "1.0", "description": DESCRIPTION, "sessionType": "Standard_Stream", "inputs": inputs})
        if found:
            ssm.update_document(Content=content, Name=PREFERENCES, DocumentVersion="$LATEST")
        else:
            ssm.create_document(Content=content, Name=PREFERENCES, DocumentType="Session")

    def let_go(self, member: Account) -> None:
        """`excludeAccounts`: the custom resource's deletion does nothing, the key is retained, its alias goes."""
        member.client("kms", self.region).delete_alias(AliasName=self.SESSION_ALIAS)


class Bridgecrew:
    """bridgecrew's module in one account and Region, with its example's variables. Terraform draws the suffix."""

    SUFFIX = "20220331093158000000000001"
    ROLE = f"ssm_role-{SUFFIX}"
    BUCKET = f"my-session-logs-{SUFFIX}"
    LOG_GROUP = f"/ssm/session-logs-{SUFFIX}"

    def __init__(self, account: Account, region: str) -> None:
        self.account, self.region = account, region
        use = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
        service = {"Service": f"logs.{region}.amazonaws.com"}
        self.key = key(account, region, f"alias/ssm-key-{self.SUFFIX}", allow(use, "*", service, Sid="CloudWatchLogsEncryption"))
        archive = {"ID": "archive_after_X_days", "Transitions": [{"Days": 30, "StorageClass": "GLACIER"}], "Expiration": {"Days": 365}}
        bucket(account, region, self.BUCKET, self.key, archive)
        account.client("logs", region).create_log_group(logGroupName=self.LOG_GROUP, kmsKeyId=self.key)
        arn, logs = f"arn:aws:s3:::{self.BUCKET}", ["logs:PutLogEvents", "logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams"]
        instance_role(
            account,
            self.ROLE,
            f"ssm_profile-{self.SUFFIX}",
            f"ssm_s3_cwl_access-{region}",
            allow(["s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectVersionAcl"], [arn, f"{arn}/*"], Sid="S3BucketAccessForSessionManager"),
            allow("s3:GetEncryptionConfiguration", arn, Sid="S3EncryptionForSessionManager"),
            allow(logs, "*", Sid="CloudWatchLogsAccessForSessionManager"),
            allow(["kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt", "kms:Encrypt"], self.key, Sid="KMSEncryptionForSessionManager"),
        )
        account.client("iam").attach_role_policy(RoleName=self.ROLE, PolicyArn=CORE_POLICY)
        inputs = {
            "s3BucketName": self.BUCKET,
            "s3EncryptionEnabled": "true",
            "cloudWatchLogGroupName": self.LOG_GROUP,
            "cloudWatchEncryptionEnabled": "true",
            "kmsKeyId": self.key.rpartition("/")[2],
            "shellProfile": {"linux": "", "windows": ""},
        }
        content = {"schemaVersion": "1.0", "description": DESCRIPTION, "sessionType": "Standard_Stream", "inputs": inputs}
        account.client("ssm", region).create_document(
            Name=PREFERENCES, DocumentType="Session", DocumentFormat="JSON", Content=json.dumps(content)
        )
