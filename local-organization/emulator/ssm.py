"""SSM: document versions, paging and filters, reserved names, service settings.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html
"""

import re
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.ssm import models
from moto.ssm.exceptions import (
    DuplicateDocumentContent,
    DuplicateDocumentVersionName,
    InvalidDocumentContent,
    InvalidDocumentOperation,
    InvalidDocumentVersion,
    SSMException,
    ValidationException,
)
from moto.ssm.models import Document, Documents, SimpleSystemManagerBackend
from moto.ssm.responses import SimpleSystemManagerResponse

from .patching import extend

# https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html (Name)
RESERVED_PREFIXES = ("aws", "amazon", "amzn")  # AWSEC2, AWSConfigRemediation and AWSSupport begin with the first

# https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateServiceSetting.html, with what a new account holds
DEFAULT_HOST_MANAGEMENT_ROLE = "/ssm/managed-instance/default-ec2-instance-management-role"
SETTINGS = {
    DEFAULT_HOST_MANAGEMENT_ROLE: "$None",
    "/ssm/managed-instance/activation-tier": "standard",
    "/ssm/documents/console/public-sharing-permission": "Enable",
    "/ssm/parameter-store/default-parameter-tier": "Standard",
    "/ssm/parameter-store/high-throughput-enabled": "false",
}

_validate_document_info = models._validate_document_info


def validate_document_info(
    content: str, name: str, document_type: str | None, document_format: str, strict: bool = True
) -> None:
    if strict and name.lower().startswith(RESERVED_PREFIXES):
        raise ValidationException(f"Document name {name} begins with a prefix that is reserved by AWS.")
    _validate_document_info(content, name, document_type, document_format, strict)


models._validate_document_info = validate_document_info


# --- versions


@extend(Documents)
def find(
    self: Documents, document_version: str | None = None, version_name: str | None = None, strict: bool = True
) -> Document | None:
    """$DEFAULT, $LATEST, a number or a version name; without any the default (API_GetDocument)."""
    named = {"$DEFAULT": self.default_version, "$LATEST": self.latest_version, None: None, "": None}
    number = named.get(document_version, document_version)
    if not number and not version_name:
        number = self.default_version
    found = next(
        (
            document
            for key, document in self.versions.items()
            if number in (None, "", key) and version_name in (None, "", document.version_name)
        ),
        None,
    )
    if strict and not found:
        raise InvalidDocumentVersion("The document version is not valid or does not exist.")
    return found


@extend(Documents)
def delete(self: Documents, *versions: str) -> None:
    """Removes versions; the latest is then the highest that is left."""
    self.highest_version = _highest_version(self)
    for version in versions:
        self.versions.pop(version, None)
    if self.versions and self.latest_version not in self.versions:
        self.latest_version = max(self.versions, key=int)


def _highest_version(documents: Documents) -> int:
    """The highest number ever given: numbers are not used again (API_DeleteDocument)."""
    return max(getattr(documents, "highest_version", 0), int(documents.latest_version))


@extend(Documents)
def update_default_version(self: Documents, version: str) -> Document:
    if not re.fullmatch(r"[1-9][0-9]*", version or ""):  # API_UpdateDocumentDefaultVersion: Pattern ^[1-9][0-9]*$
        raise ValidationException(
            f"1 validation error detected: Value '{version}' at 'documentVersion' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: (^[1-9][0-9]*$)"
        )
    document = self.find(version)
    self.default_version = version
    return document


@extend(SimpleSystemManagerBackend)
def update_document(
    self: SimpleSystemManagerBackend,
    content: str,
    attachments: Any,
    name: str,
    version_name: str | None,
    document_version: str | None,
    document_format: str,
    target_type: str | None,
) -> dict[str, Any]:
    """Works on the latest version only: its number or $LATEST (API_UpdateDocument, InvalidDocumentVersion)."""
    documents = self._get_documents(name)
    validate_document_info(content, name, None, document_format, strict=False)
    if document_version not in ("$LATEST", documents.latest_version):
        raise InvalidDocumentVersion("The document version is not valid or does not exist.")
    if version_name and documents.exists(version_name=version_name):
        raise DuplicateDocumentVersionName("The specified version name is a duplicate.")
    former = documents.get_latest_version()
    number = str(_highest_version(documents) + 1)
    document = Document(
        account_id=self.account_id,
        name=name,
        version_name=version_name,
        content=content,
        document_type=former.document_type,
        document_format=document_format,
        requires=former.requires,
        attachments=attachments,
        target_type=target_type or former.target_type,
        document_version=number,
    )
    _check_session_document(document)
    if any(other.content == content for other in documents.versions.values()):
        raise DuplicateDocumentContent(
            "The content of the association document matches another document. Change the content of the document and try again."
        )
    documents.add_new_version(document)
    return documents.describe(document_version=number, tags=self._get_documents_tags(name))


def _check_session_document(document: Document) -> None:
    """https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html"""
    if document.document_type == "Session" and (
        document.schema_version != "1.0" or "sessionType" not in document.content_json
    ):
        raise InvalidDocumentContent("A Session document needs schemaVersion 1.0 and a sessionType.")


_create_document = SimpleSystemManagerBackend.create_document


@extend(SimpleSystemManagerBackend)
def create_document(self: SimpleSystemManagerBackend, **kwargs: Any) -> Documents:
    documents = _create_document(self, **kwargs)
    try:
        _check_session_document(documents.get_default_version())
    except SSMException:
        del self._documents[kwargs["name"]]
        raise
    return documents


@extend(SimpleSystemManagerBackend)
def delete_document(
    self: SimpleSystemManagerBackend, name: str, document_version: str | None, version_name: str | None, force: bool
) -> None:
    """All versions, or one that is not the default (API_DeleteDocument, InvalidDocumentOperation)."""
    documents = self._get_documents(name)
    if documents.is_shared():
        raise InvalidDocumentOperation(
            "You attempted to delete a document while it is still shared. You must stop sharing the document before you can delete it."
        )
    if document_version or version_name:
        version = documents.find(document_version, version_name).document_version
        if version == documents.default_version:
            raise InvalidDocumentOperation("Default version of the document can't be deleted.")
        documents.delete(version)
        return
    self._resource_tags.get("Document", {}).pop(name, None)
    del self._documents[name]


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
    page, token = _page(versions, self._get_param("MaxResults"), self._get_param("NextToken"))
    return ActionResult({"DocumentVersions": page, "NextToken": token})


def _page(items: list[Any], size: Any, token: str | None) -> tuple[list[Any], str | None]:
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
    return _page(found, max_results, token)


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


# --- service settings


@extend(SimpleSystemManagerResponse)
def _setting(self: Any) -> tuple[str, dict[str, dict[str, Any]]]:
    setting_id = self._get_param("SettingId")
    setting_id = setting_id.split(":servicesetting")[-1]  # an ARN names the same setting
    if setting_id not in SETTINGS:
        raise SSMException("ServiceSettingNotFound", f"Setting {setting_id} not found.")
    backend = self.ssm_backend
    if not hasattr(backend, "service_settings"):
        backend.service_settings = {}
    return setting_id, backend.service_settings


@extend(SimpleSystemManagerResponse)
def _describe_setting(self: Any) -> dict[str, Any]:
    setting_id, customized = self._setting()
    changed = customized.get(setting_id)
    return {
        "SettingId": setting_id,
        "SettingValue": changed["value"] if changed else SETTINGS[setting_id],
        "LastModifiedDate": changed["date"] if changed else None,
        "LastModifiedUser": changed["user"] if changed else "System",
        "ARN": f"arn:{self.partition}:ssm:{self.region}:{self.current_account}:servicesetting{setting_id}",
        "Status": "Customized" if changed else "Default",
    }


@extend(SimpleSystemManagerResponse)
def get_service_setting(self: Any) -> ActionResult:
    return ActionResult({"ServiceSetting": self._describe_setting()})


@extend(SimpleSystemManagerResponse)
def update_service_setting(self: Any) -> ActionResult:
    setting_id, customized = self._setting()
    customized[setting_id] = {
        "value": self._get_param("SettingValue"),
        "date": utcnow(),
        "user": f"arn:{self.partition}:iam::{self.current_account}:root",
    }
    return EmptyResult()


@extend(SimpleSystemManagerResponse)
def reset_service_setting(self: Any) -> ActionResult:
    """Answers with the setting as it is after the reset (API_ResetServiceSetting)."""
    setting_id, customized = self._setting()
    customized.pop(setting_id, None)
    return ActionResult({"ServiceSetting": self._describe_setting()})
