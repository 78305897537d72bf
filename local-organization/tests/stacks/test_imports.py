"""Import change sets: what is there already comes into a stack, as it is, or nothing changes."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import settled
from things import THING, StandIn, create, template, thing, update

RETAINED = {"DeletionPolicy": "Retain"}


@pytest.fixture
def left(cfn: Any, stand_in: StandIn) -> dict[str, Any]:
    """A thing whose stack is gone, as its template declared it."""
    kept = thing({"Name": "kept", "Size": "2"}, **RETAINED)
    cfn.delete_stack(StackName=create(cfn, template(A=kept), "former")["StackId"])
    assert stand_in.names() == ["kept"]
    return kept


def entry(logical_id: str = "A", name: str = "kept", **others: Any) -> dict[str, Any]:
    return {"ResourceType": THING, "LogicalResourceId": logical_id, "ResourceIdentifier": {"Name": name}, **others}


def prepare(cfn: Any, body: str, *entries: dict[str, Any], stack: str = "stack", **arguments: Any) -> str:
    given = {"StackName": stack, "ChangeSetName": "take-in", "ChangeSetType": "IMPORT", **arguments}
    return cfn.create_change_set(TemplateBody=body, ResourcesToImport=list(entries), **given)["Id"]


def take_in(cfn: Any, body: str, *entries: dict[str, Any]) -> dict[str, Any]:
    cfn.execute_change_set(ChangeSetName=prepare(cfn, body, *entries))
    return settled(cfn, "stack")


def refusal(cfn: Any, body: str, *entries: dict[str, Any], **arguments: Any) -> str:
    with pytest.raises(ClientError) as caught:
        prepare(cfn, body, *entries, **arguments)
    return caught.value.response["Error"]["Message"]


def told(cfn: Any) -> list[tuple[str, str]]:
    events = cfn.describe_stack_events(StackName="stack")["StackEvents"]
    return [(it["LogicalResourceId"], it["ResourceStatus"]) for it in reversed(events)]


def test_what_stayed_comes_into_a_new_stack(cfn: Any, stand_in: StandIn, left: dict[str, Any]) -> None:
    stand_in.requests.clear()
    assert take_in(cfn, template(A=left), entry())["StackStatus"] == "IMPORT_COMPLETE"
    assert stand_in.actions() == ["READ", "UPDATE"]
    assert told(cfn) == [
        ("stack", "IMPORT_IN_PROGRESS"),
        *[("A", it) for it in ("IMPORT_IN_PROGRESS", "IMPORT_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE")],
        ("stack", "IMPORT_COMPLETE"),
    ]
    stack = update(cfn, template({"Arn": {"Fn::GetAtt": ["A", "Arn"]}}, A=left))
    assert stack["Outputs"][0]["OutputValue"].endswith(":kept")


def test_a_change_set_says_what_it_takes_in(cfn: Any, left: dict[str, Any]) -> None:
    made = prepare(cfn, template(A=left), entry())
    (change,) = cfn.describe_change_set(ChangeSetName=made)["Changes"]
    assert change["ResourceChange"]["Action"] == "Import"
    assert change["ResourceChange"]["PhysicalResourceId"] == "kept"


def test_an_import_into_a_stack_leaves_its_other_resources_alone(cfn: Any, stand_in: StandIn, left: dict[str, Any]) -> None:
    other = thing({"Name": "other"})
    create(cfn, template(B=other))
    stand_in.requests.clear()
    assert take_in(cfn, template(A=left, B=other), entry())["StackStatus"] == "IMPORT_COMPLETE"
    assert {it["requestData"]["logicalResourceId"] for it in stand_in.requests} == {"A"}


def test_what_is_not_there_leaves_a_stack_without_it(cfn: Any, stand_in: StandIn, left: dict[str, Any]) -> None:
    gone = thing({"Name": "gone"}, **RETAINED)
    assert take_in(cfn, template(A=left, B=gone), entry(), entry("B", "gone"))["StackStatus"] == "IMPORT_ROLLBACK_COMPLETE"
    assert stand_in.names() == ["kept"]
    assert not cfn.describe_stack_resources(StackName="stack")["StackResources"]


def test_an_import_is_nothing_but_an_import(cfn: Any, left: dict[str, Any]) -> None:
    kept = template(A=left)
    loose = {key: value for key, value in left.items() if key != "DeletionPolicy"}
    new = template(A=left, B=thing({"Name": "new"}))
    with_output = template({"Name": "x"}, A=left)
    assert "must have DeletionPolicy attribute" in refusal(cfn, template(A=loose), entry())
    assert "[B] is missing from ResourceToImport list" in refusal(cfn, new, entry())
    assert "cannot modify or add [Outputs]" in refusal(cfn, with_output, entry())
    assert "cannot modify or add [Tags]" in refusal(cfn, kept, entry(), Tags=[{"Key": "a", "Value": "b"}])
    assert "must have the keys [Name]" in refusal(cfn, kept, entry(ResourceIdentifier={"Id": "kept"}))
    create(cfn, template(C=thing({"Name": "mine"})), "owner")
    owned = template(C=thing({"Name": "mine"}, **RETAINED))
    assert "already in a stack" in refusal(cfn, owned, entry("C", "mine"))
    changed = json.loads(template(A=left, C=thing({"Name": "other"})))
    assert "modified resources [C]" in refusal(cfn, json.dumps(changed), entry(), stack="owner")
