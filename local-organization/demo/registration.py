"""How the types come into every account: package bucket, registration in the organization, a newer version and the way back."""

import json

from botocore.exceptions import ClientError

from .organization import HOME_REGION
from .packages import described, package_bucket, release, text, upload
from .stacks import DeploymentFailed, Stack, as_parameters, await_instances
from .tables import table

VERSION, NEWER = "0.1.0", "0.1.1"
WORDS = f"Session Logging {NEWER}"
MEMBER = "SessionManager::Logging::Member"
STACK_SETS = ("session-logging-roles", "session-logging-types")


class Registration:
    """examples/distribution/ in the log account of an organization, for members in some Regions."""

    def __init__(self, organization, regions, say):
        self.organization = organization
        self.regions = regions
        self.say = say
        self.stack = Stack(organization.log, "session-logging-registration", say)

    def make_bucket(self, work):
        """The bucket with a release, and with one that stands for a newer: its types describe themselves otherwise."""
        self.bucket = package_bucket(self.organization, self.say)
        files = release()
        s3 = self.organization.log.client("s3")
        upload(s3, self.bucket, VERSION, files)
        upload(s3, self.bucket, NEWER, described(files, WORDS, work))
        self.say(f"s3://{self.bucket} holds the packages of {VERSION} and {NEWER}, and the templates that register them")

    def values(self, version):
        return {
            "PackageBucket": self.bucket,
            "Version": version,
            "OrganizationalUnitIds": self.organization.unit,
            "Regions": ",".join(self.regions),
            "ManagementAccountId": self.organization.management.number,
        }

    def create(self, version=VERSION):
        """Gives the ARN of the types' StackSet, on which that of the members depends."""
        return self._deploy(self.stack.create, version)

    def change(self, version):
        """An upgrade, or the way back: one parameter."""
        return self._deploy(self.stack.update, version)

    def _deploy(self, operation, version):
        outputs = operation(TemplateBody=text("registration"), Parameters=as_parameters(self.values(version)), Capabilities=["CAPABILITY_NAMED_IAM"])
        return outputs["TypesStackSetArn"]

    def create_in_log_account(self, region, version=VERSION):
        """Both types in a further Region of the log account: the same template, as a stack. The roles are there."""
        stack = Stack(self.organization.log, "session-logging-types", self.say, region)
        values = {"PackageBucket": self.bucket, "Version": version, "Types": "BOTH"}
        stack.create(TemplateBody=text("register-types"), Parameters=as_parameters(values))
        return stack

    def await_members(self, members):
        """Waits until all of them have their roles and types."""
        for stack_set, regions in zip(STACK_SETS, ([HOME_REGION], self.regions), strict=True):
            await_instances(self.organization.log, stack_set, {(member.number, region) for member in members for region in regions})

    def remove(self, members):
        """By the runbook: the stack first, which leaves its StackSets; then their stacks, the types before the roles; then them."""
        self.stack.delete()
        cloudformation = self.organization.log.client("cloudformation")
        for stack_set, regions in zip(STACK_SETS[::-1], (self.regions, [HOME_REGION]), strict=True):
            name = {"StackSetName": stack_set, "CallAs": "DELEGATED_ADMIN"}
            targets = {"OrganizationalUnitIds": [self.organization.unit]}
            cloudformation.delete_stack_instances(**name, DeploymentTargets=targets, Regions=regions, RetainStacks=False)
            await_instances(self.organization.log, stack_set, set())
            cloudformation.delete_stack_set(**name)
        left = [(str(it), role["RoleName"]) for it in members for role in it.client("iam").list_roles(PathPrefix="/session-logging/")["Roles"]]
        if left or any(self.versions(members).values()):
            raise DeploymentFailed(f"after the removal of types and roles: {left}, {self.versions(members)}")

    def versions(self, members):
        """(account, Region) -> the version of Member that is in use there, and how it describes itself; None where there is none."""
        places = [(member, region) for member in members for region in self.regions]
        return {(member.name, region): default_version(member, region) for member, region in places}

    def show(self, members):
        found = self.versions(members)
        rows = [row(name, region, version) for (name, region), version in found.items()]
        print(f"\n{table(rows)}\n", flush=True)
        return set(found.values())


def row(account, region, version):
    return {"account": account, "Region": region, "version of Member in use": version[0], "which says of itself": f"{version[1][:40]} ..."}


def default_version(account, region):
    try:
        found = account.client("cloudformation", region).describe_type(Type="RESOURCE", TypeName=MEMBER)
    except ClientError as error:
        if error.response["Error"]["Code"] == "TypeNotFoundException":
            return None
        raise
    return found["DefaultVersionId"], json.loads(found["Schema"])["description"]
