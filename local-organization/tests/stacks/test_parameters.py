"""What CloudFormation refuses of parameters, before it makes anything."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import settled
from things import StandIn, thing


def body(**parameters: Any) -> str:
    return json.dumps({"Parameters": parameters, "Resources": {"A": thing({"Name": "a"})}})


def refusal(cfn: Any, declared: str, **given: str) -> str:
    values = [{"ParameterKey": key, "ParameterValue": value} for key, value in given.items()]
    with pytest.raises(ClientError) as caught:
        cfn.create_stack(StackName="stack", TemplateBody=declared, Parameters=values)
    assert caught.value.response["Error"]["Code"] == "ValidationError"
    return caught.value.response["Error"]["Message"]


@pytest.mark.parametrize(
    ("declared", "value", "message"),
    [
        ({"Type": "Number"}, "many", "Parameter 'P' must be a number"),
        ({"Type": "Number", "MinValue": 1}, "0", "Parameter 'P' must be a number not less than 1"),
        ({"Type": "Number", "MaxValue": 60}, "61", "Parameter 'P' must be a number not greater than 60"),
        ({"Type": "String", "MinLength": 1}, "", "Parameter 'P' must contain at least 1 characters"),
        ({"Type": "String", "MaxLength": 3}, "four", "Parameter 'P' must contain at most 3 characters"),
        ({"Type": "String", "AllowedPattern": "[0-9]{12}"}, "12", "Parameter 'P' must match pattern [0-9]{12}"),
        ({"Type": "String", "AllowedValues": ["a", "b"]}, "c", "Parameter 'P' must be one of AllowedValues"),
        ({"Type": "CommaDelimitedList", "AllowedValues": ["a", "b"]}, "a,c", "Parameter 'P' must be one of AllowedValues"),
        ({"Type": "String", "MinLength": 1, "ConstraintDescription": "must be there"}, "", "Parameter P failed to satisfy constraint: must be there"),
        ({"Type": "String"}, "x" * 4097, "Parameter 'P' value '[****]' length is greater than 4096."),
    ],
)
def test_a_value_that_is_not_allowed_is_refused(cfn: Any, stand_in: StandIn, declared: dict[str, Any], value: str, message: str) -> None:
    assert refusal(cfn, body(P=declared), P=value) == message
    assert stand_in.names() == []


def test_values_at_the_limits_are_taken(cfn: Any, stand_in: StandIn) -> None:
    declared = {f"P{number}": {"Type": "String", "Default": "x" * 4096} for number in range(3)} | {"N": {"Type": "Number", "MinValue": 1, "MaxValue": 2}}
    cfn.create_stack(StackName="stack", TemplateBody=body(**declared), Parameters=[{"ParameterKey": "N", "ParameterValue": "2"}])
    assert settled(cfn, "stack")["StackStatus"] == "CREATE_COMPLETE"


def test_too_many_parameters_and_too_long_a_default_are_refused(cfn: Any) -> None:
    many = {f"P{number}": {"Type": "String", "Default": ""} for number in range(201)}
    assert refusal(cfn, body(**many)) == "Template format error: Number of parameters, 201, is greater than maximum allowed, 200"
    long = {"P": {"Type": "String", "Default": "x" * 4097}}
    assert refusal(cfn, body(**long)) == "Template format error: Parameter 'P' default value '[****]' length is greater than 4096."
