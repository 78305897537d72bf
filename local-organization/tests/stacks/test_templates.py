"""Templates: functions, parameters, and what is refused before anything is made."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import ACCOUNT, REGION, Aws, error_code, failure_reasons
from things import THING, StandIn, create, template, thing, update


def test_ref_is_the_identifier_and_get_att_comes_from_the_model(cfn: Any, stand_in: StandIn) -> None:
    body = template(
        {"Ref": {"Ref": "A"}, "Arn": {"Fn::GetAtt": ["A", "Arn"]}},
        B=thing({"Name": {"Fn::Sub": "b-of-${A}-${A.Arn}-${!Literal}"}}),
        A=thing({"Name": "a"}),
    )
    stack = create(cfn, body)
    outputs = {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}
    arn = f"arn:aws:thing:{REGION}:{ACCOUNT}:a"
    assert outputs == {"Ref": "a", "Arn": arn}
    assert stand_in.names() == ["a", f"b-of-a-{arn}-${{Literal}}"]
    events = cfn.describe_stack_events(StackName="stack")["StackEvents"]
    made = {
        it["LogicalResourceId"]: it["PhysicalResourceId"]
        for it in events
        if it["ResourceType"] == THING and it["ResourceStatus"] == "CREATE_COMPLETE"
    }
    assert made == {"A": "a", "B": f"b-of-a-{arn}-${{Literal}}"}


def test_parameters_conditions_and_functions(cfn: Any, stand_in: StandIn) -> None:
    body = """
Parameters:
  Names: {Type: CommaDelimitedList, Default: "x, y"}
  Mode: {Type: String, AllowedValues: [one, two]}
Conditions:
  IsOne: !Equals [!Ref Mode, one]
  IsTwo: !And [!Not [!Condition IsOne], !Or [!Condition IsOne, !Equals [!Ref Mode, two]]]
Resources:
  A:
    Type: Test::Things::Thing
    Properties:
      Name: !Join ["-", !Ref Names]
      Kept: !If [IsOne, yes-it-is, !Ref AWS::NoValue]
      Gone: !If [IsTwo, yes-it-is, !Ref AWS::NoValue]
      Where: !Sub ["${Region}/${AWS::AccountId}", {Region: !Ref AWS::Region}]
      Part: !Select [1, !Split [":", "a:b:c"]]
      Version: 2012-10-17
  B:
    Type: Test::Things::Thing
    Condition: IsTwo
"""
    with pytest.raises(ClientError, match=r"Parameters: \[Mode\] must have values"):
        create(cfn, body)
    with pytest.raises(ClientError, match="AllowedValues"):
        create(cfn, body, Parameters=[{"ParameterKey": "Mode", "ParameterValue": "three"}])
    create(cfn, body, Parameters=[{"ParameterKey": "Mode", "ParameterValue": "one"}])
    (request,) = stand_in.requests
    assert request["requestData"]["resourceProperties"] == {
        "Name": "x-y",
        "Kept": "yes-it-is",
        "Where": f"{REGION}/{ACCOUNT}",
        "Part": "b",
        "Version": "2012-10-17",
    }


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (template(A={"Type": "No::Such::Type"}), r"Unrecognized resource types: \[No::Such::Type\]"),
        (template(A=thing({"X": {"Ref": "Nobody"}})), r"Unresolved resource dependencies \[Nobody\]"),
        (template(A=thing(DependsOn="B"), B=thing(DependsOn="A")), "Circular dependency"),
        ("{", "Template format error"),
        ('{"Transform": "AWS::Serverless-2016-10-31", "Resources": {"A": {}}}', "Not emulated: Transform"),
        (json.dumps({"Resources": {"A": thing({"X": "x" * 60_000})}}), "51200"),
    ],
)
def test_bad_templates_are_refused(cfn: Any, stand_in: StandIn, body: str, message: str) -> None:
    with pytest.raises(ClientError, match=message) as caught:
        create(cfn, body)
    assert error_code(caught) == "ValidationError"


def test_iam_needs_capabilities(cfn: Any) -> None:
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}}}
    named = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}, "RoleName": "r"}}
    for resource, given, needed in ((role, [], "CAPABILITY_IAM"), (named, ["CAPABILITY_IAM"], "CAPABILITY_NAMED_IAM")):
        with pytest.raises(ClientError, match=needed) as caught:
            create(cfn, template(A=resource), Capabilities=given)
        assert error_code(caught) == "InsufficientCapabilitiesException"


def test_a_function_that_is_not_emulated_fails_its_resource_by_name(cfn: Any, stand_in: StandIn) -> None:
    assert create(cfn, template(A=thing({"Name": {"Fn::Base64": "a"}})))["StackStatus"] == "ROLLBACK_COMPLETE"
    assert failure_reasons(cfn, "stack") == ["Template error: function Fn::Base64 is not emulated"]


def test_a_dynamic_reference_is_resolved_anew_in_each_operation(aws: Aws, cfn: Any, stand_in: StandIn) -> None:
    """In the stack's own account and Region, after functions; the latest version unless one is named."""
    ssm = aws.client("ssm")
    body = template(
        A=thing({"Name": {"Fn::Sub": "{{resolve:ssm:/of/${AWS::Region}}}"}, "Kept": [f"one {{{{resolve:ssm:/of/{REGION}:1}}}}"]}),
        B=thing({"Name": "b"}),
    )
    aws.client("ssm", "us-west-2").put_parameter(Name=f"/of/{REGION}", Value="elsewhere", Type="String")
    assert create(cfn, body, "too-early")["StackStatus"] == "ROLLBACK_COMPLETE"
    assert failure_reasons(cfn, "too-early") == [f"Parameters: [ssm:/of/{REGION}] cannot be found."]

    ssm.put_parameter(Name=f"/of/{REGION}", Value="first", Type="String")
    assert create(cfn, body)["StackStatus"] == "CREATE_COMPLETE", failure_reasons(cfn, "stack")
    ssm.put_parameter(Name=f"/of/{REGION}", Value="second", Type="String", Overwrite=True)
    update(cfn, body.replace('"b"', '"c"'))
    given = [it["requestData"]["resourceProperties"] for it in stand_in.requests]
    assert {"Name": "first", "Kept": ["one first"]} in given
    assert {"Name": "second", "Kept": ["one first"]} in given
    names = template(A=thing({"Name": "{{resolve:secretsmanager:it}}"}))
    assert create(cfn, names, "other")["StackStatus"] == "ROLLBACK_COMPLETE"
    assert failure_reasons(cfn, "other") == ["Dynamic references: not emulated: secretsmanager"]
