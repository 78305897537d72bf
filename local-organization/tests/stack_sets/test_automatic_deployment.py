"""Accounts that join, move and leave, and the StackSets that follow them."""

from emulated import eventually
from members import REGIONS, Organization, deployed, sized
from things import StandIn, template, thing


def test_accounts_that_join_get_their_instances_and_leavers_lose_them(
    organization: Organization, stand_in: StandIn
) -> None:
    organization.deploy()
    organization.update(Parameters=sized("5"))
    joined = organization.join("three")
    eventually(lambda: {(joined, region) for region in REGIONS} <= deployed(stand_in))
    assert {it["Size"] for (account, _, _), it in stand_in.things.items() if account == joined} == {"5"}
    organization.move(joined, organization.unit, organization.root)
    eventually(lambda: deployed(stand_in) == organization.everywhere())


def test_leavers_keep_their_stacks_where_they_are_retained(organization: Organization, stand_in: StandIn) -> None:
    organization.deploy(AutoDeployment={"Enabled": True, "RetainStacksOnAccountRemoval": True})
    organization.client.remove_account_from_organization(AccountId=organization.members[0])
    organization.idle()
    assert deployed(stand_in) == organization.everywhere()
    assert {it["Account"] for it in organization.instances()} == {organization.members[1]}


def test_without_automatic_deployment_nobody_follows(organization: Organization, stand_in: StandIn) -> None:
    organization.deploy(AutoDeployment={"Enabled": False})
    organization.join("three")
    assert len(organization.operations()) == 1


def test_the_root_as_target_reaches_all_but_the_management_account(
    organization: Organization, stand_in: StandIn
) -> None:
    targets = {"OrganizationalUnitIds": [organization.root]}
    organization.deploy(StackInstancesGroup=[{"DeploymentTargets": targets, "Regions": ["eu-west-1"]}])
    assert {account for account, _ in deployed(stand_in)} == {organization.log, *organization.members}
    created = organization.create_account("four")
    eventually(lambda: (created, "eu-west-1") in deployed(stand_in))


def test_automatic_deployments_follow_depends_on(organization: Organization, stand_in: StandIn) -> None:
    def deploy(name: str, **automatic: object) -> str:
        body = template(A=thing({"Name": name, "Slow": 5 if name == "first" else 0}))
        stack = organization.deploy(body, name, AutoDeployment={"Enabled": True, **automatic})
        events = organization.cfn.describe_stack_events(StackName=stack["StackName"])["StackEvents"]
        return next(it["PhysicalResourceId"] for it in events if it["LogicalResourceId"] == "Set")

    management = organization.aws.client("sts").get_caller_identity()["Account"]
    prefix = f"arn:aws:cloudformation:eu-west-1:{management}:stackset"
    first = deploy("first")
    deploy("aaa-later", DependsOn=[f"{prefix}/{first}"])
    joined = organization.join("three")
    eventually(lambda: (joined, "us-east-1", "aaa-later") in stand_in.things)
    asked = [
        it["requestData"]["resourceProperties"]["Name"] for it in stand_in.requests if it["awsAccountId"] == joined
    ]
    assert asked == sorted(asked, reverse=True)
    assert set(asked) == {"first", "aaa-later"}
