"""What an account holds before a type is tested in it, and what must be the same afterwards."""

import json
import urllib.request
from contextlib import contextmanager

from access import narrow_roles
from demo.clients import client
from processes import REGION

ACCOUNT = "123456789012"  # moto's: that of a client without a role
PREFERENCES = "SSM-SessionManagerRunShell"
# What the inputs of member name.
BUCKET, LOG_ACCOUNT = "acme-session-logs", "111122223333"
BUCKET_KEY, SESSION_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab", "mrk-1234abcd12ab34cd56ef1234567890ab"


def clients(aws_url):
    """Makes clients of a service: of the account that the types are tested in, or of another one of its organization."""

    def of(service, account=None):
        if account is None:
            return client(aws_url, service, REGION)
        role = f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
        return client(aws_url, service, REGION, of("sts").assume_role(RoleArn=role, RoleSessionName="contract")["Credentials"])

    return of


@contextmanager
def log_account(client, models):
    """The account of an organization: inputs can name the ids of both, {{OrganizationId}} and {{AccountId}}, and keys that
    somebody has made, as a stack exports them. The role that the handlers run under leaves itself in when it names
    administrators. The buckets that models name for access logs are there."""
    organizations = client("organizations")
    organization = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
    keys = given_keys(client, organizations.create_account(AccountName="keys", Email="keys@example.com")["CreateAccountStatus"]["AccountId"])
    parameter = {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/organization", "Type": "String", "Value": organization}}
    ids = {"OrganizationId": organization, "AccountId": {"Ref": "AWS::AccountId"}} | {name: arn for name, (_, arn) in keys.items()}
    outputs = {name: {"Value": value, "Export": {"Name": name}} for name, value in ids.items()}
    template = {"Resources": {"Parameter": parameter}, "Outputs": outputs}
    stacks = client("cloudformation")
    stacks.create_stack(StackName="organization", TemplateBody=json.dumps(template))
    stacks.get_waiter("stack_create_complete").wait(StackName="organization", WaiterConfig={"Delay": 1})
    for bucket in sorted({model["AccessLog"]["Bucket"] for model in models if "AccessLog" in model}):
        make_access_log_bucket(client("s3"), bucket)
    narrow_roles.deploy(stacks, narrow_roles.parameters("CENTRAL", models, keys["MultiRegionKey"][1]))
    former = {name: key(*made) for name, made in keys.items()}
    yield
    found = {name: key(*made) for name, made in keys.items()}
    assert found == former, f"given keys were changed\n  before: {former}\n  after:  {found}"


def given_keys(client, other):
    """Keys by the names that inputs have for them, each with the KMS that it is asked about; one of another account."""
    kms, others = client("kms"), client("kms", other)
    multi_region = kms.create_key(MultiRegion=True, Policy=ANYBODY)["KeyMetadata"]["Arn"]
    kms.replicate_key(KeyId=multi_region, ReplicaRegion="eu-west-1", Policy=ANYBODY)
    return {
        "KeyOfThisAccount": (kms, kms.create_key(Policy=ANYBODY)["KeyMetadata"]["Arn"]),
        "MultiRegionKey": (kms, multi_region),
        "KeyOfAnotherAccount": (others, others.create_key(Policy=ANYBODY)["KeyMetadata"]["Arn"]),
    }


def make_access_log_bucket(s3, bucket):
    """A bucket in the client's Region to which S3 may deliver access logs."""
    region = s3.meta.region_name
    elsewhere = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    s3.create_bucket(Bucket=bucket, **elsewhere)
    statement = {"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}}
    statement |= {"Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))


@contextmanager
def member_account(client, models):
    """The organization's bucket and keys, and the roles that the models name; where they take over the account's preferences, somebody has already edited those."""
    make_logs(client)
    for role in sorted({role for model in models for role in model.get("RoleNames", [])}):
        client("iam").create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(trust("ec2.amazonaws.com")))
    narrow_roles.deploy(client("cloudformation"), narrow_roles.parameters("MEMBER", models))
    if not any(model.get("DocumentName", PREFERENCES) == PREFERENCES for model in models):
        yield
        return
    former = edited_preferences(client("ssm"))
    yield
    found = preferences(client("ssm"))
    assert found == former, f"the former preferences were not put back\n  before: {former}\n  after:  {found}"


def make_logs(client):
    """Bucket and keys in a log account of the account's organization, as Central makes them."""
    give_ids(client, {"account": [LOG_ACCOUNT], "key": [BUCKET_KEY, SESSION_KEY]})
    organizations = client("organizations")
    organization = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
    organizations.create_account(AccountName="log-archive", Email="log-archive@example.com")
    s3, kms = client("s3", LOG_ACCOUNT), client("kms", LOG_ACCOUNT)
    members = {"Effect": "Allow", "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": organization}}}
    root = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{LOG_ACCOUNT}:root"}, "Action": "kms:*", "Resource": "*"}
    looks = members | {"Action": "kms:DescribeKey", "Resource": "*"}
    use = members | {"Action": ["kms:GenerateDataKey", "kms:Decrypt"], "Resource": "*"}

    def policy(operator, keys):
        only = use | {"Condition": members["Condition"] | {operator: keys}}
        return json.dumps({"Version": "2012-10-17", "Statement": [root, looks, only]})

    through_s3 = policy("StringLike", {"kms:ViaService": "s3.*"})
    of_sessions = policy("Null", {"kms:EncryptionContext:aws:ssm:SessionId": "false"})
    bucket_key = kms.create_key(Policy=through_s3)["KeyMetadata"]["Arn"]
    kms.create_alias(AliasName=f"alias/session-logging/{BUCKET}/bucket", TargetKeyId=BUCKET_KEY)
    kms.create_key(MultiRegion=True, Policy=of_sessions)
    kms.create_alias(AliasName=f"alias/session-logging/{BUCKET}/session", TargetKeyId=SESSION_KEY)
    s3.create_bucket(Bucket=BUCKET)
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": bucket_key}}
    s3.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration={"Rules": [rule]})
    arn = f"arn:aws:s3:::{BUCKET}"
    reads = members | {"Action": "s3:GetEncryptionConfiguration", "Resource": arn}
    writes = members | {"Action": ["s3:PutObject", "s3:PutObjectAcl"], "Resource": f"{arn}/${{aws:PrincipalAccount}}/*"}
    s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps({"Version": "2012-10-17", "Statement": [reads, writes]}))


def give_ids(client, ids):
    """Ids, by kind, for what is made next."""
    url = f"{client('s3').meta.endpoint_url}/moto-api/given-ids"
    urllib.request.urlopen(urllib.request.Request(url, json.dumps(ids).encode(), {"Content-Type": "application/json"})).close()


ACCOUNTS = {"central": log_account, "member": member_account}


# Of a key that all accounts may use; the emulator evaluates no policy.
ANYBODY = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"}})


def key(kms, arn):
    """What may not be changed of a key that somebody else has made."""
    state = kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"]
    names = [alias["AliasName"] for alias in kms.list_aliases(KeyId=arn)["Aliases"]]
    return state, kms.get_key_policy(KeyId=arn)["Policy"], kms.list_resource_tags(KeyId=arn)["Tags"], names


def trust(service):
    """The trust policy of a role for a service."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def edited_preferences(ssm):
    """Preferences in two versions, of which the console shows the first and sessions use the second."""
    inputs = {"idleSessionTimeout": "30", "runAsEnabled": True, "runAsDefaultUser": "operator", "s3BucketName": "", "s3KeyPrefix": ""}
    content = {"schemaVersion": "1.0", "description": "Preferences", "sessionType": "Standard_Stream", "inputs": inputs}
    ssm.create_document(Name=PREFERENCES, DocumentType="Session", DocumentFormat="JSON", Content=json.dumps(content))
    second = content | {"inputs": inputs | {"idleSessionTimeout": "45"}}
    ssm.update_document(Name=PREFERENCES, DocumentVersion="$LATEST", Content=json.dumps(second))
    return preferences(ssm)


def preferences(ssm):
    """The version that the console shows, its content, and the content that sessions use: of that the number may grow."""
    console = ssm.describe_document(Name=PREFERENCES)["Document"]["DefaultVersion"]
    contents = {
        which: json.loads(ssm.get_document(Name=PREFERENCES, DocumentVersion=version)["Content"])
        for which, version in (("console", console), ("sessions", "$LATEST"))
    }
    return {"default version": console, **contents}
