"""Documents: reserved names, versions that only go up, what may be updated and deleted.

https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-using.html
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html (the operations that comments name)
"""

import re
from typing import Any

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

from ..patching import extend

# https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html (Name)
RESERVED_PREFIXES = ("aws", "amazon", "amzn")  # AWSEC2, AWSConfigRemediation and AWSSupport begin with the first

moto_create_document = SimpleSystemManagerBackend.create_document
moto_validate_document_info = models._validate_document_info


@extend(models)
def _validate_document_info(
    content: str, name: str, document_type: str | None, document_format: str, strict: bool = True
) -> None:
    if strict and name.lower().startswith(RESERVED_PREFIXES):
        raise ValidationException(f"Document name {name} begins with a prefix that is reserved by AWS.")
    moto_validate_document_info(content, name, document_type, document_format, strict)


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
    _validate_document_info(content, name, None, document_format, strict=False)
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


@extend(SimpleSystemManagerBackend)
def create_document(self: SimpleSystemManagerBackend, **kwargs: Any) -> Documents:
    documents = moto_create_document(self, **kwargs)
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
