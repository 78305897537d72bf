"""Accounts that an operation does not reach, or reached in vain: suspended ones, and those that are tried again alone."""

import pytest
from emulated import delete
from members import REGIONS, TOLERANT, Organization, deployed, sized, things
from things import StandIn


@pytest.fixture
def closed(organization: Organization) -> str:
    """An account that was closed after it got its instances."""
    organization.deploy()
    organization.client.close_account(AccountId=organization.members[0])
    return organization.members[0]


def details(organization: Organization, account: str) -> set[str]:
    return {it["StackInstanceStatus"]["DetailedStatus"] for it in organization.instances() if it["Account"] == account}


def test_an_update_passes_over_a_suspended_account(organization: Organization, stand_in: StandIn, closed: str) -> None:
    assert organization.update(Parameters=sized("9"))["StackStatus"] == "UPDATE_COMPLETE"
    assert details(organization, closed) == {"SKIPPED_SUSPENDED_ACCOUNT"}
    assert {it["Size"] for (account, _, _), it in stand_in.things.items() if account == closed} == {"1"}


def test_a_suspended_account_keeps_its_stack_set_until_it_is_let_go(organization: Organization, stand_in: StandIn, closed: str) -> None:
    (stack,) = organization.cfn.describe_stacks(StackName="set-stack")["Stacks"]
    assert delete(organization.cfn, stack) == "DELETE_FAILED"
    assert {it["Account"] for it in organization.instances()} == {closed}
    organization.take_out(closed, RetainStacks=True)
    organization.idle()
    assert delete(organization.cfn, stack) == "DELETE_COMPLETE"
    assert deployed(stand_in) == {(closed, region) for region in REGIONS}


def test_an_account_that_failed_is_tried_again_alone(organization: Organization, stand_in: StandIn) -> None:
    failing = organization.members[1]
    organization.deploy(things(Fail="AccessDenied", FailOn=f"CREATE:{failing}"), OperationPreferences=TOLERANT)
    assert details(organization, failing) == {"FAILED"}
    stand_in.healed = True
    stand_in.requests.clear()
    organization.try_again(failing)
    organization.idle()
    assert details(organization, failing) == {"SUCCEEDED"}
    assert {it["awsAccountId"] for it in stand_in.requests} == {failing}
