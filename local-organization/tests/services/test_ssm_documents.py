"""Documents and their versions."""

import hashlib
from typing import Any

import pytest
from documents import NAME, content, timeout, update
from emulated import OTHER, Aws, refused


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


def test_documents_belong_to_account_and_region(aws: Aws, ssm: Any) -> None:
    for other in (aws.client("ssm", region="us-east-1"), aws.client("ssm", account=OTHER)):
        assert refused(lambda other=other: other.get_document(Name=NAME)) == "InvalidDocument"
