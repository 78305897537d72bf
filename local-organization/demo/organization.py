"""The emulated organization: its accounts, what they hold before anything is deployed, and clients for each of them."""

import json
import urllib.request

from .clients import client

HOME_REGION = "us-east-1"
REGIONS = ["us-east-1", "eu-west-1"]
INSTANCE_ROLE = "workload-instances"
# Amazon Linux, as every account finds it.
IMAGE = "ami-12c6146b"
PREFERENCES = "SSM-SessionManagerRunShell"
# The managed policy that lets an instance be managed at all; it grants nothing on the bucket or its keys.
CORE_POLICY = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
# Default Host Management Configuration, by which instances without a role of their own are managed: its setting, the policy that AWS
# has for its role, and a role that a team may have given it.
HOST_MANAGEMENT = "/ssm/managed-instance/default-ec2-instance-management-role"
HOST_POLICY = "arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy"
HOST_ROLE = "default-hosts"


class Account:
    """One account; every client acts in it under a role of its own."""

    def __init__(self, organization, name, number):
        self.organization = organization
        self.name = name
        self.number = number

    def __str__(self):
        return f"{self.name} ({self.number})"

    def client(self, service, region=None, role="OrganizationAccountAccessRole"):
        """A client of a service, in the organization's home Region unless another is given, under a role of this account."""
        return client(self.organization.url, service, region or self.organization.region, self._credentials(role))

    def let_pass(self, region, seconds):
        """Makes the account's sessions and documents in a Region older."""
        self.organization.tell_emulator("passed-time", {"account": self.number, "region": region, "seconds": seconds})

    def _credentials(self, role):
        return self.organization.credentials(self.number, role)


class Organization:
    """A management account, a log account that administers StackSets, and members in one organizational unit.

    `ids` has those that AWS would draw: the organization's, and the accounts' in the order in which they are made, which
    begins with the management account and the log account.
    """

    def __init__(self, url, region=HOME_REGION, ids=None):
        self.url = url
        self.region = region
        self._known_credentials = {}
        self._sts = client(url, "sts", region)
        management = self._sts.get_caller_identity()["Account"]
        if ids:
            management = ids["account"][0]
            self.give_ids(ids)
        self.management = Account(self, "management", management)
        organizations = self.management.client("organizations")
        self.id = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
        self.root = organizations.list_roots()["Roots"][0]["Id"]
        unit = organizations.create_organizational_unit(ParentId=self.root, Name="Workloads")
        self.unit = unit["OrganizationalUnit"]["Id"]
        self.log = self._create("log-archive")
        self.members = []
        # Trusted access and a delegated administrator: what StackSets need before the log account may use them.
        self.management.client("cloudformation").activate_organizations_access()
        organizations.register_delegated_administrator(
            AccountId=self.log.number, ServicePrincipal="member.org.stacksets.cloudformation.amazonaws.com"
        )

    def give_ids(self, ids):
        """Ids, by kind, for what is made next."""
        self.tell_emulator("given-ids", ids)

    def tell_emulator(self, what, told):
        """What no call of AWS can: one of the emulator's own addresses."""
        request = urllib.request.Request(f"{self.url}/moto-api/{what}", json.dumps(told).encode(), {"Content-Type": "application/json"})
        urllib.request.urlopen(request).close()

    def credentials(self, number, role):
        """Credentials of a role of an account."""
        key = (number, role)
        if key not in self._known_credentials:
            arn = f"arn:aws:iam::{number}:role/{role}"
            # Accounts trust the management account that made them; its own role nobody has made, so whoever asks has it.
            sts = self._sts if number == self.management.number else self.management.client("sts")
            self._known_credentials[key] = sts.assume_role(RoleArn=arn, RoleSessionName="demo")["Credentials"]
        return self._known_credentials[key]

    def add_member(self, name, roles=(INSTANCE_ROLE,)):
        """An account with the instance roles of its workloads, moved into the organizational unit."""
        member = self._create(name)
        for role in roles:
            make_role(member, role, "ec2.amazonaws.com", CORE_POLICY)
        self.management.client("organizations").move_account(
            AccountId=member.number, SourceParentId=self.root, DestinationParentId=self.unit
        )
        self.members.append(member)
        return member

    def _create(self, name):
        organizations = self.management.client("organizations")
        status = organizations.create_account(AccountName=name, Email=f"{name}@example.com")["CreateAccountStatus"]
        return Account(self, name, status["AccountId"])


def make_role(account, name, service, policy):
    """A role for a service of AWS, with one managed policy."""
    iam = account.client("iam")
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    iam.attach_role_policy(RoleName=name, PolicyArn=policy)


def launch_instances(member):
    """One in each Region, with the instance role, but where Default Host Management gives it one. In the home Region, where the bucket
    is, their network has a gateway endpoint for S3."""
    iam = member.client("iam")
    iam.create_instance_profile(InstanceProfileName=INSTANCE_ROLE)
    iam.add_role_to_instance_profile(InstanceProfileName=INSTANCE_ROLE, RoleName=INSTANCE_ROLE)
    for region in REGIONS:
        ec2 = member.client("ec2", region)
        profile = {} if host_role(member, region) else {"IamInstanceProfile": {"Name": INSTANCE_ROLE}}
        launched = ec2.run_instances(ImageId=IMAGE, MinCount=1, MaxCount=1, **profile)["Instances"][0]
        if region == HOME_REGION:
            ec2.create_vpc_endpoint(VpcId=launched["VpcId"], ServiceName=f"com.amazonaws.{region}.s3", VpcEndpointType="Gateway")


def attached(account, role):
    """ARNs of the managed policies of a role."""
    return {policy["PolicyArn"] for policy in account.client("iam").list_attached_role_policies(RoleName=role)["AttachedPolicies"]}


def turn_on_host_management(member, region):
    """Default Host Management as a team has turned it on, with a role of its own."""
    make_role(member, HOST_ROLE, "ssm.amazonaws.com", HOST_POLICY)
    member.client("ssm", region).update_service_setting(SettingId=HOST_MANAGEMENT, SettingValue=HOST_ROLE)


def host_role(member, region):
    """The role of Default Host Management; None where it is off."""
    value = member.client("ssm", region).get_service_setting(SettingId=HOST_MANAGEMENT)["ServiceSetting"]["SettingValue"]
    return None if value == "$None" else value.rpartition("/")[2]


def write_preferences(member, region):
    """Preferences that somebody has set and changed in the console: two versions, the second in use."""
    ssm = member.client("ssm", region)
    inputs = {"s3BucketName": "", "idleSessionTimeout": "45", "runAsEnabled": True, "runAsDefaultUser": "operator"}
    content = {"schemaVersion": "1.0", "description": "Our preferences", "sessionType": "Standard_Stream", "inputs": inputs}
    ssm.create_document(Name=PREFERENCES, DocumentType="Session", DocumentFormat="JSON", Content=json.dumps(content))
    changed = content | {"inputs": inputs | {"idleSessionTimeout": "15"}}
    ssm.update_document(Name=PREFERENCES, DocumentVersion="$LATEST", Content=json.dumps(changed))
    ssm.update_document_default_version(Name=PREFERENCES, DocumentVersion="2")
    return preferences(member, region)


def preferences(member, region):
    """What the account's preferences say, as the console and as sessions see them; the way back may write the same as a newer version."""
    ssm = member.client("ssm", region)
    return {"console": content(ssm, "$DEFAULT"), "sessions": content(ssm, "$LATEST")}


def content(ssm, version):
    """A version of the preferences, parsed."""
    return json.loads(ssm.get_document(Name=PREFERENCES, DocumentVersion=version)["Content"])
