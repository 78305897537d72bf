"""AWS's own types in stacks."""

from typing import Any

import pytest
from emulated import Aws, delete
from processes import type_folder
from things import StandIn, create, template, thing, update


def test_a_role_and_its_instance_profile_work_beside_third_party_types(aws: Aws, cfn: Any, stand_in: StandIn) -> None:
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
    arns = [
        f"arn:aws:iam::aws:policy/AmazonSSM{name}"
        for name in ("ManagedInstanceCore", "ManagedEC2InstanceDefaultPolicy")
    ]

    def body(name: str, attached: list[str]) -> str:
        return template(
            Role={
                "Type": "AWS::IAM::Role",
                "Properties": {
                    "Path": "/own/",
                    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []},
                    "Description": {"Fn::GetAtt": ["A", "Arn"]},
                    "ManagedPolicyArns": attached,
                    "Policies": [{"PolicyName": "own", "PolicyDocument": policy}],
                },
            },
            Profile={"Type": "AWS::IAM::InstanceProfile", "Properties": {"Roles": [{"Ref": "Role"}]}},
            A=thing({"Name": name}),
        )

    def attached(role: str) -> list[str]:
        return [it["PolicyArn"] for it in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]]

    iam = aws.client("iam")
    assert create(cfn, body("a", arns[:1]), Capabilities=["CAPABILITY_IAM"])["StackStatus"] == "CREATE_COMPLETE"
    (role,) = iam.list_roles(PathPrefix="/own/")["Roles"]
    assert role["Description"].endswith(":a")
    assert attached(role["RoleName"]) == arns[:1]
    assert iam.get_role_policy(RoleName=role["RoleName"], PolicyName="own")["PolicyDocument"] == policy
    stack = update(cfn, body("b", arns[1:]), Capabilities=["CAPABILITY_IAM"])
    assert stack["StackStatus"] == "UPDATE_COMPLETE"
    assert iam.get_role(RoleName=role["RoleName"])["Role"]["Description"].endswith(":b")
    assert attached(role["RoleName"]) == arns[1:]
    assert delete(cfn, stack) == "DELETE_COMPLETE"
    assert not iam.list_roles(PathPrefix="/own/")["Roles"]
    assert not iam.list_instance_profiles()["InstanceProfiles"]


@pytest.mark.parametrize("type_", ["central", "member"])
def test_the_execution_role_of_a_registered_type_can_be_made(aws: Aws, cfn: Any, type_: str) -> None:
    body = (type_folder(type_) / "resource-role.yaml").read_text(encoding="utf-8")
    stack = create(cfn, body, Capabilities=["CAPABILITY_IAM"])
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    (role,) = aws.client("iam").list_roles()["Roles"]
    assert [output["OutputValue"] for output in stack["Outputs"]] == [role["Arn"]]
    assert delete(cfn, stack) == "DELETE_COMPLETE"
