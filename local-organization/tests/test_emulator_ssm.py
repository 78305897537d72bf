"""SSM documents and service settings as AWS behaves where moto does not."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import Aws, error_code

NAME = "SSM-SessionManagerRunShell"
SETTING = "/ssm/managed-instance/default-ec2-instance-management-role"


def content(timeout: int) -> str:
    return json.dumps(
        {
            "schemaVersion": "1.0",
            "description": "x",
            "sessionType": "Standard_Stream",
            "inputs": {"idleSessionTimeout": str(timeout)},
        }
    )


@pytest.fixture
def ssm(aws: Aws) -> Any:
    client = aws.client("ssm")
    client.create_document(
        Name=NAME, Content=content(1), DocumentType="Session", DocumentFormat="JSON", Tags=[{"Key": "a", "Value": "1"}]
    )
    return client


def update(ssm: Any, timeout: int, version: str = "$LATEST") -> str:
    return ssm.update_document(Name=NAME, Content=content(timeout), DocumentVersion=version)["DocumentDescription"][
        "DocumentVersion"
    ]


def timeout(ssm: Any, **version: str) -> int:
    return int(json.loads(ssm.get_document(Name=NAME, **version)["Content"])["inputs"]["idleSessionTimeout"])


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(ClientError) as caught:
        call()
    return error_code(caught)


def test_versions_of_a_document(ssm: Any) -> None:
    assert update(ssm, 2) == "2"
    assert (
        timeout(ssm),
        timeout(ssm, DocumentVersion="$DEFAULT"),
        timeout(ssm, DocumentVersion="$LATEST"),
        timeout(ssm, DocumentVersion="2"),
    ) == (1, 1, 2, 2)
    assert refused(lambda: timeout(ssm, DocumentVersion="3")) == "InvalidDocumentVersion"
    described = ssm.describe_document(Name=NAME)["Document"]
    assert (
        described["LatestVersion"],
        described["DefaultVersion"],
        described["DocumentVersion"],
        described["Status"],
    ) == ("2", "1", "1", "Active")
    assert described["Hash"] == hashlib.sha256(content(1).encode()).hexdigest()
    assert (
        ssm.describe_document(Name=NAME, DocumentVersion="$LATEST")["Document"]["Hash"]
        == hashlib.sha256(content(2).encode()).hexdigest()
    )
    assert described["DocumentType"] == "Session"


def test_list_document_versions_is_paged(ssm: Any) -> None:
    for number in range(2, 13):
        update(ssm, number)
    ssm.update_document_default_version(Name=NAME, DocumentVersion="11")
    listed, token = [], {}
    while True:
        page = ssm.list_document_versions(Name=NAME, MaxResults=5, **token)
        listed += page["DocumentVersions"]
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert [v["DocumentVersion"] for v in listed] == [str(n) for n in range(12, 0, -1)]
    assert [v["DocumentVersion"] for v in listed if v["IsDefaultVersion"]] == ["11"]
    assert {v["Status"] for v in listed} == {"Active"}
    assert timeout(ssm, DocumentVersion="$LATEST") == 12


@pytest.mark.parametrize(
    "name",
    ["aws-mine", "AWS-Mine", "amazon-mine", "amzn-mine", "AWSEC2-Mine", "AWSConfigRemediation-x", "AWSSupport-x"],
)
def test_reserved_names_are_refused(ssm: Any, name: str) -> None:
    assert (
        refused(lambda: ssm.create_document(Name=name, Content=content(1), DocumentType="Session"))
        == "ValidationException"
    )


def test_bad_creations_are_refused(ssm: Any) -> None:
    assert (
        refused(lambda: ssm.create_document(Name=NAME, Content=content(1), DocumentType="Session"))
        == "DocumentAlreadyExists"
    )
    assert (
        refused(lambda: ssm.create_document(Name="mine", Content='{"schemaVersion": "1.0"}', DocumentType="Session"))
        == "InvalidDocumentContent"
    )
    assert refused(lambda: ssm.describe_document(Name="mine")) == "InvalidDocument"


def test_update_document_works_on_the_latest_version_only(ssm: Any) -> None:
    assert update(ssm, 2, "1") == "2"
    assert refused(lambda: update(ssm, 3, "1")) == "InvalidDocumentVersion"
    assert update(ssm, 3, "2") == "3"
    assert refused(lambda: update(ssm, 1)) == "DuplicateDocumentContent"
    assert (
        refused(lambda: ssm.update_document(Name="absent", Content=content(1), DocumentVersion="$LATEST"))
        == "InvalidDocument"
    )


def test_the_default_version_is_set_by_number(ssm: Any) -> None:
    update(ssm, 2)
    assert ssm.update_document_default_version(Name=NAME, DocumentVersion="2")["Description"]["DefaultVersion"] == "2"
    assert timeout(ssm) == 2
    assert (
        refused(lambda: ssm.update_document_default_version(Name=NAME, DocumentVersion="$LATEST"))
        == "ValidationException"
    )
    assert (
        refused(lambda: ssm.update_document_default_version(Name=NAME, DocumentVersion="9")) == "InvalidDocumentVersion"
    )


def test_versions_are_deleted_one_by_one_and_their_numbers_are_not_used_again(ssm: Any) -> None:
    for number in range(2, 12):
        update(ssm, number)
    ssm.delete_document(Name=NAME, DocumentVersion="11")
    assert ssm.describe_document(Name=NAME)["Document"]["LatestVersion"] == "10"
    assert update(ssm, 20) == "12"
    assert refused(lambda: ssm.delete_document(Name=NAME, DocumentVersion="1")) == "InvalidDocumentOperation"
    assert refused(lambda: ssm.delete_document(Name=NAME, DocumentVersion="11")) == "InvalidDocumentVersion"
    ssm.delete_document(Name=NAME)
    assert refused(lambda: ssm.get_document(Name=NAME)) == "InvalidDocument"


def test_tags(ssm: Any) -> None:
    target = {"ResourceType": "Document", "ResourceId": NAME}
    assert ssm.list_tags_for_resource(**target)["TagList"] == [{"Key": "a", "Value": "1"}]
    ssm.add_tags_to_resource(**target, Tags=[{"Key": "b", "Value": "2"}])
    ssm.remove_tags_from_resource(**target, TagKeys=["a"])
    assert ssm.list_tags_for_resource(**target)["TagList"] == [{"Key": "b", "Value": "2"}]
    ssm.delete_document(Name=NAME)
    ssm.create_document(Name=NAME, Content=content(1), DocumentType="Session")
    assert ssm.list_tags_for_resource(**target)["TagList"] == []


def test_list_documents_is_filtered_and_paged(ssm: Any) -> None:
    for number in range(6):
        tags = [{"Key": "even", "Value": "yes"}] if number % 2 == 0 else []
        ssm.create_document(
            Name=f"doc-{number}", Content=content(1), DocumentType="Session", **({"Tags": tags} if tags else {})
        )

    def names(**filters: list[str]) -> list[str]:
        entries = [{"Key": key.replace("_", ":"), "Values": values} for key, values in filters.items()]
        found, token = [], {}
        while True:
            page = ssm.list_documents(Filters=entries, MaxResults=2, **token)
            assert len(page["DocumentIdentifiers"]) <= 2
            found += [d["Name"] for d in page["DocumentIdentifiers"]]
            if not page.get("NextToken"):
                return found
            token = {"NextToken": page["NextToken"]}

    assert len(names(Owner=["Self"])) == 7
    assert names(Owner=["Self"], tag_even=["yes"]) == ["doc-0", "doc-2", "doc-4"]
    assert names(tag_even=["no"]) == []
    assert len(names(DocumentType=["Session"])) == 7
    assert names(DocumentType=["Command"]) == []
    assert names(Owner=["Amazon"]) == []
    assert names(Name=[NAME]) == [NAME]


def test_documents_belong_to_account_and_region(aws: Aws, ssm: Any) -> None:
    for other in (aws.client("ssm", region="us-east-1"), aws.client("ssm", account="111122223333")):
        assert refused(lambda other=other: other.get_document(Name=NAME)) == "InvalidDocument"


def test_default_host_management_setting(aws: Aws, ssm: Any) -> None:
    def read(client: Any = ssm) -> tuple[str, str]:
        setting = client.get_service_setting(SettingId=SETTING)["ServiceSetting"]
        return setting["SettingValue"], setting["Status"]

    assert read() == ("$None", "Default")
    ssm.update_service_setting(SettingId=SETTING, SettingValue="service-role/Mine")
    assert read() == ("service-role/Mine", "Customized")
    arn = ssm.get_service_setting(SettingId=SETTING)["ServiceSetting"]["ARN"]
    assert ssm.get_service_setting(SettingId=arn)["ServiceSetting"]["SettingId"] == SETTING
    assert read(aws.client("ssm", region="us-east-1")) == ("$None", "Default")
    assert ssm.reset_service_setting(SettingId=SETTING)["ServiceSetting"]["SettingValue"] == "$None"
    assert read() == ("$None", "Default")
    assert refused(lambda: ssm.get_service_setting(SettingId="/ssm/no/such")) == "ServiceSettingNotFound"
