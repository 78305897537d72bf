"""Custom resources: events to a function, and what its answers mean for the stack."""

import json
from typing import Any

import pytest
from emulated import ACCOUNT, Aws, delete, failure_reasons
from things import create, template, update

BUCKET = "code"
TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}


@pytest.fixture
def code(aws: Aws) -> None:
    """A jar in a bucket of the stacks' Region, and a role."""
    s3 = aws.client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket=BUCKET, Key="function.jar", Body=b"jar")
    aws.client("iam").create_role(RoleName="function", AssumeRolePolicyDocument=json.dumps(TRUST))


def stack(properties: dict[str, Any], **function: Any) -> str:
    """A function and a custom resource, whose attributes are outputs."""
    settings = {"Code": {"S3Bucket": BUCKET, "S3Key": "function.jar"}, "Handler": "a.Handler", "Runtime": "java17", "Timeout": 30}
    role = {"Role": f"arn:aws:iam::{ACCOUNT}:role/function"}
    return template(
        {"Id": {"Ref": "Thing"}, "Event": {"Fn::GetAtt": ["Thing", "Event"]}, "Size": {"Fn::GetAtt": ["Thing", "Size"]}},
        Function={"Type": "AWS::Lambda::Function", "Properties": settings | role | function},
        Thing={"Type": "Custom::Thing", "Properties": {"ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]}, **properties}},
    )


def outputs(stack: dict[str, Any]) -> dict[str, str]:
    return {it["OutputKey"]: it["OutputValue"] for it in stack["Outputs"]}


@pytest.mark.usefixtures("code")
def test_a_function_makes_changes_replaces_and_deletes(cfn: Any) -> None:
    assert outputs(create(cfn, stack({"Name": "ball", "Size": 3}))) == {"Id": "ball", "Event": "Create", "Size": "'3'"}
    assert outputs(update(cfn, stack({"Name": "ball", "Size": True}))) == {"Id": "ball", "Event": "Update", "Size": "'true'"}
    replaced = update(cfn, stack({"Name": "cube"}))
    assert outputs(replaced)["Id"] == "cube"
    gone = [it["PhysicalResourceId"] for it in cfn.describe_stack_events(StackName="stack")["StackEvents"] if it["ResourceStatus"] == "DELETE_COMPLETE"]
    assert gone == ["ball"]
    assert delete(cfn, replaced) == "DELETE_COMPLETE"


@pytest.mark.usefixtures("code")
@pytest.mark.parametrize(
    "properties, reason",
    [
        ({"Fail": "Not today."}, "Received response status [FAILED] from custom resource. Message returned: Not today."),
        ({"Silent": 1}, "CloudFormation did not receive a response from your Custom Resource."),
        ({"Long": 4_000}, "Response is too long."),
    ],
)
def test_what_is_no_success_fails_the_stack(cfn: Any, properties: dict[str, Any], reason: str) -> None:
    create(cfn, stack({"Name": "ball", **properties}))
    assert failure_reasons(cfn, "stack")[0] == reason


@pytest.mark.usefixtures("code")
@pytest.mark.parametrize(
    "function, reason",
    [
        ({"Role": f"arn:aws:iam::{ACCOUNT}:role/nobody"}, "The role defined for the function cannot be assumed by Lambda."),
        ({"Code": {"S3Bucket": BUCKET, "S3Key": "none.jar"}}, "Error occurred while GetObject. S3 error: The specified key does not exist."),
    ],
)
def test_a_function_that_can_t_be_made_is_refused(cfn: Any, function: dict[str, Any], reason: str) -> None:
    create(cfn, stack({"Name": "ball"}, **function))
    assert failure_reasons(cfn, "stack") == [reason]


@pytest.mark.usefixtures("code")
def test_code_lies_in_the_functions_region(aws: Aws) -> None:
    elsewhere = aws.client("cloudformation", "us-east-1")
    create(elsewhere, stack({"Name": "ball"}))
    assert "The bucket is in this region: eu-west-1." in failure_reasons(elsewhere, "stack")[0]
