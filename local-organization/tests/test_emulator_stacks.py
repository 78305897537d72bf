"""Stacks with third-party types: the handler protocol, rollback, replacement, and what CloudFormation's API says of it."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import Aws, StandIn, error_code, eventually, failure_reasons, settled

THING = "Test::Things::Thing"


def template(outputs: dict[str, Any] | None = None, **resources: Any) -> str:
    body: dict[str, Any] = {"Resources": resources}
    if outputs:
        body["Outputs"] = {name: {"Value": value} for name, value in outputs.items()}
    return json.dumps(body)


def thing(properties: dict[str, Any] | None = None, **extra: Any) -> dict[str, Any]:
    return {"Type": THING, "Properties": properties or {}, **extra}


@pytest.fixture
def cfn(aws: Aws) -> Any:
    return aws.client("cloudformation")


def create(cfn: Any, body: str, **arguments: Any) -> dict[str, Any]:
    cfn.create_stack(StackName="stack", TemplateBody=body, **arguments)
    return settled(cfn, "stack")


def update(cfn: Any, body: str, **arguments: Any) -> dict[str, Any]:
    cfn.update_stack(StackName="stack", TemplateBody=body, **arguments)
    return settled(cfn, "stack")


def names(stand_in: StandIn) -> list[str]:
    return sorted(name for _, _, name in stand_in.things)


def test_create_sends_the_whole_protocol(aws: Aws, cfn: Any, stand_in: StandIn) -> None:
    body = template(A=thing({"Name": "a", "Count": 3, "On": True, "Nested": {"Off": False, "List": [1]}}))
    stack = create(cfn, body, Tags=[{"Key": "team", "Value": "x"}])
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    (request,) = stand_in.requests
    data = request["requestData"]
    assert request["action"] == "CREATE"
    assert request["resourceType"] == THING
    assert request["awsAccountId"] == "123456789012"
    assert request["region"] == "eu-west-1"
    assert request["stackId"] == stack["StackId"]
    assert request["bearerToken"]
    assert request["callbackContext"] is None
    assert data["resourceProperties"] == {
        "Name": "a",
        "Count": "3",
        "On": "true",
        "Nested": {"Off": "false", "List": ["1"]},
    }
    assert data["previousResourceProperties"] is None
    assert data["logicalResourceId"] == "A"
    assert data["stackTags"] == {"team": "x"}
    assert data["systemTags"]["aws:cloudformation:stack-name"] == "stack"
    for credentials in ("callerCredentials", "providerCredentials"):
        assert set(data[credentials]) == {"accessKeyId", "secretAccessKey", "sessionToken"}


def test_ref_is_the_identifier_and_get_att_comes_from_the_model(cfn: Any, stand_in: StandIn) -> None:
    body = template(
        {"Ref": {"Ref": "A"}, "Arn": {"Fn::GetAtt": ["A", "Arn"]}},
        B=thing({"Name": {"Fn::Sub": "b-of-${A}-${A.Arn}-${!Literal}"}}),
        A=thing({"Name": "a"}),
    )
    stack = create(cfn, body)
    outputs = {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}
    arn = "arn:aws:thing:eu-west-1:123456789012:a"
    assert outputs == {"Ref": "a", "Arn": arn}
    assert names(stand_in) == ["a", f"b-of-a-{arn}-${{Literal}}"]
    resources = cfn.describe_stack_resources(StackName="stack")["StackResources"]
    assert {r["LogicalResourceId"]: r["PhysicalResourceId"] for r in resources}["A"] == "a"


def test_in_progress_is_invoked_again_on_a_virtual_clock(aws: Aws, cfn: Any, stand_in: StandIn) -> None:
    assert create(cfn, template(A=thing({"Name": "a", "Slow": 3})))["StackStatus"] == "CREATE_COMPLETE"
    assert [r["callbackContext"] for r in stand_in.requests] == [None, {"answers": 1}, {"answers": 2}, {"answers": 3}]
    assert len({r["bearerToken"] for r in stand_in.requests}) == 1
    assert aws.clock() == {"seconds": 90, "invocations": {THING: {"CREATE": 4}}}


def test_an_operation_longer_than_its_timeout_fails(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a", "Slow": 1000})))
    assert "still IN_PROGRESS" in failure_reasons(cfn, "stack")[0]


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


def test_a_lambda_error_is_an_internal_failure(cfn: Any, stand_in: StandIn) -> None:
    assert create(cfn, template(A=thing({"Crash": "yes"})))["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "out of memory" in failure_reasons(cfn, "stack")[0]
    assert "(HandlerErrorCode: InternalFailure)" in failure_reasons(cfn, "stack")[0]


def test_on_failure_do_nothing_keeps_what_was_made(cfn: Any, stand_in: StandIn) -> None:
    body = template(A=thing({"Name": "a"}), B=thing({"Fail": "InvalidRequest"}, DependsOn="A"))
    assert create(cfn, body, DisableRollback=True)["StackStatus"] == "CREATE_FAILED"
    assert names(stand_in) == ["a"]


def test_an_update_sends_both_states_and_only_what_changed(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Size": 1}), B=thing({"Name": "b"})))
    stand_in.requests.clear()
    assert update(cfn, template(A=thing({"Size": 2}), B=thing({"Name": "b"})))["StackStatus"] == "UPDATE_COMPLETE"
    (request,) = stand_in.requests
    assert request["action"] == "UPDATE"
    assert request["requestData"]["resourceProperties"] == {"Size": "2", "Name": "A-made"}
    assert request["requestData"]["previousResourceProperties"] == {
        "Size": "1",
        "Name": "A-made",
        "Arn": "arn:aws:thing:eu-west-1:123456789012:A-made",
    }


def test_no_update_is_refused(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing()))
    with pytest.raises(ClientError, match="No updates are to be performed"):
        update(cfn, template(A=thing()))


def test_changed_stack_tags_update_taggable_types_only(cfn: Any, stand_in: StandIn) -> None:
    body = template(A=thing(), B={"Type": "Test::Things::Untagged"})
    create(cfn, body, Tags=[{"Key": "team", "Value": "x"}])
    stand_in.requests.clear()
    update(cfn, body, Tags=[{"Key": "team", "Value": "y"}])
    (request,) = stand_in.requests
    assert request["requestData"]["stackTags"] == {"team": "y"}
    assert request["requestData"]["previousStackTags"] == {"team": "x"}
    assert request["resourceType"] == THING


def test_a_create_only_change_replaces(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a"}), B=thing({"Name": {"Fn::Sub": "b-${A}"}})))
    stand_in.requests.clear()
    update(cfn, template(A=thing({"Name": "new"}), B=thing({"Name": {"Fn::Sub": "b-${A}"}})))
    assert stand_in.actions() == ["CREATE", "CREATE", "DELETE", "DELETE"]
    assert names(stand_in) == ["b-new", "new"]


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
    assert names(stand_in) == ["a", "b"]
    assert stand_in.things["123456789012", "eu-west-1", "a"]["Size"] == "1"
    assert failure_reasons(cfn, "stack") == ["the create was told to fail (HandlerErrorCode: ServiceLimitExceeded)"]
    assert len(cfn.describe_stack_resources(StackName="stack")["StackResources"]) == 2


def test_a_failed_update_of_a_resource_updates_it_back(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a", "Size": 1})))
    stack = update(cfn, template(A=thing({"Name": "a", "Size": 2, "FailOn": "UPDATE"})))
    assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert stand_in.actions() == ["CREATE", "UPDATE", "UPDATE"]
    assert stand_in.requests[-1]["requestData"]["resourceProperties"]["Size"] == "1"


def test_a_removed_resource_is_deleted_after_the_update(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Name": "a"}), B=thing({"Name": "b"})))
    assert update(cfn, template(A=thing({"Name": "a"})))["StackStatus"] == "UPDATE_COMPLETE"
    assert names(stand_in) == ["a"]


def test_delete_goes_in_reverse_and_sends_the_model(cfn: Any, stand_in: StandIn) -> None:
    stack = create(cfn, template(A=thing({"Name": "a"}), B=thing({"Name": "b"}, DependsOn="A")))
    stand_in.requests.clear()
    cfn.delete_stack(StackName="stack")
    eventually(lambda: cfn.describe_stacks(StackName=stack["StackId"])["Stacks"][0]["StackStatus"] == "DELETE_COMPLETE")
    assert [r["requestData"]["resourceProperties"]["Name"] for r in stand_in.requests] == ["b", "a"]
    assert stand_in.requests[0]["requestData"]["resourceProperties"]["Arn"].endswith(":b")
    with pytest.raises(ClientError, match="does not exist"):
        cfn.describe_stacks(StackName="stack")


def test_a_failed_delete_keeps_what_it_depends_on_and_can_be_repeated(cfn: Any, stand_in: StandIn) -> None:
    stack = create(
        cfn,
        template(
            A=thing({"Name": "a"}), B=thing({"Name": "b", "FailOn": "DELETE"}, DependsOn="A"), C=thing({"Name": "c"})
        ),
    )
    cfn.delete_stack(StackName="stack")
    assert settled(cfn, "stack")["StackStatus"] == "DELETE_FAILED"
    assert names(stand_in) == ["a", "b"]
    cfn.delete_stack(StackName="stack", RetainResources=["B"])
    eventually(lambda: cfn.describe_stacks(StackName=stack["StackId"])["Stacks"][0]["StackStatus"] == "DELETE_COMPLETE")
    assert names(stand_in) == ["b"]


def test_what_is_gone_already_counts_as_deleted(cfn: Any, stand_in: StandIn) -> None:
    stack = create(cfn, template(A=thing({"Name": "a"})))
    stand_in.things.clear()
    cfn.delete_stack(StackName="stack")
    eventually(lambda: cfn.describe_stacks(StackName=stack["StackId"])["Stacks"][0]["StackStatus"] == "DELETE_COMPLETE")


def test_retained_resources_stay(cfn: Any, stand_in: StandIn) -> None:
    stack = create(cfn, template(A=thing({"Name": "a"}, DeletionPolicy="Retain")))
    cfn.delete_stack(StackName="stack")
    eventually(lambda: cfn.describe_stacks(StackName=stack["StackId"])["Stacks"][0]["StackStatus"] == "DELETE_COMPLETE")
    assert names(stand_in) == ["a"]


def test_read_only_properties_are_refused_and_write_only_ones_are_not_attributes(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Arn": "x"})))
    assert "readonly" in failure_reasons(cfn, "stack")[0]
    assert not stand_in.requests
    cfn.create_stack(
        StackName="other", TemplateBody=template({"Out": {"Fn::GetAtt": "A.Secret"}}, A=thing({"Secret": "s"}))
    )
    assert settled(cfn, "other")["StackStatus"] == "ROLLBACK_COMPLETE"
    assert stand_in.requests[0]["requestData"]["resourceProperties"]["Secret"] == "s"


def test_parameters_conditions_and_functions(cfn: Any, stand_in: StandIn) -> None:
    body = """
Parameters:
  Names: {Type: CommaDelimitedList, Default: "x, y"}
  Mode: {Type: String, AllowedValues: [one, two]}
Mappings: {Sizes: {one: {Value: 1}, two: {Value: 2}}}
Conditions:
  IsOne: !Equals [!Ref Mode, one]
  IsTwo: !Not [!Condition IsOne]
Resources:
  A:
    Type: Test::Things::Thing
    Properties:
      Name: !Join ["-", !Ref Names]
      Size: !FindInMap [Sizes, !Ref Mode, Value]
      Kept: !If [IsOne, yes-it-is, !Ref AWS::NoValue]
      Gone: !If [IsTwo, yes-it-is, !Ref AWS::NoValue]
      First: !Select [0, !Split ["/", "p/q"]]
      Where: !Sub ["${Region}/${AWS::AccountId}", {Region: !Ref AWS::Region}]
      Version: 2012-10-17
      Text: !ToJsonString {a: [1]}
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
        "Size": "1",
        "Kept": "yes-it-is",
        "First": "p",
        "Where": "eu-west-1/123456789012",
        "Version": "2012-10-17",
        "Text": '{"a": [1]}',
    }


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (template(A={"Type": "No::Such::Type"}), r"Unrecognized resource types: \[No::Such::Type\]"),
        (template(A=thing({"X": {"Ref": "Nobody"}})), r"Unresolved resource dependencies \[Nobody\]"),
        (template(A=thing(DependsOn="B"), B=thing(DependsOn="A")), "Circular dependency"),
        (template(A={"Type": "Custom::Door", "Properties": {"ServiceToken": "arn:aws:lambda:x"}}), "no Docker"),
        ("{", "Template format error"),
        (json.dumps({"Resources": {"A": thing({"X": "x" * 60_000})}}), "51200"),
    ],
)
def test_bad_templates_are_refused(cfn: Any, stand_in: StandIn, body: str, message: str) -> None:
    with pytest.raises(ClientError, match=message) as caught:
        create(cfn, body)
    assert error_code(caught) == "ValidationError"


def test_two_stacks_of_one_name_are_refused(cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing()))
    with pytest.raises(ClientError) as caught:
        create(cfn, template(A=thing()))
    assert error_code(caught) == "AlreadyExistsException"


def test_iam_needs_capabilities(cfn: Any) -> None:
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}}}
    named = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}, "RoleName": "r"}}
    for resource, given, needed in ((role, [], "CAPABILITY_IAM"), (named, ["CAPABILITY_IAM"], "CAPABILITY_NAMED_IAM")):
        with pytest.raises(ClientError, match=needed) as caught:
            create(cfn, template(A=resource), Capabilities=given)
        assert error_code(caught) == "InsufficientCapabilitiesException"


def test_aws_types_work_beside_third_party_ones(aws: Aws, cfn: Any, stand_in: StandIn) -> None:
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}

    def body(name: str) -> str:
        return template(
            Policy={"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": policy}},
            Role={
                "Type": "AWS::IAM::Role",
                "Properties": {
                    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []},
                    "Description": {"Fn::GetAtt": ["A", "Arn"]},
                    "ManagedPolicyArns": [{"Ref": "Policy"}, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"],
                    "Policies": [{"PolicyName": "own", "PolicyDocument": policy}],
                },
            },
            Profile={"Type": "AWS::IAM::InstanceProfile", "Properties": {"Roles": [{"Ref": "Role"}]}},
            A=thing({"Name": name}),
        )

    iam = aws.client("iam")
    assert create(cfn, body("a"), Capabilities=["CAPABILITY_IAM"])["StackStatus"] == "CREATE_COMPLETE"
    (role,) = iam.list_roles()["Roles"]
    assert role["Description"].endswith(":a")
    attached = iam.list_attached_role_policies(RoleName=role["RoleName"])["AttachedPolicies"]
    assert len(attached) == 2
    assert iam.get_role_policy(RoleName=role["RoleName"], PolicyName="own")["PolicyDocument"] == policy
    assert update(cfn, body("b"), Capabilities=["CAPABILITY_IAM"])["StackStatus"] == "UPDATE_COMPLETE"
    assert iam.get_role(RoleName=role["RoleName"])["Role"]["Description"].endswith(":b")
    stack = settled(cfn, "stack")
    cfn.delete_stack(StackName="stack")
    eventually(lambda: cfn.describe_stacks(StackName=stack["StackId"])["Stacks"][0]["StackStatus"] == "DELETE_COMPLETE")
    assert not iam.list_roles()["Roles"]
    assert not iam.list_policies(Scope="Local")["Policies"]
    assert not iam.list_instance_profiles()["InstanceProfiles"]


def test_exports_and_imports(cfn: Any, stand_in: StandIn) -> None:
    body = json.loads(template(A=thing({"Name": "a"})))
    body["Outputs"] = {"Name": {"Value": {"Ref": "A"}, "Export": {"Name": "the-name"}}}
    create(cfn, json.dumps(body))
    assert [(e["Name"], e["Value"]) for e in cfn.list_exports()["Exports"]] == [("the-name", "a")]
    cfn.create_stack(
        StackName="importer",
        TemplateBody=template(B=thing({"Name": {"Fn::Sub": ["b-${X}", {"X": {"Fn::ImportValue": "the-name"}}]}})),
    )
    settled(cfn, "importer")
    assert names(stand_in) == ["a", "b-a"]


def test_change_sets_as_the_deploy_command_uses_them(cfn: Any, stand_in: StandIn) -> None:
    def deploy(kind: str, body: str) -> dict[str, Any]:
        made = cfn.create_change_set(StackName="stack", ChangeSetName="set", ChangeSetType=kind, TemplateBody=body)
        described = cfn.describe_change_set(ChangeSetName=made["Id"])
        if described["Status"] == "CREATE_COMPLETE":
            cfn.execute_change_set(ChangeSetName="set", StackName="stack")
            settled(cfn, "stack")
        cfn.delete_change_set(ChangeSetName=made["Id"])
        return described

    first = deploy("CREATE", template(A=thing({"Name": "a"})))
    assert [c["ResourceChange"]["Action"] for c in first["Changes"]] == ["Add"]
    assert settled(cfn, "stack")["StackStatus"] == "CREATE_COMPLETE"
    assert deploy("UPDATE", template(A=thing({"Name": "a"})))["StatusReason"].startswith(
        "The submitted information didn't contain changes"
    )
    deploy("UPDATE", template(A=thing({"Name": "a"}), B=thing({"Name": "b"})))
    assert names(stand_in) == ["a", "b"]


def test_reset_forgets_everything(aws: Aws, cfn: Any, stand_in: StandIn) -> None:
    create(cfn, template(A=thing({"Slow": 1})))
    aws.reset()
    assert not cfn.describe_stacks()["Stacks"]
    assert aws.clock() == {"seconds": 0, "invocations": {}}
