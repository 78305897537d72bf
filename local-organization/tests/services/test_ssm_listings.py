"""Lists of documents and versions, filtered and paged."""

from typing import Any

from documents import NAME, content, timeout, update


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
