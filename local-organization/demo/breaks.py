"""What may go wrong in an organization that was deployed well, one thing after the other: each is found and named, and nothing else.

A break is a function: what comes before its `yield` breaks one thing, what comes after mends it. Its findings stand above it,
each as `SEVERITY account Region check`, with the names of `Place` in braces.
"""

import json
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from .agent import upload
from .organization import CORE_POLICY, HOME_REGION, IMAGE, INSTANCE_ROLE, PREFERENCES, REGIONS, Account, attached, content, make_role
from .verdict import AUDITOR

OTHER_ROLE = "somebody-elses-instances"
READER = "arn:aws:iam::444455556666:root"

BREAKS = []


@dataclass(frozen=True)
class Place:
    """The log account with what was deployed to it, and the account and Region in which members are broken."""

    log: Account
    outputs: dict
    member: Account
    region: str

    def name(self, finding):
        """A finding, with numbers for names."""
        return finding.format(log=self.log.number, home=HOME_REGION, member=self.member.number, region=self.region)

    @property
    def bucket(self):
        return self.outputs["BucketName"]


@dataclass(frozen=True)
class Break:
    """A thing that is broken and mended again, and what is found meanwhile."""

    name: str
    broken: Callable
    findings: tuple
    region: str


def found_as(*findings, region=REGIONS[1]):
    """Decorator: a break, named after its function; region: that in which it is looked for."""

    def put(broken):
        BREAKS.append(Break(broken.__name__.replace("_", " "), contextmanager(broken), findings, region))
        return broken

    return put


@found_as("FAILURE {log} {home} session-key", "FAILURE {member} {region} session-key")
def replica_removed(place):
    kms = place.log.client("kms", place.region)
    key = place.outputs["SessionKeyArn"].rpartition("/")[2]
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    yield
    kms.cancel_key_deletion(KeyId=key)
    kms.enable_key(KeyId=key)


@found_as("FAILURE {log} {home} key-policy")
def key_policy_edited(place):
    """Somebody lets an account that they trust read the logs."""
    kms = place.log.client("kms")
    key = place.outputs["BucketKeyArn"]
    found = kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]
    policy = json.loads(found)
    reader = {"Sid": "OurSiem", "Effect": "Allow", "Principal": {"AWS": READER}, "Action": "kms:Decrypt", "Resource": "*"}
    policy["Statement"].append(reader)
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=json.dumps(policy))
    yield
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=found)


@found_as("FAILURE {log} {home} bucket-encryption")
def encryption_changed_to_a_key_id(place):
    s3 = place.log.client("s3")
    found = s3.get_bucket_encryption(Bucket=place.bucket)["ServerSideEncryptionConfiguration"]
    changed = json.loads(json.dumps(found))
    changed["Rules"][0]["ApplyServerSideEncryptionByDefault"]["KMSMasterKeyID"] = place.outputs["BucketKeyArn"].rpartition("/")[2]
    s3.put_bucket_encryption(Bucket=place.bucket, ServerSideEncryptionConfiguration=changed)
    yield
    s3.put_bucket_encryption(Bucket=place.bucket, ServerSideEncryptionConfiguration=found)


@found_as("FAILURE {log} {home} public-access")
def public_access_block_off(place):
    s3 = place.log.client("s3")
    found = s3.get_public_access_block(Bucket=place.bucket)["PublicAccessBlockConfiguration"]
    s3.put_public_access_block(Bucket=place.bucket, PublicAccessBlockConfiguration=found | {"RestrictPublicBuckets": False})
    yield
    s3.put_public_access_block(Bucket=place.bucket, PublicAccessBlockConfiguration=found)


@found_as("FAILURE {member} {region} preferences")
def document_edited_by_hand(place):
    ssm = place.member.client("ssm", place.region)
    former = content(ssm, "$LATEST")
    write_by_hand(ssm, former | {"inputs": former["inputs"] | {"s3BucketName": "our-own-logs"}})
    yield
    write_by_hand(ssm, former)


def write_by_hand(ssm, text):
    """As the console does: the newest version is the default."""
    written = ssm.update_document(Name=PREFERENCES, DocumentVersion="$LATEST", Content=json.dumps(text))["DocumentDescription"]
    ssm.update_document_default_version(Name=PREFERENCES, DocumentVersion=written["DocumentVersion"])


@found_as("FAILURE {member} {region} preferences")
def default_left_behind_latest(place):
    ssm = place.member.client("ssm", place.region)
    latest = ssm.describe_document(Name=PREFERENCES)["Document"]["LatestVersion"]
    ssm.update_document_default_version(Name=PREFERENCES, DocumentVersion="1")
    yield
    ssm.update_document_default_version(Name=PREFERENCES, DocumentVersion=latest)


@found_as("WARNING {member} {region} attachment", "FAILURE {member} {region} node-roles")
def policy_detached(place):
    iam = place.member.client("iam")
    (policy,) = (arn for arn in attached(place.member, INSTANCE_ROLE) if ":policy/session-logging/" in arn)
    iam.detach_role_policy(RoleName=INSTANCE_ROLE, PolicyArn=policy)
    yield
    iam.attach_role_policy(RoleName=INSTANCE_ROLE, PolicyArn=policy)


@found_as("FAILURE {member} {region} role-rights")
def boundary_put_on_a_role(place):
    iam = place.member.client("iam")
    iam.put_role_permissions_boundary(RoleName=INSTANCE_ROLE, PermissionsBoundary=CORE_POLICY)
    yield
    iam.delete_role_permissions_boundary(RoleName=INSTANCE_ROLE)


@found_as("FAILURE {member} {region} node-roles")
def node_whose_role_lacks_the_policy(place):
    iam = place.member.client("iam")
    ec2 = place.member.client("ec2", place.region)
    make_role(place.member, OTHER_ROLE, "ec2.amazonaws.com", CORE_POLICY)
    iam.create_instance_profile(InstanceProfileName=OTHER_ROLE)
    iam.add_role_to_instance_profile(InstanceProfileName=OTHER_ROLE, RoleName=OTHER_ROLE)
    (launched,) = ec2.run_instances(ImageId=IMAGE, MinCount=1, MaxCount=1, IamInstanceProfile={"Name": OTHER_ROLE})["Instances"]
    yield
    ec2.terminate_instances(InstanceIds=[launched["InstanceId"]])
    iam.remove_role_from_instance_profile(InstanceProfileName=OTHER_ROLE, RoleName=OTHER_ROLE)
    iam.delete_instance_profile(InstanceProfileName=OTHER_ROLE)
    iam.detach_role_policy(RoleName=OTHER_ROLE, PolicyArn=CORE_POLICY)
    iam.delete_role(RoleName=OTHER_ROLE)


@found_as("FAILURE {member} {region} endpoints", region=HOME_REGION)
def endpoint_policy_without_the_bucket(place):
    ec2 = place.member.client("ec2", place.region)
    (endpoint,) = ec2.describe_vpc_endpoints()["VpcEndpoints"]
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::our-own-packages/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    ec2.modify_vpc_endpoint(VpcEndpointId=endpoint["VpcEndpointId"], PolicyDocument=policy)
    yield
    ec2.modify_vpc_endpoint(VpcEndpointId=endpoint["VpcEndpointId"], PolicyDocument=endpoint["PolicyDocument"])


@found_as("FAILURE {member}  account")
def account_that_refuses_the_auditor(place):
    iam = place.member.client("iam")
    role = AUDITOR.rpartition("/")[2]
    former = json.dumps(iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"])
    other = former.replace(place.log.number, place.member.organization.management.number)
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=other)
    yield
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=former)


@found_as("FAILURE {member} {region} logs")
def log_that_never_came(place):
    """The agent is ended before it uploads, and comes back an hour later."""
    ssm = place.member.client("ssm", place.region)
    node = ssm.describe_instance_information()["InstanceInformationList"][0]["InstanceId"]
    session = ssm.start_session(Target=node)["SessionId"]
    ssm.terminate_session(SessionId=session)
    place.member.let_pass(place.region, seconds=3600)
    yield
    s3 = place.member.client("s3", role=INSTANCE_ROLE)
    upload(s3, place.bucket, f"{content(ssm, '$LATEST')['inputs']['s3KeyPrefix']}/{session}.log", b"$ exit")
