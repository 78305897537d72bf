"""The way back when a resource fails."""

from typing import Any

from emulated import ACCOUNT, REGION, delete, failure_reasons
from things import StandIn, create, template, thing, update


def test_a_failed_create_with_a_model_is_deleted(cfn: Any, stand_in: StandIn) -> None:
    stack = create(cfn, template(A=thing({"Name": "a", "Fail": "InvalidRequest", "Leave": True})))
    assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
    assert stand_in.actions() == ["CREATE", "DELETE"]
    assert not stand_in.things
    assert failure_reasons(cfn, "stack") == ["the create was told to fail (HandlerErrorCode: InvalidRequest)"]


def test_a_failed_create_without_a_model_is_not_deleted(cfn: Any, stand_in: StandIn) -> None:
    body = template(A=thing({"Name": "a"}), B=thing({"Name": "b", "Fail": "AlreadyExists"}, DependsOn="A"))
    assert create(cfn, body)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert stand_in.actions() == ["CREATE", "CREATE", "DELETE"]
    assert not stand_in.things


def test_a_failed_update_rolls_back(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a", "Size": 1}), B=thing({"Name": "b"})))
    stack = update(
        cfn,
        template(
            A=thing({"Name": "a", "Size": 2}),
            B=thing({"Name": "new-b"}, DependsOn="A"),
            C=thing({"Name": "c"}, DependsOn="A"),
            D=thing({"Name": "d", "Fail": "ServiceLimitExceeded"}, DependsOn=["B", "C"]),
        ),
    )
    assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert stand_in.names() == ["a", "b"]
    assert stand_in.things[ACCOUNT, REGION, "a"]["Size"] == "1"
    assert failure_reasons(cfn, "stack") == ["the create was told to fail (HandlerErrorCode: ServiceLimitExceeded)"]
    stand_in.requests.clear()
    assert delete(cfn, stack) == "DELETE_COMPLETE"
    assert stand_in.actions() == ["DELETE", "DELETE"]


def test_a_failed_update_of_a_resource_updates_it_back(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a", "Size": 1})))
    stack = update(cfn, template(A=thing({"Name": "a", "Size": 2, "FailOn": "UPDATE"})))
    assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert stand_in.actions() == ["CREATE", "UPDATE", "UPDATE"]
    assert stand_in.requests[-1]["requestData"]["resourceProperties"]["Size"] == "1"
