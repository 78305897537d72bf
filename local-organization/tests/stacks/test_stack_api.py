"""Stacks and change sets by the API."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import ACCOUNT, REGION, Aws, delete, error_code, refused, settled
from things import THING, StandIn, create, template, thing, update


def test_no_update_is_refused(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing()))
    with pytest.raises(ClientError, match="No updates are to be performed"):
        update(cfn, template(A=thing()))


def test_two_stacks_of_one_name_are_refused(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing()))
    with pytest.raises(ClientError) as caught:
        create(cfn, template(A=thing()))
    assert error_code(caught) == "AlreadyExistsException"


def test_a_resource_leads_to_its_stack(cfn: Any, stand_in: StandIn) -> None:
    stack = create(cfn, template(A=thing({"Name": "a"}), B=thing({"Name": "b"})))
    found = cfn.describe_stack_resources(PhysicalResourceId="b")["StackResources"]
    assert found == cfn.describe_stack_resources(StackName="stack")["StackResources"]
    assert {(it["PhysicalResourceId"], it["ResourceType"], it["ResourceStatus"]) for it in found} == {
        (name, THING, "CREATE_COMPLETE") for name in ("a", "b")
    }
    delete(cfn, stack)
    assert refused(lambda: cfn.describe_stack_resources(PhysicalResourceId="b")) == "ValidationError"


def test_registered_types_are_described(cfn: Any, stand_in: StandIn) -> None:
    described = cfn.describe_type(Type="RESOURCE", TypeName=THING)
    assert json.loads(described["Schema"])["typeName"] == THING
    assert (described["DefaultVersionId"], described["DeprecatedStatus"]) == ("00000001", "LIVE")
    assert refused(lambda: cfn.describe_type(Type="RESOURCE", TypeName="AWS::SSM::Document")) == "TypeNotFoundException"


def test_exports_are_listed_until_their_stack_is_gone(cfn: Any, stand_in: StandIn) -> None:
    body = json.loads(template(A=thing({"Name": "a"})))
    body["Outputs"] = {"Name": {"Value": {"Ref": "A"}, "Export": {"Name": "the-name"}}}
    stack = create(cfn, json.dumps(body))
    assert [(it["Name"], it["Value"]) for it in cfn.list_exports()["Exports"]] == [("the-name", "a")]
    assert create(cfn, json.dumps(body), "second")["StackStatus"] == "ROLLBACK_COMPLETE"
    delete(cfn, stack)
    assert not cfn.list_exports()["Exports"]


def test_change_sets_as_the_deploy_command_uses_them(cfn: Any, stand_in: StandIn) -> None:
    def deploy(kind: str, *parameters: dict[str, Any], **resources: Any) -> dict[str, Any]:
        body = {**json.loads(template(**resources)), "Parameters": {"Size": {"Type": "String"}}}
        made = cfn.create_change_set(
            StackName="stack",
            ChangeSetName=f"set-{len(stand_in.requests)}",
            ChangeSetType=kind,
            TemplateBody=json.dumps(body),
            Parameters=parameters,
            Description="made for a test",
        )
        described = cfn.describe_change_set(ChangeSetName=made["Id"])
        if described["Status"] == "CREATE_COMPLETE":
            cfn.execute_change_set(ChangeSetName=made["Id"], StackName="stack")
            settled(cfn, "stack")
        return described

    size = {"ParameterKey": "Size", "ParameterValue": "3"}
    kept = {"ParameterKey": "Size", "UsePreviousValue": True}
    sized = thing({"Name": "a", "Size": {"Ref": "Size"}})
    deploy("CREATE", size, A=sized)
    assert settled(cfn, "stack")["StackStatus"] == "CREATE_COMPLETE"
    assert [it["ParameterKey"] for it in cfn.get_template_summary(StackName="stack")["Parameters"]] == ["Size"]
    refusal = deploy("UPDATE", kept, A=sized)
    assert refusal["StatusReason"].startswith("The submitted information didn't contain changes")
    deploy("UPDATE", kept, A=sized, B=thing({"Name": "b"}))
    assert stand_in.names() == ["a", "b"]
    assert stand_in.things[ACCOUNT, REGION, "a"]["Size"] == "3"


def test_what_is_not_emulated_is_refused_and_not_ignored(cfn: Any, stand_in: StandIn) -> None:
    with pytest.raises(ClientError, match="ListStacks is not emulated"):
        cfn.list_stacks()
    with pytest.raises(ClientError, match="CreateStack: not emulated: DisableRollback, RoleARN"):
        create(cfn, template(A=thing()), DisableRollback=True, RoleARN="arn:aws:iam::123456789012:role/r")
    assert not stand_in.requests


def test_reset_forgets_everything(aws: Aws, cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Slow": 1})))
    aws.reset()
    assert not cfn.describe_stacks()["Stacks"]
    assert aws.clock() == {"seconds": 0, "invocations": {}}
