"""StackSets: deployment over accounts and Regions, automatic deployment, failures, and the resource type in a stack."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import Aws, StandIn, error_code, eventually, failure_reasons, settled

MANAGEMENT = "123456789012"
MEMBER_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com"
REGIONS = ["eu-west-1", "us-east-1"]


def things(**properties: Any) -> str:
    """A template with one thing, named after its parameter."""
    return json.dumps(
        {
            "Parameters": {"Size": {"Type": "String", "Default": "1"}},
            "Resources": {
                "A": {
                    "Type": "Test::Things::Thing",
                    "Properties": {"Name": {"Fn::Sub": "a-${AWS::AccountId}"}, "Size": {"Ref": "Size"}, **properties},
                }
            },
        }
    )


class Organization:
    """A management account, a log account below the root and two members in an OU."""

    def __init__(self, aws: Aws) -> None:
        self.aws = aws
        self.client = aws.client("organizations")
        self.client.create_organization(FeatureSet="ALL")
        self.root = self.client.list_roots()["Roots"][0]["Id"]
        self.unit = self.client.create_organizational_unit(ParentId=self.root, Name="members")["OrganizationalUnit"][
            "Id"
        ]
        self.log = self.create_account("log")
        self.members = [self.join("one"), self.join("two")]
        self.cfn = aws.client("cloudformation")
        self.cfn.activate_organizations_access()

    def create_account(self, name: str) -> str:
        return self.client.create_account(AccountName=name, Email=f"{name}@example.com")["CreateAccountStatus"][
            "AccountId"
        ]

    def move(self, account: str, source: str, destination: str) -> None:
        self.client.move_account(AccountId=account, SourceParentId=source, DestinationParentId=destination)

    def join(self, name: str) -> str:
        account = self.create_account(name)
        self.move(account, self.root, self.unit)
        return account

    def delegate(self) -> Any:
        self.client.register_delegated_administrator(AccountId=self.log, ServicePrincipal=MEMBER_PRINCIPAL)
        return self.aws.client("cloudformation", account=self.log)


@pytest.fixture
def organization(aws: Aws, stand_in: StandIn) -> Organization:
    return Organization(aws)


def create_set(cfn: Any, body: str = "", **arguments: Any) -> None:
    cfn.create_stack_set(StackSetName="set", TemplateBody=body or things(), **arguments)


def create_service_managed(cfn: Any, body: str = "", **arguments: Any) -> None:
    create_set(
        cfn,
        body,
        PermissionModel="SERVICE_MANAGED",
        AutoDeployment={"Enabled": True, "RetainStacksOnAccountRemoval": False},
        **arguments,
    )


def finished(cfn: Any, started: dict[str, Any], **arguments: Any) -> dict[str, Any]:
    def check() -> dict[str, Any] | None:
        operation = cfn.describe_stack_set_operation(
            StackSetName="set", OperationId=started["OperationId"], **arguments
        )["StackSetOperation"]
        return operation if operation["Status"] not in ("RUNNING", "QUEUED") else None

    return eventually(check)


def deployed(stand_in: StandIn) -> set[tuple[str, str]]:
    return {(account, region) for account, region, _ in stand_in.things}


def test_service_managed_instances_are_deployed_updated_and_deleted(
    organization: Organization, stand_in: StandIn
) -> None:
    cfn = organization.cfn
    create_service_managed(cfn)
    targets = {"OrganizationalUnitIds": [organization.unit]}
    started = cfn.create_stack_instances(StackSetName="set", DeploymentTargets=targets, Regions=REGIONS)
    assert finished(cfn, started)["Status"] == "SUCCEEDED"
    everywhere = {(account, region) for account in organization.members for region in REGIONS}
    assert deployed(stand_in) == everywhere
    instances = cfn.list_stack_instances(StackSetName="set")["Summaries"]
    assert {(i["Account"], i["Region"]) for i in instances} == everywhere
    assert {
        (i["Status"], i["StackInstanceStatus"]["DetailedStatus"], i["OrganizationalUnitId"]) for i in instances
    } == {("CURRENT", "SUCCEEDED", organization.unit)}
    member = organization.aws.client("cloudformation", account=organization.members[0])
    assert [s["StackName"].startswith("StackSet-set-") for s in member.describe_stacks()["Stacks"]] == [True]

    started = cfn.update_stack_set(
        StackSetName="set", UsePreviousTemplate=True, Parameters=[{"ParameterKey": "Size", "ParameterValue": "7"}]
    )
    assert finished(cfn, started)["Status"] == "SUCCEEDED"
    assert {thing["Size"] for thing in stand_in.things.values()} == {"7"}
    started = cfn.update_stack_set(
        StackSetName="set",
        TemplateBody=things(Color="red"),
        Parameters=[{"ParameterKey": "Size", "UsePreviousValue": True}],
    )
    finished(cfn, started)
    assert {(thing["Size"], thing["Color"]) for thing in stand_in.things.values()} == {("7", "red")}

    with pytest.raises(ClientError) as caught:
        cfn.delete_stack_set(StackSetName="set")
    assert error_code(caught) == "StackSetNotEmptyException"
    started = cfn.delete_stack_instances(
        StackSetName="set", DeploymentTargets=targets, Regions=REGIONS, RetainStacks=False
    )
    finished(cfn, started)
    assert not stand_in.things
    cfn.delete_stack_set(StackSetName="set")
    with pytest.raises(ClientError) as caught:
        cfn.describe_stack_set(StackSetName="set")
    assert error_code(caught) == "StackSetNotFoundException"


def test_self_managed_instances_with_overrides(organization: Organization, stand_in: StandIn) -> None:
    cfn = organization.cfn
    create_set(cfn)
    one, two = organization.members
    finished(cfn, cfn.create_stack_instances(StackSetName="set", Accounts=[one, two], Regions=["eu-west-1"]))
    overrides = [{"ParameterKey": "Size", "ParameterValue": "9"}]
    finished(
        cfn,
        cfn.update_stack_instances(
            StackSetName="set", Accounts=[one], Regions=["eu-west-1"], ParameterOverrides=overrides
        ),
    )
    assert {account: thing["Size"] for (account, _, _), thing in stand_in.things.items()} == {one: "9", two: "1"}
    described = cfn.describe_stack_instance(
        StackSetName="set", StackInstanceAccount=one, StackInstanceRegion="eu-west-1"
    )["StackInstance"]
    assert described["ParameterOverrides"] == overrides
    with pytest.raises(ClientError) as caught:
        cfn.update_stack_instances(StackSetName="set", Accounts=[organization.log], Regions=["eu-west-1"])
    assert error_code(caught) == "StackInstanceNotFoundException"


def test_accounts_that_join_get_their_instances_and_leavers_lose_them(
    organization: Organization, stand_in: StandIn
) -> None:
    cfn = organization.cfn
    create_service_managed(cfn)
    finished(
        cfn,
        cfn.create_stack_instances(
            StackSetName="set", DeploymentTargets={"OrganizationalUnitIds": [organization.unit]}, Regions=REGIONS
        ),
    )
    joined = organization.join("three")
    eventually(lambda: {(joined, region) for region in REGIONS} <= deployed(stand_in))
    organization.move(joined, organization.unit, organization.root)
    eventually(lambda: joined not in {account for account, _ in deployed(stand_in)})
    assert len(deployed(stand_in)) == 4


def test_the_root_as_target_reaches_all_but_the_management_account(
    organization: Organization, stand_in: StandIn
) -> None:
    cfn = organization.cfn
    create_service_managed(cfn)
    finished(
        cfn,
        cfn.create_stack_instances(
            StackSetName="set", DeploymentTargets={"OrganizationalUnitIds": [organization.root]}, Regions=["eu-west-1"]
        ),
    )
    assert {account for account, _ in deployed(stand_in)} == {organization.log, *organization.members}
    created = organization.create_account("four")
    eventually(lambda: (created, "eu-west-1") in deployed(stand_in))


def test_account_filters(organization: Organization, stand_in: StandIn) -> None:
    cfn = organization.cfn
    one, two = organization.members
    create_service_managed(cfn)
    targets = {"OrganizationalUnitIds": [organization.unit], "Accounts": [one], "AccountFilterType": "DIFFERENCE"}
    finished(cfn, cfn.create_stack_instances(StackSetName="set", DeploymentTargets=targets, Regions=["eu-west-1"]))
    assert {account for account, _ in deployed(stand_in)} == {two}


def test_a_failure_is_told_with_account_region_and_cause(organization: Organization, stand_in: StandIn) -> None:
    cfn = organization.cfn
    one, two = organization.members
    create_service_managed(cfn, things(FailOn="CREATE:us-east-1", Fail="InvalidRequest"))
    started = cfn.create_stack_instances(
        StackSetName="set",
        DeploymentTargets={"OrganizationalUnitIds": [organization.unit]},
        Regions=["us-east-1", "eu-west-1"],
        OperationPreferences={"RegionOrder": ["us-east-1", "eu-west-1"]},
    )
    assert finished(cfn, started)["Status"] == "FAILED"
    results = cfn.list_stack_set_operation_results(StackSetName="set", OperationId=started["OperationId"])["Summaries"]
    told = {(r["Account"], r["Region"]): (r["Status"], r["StatusReason"]) for r in results}
    assert told[one, "us-east-1"][0] == "FAILED"
    assert "the create was told to fail (HandlerErrorCode: InvalidRequest)" in told[one, "us-east-1"][1]
    assert [told[place][0] for place in ((two, "us-east-1"), (one, "eu-west-1"), (two, "eu-west-1"))] == [
        "CANCELLED"
    ] * 3
    instance = cfn.describe_stack_instance(
        StackSetName="set", StackInstanceAccount=one, StackInstanceRegion="us-east-1"
    )["StackInstance"]
    assert (instance["Status"], instance["StackInstanceStatus"]["DetailedStatus"]) == ("OUTDATED", "FAILED")
    assert "InvalidRequest" in instance["StatusReason"]

    started = cfn.update_stack_set(
        StackSetName="set", TemplateBody=things(), OperationPreferences={"MaxConcurrentCount": 2}
    )
    assert finished(cfn, started)["Status"] == "SUCCEEDED"
    assert len(deployed(stand_in)) == 4


def test_tolerated_failures_do_not_stop_the_operation(organization: Organization, stand_in: StandIn) -> None:
    cfn = organization.cfn
    one, two = organization.members
    create_service_managed(cfn, things(FailOn=f"CREATE:{one}"))
    started = cfn.create_stack_instances(
        StackSetName="set",
        DeploymentTargets={"OrganizationalUnitIds": [organization.unit]},
        Regions=REGIONS,
        OperationPreferences={
            "FailureToleranceCount": 1,
            "MaxConcurrentCount": 2,
            "ConcurrencyMode": "SOFT_FAILURE_TOLERANCE",
        },
    )
    assert finished(cfn, started)["Status"] == "SUCCEEDED"
    assert deployed(stand_in) == {(two, region) for region in REGIONS}


def test_organizations_access_and_delegation_are_needed(organization: Organization, stand_in: StandIn) -> None:
    log = organization.aws.client("cloudformation", account=organization.log)
    with pytest.raises(ClientError, match="delegated admin"):
        create_service_managed(log, CallAs="DELEGATED_ADMIN")
    with pytest.raises(ClientError, match="management account"):
        create_service_managed(log)
    organization.cfn.deactivate_organizations_access()
    with pytest.raises(ClientError, match="organizations access"):
        create_service_managed(organization.cfn)


def test_a_delegated_administrator_works_in_the_management_account(
    organization: Organization, stand_in: StandIn
) -> None:
    log = organization.delegate()
    create_service_managed(log, CallAs="DELEGATED_ADMIN")
    started = log.create_stack_instances(
        StackSetName="set",
        DeploymentTargets={"OrganizationalUnitIds": [organization.unit]},
        Regions=["eu-west-1"],
        CallAs="DELEGATED_ADMIN",
    )
    assert finished(log, started, CallAs="DELEGATED_ADMIN")["Status"] == "SUCCEEDED"
    described = organization.cfn.describe_stack_set(StackSetName="set")["StackSet"]
    assert f":{MANAGEMENT}:stackset/set:" in described["StackSetARN"]
    assert described["OrganizationalUnitIds"] == [organization.unit]
    assert not log.list_stack_sets()["Summaries"]
    assert [s["StackSetName"] for s in log.list_stack_sets(CallAs="DELEGATED_ADMIN")["Summaries"]] == ["set"]


def test_operations_queue_only_with_managed_execution(organization: Organization, stand_in: StandIn) -> None:
    cfn = organization.cfn
    create_set(cfn, things(Slow=40))
    arguments = {"StackSetName": "set", "Accounts": organization.members, "Regions": REGIONS}
    started = cfn.create_stack_instances(**arguments)
    with pytest.raises(ClientError) as caught:
        cfn.update_stack_set(StackSetName="set", UsePreviousTemplate=True)
    assert error_code(caught) == "OperationInProgressException"
    finished(cfn, started)
    finished(cfn, cfn.update_stack_set(StackSetName="set", UsePreviousTemplate=True, ManagedExecution={"Active": True}))
    first = cfn.update_stack_set(
        StackSetName="set", UsePreviousTemplate=True, Parameters=[{"ParameterKey": "Size", "ParameterValue": "2"}]
    )
    second = cfn.update_stack_set(
        StackSetName="set", UsePreviousTemplate=True, Parameters=[{"ParameterKey": "Size", "ParameterValue": "3"}]
    )
    finished(cfn, first)
    finished(cfn, second)
    assert {thing["Size"] for thing in stand_in.things.values()} == {"3"}


def test_iam_in_a_stack_set_needs_capabilities(organization: Organization) -> None:
    body = json.dumps({"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}}}}})
    with pytest.raises(ClientError) as caught:
        create_set(organization.cfn, body)
    assert error_code(caught) == "InsufficientCapabilitiesException"
    create_set(organization.cfn, body, Capabilities=["CAPABILITY_IAM"])


# --- AWS::CloudFormation::StackSet


def holding(
    organization: Organization, body: str, size: str = "1", regions: list[str] | None = None, **properties: Any
) -> str:
    stack_set = {
        "StackSetName": "set",
        "PermissionModel": "SERVICE_MANAGED",
        "CallAs": "DELEGATED_ADMIN",
        "AutoDeployment": {"Enabled": True, "RetainStacksOnAccountRemoval": False},
        "ManagedExecution": {"Active": True},
        "OperationPreferences": {"FailureToleranceCount": 0, "ConcurrencyMode": "STRICT_FAILURE_TOLERANCE"},
        "Parameters": [{"ParameterKey": "Size", "ParameterValue": size}],
        "StackInstancesGroup": [
            {"DeploymentTargets": {"OrganizationalUnitIds": [organization.unit]}, "Regions": regions or REGIONS}
        ],
        "TemplateBody": body,
        **properties,
    }
    own = {"Type": "Test::Things::Thing", "Properties": {"Name": "own"}}
    return json.dumps(
        {
            "Resources": {
                "Own": own,
                "Set": {"Type": "AWS::CloudFormation::StackSet", "DependsOn": "Own", "Properties": stack_set},
            }
        }
    )


def test_a_stack_holds_a_stack_set(organization: Organization, stand_in: StandIn) -> None:
    log = organization.delegate()
    own = (organization.log, "eu-west-1")
    everywhere = {(account, region) for account in organization.members for region in REGIONS}
    log.create_stack(StackName="stack", TemplateBody=holding(organization, things()))
    stack = settled(log, "stack")
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    assert deployed(stand_in) == everywhere | {own}
    resources = {
        r["LogicalResourceId"]: r["PhysicalResourceId"]
        for r in log.describe_stack_resources(StackName="stack")["StackResources"]
    }
    assert resources["Set"].startswith("set:")

    log.update_stack(StackName="stack", TemplateBody=holding(organization, things(Color="red"), size="5"))
    assert settled(log, "stack")["StackStatus"] == "UPDATE_COMPLETE"
    assert {(t["Size"], t["Color"]) for (a, _, _), t in stand_in.things.items() if a != organization.log} == {
        ("5", "red")
    }

    joined = organization.join("three")
    eventually(lambda: (joined, "us-east-1") in deployed(stand_in))
    assert all(t["Size"] == "5" for (a, _, _), t in stand_in.things.items() if a == joined)

    log.update_stack(
        StackName="stack", TemplateBody=holding(organization, things(Color="red"), size="5", regions=["us-east-1"])
    )
    assert settled(log, "stack")["StackStatus"] == "UPDATE_COMPLETE"
    assert deployed(stand_in) == {(account, "us-east-1") for account in [*organization.members, joined]} | {own}

    log.delete_stack(StackName="stack")
    eventually(lambda: log.describe_stacks(StackName=stack["StackId"])["Stacks"][0]["StackStatus"] == "DELETE_COMPLETE")
    assert not stand_in.things
    assert not organization.cfn.list_stack_sets()["Summaries"]


def test_a_failed_instance_rolls_the_holding_stack_back(organization: Organization, stand_in: StandIn) -> None:
    log = organization.delegate()
    bad = things(FailOn="CREATE:us-east-1", Fail="AccessDenied")
    log.create_stack(StackName="stack", TemplateBody=holding(organization, bad))
    assert settled(log, "stack")["StackStatus"] == "ROLLBACK_COMPLETE"
    (reason,) = failure_reasons(log, "stack")
    assert f"account {organization.members[0]}, Region us-east-1: " in reason
    assert "the create was told to fail (HandlerErrorCode: AccessDenied)" in reason
    assert not stand_in.things
    assert not organization.cfn.list_stack_sets()["Summaries"]


def test_a_failed_update_takes_every_instance_back(organization: Organization, stand_in: StandIn) -> None:
    log = organization.delegate()
    log.create_stack(StackName="stack", TemplateBody=holding(organization, things()))
    settled(log, "stack")
    log.update_stack(StackName="stack", TemplateBody=holding(organization, things(FailOn="UPDATE:us-east-1"), size="5"))
    assert settled(log, "stack")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert {t["Size"] for (a, _, _), t in stand_in.things.items() if a != organization.log} == {"1"}
    instances = organization.cfn.list_stack_instances(StackSetName="set")["Summaries"]
    assert {i["Status"] for i in instances} == {"CURRENT"}


def test_automatic_deployments_follow_depends_on(organization: Organization, stand_in: StandIn) -> None:
    cfn = organization.cfn
    target = {"DeploymentTargets": {"OrganizationalUnitIds": [organization.unit]}, "Regions": ["eu-west-1"]}

    def create(name: str, **auto: Any) -> str:
        body = json.dumps(
            {
                "Resources": {
                    "A": {
                        "Type": "Test::Things::Thing",
                        "Properties": {"Name": name, "Slow": 5 if name == "first" else 0},
                    }
                }
            }
        )
        cfn.create_stack_set(
            StackSetName=name,
            TemplateBody=body,
            PermissionModel="SERVICE_MANAGED",
            AutoDeployment={"Enabled": True, "RetainStacksOnAccountRemoval": False, **auto},
        )
        started = cfn.create_stack_instances(StackSetName=name, **target)
        eventually(
            lambda: (
                cfn.describe_stack_set_operation(StackSetName=name, OperationId=started["OperationId"])[
                    "StackSetOperation"
                ]["Status"]
                == "SUCCEEDED"
            )
        )
        return cfn.describe_stack_set(StackSetName=name)["StackSet"]["StackSetARN"]

    later = create("later")
    first = create("first")
    cfn.update_stack_set(
        StackSetName="later",
        UsePreviousTemplate=True,
        AutoDeployment={"Enabled": True, "RetainStacksOnAccountRemoval": False, "DependsOn": [first]},
    )
    assert later != first
    joined = organization.join("three")
    eventually(lambda: (joined, "eu-west-1", "later") in stand_in.things)
    order = [r["requestData"]["resourceProperties"]["Name"] for r in stand_in.requests if r["awsAccountId"] == joined]
    assert order[-1] == "later"
    assert set(order[:-1]) == {"first"}
