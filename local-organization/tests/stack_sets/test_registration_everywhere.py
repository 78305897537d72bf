"""Roles, types and what is made with them, each a StackSet: in which order they come, and that they may go in every order."""

import json
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import delete, eventually, failure_reasons, settled
from members import ADMINISTRATOR, REGIONS, Organization
from things import PACKAGED, StandIn, package, template

ROLE = {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/handlers"}
HANDLERS = {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "handlers", "AssumeRolePolicyDocument": {}}}
NAMES = ("roles", "types", "things")


def registration(file: str = "1") -> str:
    properties = {"TypeName": PACKAGED, "SchemaHandlerPackage": f"s3://packages/{file}.zip", "ExecutionRoleArn": ROLE}
    version = {"Type": "AWS::CloudFormation::ResourceVersion", "Properties": properties}
    return template(Version=version, Default={"Type": "AWS::CloudFormation::ResourceDefaultVersion", "Properties": {"TypeVersionArn": {"Ref": "Version"}}})


class Everywhere:
    """An organization in whose log account the type is registered, and that rolls it out."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self.management = organization.aws.client("sts").get_caller_identity()["Account"]
        self.s3 = organization.aws.client("s3", account=organization.log)
        self.s3.create_bucket(Bucket="packages", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        self.s3.put_object(Bucket="packages", Key="1.zip", Body=package())
        identifier = organization.client.describe_organization()["Organization"]["Id"]
        reads = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::packages/*"}
        self.reads = json.dumps({"Version": "2012-10-17", "Statement": [reads | {"Condition": {"StringEquals": {"aws:PrincipalOrgID": identifier}}}]})
        self.s3.put_bucket_policy(Bucket="packages", Policy=self.reads)
        own = template(Handlers=HANDLERS)
        organization.cfn.create_stack(StackName="own-roles", TemplateBody=own, Capabilities=["CAPABILITY_NAMED_IAM"])
        settled(organization.cfn, "own-roles")
        organization.cfn.create_stack(StackName="own-types", TemplateBody=registration())
        settled(organization.cfn, "own-types")

    def deploy(self, retained: bool = True) -> None:
        bodies = (template(Handlers=HANDLERS), registration(), template(A={"Type": PACKAGED, "Properties": {"Name": "a"}}))
        before: list[str] = []
        for name, body in zip(NAMES, bodies, strict=True):
            regions = REGIONS[:1] if name == "roles" else REGIONS
            automatic = {"Enabled": True, "RetainStacksOnAccountRemoval": retained and name != "things", "DependsOn": before}
            groups = [{"DeploymentTargets": {"OrganizationalUnitIds": [self.organization.unit]}, "Regions": regions}]
            stack = self.organization.deploy(body, name, Capabilities=["CAPABILITY_NAMED_IAM"], AutoDeployment=automatic, StackInstancesGroup=groups)
            assert stack["StackStatus"] == "CREATE_COMPLETE", failure_reasons(self.organization.cfn, f"{name}-stack")
            before = [self.arn(name)]

    def arn(self, name: str) -> str:
        resources = self.organization.cfn.describe_stack_resources(StackName=f"{name}-stack")["StackResources"]
        return f"arn:aws:cloudformation:eu-west-1:{self.management}:stackset/{resources[0]['PhysicalResourceId']}"

    def operations(self) -> list[dict[str, Any]]:
        listed = self.organization.cfn.list_stack_set_operations
        return [it for name in NAMES for it in listed(StackSetName=name, **ADMINISTRATOR)["Summaries"]]

    def idle(self, operations: int) -> None:
        """Waits until that many have come to their end."""
        eventually(lambda: sum(it["Status"] in ("SUCCEEDED", "FAILED") for it in self.operations()) == operations)

    def stacks(self, account: str) -> list[tuple[Any, dict[str, Any]]]:
        """Those of an account, each with its client."""
        clients = [self.organization.aws.client("cloudformation", region, account) for region in REGIONS]
        return [(client, stack) for client in clients for stack in client.describe_stacks()["Stacks"]]


@pytest.fixture
def everywhere(organization: Organization) -> Everywhere:
    return Everywhere(organization)


def owned(stand_in: StandIn, account: str) -> set[str]:
    return {region for owner, region, _ in stand_in.things if owner == account}


def leave(everywhere: Everywhere, order: tuple[str, ...]) -> str:
    """An account comes, and goes with its StackSets in that order."""
    organization, before = everywhere.organization, len(everywhere.operations())
    account = organization.join("-".join(order))
    everywhere.idle(before + len(NAMES))
    organization.aws.let_leave(order)
    organization.move(account, organization.unit, organization.root)
    everywhere.idle(before + 2 * len(NAMES))
    return account


def test_a_leaver_loses_its_things_in_every_order_and_keeps_what_they_need(everywhere: Everywhere, stand_in: StandIn) -> None:
    everywhere.deploy()
    for order in permutations(NAMES):
        account = leave(everywhere, order)
        assert [it["Status"] for it in everywhere.operations()].count("FAILED") == 0, order
        assert not owned(stand_in, account), order
        left = everywhere.stacks(account)
        assert len(left) == 3, order  # roles once, types in two Regions
        assert {stack["StackStatus"] for _, stack in left} == {"CREATE_COMPLETE"}
    for client, stack in left:  # the account's own from now on
        client.delete_stack(StackName=stack["StackId"])
        eventually(lambda client=client, stack=stack: client.describe_stacks(StackName=stack["StackId"])["Stacks"][0]["StackStatus"] == "DELETE_COMPLETE")


@pytest.mark.parametrize(("order", "stuck"), [(("things", "types", "roles"), 0), (("types", "things", "roles"), 2), (("roles", "things", "types"), 2)])
def test_without_retention_what_goes_first_leaves_things_stuck(everywhere: Everywhere, stand_in: StandIn, order: tuple[str, ...], stuck: int) -> None:
    everywhere.deploy(retained=False)
    account = leave(everywhere, order)
    assert len(owned(stand_in, account)) == stuck


def test_an_account_that_joins_gets_role_type_and_thing_in_that_order(everywhere: Everywhere, stand_in: StandIn) -> None:
    everywhere.deploy()
    account = everywhere.organization.join("three")
    everywhere.idle(6)
    assert owned(stand_in, account) == set(REGIONS)
    assert {it["Status"] for it in everywhere.operations()} == {"SUCCEEDED"}


def test_one_stack_deploys_them_in_order_and_deletes_them_the_other_way(everywhere: Everywhere, stand_in: StandIn) -> None:
    organization = everywhere.organization
    bodies = {"roles": template(Handlers=HANDLERS), "types": registration(), "things": template(A={"Type": PACKAGED, "Properties": {"Name": "a"}})}
    resources: dict[str, Any] = {}
    for name, body in bodies.items():
        groups = [{"DeploymentTargets": {"OrganizationalUnitIds": [organization.unit]}, "Regions": REGIONS[:1] if name == "roles" else REGIONS}]
        holding = json.loads(organization.holding(body, name, Capabilities=["CAPABILITY_NAMED_IAM"], StackInstancesGroup=groups))
        # A logical id that comes before those that it depends on.
        resources = {f"Set{len(bodies) - len(resources)}": holding["Resources"]["Set"] | {"DependsOn": list(resources)}} | resources
    organization.cfn.create_stack(StackName="all", TemplateBody=template(**resources))
    stack = settled(organization.cfn, "all")
    assert stack["StackStatus"] == "CREATE_COMPLETE", failure_reasons(organization.cfn, "all")
    assert {(account, region) for account, region, _ in stand_in.things} == organization.everywhere()
    assert delete(organization.cfn, stack) == "DELETE_COMPLETE"
    assert not stand_in.things


def test_what_depends_on_a_failed_deployment_does_not_begin(everywhere: Everywhere, stand_in: StandIn) -> None:
    everywhere.deploy()
    everywhere.s3.delete_bucket_policy(Bucket="packages")
    account = everywhere.organization.join("three")
    everywhere.idle(6)
    failed = {it["Status"] for it in everywhere.operations()[-2:]}, owned(stand_in, account)
    assert failed == ({"FAILED", "SUCCEEDED"}, set())
    newest = everywhere.organization.cfn.list_stack_set_operations(StackSetName="types", **ADMINISTRATOR)["Summaries"][0]
    assert "Error validating schemaHandlerPackage" in newest["StatusReason"]
    assert not [it for it in stand_in.requests if it["awsAccountId"] == account]


def test_an_account_without_the_type_fails_with_the_reason_and_the_others_go_on(everywhere: Everywhere, stand_in: StandIn) -> None:
    organization = everywhere.organization
    groups = [{"DeploymentTargets": {"OrganizationalUnitIds": [organization.unit], "Accounts": organization.members[:1], "AccountFilterType": "DIFFERENCE"}, "Regions": REGIONS}]
    for name, body in (("roles", template(Handlers=HANDLERS)), ("types", registration())):
        places = [groups[0] | {"Regions": REGIONS[:1]}] if name == "roles" else groups
        organization.deploy(body, name, Capabilities=["CAPABILITY_NAMED_IAM"], StackInstancesGroup=places)
    tolerant = {"FailureTolerancePercentage": 100, "MaxConcurrentPercentage": 100, "ConcurrencyMode": "SOFT_FAILURE_TOLERANCE"}
    organization.deploy(template(A={"Type": PACKAGED, "Properties": {"Name": "a"}}), "set", OperationPreferences=tolerant)
    told = {it["Account"]: (it["Status"], it.get("StatusReason")) for it in organization.instances()}
    one, two = organization.members
    assert told == {one: ("OUTDATED", f"Template format error: Unrecognized resource types: [{PACKAGED}]"), two: ("CURRENT", None)}


def test_a_registration_that_fails_stops_the_operation_and_takes_all_back(everywhere: Everywhere, stand_in: StandIn) -> None:
    organization = everywhere.organization
    everywhere.deploy()
    groups = [{"DeploymentTargets": {"OrganizationalUnitIds": [organization.unit]}, "Regions": REGIONS}]
    body = organization.holding(registration("missing"), "types", StackInstancesGroup=groups, OperationPreferences={"FailureTolerancePercentage": 0})
    organization.cfn.update_stack(StackName="types-stack", TemplateBody=body)
    assert settled(organization.cfn, "types-stack")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert "Error validating schemaHandlerPackage" in failure_reasons(organization.cfn, "types-stack")[0]
    for client, _ in everywhere.stacks(organization.members[0]):
        assert _default(client) == "00000001"
    _, failed = organization.cfn.list_stack_set_operations(StackSetName="types", **ADMINISTRATOR)["Summaries"][:2]
    results = organization.cfn.list_stack_set_operation_results(StackSetName="types", OperationId=failed["OperationId"], **ADMINISTRATOR)["Summaries"]
    assert sorted(it["Status"] for it in results) == ["CANCELLED"] * 3 + ["FAILED"]


def _default(client: Any) -> str:
    ask: Callable[..., dict[str, Any]] = client.describe_type
    try:
        return str(ask(Type="RESOURCE", TypeName=PACKAGED)["DefaultVersionId"])
    except ClientError as error:
        return str(error)
