"""What `make policies` takes for an input, and how it names what is wrong with one."""

from pathlib import Path

import pytest
from processes import ROOT
from review.declaration import EXAMPLES, read
from review.invalid import InvalidInput


def declared(tmp_path: Path, text: str):
    file = tmp_path / "input.yaml"
    file.write_text(text)
    return read(file)


@pytest.mark.parametrize("text", ["", "{}", "Central: {}", "Place:"])
def test_an_input_that_says_nothing_is_the_defaults_in_an_example_s_place(tmp_path: Path, text: str) -> None:
    declaration = declared(tmp_path, text)
    assert (declaration.central, declaration.member, declaration.place) == ({}, {}, EXAMPLES)
    assert declaration.examples == set(EXAMPLES)


@pytest.mark.parametrize("file", sorted((ROOT / "central-logging-resource" / "inputs").glob("*.json")), ids=lambda it: it.stem)
def test_the_inputs_of_the_contract_tests_are_inputs(file: Path) -> None:
    assert read(file).central["BucketName"].startswith("acme-")


def test_a_template_says_what_its_resources_say() -> None:
    declaration = read(ROOT / "examples" / "central.yaml")
    said = {"KeyMode": "TWO_KEYS", "ReplicaRegions": ["eu-west-1"], "KeyRotationPeriodInDays": 180}
    assert said.items() <= declaration.central.items()
    assert declaration.member == {}


def test_a_member_has_central_s_prefix_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert declared(tmp_path, "LogPrefix: sessions").member == {"LogPrefix": "sessions"}
    assert declared(tmp_path, "{Central: {LogPrefix: sessions}, Member: {LogPrefix: other}}").member == {"LogPrefix": "other"}


def test_central_s_organization_is_the_place_s(tmp_path: Path) -> None:
    declaration = declared(tmp_path, "OrganizationId: o-acme123456")
    assert declaration.place["OrganizationId"] == "o-acme123456"
    assert "OrganizationId" not in declaration.examples


def test_ids_stand_where_inputs_of_the_contract_tests_name_them(tmp_path: Path) -> None:
    text = "{Central: {LogReaderArns: ['arn:aws:iam::{{AccountId}}:role/a']}, Member: {KeyPrefix: '{{AccountId}}/{{OrganizationId}}'}}"
    declaration = declared(tmp_path, text)
    assert declaration.central == {"LogReaderArns": ["arn:aws:iam::111122223333:role/a"]}
    assert declaration.member == {"KeyPrefix": "444455556666/o-exampleorgid"}


WRONG = {
    "no mapping": ("- BucketName", "The input: expected properties"),
    "no YAML": ("{", "neither JSON nor YAML"),
    "a part that is none": ("{Central: {}, Bucket: {}}", "Bucket: beside one of Central, "),
    "properties that are none": ("Central: TWO_KEYS", "Central: expected properties with their values, found 'TWO_KEYS'"),
    "a place's part that is none": ("Place: {Regoin: eu-west-1}", "Place.Regoin: there is no such property; there are Region, "),
    "a number for an account": ("Place: {LogAccount: 111122223333}", "Place.LogAccount: 111122223333 is not an account id: 12 digits, in quotes"),
    "no Region": ("Place: {Region: Frankfurt}", "Place.Region: 'Frankfurt' is not a Region's name"),
    "another partition": ("Place: {Region: cn-north-1}", "Place.Region: cn-north-1 is in the partition aws-cn"),
    "no organization": ("Place: {OrganizationId: acme}", "Place.OrganizationId: 'acme' is not an organization's id"),
    "one account twice": ("Place: {LogAccount: '444455556666'}", "444455556666 is both LogAccount and MemberAccount"),
    "a stranger's account": ("Place: {LogAccount: '666677778888'}", "666677778888 is both LogAccount and an outsider"),
    "a guardrail's setting that is none": ("Guardrails: {Document: x}", "Guardrails.Document: there is no such property; there are DocumentNames, "),
    "a guardrail's setting of another kind": ("Guardrails: {Regions: eu-west-1}", "Guardrails.Regions: 'eu-west-1' is not a list of names"),
    "no folder": ("{Central: {BucketName: logs}, ExistingBucket: nowhere}", "ExistingBucket: 'nowhere' is no folder beside input.yaml"),
    "a bucket without a name": ("ExistingBucket: .", "ExistingBucket: Central.BucketName is missing"),
    "a template without Central": ("Resources: {Bucket: {Type: 'AWS::S3::Bucket'}}", "Resources: none of them is a SessionManager::Logging::Central"),
    "a resource without properties": ("Resources: {Central: {Type: 'SessionManager::Logging::Central', Properties: [KeyMode]}}", "Resources.Central.Properties: expected properties with their values, found ['KeyMode']"),
    "a function in the place of a part": ("Central: !Ref All", "Central: Ref is a function of templates"),
    "a value that contains itself": ("Central: &central {Tags: *central}", "a value contains itself"),
    "a number for the organization": ("OrganizationId: 5", "Central.OrganizationId: 5 is not an organization's id"),
    "no value": ("Central: {ReplicaRegions: }", "Central.ReplicaRegions: null is no value; leave the property out"),
    "a function": ("Central: {ReplicaRegions: !Ref Regions}", "Central.ReplicaRegions: Ref is a function of templates, and this is none; write the value itself"),
    "a function within": ("Central: {Tags: [{Key: a, Value: {'Fn::Sub': x}}]}", "Central.Tags.Value: Fn::Sub is a function of templates"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, case: str) -> None:
    text, sentence = WRONG[case]
    with pytest.raises(InvalidInput) as caught:
        declared(tmp_path, text)
    assert sentence in str(caught.value)


def test_a_date_is_a_text(tmp_path: Path) -> None:
    assert declared(tmp_path, "Tags: [{Key: since, Value: 2026-01-01}]").central["Tags"] == [{"Key": "since", "Value": "2026-01-01"}]


def test_an_example_of_a_whole_organization_is_an_input() -> None:
    declaration = read(ROOT / "examples" / "organization.yaml")
    assert declaration.central == {"AccountPrefix": "ENFORCED", "RetiredRegions": []}
    member = {"DocumentName": "SSM-SessionManagerRunShell", "AccountPrefix": "ENFORCED", "OnMissingRole": "SKIP"}
    assumed = {"DefaultHostManagement": "USE_IF_ON", "IdleSessionTimeout": "20", "AccountPrefix": "ENFORCED"}
    assert declaration.member == member | assumed
    empty = dict.fromkeys(["BucketName", "InstanceRoleNames", "LogPrefix", "Regions", "RetiredRegions"], "")
    assert declaration.defaults == empty | {"KeyMode": "TWO_KEYS", "ObjectLockMode": "NONE", "RetentionInDays": "0"} | assumed


def test_an_example_with_functions_behind_its_resources_is_an_input() -> None:
    declaration = read(ROOT / "examples" / "custom" / "organization.yaml")
    registered = read(ROOT / "examples" / "organization.yaml")
    assert (declaration.central, declaration.member) == (registered.central, registered.member)


TEMPLATE = """
Parameters:
  Prefix: {{Type: String, Default: sessions}}
  Regions: {{Type: CommaDelimitedList, Default: "eu-west-1, us-west-2"}}
  Auditor: {{Type: String}}
Conditions:
  HasPrefix: !Not [!Equals [!Ref Prefix, ""]]
Resources:
  Role: {{Type: 'AWS::IAM::Role'}}
  Central:
    Type: SessionManager::Logging::Central
    Properties: {{{properties}}}
"""


@pytest.mark.parametrize(
    "properties, declares",
    [
        ("LogPrefix: !If [HasPrefix, !Ref Prefix, !Ref 'AWS::NoValue']", {"LogPrefix": "sessions"}),
        ("LogPrefix: !If [HasPrefix, !Ref 'AWS::NoValue', x]", {}),
        ("ReplicaRegions: {Ref: Regions}", {"ReplicaRegions": ["eu-west-1", "us-west-2"]}),
        ("LogReaderArns: [!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/reader']", {"LogReaderArns": ["arn:aws:iam::111122223333:role/reader"]}),
    ],
)
def test_what_a_template_says_itself_is_taken(tmp_path: Path, properties: str, declares: dict[str, object]) -> None:
    assert declared(tmp_path, TEMPLATE.format(properties=properties)).central == declares


@pytest.mark.parametrize(
    "properties, sentence",
    [
        ("LogReaderArns: [!GetAtt Role.Arn]", "Central.LogReaderArns: Role.Arn gets its value when the template is deployed; write the value itself"),
        ("LogReaderArns: [!Ref Auditor]", "Central.LogReaderArns: the parameter Auditor has no default; give it one, or write the value itself"),
        ("LogPrefix: !ImportValue x", "Central.LogPrefix: function Fn::ImportValue is not known here; write the value itself"),
        ("LogPrefix: !If [NoSuchCondition, a, b]", "Central.LogPrefix: a function or a condition has another form than CloudFormation wants"),
    ],
)
def test_what_only_a_deployment_knows_is_named(tmp_path: Path, properties: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        declared(tmp_path, TEMPLATE.format(properties=properties))
    assert sentence in str(caught.value)
