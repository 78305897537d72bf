"""An organization with members, and stacks of its log account that hold a StackSet over them."""

import json
from typing import Any

from emulated import Aws, eventually, settled
from things import StandIn, template, thing

MEMBER_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com"
REGIONS = ["eu-west-1", "us-east-1"]
ADMINISTRATOR = {"CallAs": "DELEGATED_ADMIN"}
TOLERANT = {
    "FailureTolerancePercentage": 50,
    "MaxConcurrentPercentage": 100,
    "ConcurrencyMode": "SOFT_FAILURE_TOLERANCE",
}


class Organization:
    """A management account, two members in an OU, and below the root a log account that administers StackSets."""

    def __init__(self, aws: Aws, trusted: bool = True) -> None:
        self.aws = aws
        self.client = aws.client("organizations")
        self.client.create_organization(FeatureSet="ALL")
        self.root = self.client.list_roots()["Roots"][0]["Id"]
        made = self.client.create_organizational_unit(ParentId=self.root, Name="members")
        self.unit = made["OrganizationalUnit"]["Id"]
        self.log = self.create_account("log")
        self.members = [self.join("one"), self.join("two")]
        self.management = aws.client("cloudformation")
        if trusted:
            self.management.activate_organizations_access()
        self.client.register_delegated_administrator(AccountId=self.log, ServicePrincipal=MEMBER_PRINCIPAL)
        self.cfn = aws.client("cloudformation", account=self.log)

    def create_account(self, name: str) -> str:
        made = self.client.create_account(AccountName=name, Email=f"{name}@example.com")
        return made["CreateAccountStatus"]["AccountId"]

    def move(self, account: str, source: str, destination: str) -> None:
        self.client.move_account(AccountId=account, SourceParentId=source, DestinationParentId=destination)

    def join(self, name: str) -> str:
        account = self.create_account(name)
        self.move(account, self.root, self.unit)
        return account

    def everywhere(self) -> set[tuple[str, str]]:
        return {(account, region) for account in self.members for region in REGIONS}

    # --- StackSets

    def holding(self, body: str = "", name: str = "set", **properties: Any) -> str:
        """A template whose StackSet rolls out a template to all members and Regions."""
        targets = {"OrganizationalUnitIds": [self.unit]}
        stack_set = {
            "StackSetName": name,
            "PermissionModel": "SERVICE_MANAGED",
            "AutoDeployment": {"Enabled": True, "RetainStacksOnAccountRemoval": False},
            "StackInstancesGroup": [{"DeploymentTargets": targets, "Regions": REGIONS}],
            "TemplateBody": body or things(),
            **ADMINISTRATOR,
            **properties,
        }
        return template(Set={"Type": "AWS::CloudFormation::StackSet", "Properties": stack_set})

    def deploy(self, body: str = "", name: str = "set", **properties: Any) -> dict[str, Any]:
        """The stack that holds the StackSet, once it is made."""
        self.cfn.create_stack(StackName=f"{name}-stack", TemplateBody=self.holding(body, name, **properties))
        return settled(self.cfn, f"{name}-stack")

    def update(self, body: str = "", **properties: Any) -> dict[str, Any]:
        self.cfn.update_stack(StackName="set-stack", TemplateBody=self.holding(body, **properties))
        return settled(self.cfn, "set-stack")

    def instances(self, detail: str = "") -> list[dict[str, Any]]:
        """All, or those of a detailed status."""
        chosen = {"Filters": [{"Name": "DETAILED_STATUS", "Values": detail}]} if detail else {}
        return self.cfn.list_stack_instances(StackSetName="set", **ADMINISTRATOR, **chosen)["Summaries"]

    def operations(self) -> list[dict[str, Any]]:
        """Newest first."""
        return self.cfn.list_stack_set_operations(StackSetName="set", **ADMINISTRATOR)["Summaries"]

    def results(self, operation_id: str) -> dict[tuple[str, str], dict[str, Any]]:
        listed = self.cfn.list_stack_set_operation_results(
            StackSetName="set", OperationId=operation_id, **ADMINISTRATOR
        )
        return {(it["Account"], it["Region"]): it for it in listed["Summaries"]}

    def take_out(self, account: str, **arguments: Any) -> None:
        """Deletes the instances of one account."""
        targets = {"OrganizationalUnitIds": [self.unit], "Accounts": [account], "AccountFilterType": "INTERSECTION"}
        arguments = {"RetainStacks": False, **arguments, **ADMINISTRATOR}
        self.cfn.delete_stack_instances(StackSetName="set", DeploymentTargets=targets, Regions=REGIONS, **arguments)

    def try_again(self, account: str) -> None:
        """Deploys to the instances of one account once more."""
        targets = {"OrganizationalUnitIds": [self.unit], "Accounts": [account], "AccountFilterType": "INTERSECTION"}
        self.cfn.update_stack_instances(StackSetName="set", DeploymentTargets=targets, Regions=REGIONS, **ADMINISTRATOR)

    def idle(self) -> None:
        """Waits until no operation runs."""
        eventually(lambda: all(it["Status"] not in ("RUNNING", "QUEUED") for it in self.operations()))


def things(**properties: Any) -> str:
    """A template with one thing, named after its account, of a size that is a parameter."""
    body = json.loads(
        template(A=thing({"Name": {"Fn::Sub": "a-${AWS::AccountId}"}, "Size": {"Ref": "Size"}, **properties}))
    )
    return json.dumps({"Parameters": {"Size": {"Type": "String", "Default": "1"}}, **body})


def sized(size: str) -> list[dict[str, str]]:
    return [{"ParameterKey": "Size", "ParameterValue": size}]


def deployed(stand_in: StandIn) -> set[tuple[str, str]]:
    return {(account, region) for account, region, _ in stand_in.things}
