"""Deploys one mode in the emulator and reads back what the types have written there."""

import json
import re
from dataclasses import dataclass, field, replace

from demo.organization import INSTANCE_ROLE, REGIONS
from demo.stacks import Stack, as_parameters
from processes import ROOT

from .modes import KEY

GIVEN = ROOT / "logging-domain" / "src" / "test" / "resources" / "policies"

SESSION_USERS = ROOT / "examples" / "session-users.yaml"

TYPES = "SessionManager::Logging"


@dataclass(frozen=True)
class Deployment:
    """What a Central and a Member have left: where, and the policies by what they belong to.

    `policies` has bucket, bucket-key, session-key (absent when one key does both), replica-key and member, but not a given key's,
    which no type writes; `tags` has those of the same keys. `accounts` are numbers by log, member and management, `paths` where
    in the organization they are.
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
    # The policies of examples/session-users.yaml in the member, by the logical ids there.
    people: dict = field(default_factory=dict)

    @property
    def region(self):
        """The bucket's."""
        return region_of(self.keys["bucket-key"])

    @property
    def another_region(self):
        """A Region that the bucket is not in."""
        return another_region(self.region)

    @property
    def s3(self):
        """The name by which S3 of the bucket's Region calls KMS."""
        return f"s3.{self.region}.amazonaws.com"

    @property
    def key_prefix(self):
        """Below what the member's sessions in the home Region are logged, after LogPrefix."""
        return self.mode.member.get("KeyPrefix", f"{self.accounts['member']}/{self.region}")

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
    # Central's default names an account's one bucket; these are several.
    more = {"BucketName": f"logs-{mode.name}", "ReplicaRegions": [another_region(organization.region)]}
    if mode.former:
        make_bucket(organization.log, more["BucketName"], mode.former)
    if mode.given_keys:
        more |= make_keys(organization, more["BucketName"])
    return deploy_as_declared(organization, replace(mode, central=more | mode.central), say)


def deploy_as_declared(organization, mode, say=lambda line: None):
    """Deploys what a mode declares and nothing else, but for a role of the member's instances."""
    roles = mode.member.get("RoleNames") or [INSTANCE_ROLE]
    # Names that IAM would not take are for the type to refuse.
    member = organization.add_member(mode.name, [it for it in roles if isinstance(it, str) and re.fullmatch(r"[\w+=,.@-]{1,64}", it)])
    known = {"LogAccount": organization.log.number, "MemberAccount": member.number, "OrganizationId": organization.id, "MembersPath": f"{organization.id}/{organization.root}/{organization.unit}/"}
    declared = filled(mode.central, known)
    former = encryption_of(organization.log, declared.get("BucketName"))
    outputs = create(organization.log, f"central-{mode.name}", "Central", declared, ["BucketName", "BucketKeyArn", "SessionKeyArn"], say)
    own = {"RoleNames": roles} | outputs | filled(mode.member, known)
    create(member, f"member-{mode.name}", "Member", own, ["PolicyArn"], say)
    found = read_back(organization, mode, member, roles[0], declared, outputs)
    return replace(found, former=former, people=people(member, mode.name, outputs["SessionKeyArn"], say))


def read_back(organization, mode, member, role, declared, outputs):
    """What a Central with these outputs and a Member whose policy a role has are found to be."""
    keys = {"bucket-key": outputs["BucketKeyArn"], "session-key": outputs["SessionKeyArn"]}
    if mode.one_key:
        del keys["session-key"]
    # All replicas have the same policy.
    for region in replica_regions(organization.region, declared)[:1]:
        keys["replica-key"] = outputs["SessionKeyArn"].replace(region_of(outputs["SessionKeyArn"]), region)
    policies = {"bucket": json.loads(organization.log.client("s3").get_bucket_policy(Bucket=outputs["BucketName"])["Policy"])}
    # Of a given key nothing is known, unless its policy says what the guide asks for.
    given = set() if mode.given_keys else {declared.get("ExistingBucketKeyArn"), declared.get("ExistingSessionKeyArn")}
    ours = {name: arn for name, arn in keys.items() if arn not in given}
    policies |= {name: key_policy(organization.log, arn) for name, arn in ours.items()}
    tags = {name: key_tags(organization.log, arn) for name, arn in ours.items()}
    policies["member"] = attached_policy(member, role)
    paths = {"root": f"{organization.id}/{organization.root}/", "member": f"{organization.id}/{organization.root}/{organization.unit}/"}
    accounts = {"log": organization.log.number, "member": member.number, "management": organization.management.number}
    return Deployment(mode, organization.id, accounts, paths, declared, outputs["BucketName"], "", keys, tags, policies)


def replica_regions(home, declared):
    """Where a declaration asks for replicas; there is none in the bucket's own Region."""
    return [region for region in declared.get("ReplicaRegions", []) if region != home]


def make_bucket(account, name, former):
    """Makes a bucket as somebody may have made it before."""
    rule = {"SSEAlgorithm": former}
    if former == KEY:
        rule = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": account.client("kms").create_key()["KeyMetadata"]["Arn"]}
    s3 = account.client("s3")
    s3.create_bucket(Bucket=name)
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": rule}]})


def make_keys(organization, bucket):
    """Makes keys as a team of the log account may have made them, with the statements that the guide asks for; as properties."""
    log = organization.log
    owner = {"Sid": "OwnerDecides", "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{log.number}:root"}, "Action": "kms:*", "Resource": "*"}
    names = {"o-exampleorg1": organization.id, "111111111111": log.number, "333333333333": log.number}
    names |= {"central-session-logs": bucket, "s3.eu-west-1.": f"s3.{organization.region}."}
    made = {}
    for purpose in ("Bucket", "Session"):
        text = (GIVEN / f"given-{purpose.lower()}-key.json").read_text(encoding="utf-8")
        for example, name in names.items():
            text = text.replace(example, name)
        policy = json.loads(text)
        policy["Statement"].append(owner)
        key = log.client("kms").create_key(Policy=json.dumps(policy), MultiRegion=purpose == "Session")
        made[f"Existing{purpose}KeyArn"] = key["KeyMetadata"]["Arn"]
    return made


def encryption_of(account, bucket):
    """What a bucket that is there is encrypted with: a key, or an algorithm without one; empty where there is no bucket."""
    s3 = account.client("s3")
    if bucket not in [it["Name"] for it in s3.list_buckets()["Buckets"]]:
        return ""
    (rule,) = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    default = rule["ApplyServerSideEncryptionByDefault"]
    return default.get("KMSMasterKeyID", default["SSEAlgorithm"])


def filled(properties, known):
    """Properties with what is known in the place of ${...}."""
    text = json.dumps(properties)
    for name, value in known.items():
        text = text.replace(f"${{{name}}}", value)
    return json.loads(text)


def region_of(arn):
    """The Region of a key."""
    return arn.split(":")[3]


def another_region(region):
    """A Region that is not this one."""
    return next(it for it in REGIONS if it != region)


def create(account, name, type_, properties, outputs, say):
    """Creates a stack of one resource; returns the outputs that were asked for."""
    return Stack(account, name, say).create(TemplateBody=template(type_, properties, outputs))


def template(type_, properties, outputs):
    """One resource and outputs of it."""
    resource = {"Type": f"{TYPES}::{type_}", "Properties": properties}
    return json.dumps({"Resources": {type_: resource}, "Outputs": {it: {"Value": {"Fn::GetAtt": [type_, it]}} for it in outputs}})


def key_policy(account, arn):
    """The policy of a key, asked in the key's Region."""
    kms = account.client("kms", region_of(arn))
    return json.loads(kms.get_key_policy(KeyId=arn, PolicyName="default")["Policy"])


def key_tags(account, arn):
    """The tags of a key, as a condition finds them."""
    tags = account.client("kms", region_of(arn)).list_resource_tags(KeyId=arn)["Tags"]
    return {f"aws:ResourceTag/{tag['TagKey']}": tag["TagValue"] for tag in tags}


def people(member, name, session_key, say):
    """The policies of people who start sessions, and of those who ask for them, from the example's stacks."""
    text = SESSION_USERS.read_text(encoding="utf-8")
    found = {}
    for policy, asks in (("SessionUsers", "false"), ("AccessRequesters", "true")):
        given = as_parameters({"SessionKeyArn": session_key, "JustInTimeAccess": asks})
        outputs = Stack(member, f"{name}-{policy}", say).create(TemplateBody=text, Parameters=given, Capabilities=["CAPABILITY_IAM"])
        found[policy] = managed_policy(member.client("iam"), outputs["PolicyArn"])
    return found


def attached_policy(account, role):
    """The policy of ours that is attached to a role."""
    iam = account.client("iam")
    (ours,) = [it for it in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"] if "/session-logging/" in it["PolicyArn"]]
    return managed_policy(iam, ours["PolicyArn"])


def managed_policy(iam, arn):
    """The default version of a managed policy, AWS's own included."""
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    return iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
