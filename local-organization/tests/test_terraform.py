"""examples/terraform: what Terraform would send to AWS, as far as it stands there, is what the types and their registration take.

Terraform's own check (terraform validate) needs its provider, which no package registry has: README.md there has the command.
"""

import json
import shutil
import subprocess

import hcl2
import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from jsonschema import Draft7Validator
from processes import ROOT

EXAMPLE = ROOT / "examples" / "terraform"
# https://registry.terraform.io/providers/hashicorp/aws/6.0.0/docs/resources/cloudformation_type and .../cloudcontrolapi_resource
ARGUMENTS = {
    "aws_cloudformation_type": {"region", "type", "type_name", "schema_handler_package", "execution_role_arn", "logging_config"},
    "aws_cloudcontrolapi_resource": {"region", "type_name", "type_version_id", "schema", "role_arn", "desired_state"},
    "aws_cloudwatch_log_group": {"region", "name", "retention_in_days"},
}
META = {"for_each", "provider", "lifecycle", "depends_on"}


def resources():
    """(type, name, arguments) of every resource."""
    for file in sorted(EXAMPLE.rglob("*.tf")):
        for block in hcl2.loads(file.read_text(encoding="utf-8")).get("resource", []):
            for type_, named in block.items():
                for name, arguments in named.items():
                    yield literal(type_), literal(name), {key: it for key, it in arguments.items() if not key.startswith("__")}


def literal(text):
    return text.strip('"')


def expression(value):
    """Whether only Terraform knows the value."""
    return isinstance(value, str) and "${" in value


def schema(type_name):
    """Of a type of ours from the repository, of one of AWS's from cfn-lint."""
    if type_name.startswith("AWS::"):
        return PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", type_name).schema
    name = type_name.rpartition("::")[2].lower()
    return json.loads((ROOT / f"{name}-logging-resource" / f"sessionmanager-logging-{name}.json").read_text(encoding="utf-8"))


def refusals(type_name, state):
    """What a type's schema says of a state, of which values that only Terraform knows may be anything."""
    found = schema(type_name)
    given = {name: {} if expression(state.get(name)) else it for name, it in found["properties"].items()}
    read_only = {name.rpartition("/")[2] for name in found.get("readOnlyProperties", [])}
    errors = [error.message for error in Draft7Validator({**found, "properties": given}).iter_errors(state)]
    return errors + [f"{name} is read-only" for name in sorted(read_only & state.keys())]


def desired_state(text):
    """The object in ${jsonencode({...})}."""
    call = text.removeprefix("${jsonencode(").removesuffix(")}")
    assert call != text, f"desired_state is no jsonencode: {text}"
    return {key: literal(it) if isinstance(it, str) and not expression(it) else it for key, it in hcl2.loads(f"state = {call}\n")["state"].items()}


@pytest.fixture(scope="module")
def declared():
    return list(resources())


def test_resources_have_the_arguments_that_the_provider_knows(declared):
    assert {type_ for type_, _, _ in declared} == ARGUMENTS.keys()
    for type_, name, arguments in declared:
        assert arguments.keys() - META <= ARGUMENTS[type_], f"{type_}.{name}"


def test_desired_states_are_what_the_types_take(declared):
    states = {literal(it["type_name"]): desired_state(it["desired_state"]) for type_, _, it in declared if type_ == "aws_cloudcontrolapi_resource"}
    assert states.keys() == {"SessionManager::Logging::Central", "SessionManager::Logging::Member", "AWS::CloudFormation::ResourceDefaultVersion"}
    for type_name, state in states.items():
        assert refusals(type_name, state) == [], type_name


def test_what_a_type_does_not_take_is_found():
    member = "SessionManager::Logging::Member"
    assert refusals(member, {"BucketName": "${bucket}"}) == []
    assert refusals(member, {"IdleSessionTimeout": 61, "Bucketname": "b", "PolicyArn": "p"}) == [
        "Additional properties are not allowed ('Bucketname' was unexpected)",
        "61 is greater than the maximum of 60",
        "'BucketName' is a required property",
        "PolicyArn is read-only",
    ]


def test_files_are_formatted_and_lead_to_what_is_there(declared):
    """Their format where Terraform is; the schemas that a plan reads in any case."""
    if terraform := shutil.which("terraform"):
        checked = subprocess.run([terraform, "fmt", "-check", "-recursive", "-diff", EXAMPLE], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout
    read = [it["schema"] for _, _, it in declared if "schema" in it]
    assert len(read) == 2
    for path in read:
        relative = path.removeprefix('${file("${path.module}/').removesuffix('")}')
        assert json.loads((EXAMPLE / relative).read_text(encoding="utf-8"))["typeName"].startswith("SessionManager::")
