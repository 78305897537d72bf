"""What an account holds before a type is tested in it, and what must be the same afterwards."""

import json
from contextlib import contextmanager

HANDLERS = "contract-handlers"
PREFERENCES = "SSM-SessionManagerRunShell"


@contextmanager
def log_account(client, models):
    """The account of an organization: inputs can name the ids of both, {{OrganizationId}} and {{AccountId}}, and keys that
    somebody has made, as a stack exports them. The role that the handlers run under leaves itself in when it names
    administrators. The buckets that models name for access logs are there."""
    iam, organizations = client("iam"), client("organizations")
    iam.create_role(Path="/session-logging/", RoleName=HANDLERS, AssumeRolePolicyDocument=json.dumps(trust("resources.cloudformation.amazonaws.com")))
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
    """The roles that the models name; where they take over the account's preferences, somebody has already edited those."""
    for role in sorted({role for model in models for role in model.get("RoleNames", [])}):
        client("iam").create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(trust("ec2.amazonaws.com")))
    if not any(model.get("DocumentName", PREFERENCES) == PREFERENCES for model in models):
        yield
        return
    former = edited_preferences(client("ssm"))
    yield
    found = preferences(client("ssm"))
    assert found == former, f"the former preferences were not put back\n  before: {former}\n  after:  {found}"


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
