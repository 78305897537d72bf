"""Operations: failures and how many are borne, single accounts taken out, what waits for what."""

from emulated import eventually, refused
from members import REGIONS, TOLERANT, Organization, deployed, things
from things import StandIn


def test_a_failure_cancels_what_comes_after_it(organization: Organization, stand_in: StandIn) -> None:
    one, two = organization.members
    organization.deploy()
    organization.update(things(FailOn="UPDATE:eu-west-1", Fail="InvalidRequest"))
    rolled_back, failed = organization.operations()[:2]
    assert (rolled_back["Status"], failed["Status"], failed["Action"]) == ("SUCCEEDED", "FAILED", "UPDATE")
    told = organization.results(failed["OperationId"])
    assert told[one, "eu-west-1"]["Status"] == "FAILED"
    assert "the update was told to fail (HandlerErrorCode: InvalidRequest)" in told[one, "eu-west-1"]["StatusReason"]
    others = [(two, "eu-west-1"), (one, "us-east-1"), (two, "us-east-1")]
    assert [told[place]["Status"] for place in others] == ["CANCELLED"] * 3


def test_tolerated_failures_do_not_stop_the_operation(organization: Organization, stand_in: StandIn) -> None:
    one, two = organization.members
    organization.deploy(things(FailOn=f"CREATE:{one}"), OperationPreferences=TOLERANT)
    (operation,) = organization.operations()
    assert operation["Status"] == "SUCCEEDED"
    told = {place: result["Status"] for place, result in organization.results(operation["OperationId"]).items()}
    assert told == {(it, region): "FAILED" if it == one else "SUCCEEDED" for it in (one, two) for region in REGIONS}
    assert {it["Account"] for it in organization.instances("FAILED")} == {one}
    assert {it["Account"] for it in organization.instances("SUCCEEDED")} == {two}


def test_one_account_is_taken_out(organization: Organization, stand_in: StandIn) -> None:
    one, two = organization.members
    organization.deploy()
    organization.take_out(one)
    organization.idle()
    assert deployed(stand_in) == {(two, region) for region in REGIONS}
    assert {it["Account"] for it in organization.instances()} == {two}


def test_a_retained_stack_stays_and_is_no_instance_any_more(organization: Organization, stand_in: StandIn) -> None:
    organization.deploy()
    organization.take_out(organization.members[0], RetainStacks=True)
    organization.idle()
    assert deployed(stand_in) == organization.everywhere()
    assert {it["Account"] for it in organization.instances()} == {organization.members[1]}


def test_a_stack_that_cannot_be_deleted_leaves_an_inoperable_instance(
    organization: Organization, stand_in: StandIn
) -> None:
    one = organization.members[0]
    organization.deploy(things(FailOn=f"DELETE:{one}"))
    organization.take_out(one)
    organization.idle()
    assert {it["Status"] for it in organization.instances() if it["Account"] == one} == {"INOPERABLE", "CURRENT"}
    assert organization.operations()[0]["Status"] == "FAILED"


def test_an_operation_is_refused_while_another_runs(organization: Organization, stand_in: StandIn) -> None:
    organization.deploy(things(Slow=100))
    organization.join("three")
    assert refused(lambda: organization.take_out(organization.members[0])) == "OperationInProgressException"
    organization.idle()


def test_with_managed_execution_an_operation_waits_for_the_others(
    organization: Organization, stand_in: StandIn
) -> None:
    organization.deploy(things(Slow=50), ManagedExecution={"Active": True})
    joined = organization.join("three")
    organization.take_out(joined)
    organization.idle()
    assert [it["Action"] for it in organization.operations()] == ["DELETE", "CREATE", "CREATE"]
    assert deployed(stand_in) == organization.everywhere()


def test_results_of_an_operation_that_is_not_there(organization: Organization, stand_in: StandIn) -> None:
    organization.deploy()
    assert refused(lambda: organization.results("no-such-operation")) == "OperationNotFoundException"


def test_instances_are_paged(organization: Organization, stand_in: StandIn) -> None:
    organization.deploy()
    pages = organization.cfn.get_paginator("list_stack_instances").paginate(
        StackSetName="set", CallAs="DELEGATED_ADMIN", PaginationConfig={"PageSize": 3}
    )
    assert [len(page["Summaries"]) for page in pages] == [3, 1]


def test_an_update_waits_for_an_automatic_deployment(organization: Organization, stand_in: StandIn) -> None:
    organization.deploy(things(Slow=20))
    joined = organization.join("three")
    stack = organization.update(things(Color="red"))
    assert stack["StackStatus"] == "UPDATE_COMPLETE"
    eventually(lambda: {(joined, region) for region in REGIONS} <= deployed(stand_in))
    assert {it["Color"] for it in stand_in.things.values()} == {"red"}
