"""Lists of documents and of their versions: filtered, then paged.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListDocuments.html
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListDocumentVersions.html
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.ssm.exceptions import SSMException
from moto.ssm.models import SimpleSystemManagerBackend
from moto.ssm.responses import SimpleSystemManagerResponse

from ..patching import extend


@extend(SimpleSystemManagerResponse)
def list_document_versions(self: Any) -> ActionResult:
    """API_ListDocumentVersions, newest first, paged."""
    name = self._get_param("Name")
    documents = self.ssm_backend._get_documents(name)
    versions = [
        {
            "Name": name,
            "DocumentVersion": number,
            "VersionName": document.version_name,
            "CreatedDate": document.created_date,
            "IsDefaultVersion": number == documents.default_version,
            "DocumentFormat": document.document_format,
            "Status": document.status,
        }
        for number, document in sorted(documents.versions.items(), key=lambda item: -int(item[0]))
    ]
    page, token = page(versions, self._get_param("MaxResults"), self._get_param("NextToken"))
    return ActionResult({"DocumentVersions": page, "NextToken": token})


def page(items: list[Any], size: Any, token: str | None) -> tuple[list[Any], str | None]:
    """Some of the items, and the token of those that follow."""
    start, count = int(token or 0), int(size or 50)
    end = start + count
    return items[start:end], str(end) if end < len(items) else None


@extend(SimpleSystemManagerBackend)
def list_documents(
    self: SimpleSystemManagerBackend,
    document_filter_list: Any,
    filters: list[dict[str, Any]] | None,
    max_results: int = 10,
    token: str = "0",
) -> tuple[list[dict[str, Any]], str | None]:
    """API_ListDocuments: the account's own documents (AWS's own are not emulated), filtered before they are paged."""
    found = []
    for name, documents in sorted(self._documents.items()):
        tags = self._get_documents_tags(name)
        described = documents.get_default_version().list_describe(tags=tags)
        if all(_matches(entry, described, tags, self.account_id) for entry in filters or []):
            found.append(described)
    return page(found, max_results, token)


def _matches(entry: dict[str, Any], described: dict[str, Any], tags: list[dict[str, str]], account: str) -> bool:
    key, wanted = entry["Key"], entry.get("Values") or []
    if key.startswith("tag:"):
        return any(tag["Key"] == key[4:] and (not wanted or tag["Value"] in wanted) for tag in tags)
    if key == "Owner":
        return bool({"Self", "Private", "All", account} & set(wanted))
    if key == "Name":
        return any(described["Name"].startswith(prefix) for prefix in wanted)
    if key == "PlatformTypes":
        return True  # moto does not derive the platforms of a document
    if key in ("DocumentType", "TargetType"):
        return described.get(key) in wanted
    raise SSMException("InvalidFilterKey", f"The specified key {key} is not valid.")
