"""Deploys one mode in the emulator and reads back what the types have written there."""

import json
from dataclasses import dataclass

from demo.organization import HOME_REGION, INSTANCE_ROLE, REGIONS
from demo.stacks import Stack

from .modes import KEY

TYPES = "SessionManager::Logging"
REPLICA_REGION = next(region for region in REGIONS if region != HOME_REGION)


@dataclass(frozen=True)
class Deployment:
    """What a Central and a Member have left: where, and the policies by what they belong to.

    `policies` has bucket, bucket-key, session-key (absent when one key does both), replica-key and member; `tags` has those of
    the keys. `accounts` are numbers by log, member and management, `paths` where in the organization they are.
    """

    mode: object
    organization: str
    accounts: dict
    paths: dict
    # What was declared of Central, with everything known in it.
    declared: dict
    bucket: str
    # What the bucket was encrypted with before it was taken over: AES256, aws:kms or a key's ARN; empty for a new one.
    former: str
    keys: dict
    tags: dict
    policies: dict

    @property
    def key_prefix(self):
        """Below what the member's sessions in the home Region are logged, after LogPrefix."""
        return self.mode.member.get("KeyPrefix", f"{self.accounts['member']}/{HOME_REGION}")

    @property
    def instances_prefix(self):
        """Below what its instances may write: the account's prefix, or the declared one with any Region in the place of its own."""
        account = self.accounts["member"]
        return account if self.key_prefix.startswith(account) else self.key_prefix

    @property
    def session_key(self):
        """ARN of the key that encrypts sessions in the home Region."""
        return self.keys.get("session-key", self.keys["bucket-key"])


def deploy(organization, mode, say=lambda line: None):
    """Deploys a mode with a replica, in the log account and in a member account of its own; the same AWS holds several."""
    member = organization.add_member(mode.name)
    paths = {"root": f"{organization.id}/{organization.root}/", "member": f"{organization.id}/{organization.root}/{organization.unit}/"}
    known = {"LogAccount": organization.log.number, "MemberAccount": member.number, "OrganizationId": organization.id, "MembersPath": paths["member"]}
    # Central's default names an account's one bucket; these are several.
    declared = {"BucketName": f"logs-{mode.name}", "ReplicaRegions": [REPLICA_REGION]} | filled(mode.central, known)
    former = make_bucket(organization.log, declared["BucketName"], mode.former) if mode.former else ""
    outputs = create(organization.log, f"central-{mode.name}", "Central", declared, ["BucketName", "BucketKeyArn", "SessionKeyArn"], say)
    own = {"RoleNames": [INSTANCE_ROLE]} | outputs | filled(mode.member, known)
    create(member, f"member-{mode.name}", "Member", own, ["PolicyArn"], say)
    keys = {"bucket-key": outputs["BucketKeyArn"], "session-key": outputs["SessionKeyArn"]}
    if mode.one_key:
        del keys["session-key"]
    for region in declared["ReplicaRegions"][:1]:
        keys["replica-key"] = outputs["SessionKeyArn"].replace(HOME_REGION, region)
    policies = {"bucket": json.loads(organization.log.client("s3").get_bucket_policy(Bucket=outputs["BucketName"])["Policy"])}
    policies |= {name: key_policy(organization.log, arn) for name, arn in keys.items()}
    tags = {name: key_tags(organization.log, arn) for name, arn in keys.items()}
    policies["member"] = attached_policy(member, own["RoleNames"][0])
    accounts = {"log": organization.log.number, "member": member.number, "management": organization.management.number}
    return Deployment(mode, organization.id, accounts, paths, declared, outputs["BucketName"], former, keys, tags, policies)


def make_bucket(account, name, former):
    """Makes a bucket as somebody may have made it before, and returns what it is encrypted with."""
    rule = {"SSEAlgorithm": former}
    if former == KEY:
        former = account.client("kms").create_key()["KeyMetadata"]["Arn"]
        rule = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": former}
    s3 = account.client("s3")
    s3.create_bucket(Bucket=name)
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": rule}]})
    return former


def filled(properties, known):
    """Properties with what is known in the place of ${...}."""
    text = json.dumps(properties)
    for name, value in known.items():
        text = text.replace(f"${{{name}}}", value)
    return json.loads(text)


def create(account, name, type_, properties, outputs, say):
    """Creates a stack of one resource; returns the outputs that were asked for."""
    template = {
        "Resources": {type_: {"Type": f"{TYPES}::{type_}", "Properties": properties}},
        "Outputs": {output: {"Value": {"Fn::GetAtt": [type_, output]}} for output in outputs},
    }
    return Stack(account, name, say).create(TemplateBody=json.dumps(template))


def key_policy(account, arn):
    """The policy of a key, asked in the key's Region."""
    kms = account.client("kms", arn.split(":")[3])
    return json.loads(kms.get_key_policy(KeyId=arn, PolicyName="default")["Policy"])


def key_tags(account, arn):
    """The tags of a key, as a condition finds them."""
    tags = account.client("kms", arn.split(":")[3]).list_resource_tags(KeyId=arn)["Tags"]
    return {f"aws:ResourceTag/{tag['TagKey']}": tag["TagValue"] for tag in tags}


def attached_policy(account, role):
    """The policy of ours that is attached to a role."""
    iam = account.client("iam")
    (ours,) = [it for it in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"] if "/session-logging/" in it["PolicyArn"]]
    return managed_policy(iam, ours["PolicyArn"])


def managed_policy(iam, arn):
    """The default version of a managed policy, AWS's own included."""
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    return iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
