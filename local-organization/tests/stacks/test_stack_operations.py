"""Updates that replace and remove, deletions in reverse order, what is retained."""

from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import delete, settled
from things import StandIn, create, template, thing, update


def test_a_create_only_change_replaces(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a"}), B=thing({"Name": {"Fn::Sub": "b-${A}"}})))
    stand_in.requests.clear()
    update(cfn, template(A=thing({"Name": "new"}), B=thing({"Name": {"Fn::Sub": "b-${A}"}})))
    assert stand_in.actions() == ["CREATE", "CREATE", "DELETE", "DELETE"]
    assert stand_in.names() == ["b-new", "new"]


def test_a_removed_resource_is_deleted_after_the_update(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a"}), B=thing({"Name": "b"})))
    assert update(cfn, template(A=thing({"Name": "a"})))["StackStatus"] == "UPDATE_COMPLETE"
    assert stand_in.names() == ["a"]


def test_delete_goes_in_reverse_and_sends_the_model(cfn: Any, stand_in: StandIn) -> None:
    stack = create(cfn, template(A=thing({"Name": "a"}), B=thing({"Name": "b"}, DependsOn="A")))
    stand_in.requests.clear()
    assert delete(cfn, stack) == "DELETE_COMPLETE"
    assert [r["requestData"]["resourceProperties"]["Name"] for r in stand_in.requests] == ["b", "a"]
    assert stand_in.requests[0]["requestData"]["resourceProperties"]["Arn"].endswith(":b")
    with pytest.raises(ClientError, match="does not exist"):
        cfn.describe_stacks(StackName="stack")


def test_a_failed_delete_keeps_what_it_depends_on_and_can_be_repeated(cfn: Any, stand_in: StandIn) -> None:
    stubborn = thing({"Name": "b", "FailOn": "DELETE"}, DependsOn="A")
    stack = create(cfn, template(A=thing({"Name": "a"}), B=stubborn, C=thing({"Name": "c"})))
    assert delete(cfn, stack) == "DELETE_FAILED"
    assert stand_in.names() == ["a", "b"]
    stand_in.requests.clear()
    stand_in.healed = True
    assert delete(cfn, stack) == "DELETE_COMPLETE"
    assert [it["requestData"]["resourceProperties"]["Name"] for it in stand_in.requests] == ["b", "a"]


def test_retained_resources_stay(cfn: Any, stand_in: StandIn) -> None:
    stack = create(cfn, template(A=thing({"Name": "a"}, DeletionPolicy="Retain")))
    assert delete(cfn, stack) == "DELETE_COMPLETE"
    assert stand_in.names() == ["a"]


def test_what_is_retained_except_on_create_goes_with_a_creation_that_failed(cfn: Any, stand_in: StandIn) -> None:
    kept = thing({"Name": "a"}, DeletionPolicy="RetainExceptOnCreate")
    body = template(A=kept, B=thing({"Fail": "InvalidRequest"}, DependsOn="A"))
    assert create(cfn, body, "failing")["StackStatus"] == "ROLLBACK_COMPLETE"
    assert not stand_in.things
    assert delete(cfn, create(cfn, template(A=kept))) == "DELETE_COMPLETE"
    assert stand_in.names() == ["a"]


def test_what_is_retained_except_on_create_goes_with_the_update_that_made_it(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a"})))
    made = thing({"Name": "b"}, DeletionPolicy="RetainExceptOnCreate")
    body = template(A=thing({"Name": "a"}), B=made, C=thing({"Fail": "InvalidRequest"}, DependsOn="B"))
    assert update(cfn, body)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert stand_in.names() == ["a"]


@pytest.mark.parametrize(("policies", "left"), [({"UpdateReplacePolicy": "Retain"}, ["a", "b"]), ({"DeletionPolicy": "Retain"}, ["b"])])
def test_what_is_replaced_stays_by_its_own_policy_alone(cfn: Any, stand_in: StandIn, policies: dict[str, str], left: list[str]) -> None:
    create(cfn, template(A=thing({"Name": "a"}, **policies)))
    assert update(cfn, template(A=thing({"Name": "b"}, **policies)))["StackStatus"] == "UPDATE_COMPLETE"
    assert stand_in.names() == left


def test_what_a_deletion_could_not_delete_is_left_on_demand_and_only_then(cfn: Any, stand_in: StandIn) -> None:
    stack = create(cfn, template(A=thing({"Name": "a", "FailOn": "DELETE"}), B=thing({"Name": "b"})))
    early = "specify which resources to retain only when the stack is in the DELETE_FAILED state"
    with pytest.raises(ClientError, match=early):
        cfn.delete_stack(StackName="stack", RetainResources=["A"])
    assert delete(cfn, stack) == "DELETE_FAILED"
    with pytest.raises(ClientError, match="must be in a valid state: .'B'"):
        cfn.delete_stack(StackName="stack", RetainResources=["B"])
    cfn.delete_stack(StackName="stack", RetainResources=["A"])
    assert settled(cfn, stack["StackId"])["StackStatus"] == "DELETE_COMPLETE"
    assert stand_in.names() == ["a"]
