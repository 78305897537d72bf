"""Modules: registered from a package, put into the templates that use them, and refused where they can't be."""

import io
import json
import zipfile
from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import Aws, delete, failure_reasons
from things import StandIn, create, template, thing, update

MODULE = "Test::Things::Pair::MODULE"
FRAGMENT = {
    "Parameters": {"Names": {"Type": "CommaDelimitedList", "Default": "x, y"}, "Size": {"Type": "Number", "Default": 3, "MaxValue": 3}, "Color": {"Type": "String"}},
    "Conditions": {
        "HasNames": {"Fn::Not": [{"Fn::Equals": [{"Fn::Join": ["", {"Ref": "Names"}]}, ""]}]},
        "IsRed": {"Fn::And": [{"Condition": "HasNames"}, {"Fn::Equals": [{"Ref": "Color"}, "red"]}]},
    },
    "Resources": {
        "First": thing({"Name": {"Fn::Sub": "${Color}-${AWS::Region}"}, "Size": {"Ref": "Size"}, "Of": {"Fn::If": ["HasNames", {"Ref": "Names"}, "nobody"]}}),
        "Second": thing({"Name": {"Fn::Sub": "second-of-${First}"}, "Arn-of-first": {"Fn::GetAtt": ["First", "Arn"]}}, DependsOn="First", DeletionPolicy="Retain"),
        "Third": thing({"Name": "third"}, Condition="IsRed"),
    },
    "Outputs": {"Name": {"Value": {"Ref": "First"}}},
}


def packaged(fragment: dict[str, Any]) -> bytes:
    """In the form of `cfn submit --dry-run`."""
    files = {"schema.json": {"typeName": MODULE}, ".rpdk-config": {"artifact_type": "MODULE", "typeName": MODULE}, "fragments/pair.json": fragment}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, json.dumps(content))
    return held.getvalue()


def register(aws: Aws, fragment: dict[str, Any], name: str = "1") -> str:
    """Gives the version's ARN."""
    aws.client("s3").put_object(Bucket="packages", Key=f"{name}.zip", Body=packaged(fragment))
    cfn = aws.client("cloudformation")
    token = cfn.register_type(Type="MODULE", TypeName=MODULE, SchemaHandlerPackage=f"s3://packages/{name}.zip")["RegistrationToken"]
    told = cfn.describe_type_registration(RegistrationToken=token)
    assert told["ProgressStatus"] == "COMPLETE"
    return told["TypeVersionArn"]


@pytest.fixture
def registered(aws: Aws, stand_in: StandIn) -> Aws:
    aws.client("s3").create_bucket(Bucket="packages", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    register(aws, FRAGMENT)
    return aws


def using(outputs: dict[str, Any] | None = None, **properties: Any) -> str:
    return template(outputs, Pair={"Type": MODULE, "Properties": {"Color": "blue"} | properties})


def properties(stand_in: StandIn) -> dict[str, dict[str, Any]]:
    """What handlers got to create, by logical id."""
    created = [it["requestData"] for it in stand_in.requests if it["action"] == "CREATE"]
    return {it["logicalResourceId"]: it["resourceProperties"] for it in created}


def test_a_module_brings_its_resources_under_its_own_name(registered: Aws, cfn: Any, stand_in: StandIn) -> None:
    stack = create(cfn, using())
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    made = properties(stand_in)
    assert list(made) == ["PairFirst", "PairSecond"]
    assert made["PairFirst"] == {"Name": "blue-eu-west-1", "Size": "3", "Of": ["x", "y"]}
    assert made["PairSecond"]["Arn-of-first"].endswith(":blue-eu-west-1")
    (first, _) = cfn.describe_stack_resources(StackName="stack")["StackResources"]
    assert first["ModuleInfo"] == {"TypeHierarchy": MODULE, "LogicalIdHierarchy": "Pair"}
    assert delete(cfn, stack) == "DELETE_COMPLETE"
    assert stand_in.names() == ["second-of-blue-eu-west-1"]


@pytest.mark.parametrize("name", ["Pair.First", "PairFirst"])
def test_a_template_refers_to_what_a_module_brings_with_a_point_and_without(registered: Aws, cfn: Any, name: str) -> None:
    outputs = {"Name": {"Ref": name}, "Arn": {"Fn::GetAtt": f"{name}.Arn"}, "Listed": {"Fn::GetAtt": [name, "Name"]}, "Text": {"Fn::Sub": f"${{{name}}} ${{{name}.Name}}"}}
    said = {it["OutputKey"]: it["OutputValue"] for it in create(cfn, using(outputs))["Outputs"]}
    assert said.pop("Arn").endswith(":blue-eu-west-1")
    assert said == {"Name": "blue-eu-west-1", "Listed": "blue-eu-west-1", "Text": "blue-eu-west-1 blue-eu-west-1"}


def test_parameters_take_the_templates_own_values_and_conditions_see_them(registered: Aws, cfn: Any, stand_in: StandIn) -> None:
    body = json.loads(using(Color={"Ref": "Color"}, Names={"Ref": "Names"}, Size=9))  # beyond MaxValue, which nobody enforces
    body["Parameters"] = {"Color": {"Type": "String"}, "Names": {"Type": "CommaDelimitedList", "Default": ""}}
    red = [{"ParameterKey": "Color", "ParameterValue": "red"}]
    create(cfn, json.dumps(body), Parameters=red)
    assert properties(stand_in)["PairFirst"] == {"Name": "red-eu-west-1", "Size": "9", "Of": "nobody"}
    update(cfn, json.dumps(body), Parameters=[*red, {"ParameterKey": "Names", "ParameterValue": "a,b"}])
    assert stand_in.names() == ["red-eu-west-1", "second-of-red-eu-west-1", "third"]


def test_two_of_a_kind_are_apart(registered: Aws, cfn: Any, stand_in: StandIn) -> None:
    two = template(One={"Type": MODULE, "Properties": {"Color": "blue"}}, Two={"Type": MODULE, "Properties": {"Color": "green", "Names": ["a"]}})
    assert create(cfn, two)["StackStatus"] == "CREATE_COMPLETE"
    assert {it["LogicalResourceId"] for it in cfn.describe_stack_resources(StackName="stack")["StackResources"]} == {"OneFirst", "OneSecond", "TwoFirst", "TwoSecond"}


def test_another_version_is_a_change_of_the_same_template(registered: Aws, cfn: Any, stand_in: StandIn) -> None:
    create(cfn, using())
    newer = register(registered, FRAGMENT | {"Resources": {"First": FRAGMENT["Resources"]["First"]}}, "2")
    with pytest.raises(ClientError, match="No updates are to be performed"):
        update(cfn, using())
    cfn.set_type_default_version(Arn=newer)
    assert update(cfn, using())["StackStatus"] == "UPDATE_COMPLETE"
    assert [it["LogicalResourceId"] for it in cfn.describe_stack_resources(StackName="stack")["StackResources"]] == ["PairFirst"]
    assert cfn.describe_type(Type="MODULE", TypeName=MODULE)["DefaultVersionId"] == "00000002"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (using(Nothing="x"), "has no parameters"),
        (template(Pair={"Type": MODULE}), "needs values for .'Color'"),
        (using({"Name": {"Ref": "Pair"}}), "Unresolved resource dependencies .Pair. in the Outputs block"),
        (using({"Name": {"Fn::GetAtt": "Pair.Name"}}), "Unresolved resource dependencies .Pair. in the Outputs block"),
        (template(PairFirst=thing(), Pair={"Type": MODULE, "Properties": {"Color": "blue"}}), "two things are called .'PairFirst'"),
        (template(Pair={"Type": MODULE, "Properties": {"Color": "blue"}, "DeletionPolicy": "Retain"}), "not emulated: DeletionPolicy"),
        (template(Pair={"Type": "Test::Things::Other::MODULE"}), "Unrecognized resource types: .Test::Things::Other::MODULE"),
    ],
)
def test_what_a_module_can_not_be_asked_is_refused(registered: Aws, cfn: Any, body: str, says: str) -> None:
    with pytest.raises(ClientError, match=says):
        create(cfn, body)


def test_a_nested_stack_takes_no_module(registered: Aws, cfn: Any) -> None:
    registered.client("s3").put_object(Bucket="packages", Key="inner.yaml", Body=using())
    outer = template(Inner={"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "https://packages.s3.eu-west-1.amazonaws.com/inner.yaml"}})
    assert create(cfn, outer)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert f"Unrecognized resource types: [{MODULE}]" in failure_reasons(cfn, "stack")[0]
