"""Types that are registered by stacks: in one account and Region, from a package in S3, in versions."""

from typing import Any

import pytest
from emulated import ACCOUNT, OTHER, Aws, delete, failure_reasons, refused, settled
from things import PACKAGED, StandIn, create, package, template, thing, update

ROLE = "handlers"
ONE_PACKAGED = template(A={"Type": PACKAGED, "Properties": {"Name": "a"}})


def registration(version: str = "1", **properties: Any) -> str:
    """A template that registers a version and makes it the default."""
    given = {"TypeName": PACKAGED, "SchemaHandlerPackage": f"s3://packages/{version}.zip", "ExecutionRoleArn": f"arn:aws:iam::{ACCOUNT}:role/{ROLE}"}
    return template(
        Version={"Type": "AWS::CloudFormation::ResourceVersion", "Properties": given | properties},
        Default={"Type": "AWS::CloudFormation::ResourceDefaultVersion", "Properties": {"TypeVersionArn": {"Ref": "Version"}}},
    )


def versions(cfn: Any) -> dict[str, bool]:
    """Ids of those that are registered, and whether each is the default."""
    listed = cfn.list_type_versions(Type="RESOURCE", TypeName=PACKAGED)["TypeVersionSummaries"]
    return {it["VersionId"]: it["IsDefaultVersion"] for it in listed}


@pytest.fixture
def s3(aws: Aws, stand_in: StandIn) -> Any:
    """With a bucket of packages, and the handlers' role beside."""
    aws.client("iam").create_role(RoleName=ROLE, AssumeRolePolicyDocument="{}")
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="packages", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for version in ("1", "2"):
        s3.put_object(Bucket="packages", Key=f"{version}.zip", Body=package())
    return s3


def test_a_type_is_known_where_it_is_registered_and_nowhere_else(aws: Aws, cfn: Any, s3: Any) -> None:
    unknown = "Unrecognized resource types: .Test::Things::Packaged"
    with pytest.raises(cfn.exceptions.ClientError, match=unknown):
        create(cfn, ONE_PACKAGED)
    assert create(cfn, registration(), "registration")["StackStatus"] == "CREATE_COMPLETE"
    assert cfn.describe_type(Type="RESOURCE", TypeName=PACKAGED)["DefaultVersionId"] == "00000001"
    assert create(cfn, ONE_PACKAGED)["StackStatus"] == "CREATE_COMPLETE"
    for elsewhere in (aws.client("cloudformation", "us-east-1"), aws.client("cloudformation", account=OTHER)):
        with pytest.raises(cfn.exceptions.ClientError, match=unknown):
            create(elsewhere, ONE_PACKAGED)
        assert refused(lambda there=elsewhere: there.describe_type(Type="RESOURCE", TypeName=PACKAGED)) == "TypeNotFoundException"


def test_operations_go_to_the_default_version_and_the_old_one_is_let_go(cfn: Any, s3: Any, stand_in: StandIn) -> None:
    create(cfn, registration())
    create(cfn, ONE_PACKAGED, "things")
    for number, package_of in (("00000002", "2"), ("00000003", "1")):  # an upgrade, and back
        assert update(cfn, registration(package_of))["StackStatus"] == "UPDATE_COMPLETE"
        assert versions(cfn) == {number: True}
    cfn.delete_stack(StackName="things")
    cfn.get_waiter("stack_delete_complete").wait(StackName="things", WaiterConfig={"Delay": 1})
    assert [(it["action"], it["resourceTypeVersion"]) for it in stand_in.requests] == [("CREATE", "00000001"), ("DELETE", "00000003")]


def test_a_failed_update_goes_back_to_the_version_before(cfn: Any, s3: Any) -> None:
    create(cfn, registration())
    assert update(cfn, registration("missing"))["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert "Error validating schemaHandlerPackage" in failure_reasons(cfn, "stack")[0]
    assert versions(cfn) == {"00000001": True}


def test_a_package_of_another_type_or_none_at_all_does_not_register(cfn: Any, s3: Any) -> None:
    bad = {"other": package("Test::Things::Other"), "text": b"no zip", "empty": package(**{"target/things.jar": ""})}
    for name, content in bad.items():
        s3.put_object(Bucket="packages", Key=f"{name}.zip", Body=content)
        assert create(cfn, registration(name), f"stack-{name}")["StackStatus"] == "ROLLBACK_COMPLETE"
        assert "NotStabilized" in failure_reasons(cfn, f"stack-{name}")[0]


def test_another_account_needs_the_bucket_to_let_it_read(aws: Aws, s3: Any) -> None:
    other = aws.client("cloudformation", account=OTHER)
    assert create(other, registration())["StackStatus"] == "ROLLBACK_COMPLETE"
    statement = f'{{"Effect": "Allow", "Principal": {{"AWS": "{OTHER}"}}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::packages/*"}}'
    s3.put_bucket_policy(Bucket="packages", Policy=f'{{"Version": "2012-10-17", "Statement": [{statement}]}}')
    assert create(other, registration(), "second")["StackStatus"] == "CREATE_COMPLETE"


def test_the_last_version_takes_the_type_with_it_and_what_it_made_is_stuck(cfn: Any, s3: Any) -> None:
    stack = create(cfn, registration())
    things = create(cfn, ONE_PACKAGED, "things")
    assert delete(cfn, stack) == "DELETE_COMPLETE"
    assert refused(lambda: cfn.list_type_versions(Type="RESOURCE", TypeName=PACKAGED)) == "TypeNotFoundException"
    assert delete(cfn, things) == "DELETE_FAILED"
    create(cfn, registration(), "again")
    assert versions(cfn) == {"00000002": True}
    assert delete(cfn, things) == "DELETE_COMPLETE"


def test_a_default_version_does_not_go_before_others(cfn: Any, s3: Any) -> None:
    stack = create(cfn, registration())
    create(cfn, template(Version={"Type": "AWS::CloudFormation::ResourceVersion", "Properties": {"TypeName": PACKAGED, "SchemaHandlerPackage": "s3://packages/2.zip"}}), "second")
    assert versions(cfn) == {"00000001": True, "00000002": False}
    assert delete(cfn, stack) == "DELETE_FAILED"
    assert "Version '00000001' is the default version and cannot be deregistered" in failure_reasons(cfn, stack["StackId"])[0]


def test_handlers_need_their_role(aws: Aws, cfn: Any, s3: Any) -> None:
    create(cfn, registration())
    aws.client("iam").delete_role(RoleName=ROLE)
    create(cfn, ONE_PACKAGED, "things")
    assert "HandlerErrorCode: AccessDenied" in failure_reasons(cfn, "things")[0]


def test_a_stack_holds_a_stack_from_a_template_in_s3(cfn: Any, s3: Any, stand_in: StandIn) -> None:
    def holding(file: str) -> str:
        nested = {"TemplateURL": f"https://packages.s3.eu-west-1.amazonaws.com/{file}", "Parameters": {"Size": "3"}}
        return template({"Name": {"Fn::GetAtt": "Inner.Outputs.Name"}}, Inner={"Type": "AWS::CloudFormation::Stack", "Properties": nested})

    def inner(name: str, **properties: Any) -> None:
        body = template({"Name": {"Ref": "A"}}, A=thing({"Name": "a", "Size": {"Ref": "Size"}, **properties}))
        s3.put_object(Bucket="packages", Key=name, Body=f'{{"Parameters": {{"Size": {{"Type": "String"}}}}, {body[1:]}')

    inner("one.yaml")
    inner("two.yaml", FailOn="UPDATE")
    inner("three.yaml", Color="red")
    stack = create(cfn, holding("one.yaml"))
    assert stack["Outputs"][0]["OutputValue"] == "a"
    assert update(cfn, holding("two.yaml"))["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert "Embedded stack" in failure_reasons(cfn, "stack")[0]
    assert update(cfn, holding("three.yaml"))["StackStatus"] == "UPDATE_COMPLETE"
    assert [(it["Size"], it["Color"]) for it in stand_in.things.values()] == [("3", "red")]
    assert delete(cfn, stack) == "DELETE_COMPLETE"
    assert not stand_in.things
    assert create(cfn, holding("missing.yaml"), "missing")["StackStatus"] == "ROLLBACK_COMPLETE"
    assert failure_reasons(cfn, "missing") == ["S3 error: The specified key does not exist."]


def test_iam_in_a_nested_stack_is_acknowledged_by_the_outer_one(cfn: Any, s3: Any) -> None:
    role = '{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}}}}}'
    s3.put_object(Bucket="packages", Key="role.yaml", Body=role)
    body = template(Inner={"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "https://packages.s3.eu-west-1.amazonaws.com/role.yaml"}})
    create(cfn, body)
    assert failure_reasons(cfn, "stack") == ["Requires capabilities : [CAPABILITY_IAM]"]
    assert create(cfn, body, "second", Capabilities=["CAPABILITY_IAM"])["StackStatus"] == "CREATE_COMPLETE"
    assert settled(cfn, "second")["StackStatus"] == "CREATE_COMPLETE"


def test_types_are_registered_and_let_go_by_calls_too(aws: Aws, cfn: Any, s3: Any) -> None:
    named = {"Type": "RESOURCE", "TypeName": PACKAGED}
    role = {"ExecutionRoleArn": f"arn:aws:iam::{ACCOUNT}:role/{ROLE}"}
    tokens = [cfn.register_type(**named, **role, SchemaHandlerPackage=f"s3://packages/{it}.zip")["RegistrationToken"] for it in ("1", "2")]
    told = cfn.describe_type_registration(RegistrationToken=tokens[1])
    assert (told["ProgressStatus"], told["TypeVersionArn"].rpartition("/")[2]) == ("COMPLETE", "00000002")
    assert create(cfn, ONE_PACKAGED)["StackStatus"] == "CREATE_COMPLETE"
    cfn.set_type_default_version(**named, VersionId="00000002")
    assert versions(cfn) == {"00000001": False, "00000002": True}
    assert refused(lambda: cfn.deregister_type(**named)) == "CFNRegistryException"
    cfn.deregister_type(Arn=f"{told['TypeArn']}/00000001")
    cfn.deregister_type(**named)
    assert refused(lambda: cfn.describe_type(**named)) == "TypeNotFoundException"


def test_the_reason_of_a_registration_that_failed_is_kept(cfn: Any, s3: Any) -> None:
    s3.put_object(Bucket="packages", Key="other.zip", Body=package("Test::Things::Other"))
    assert create(cfn, registration("other"))["StackStatus"] == "ROLLBACK_COMPLETE"
    (token,) = cfn.list_type_registrations(Type="RESOURCE", RegistrationStatusFilter="FAILED")["RegistrationTokenList"]
    assert cfn.describe_type_registration(RegistrationToken=token)["Description"] == "the package is of Test::Things::Other"
    assert cfn.list_type_registrations(TypeName=PACKAGED, RegistrationStatusFilter="COMPLETE")["RegistrationTokenList"] == []
