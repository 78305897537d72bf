"""Drift detection: what a read says, compared with what the template sets, and with nothing else."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import ACCOUNT, REGION, eventually
from emulator.stacks.differences import differences
from things import StandIn, create, template, thing, update


def detect(cfn: Any, **which: Any) -> dict[str, Any]:
    """The status of a detection that has ended."""
    started = cfn.detect_stack_drift(StackName="stack", **which)["StackDriftDetectionId"]

    def ended() -> dict[str, Any] | None:
        said = cfn.describe_stack_drift_detection_status(StackDriftDetectionId=started)
        return None if said["DetectionStatus"] == "DETECTION_IN_PROGRESS" else said

    return eventually(ended)


def drifts(cfn: Any, *statuses: str) -> dict[str, dict[str, Any]]:
    asked = {"StackResourceDriftStatusFilters": list(statuses)} if statuses else {}
    found = cfn.describe_stack_resource_drifts(StackName="stack", **asked)["StackResourceDrifts"]
    return {it["LogicalResourceId"]: it for it in found}


def changed(stand_in: StandIn, name: str, **properties: Any) -> None:
    stand_in.things[ACCOUNT, REGION, name].update(properties)


def test_what_the_template_sets_is_compared_and_nothing_else(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a", "Size": 2, "Secret": "s"}), B=thing({"Name": "b", "Size": "3"})))
    assert cfn.describe_stacks(StackName="stack")["Stacks"][0]["DriftInformation"] == {"StackDriftStatus": "NOT_CHECKED"}
    assert drifts(cfn) == {}
    changed(stand_in, "a", Color="red", Secret="other")
    assert (detect(cfn)["StackDriftStatus"], detect(cfn)["DetectionStatus"]) == ("IN_SYNC", "DETECTION_COMPLETE")
    changed(stand_in, "b", Size="4")
    said = detect(cfn)
    assert (said["StackDriftStatus"], said["DriftedStackResourceCount"]) == ("DRIFTED", 1)
    assert drifts(cfn)["A"]["StackResourceDriftStatus"] == "IN_SYNC"
    (b,) = drifts(cfn, "MODIFIED").values()
    assert b["PropertyDifferences"] == [{"PropertyPath": "/Size", "ExpectedValue": "3", "ActualValue": "4", "DifferenceType": "NOT_EQUAL"}]
    assert (json.loads(b["ExpectedProperties"]), json.loads(b["ActualProperties"])) == ({"Name": "b", "Size": "3"}, {"Name": "b", "Size": "4"})
    assert cfn.describe_stacks(StackName="stack")["Stacks"][0]["DriftInformation"]["StackDriftStatus"] == "DRIFTED"
    resources = cfn.describe_stack_resources(StackName="stack")["StackResources"]
    assert [it["DriftInformation"]["StackResourceDriftStatus"] for it in resources] == ["IN_SYNC", "MODIFIED"]
    update(cfn, template(A=thing({"Name": "a", "Size": 2}), B=thing({"Name": "b", "Size": "4"})))
    assert detect(cfn)["StackDriftStatus"] == "IN_SYNC"


def test_a_read_is_asked_by_the_identifier_alone(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Size": 2})))
    stand_in.requests.clear()
    detect(cfn)
    (request,) = stand_in.requests
    assert (request["action"], request["requestData"]["resourceProperties"]) == ("READ", {"Name": "A-made"})


def test_what_is_gone_is_deleted(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a"})))
    stand_in.things.clear()
    assert detect(cfn)["StackDriftStatus"] == "DRIFTED"
    assert drifts(cfn)["A"]["StackResourceDriftStatus"] == "DELETED"
    assert "ActualProperties" not in drifts(cfn)["A"]


def test_a_handler_that_fails_fails_the_detection(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a"}), B=thing({"Name": "b"})))
    stand_in.answers_read = {"status": "FAILED", "errorCode": "AccessDenied", "message": "no"}
    said = detect(cfn)
    assert said["DetectionStatus"] == "DETECTION_FAILED"
    assert "Failed to detect drift on resource [A]: no (HandlerErrorCode: AccessDenied)" in said["DetectionStatusReason"]


def test_tags_of_the_stack_are_none_of_the_templates(cfn: Any, stand_in: StandIn) -> None:
    own, stacks = {"Key": "team", "Value": "a"}, {"Key": "cost", "Value": "b"}
    create(cfn, template(A=thing({"Name": "a", "Tags": [own]})), Tags=[stacks])
    changed(stand_in, "a", Tags=[stacks, own])
    assert detect(cfn)["StackDriftStatus"] == "IN_SYNC"
    changed(stand_in, "a", Tags=[own, {"Key": "by", "Value": "hand"}])
    detect(cfn)
    (found,) = drifts(cfn)["A"]["PropertyDifferences"]
    assert (found["PropertyPath"], found["DifferenceType"]) == ("/Tags/1", "ADD")


def test_one_resource_is_looked_at_at_once(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a", "Size": 1}), R={"Type": "AWS::Logs::LogGroup"}))
    changed(stand_in, "a", Size="2")
    assert cfn.detect_stack_resource_drift(StackName="stack", LogicalResourceId="A")["StackResourceDrift"]["StackResourceDriftStatus"] == "MODIFIED"
    for name, message in {"R": "Drift detection is not supported for the specified ResourceType", "X": "Resource X does not exist for stack stack"}.items():
        with pytest.raises(ClientError, match=message):
            cfn.detect_stack_resource_drift(StackName="stack", LogicalResourceId=name)


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ({"Set": ["b", "a"], "List": ["a", "b"], "Part": {"On": True, "More": "x"}}, []),
        ({"Set": ["a", "c"], "List": ["a", "b"], "Part": {"On": True}}, ["REMOVE /Set/1", "ADD /Set/1"]),
        ({"Set": ["a", "b"], "List": ["b", "a", "c"], "Part": {"On": True}}, ["NOT_EQUAL /List/0", "NOT_EQUAL /List/1", "ADD /List/2"]),
        ({"Set": ["a", "b"], "List": ["a"], "Part": {"On": False}}, ["REMOVE /List/1", "NOT_EQUAL /Part/On"]),
        ({"List": ["a", "b"]}, ["REMOVE /Set", "REMOVE /Part"]),
    ],
)
def test_lists_are_compared_in_order_unless_the_schema_says_otherwise(held: dict[str, Any], found: list[str]) -> None:
    schema = {"properties": {"Set": {"$ref": "#/definitions/Set"}, "List": {"type": "array"}}, "definitions": {"Set": {"insertionOrder": False}}}
    written = {"Set": ["a", "b"], "List": ["a", "b"], "Part": {"On": "true"}}
    assert [f"{it['DifferenceType']} {it['PropertyPath']}" for it in differences(schema, written, held)] == found
