"""A StackSet as the resource of a stack: its whole life, and the way back when an instance fails."""

from emulated import delete, failure_reasons
from members import REGIONS, TOLERANT, Organization, deployed, sized, things
from things import StandIn


def test_a_stack_holds_a_stack_set(organization: Organization, stand_in: StandIn) -> None:
    assert organization.deploy()["StackStatus"] == "CREATE_COMPLETE"
    assert deployed(stand_in) == organization.everywhere()
    instances = organization.instances()
    assert {(it["Account"], it["Region"]) for it in instances} == organization.everywhere()
    states = {
        (it["Status"], it["StackInstanceStatus"]["DetailedStatus"], it["OrganizationalUnitId"]) for it in instances
    }
    assert states == {("CURRENT", "SUCCEEDED", organization.unit)}
    member = organization.aws.client("cloudformation", account=organization.members[0])
    assert [it["StackName"].startswith("StackSet-set-") for it in member.describe_stacks()["Stacks"]] == [True]

    stack = organization.update(things(Color="red"), Parameters=sized("5"))
    assert stack["StackStatus"] == "UPDATE_COMPLETE"
    assert [(it["Size"], it["Color"]) for it in stand_in.things.values()] == [("5", "red")] * 4

    fewer = [{"DeploymentTargets": {"OrganizationalUnitIds": [organization.unit]}, "Regions": ["us-east-1"]}]
    stack = organization.update(things(Color="red"), Parameters=sized("5"), StackInstancesGroup=fewer)
    assert stack["StackStatus"] == "UPDATE_COMPLETE"
    assert deployed(stand_in) == {(account, "us-east-1") for account in organization.members}

    assert delete(organization.cfn, stack) == "DELETE_COMPLETE"
    assert not stand_in.things
    assert organization.deploy()["StackStatus"] == "CREATE_COMPLETE"


def test_an_update_without_a_change_for_the_instances_leaves_them_alone(
    organization: Organization, stand_in: StandIn
) -> None:
    organization.deploy()
    stand_in.requests.clear()
    assert organization.update(Description="the same for every member")["StackStatus"] == "UPDATE_COMPLETE"
    assert not stand_in.requests


def test_a_failed_instance_rolls_the_holding_stack_back(organization: Organization, stand_in: StandIn) -> None:
    stack = organization.deploy(things(FailOn="CREATE:us-east-1", Fail="AccessDenied"))
    assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
    (reason,) = failure_reasons(organization.cfn, "set-stack")
    assert f"account {organization.members[0]}, Region us-east-1: " in reason
    assert "the create was told to fail (HandlerErrorCode: AccessDenied)" in reason
    assert not stand_in.things


def test_a_failed_update_takes_every_instance_back(organization: Organization, stand_in: StandIn) -> None:
    organization.deploy()
    stack = organization.update(things(FailOn="UPDATE:us-east-1"), Parameters=sized("5"))
    assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert {it["Size"] for it in stand_in.things.values()} == {"1"}
    assert {it["Status"] for it in organization.instances()} == {"CURRENT"}


def test_an_instance_that_failed_is_made_anew_by_the_next_update(organization: Organization, stand_in: StandIn) -> None:
    one, two = organization.members
    failing = things(FailOn=f"CREATE:{one}", Fail="InvalidRequest")
    assert organization.deploy(failing, OperationPreferences=TOLERANT)["StackStatus"] == "CREATE_COMPLETE"
    assert deployed(stand_in) == {(two, region) for region in REGIONS}
    told = {
        it["Account"]: (it["Status"], it["StackInstanceStatus"]["DetailedStatus"]) for it in organization.instances()
    }
    assert told == {one: ("OUTDATED", "FAILED"), two: ("CURRENT", "SUCCEEDED")}
    reasons = [it["StatusReason"] for it in organization.instances() if it["Account"] == one]
    assert all("ResourceLogicalId:A, " in reason and "InvalidRequest" in reason for reason in reasons)
    assert organization.update(things(), OperationPreferences=TOLERANT)["StackStatus"] == "UPDATE_COMPLETE"
    assert deployed(stand_in) == organization.everywhere()


def test_iam_in_a_stack_set_needs_capabilities(organization: Organization) -> None:
    body = '{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}}}}}'
    assert organization.deploy(body)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert failure_reasons(organization.cfn, "set-stack") == ["Requires capabilities : [CAPABILITY_IAM]"]
    stack = organization.deploy(body, "second", Capabilities=["CAPABILITY_IAM"])
    assert stack["StackStatus"] == "CREATE_COMPLETE"


def test_a_property_that_is_not_emulated_is_refused_by_name(organization: Organization, stand_in: StandIn) -> None:
    stack = organization.deploy(PermissionModel="SELF_MANAGED")
    assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
    assert failure_reasons(organization.cfn, "set-stack")[0].endswith("not emulated: PermissionModel SELF_MANAGED")
    organization.deploy(name="second", OperationPreferences={"FailureToleranceCount": 1})
    assert failure_reasons(organization.cfn, "second-stack") == [
        "OperationPreferences: not emulated: FailureToleranceCount"
    ]
    organization.deploy(name="third", AdministrationRoleARN="arn:aws:iam::123456789012:role/r")
    assert failure_reasons(organization.cfn, "third-stack")[0].endswith("not emulated: AdministrationRoleARN")
    assert not stand_in.requests
