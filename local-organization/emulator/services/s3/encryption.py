"""Encryption: the default of a bucket, and what an object is stored with.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.kms.models import kms_backends
from moto.s3.models import FakeBucket, FakeKey, FakeMultipart, S3Backend
from moto.s3.responses import S3Response

from ..patching import extend
from .errors import S3Error
from .owners_and_regions import refuse_other_accounts

moto_put_object = S3Backend.put_object
moto_create_multipart_upload = S3Backend.create_multipart_upload


def default_encryption() -> dict[str, Any]:
    """SSE-S3, and SSE-C is blocked (since 2026-04)."""
    return {
        "Rule": {
            "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"},
            "BucketKeyEnabled": "false",
            "BlockedEncryptionTypes": {"EncryptionType": "SSE-C"},
        }
    }


@extend(S3Response)
def get_bucket_encryption(self: S3Response) -> Any:
    """With BlockedEncryptionTypes (API_ServerSideEncryptionRule)."""
    refuse_other_accounts(self, "s3:GetEncryptionConfiguration")
    rule = self.backend.get_bucket_encryption(self.bucket_name)["Rule"]
    described = {
        "ApplyServerSideEncryptionByDefault": rule["ApplyServerSideEncryptionByDefault"],
        "BucketKeyEnabled": str(rule.get("BucketKeyEnabled", False)).lower() == "true",
    }
    blocked = (rule.get("BlockedEncryptionTypes") or {}).get("EncryptionType")
    if blocked:
        described["BlockedEncryptionTypes"] = {"EncryptionType": blocked if isinstance(blocked, list) else [blocked]}
    self.data["Action"] = "GetBucketEncryption"
    return self.serialized(ActionResult({"ServerSideEncryptionConfiguration": {"Rules": [described]}}))


@extend(S3Backend)
def delete_bucket_encryption(self: S3Backend, bucket_name: str) -> None:
    """Back to the default (API_DeleteBucketEncryption)."""
    self.get_bucket(bucket_name).encryption = default_encryption()


# --- objects


def object_encryption(
    bucket: FakeBucket, uploader: str, algorithm: str | None, key_id: str | None
) -> tuple[str, str | None]:
    """What an object is stored with: the request's headers, else the bucket's default; KMS keys as ARNs.

    aws:kms without a key id means the uploader's aws/s3 key (userguide/specifying-kms-encryption.html).
    """
    if not algorithm:
        default = bucket.encryption["Rule"]["ApplyServerSideEncryptionByDefault"]
        algorithm, key_id = default["SSEAlgorithm"], default.get("KMSMasterKeyID")
    if not algorithm.startswith("aws:kms"):
        return algorithm, None
    return algorithm, _kms_key(bucket.region_name, uploader, key_id or "alias/aws/s3")


def _kms_key(region: str, uploader: str, key_id: str) -> str:
    """The ARN of a key that S3 can use now. A bare id or alias is looked up in the uploader's account, in the bucket's Region."""
    account = uploader
    if key_id.startswith("arn:"):
        _, _, _, key_region, account, _ = key_id.split(":", 5)
        if key_region != region:
            raise S3Error("KMS.NotFoundException", f"Invalid arn {key_region}")
    backend = kms_backends[account][region]
    name = backend.get_alias_name(backend.get_key_id(key_id))
    found = backend.get_key_id_from_alias(name) if name.startswith("alias/") else name
    key = backend.keys.get(found)
    if not key:
        raise S3Error(
            "KMS.NotFoundException", f"Key 'arn:aws:kms:{region}:{account}:key/{found or name}' does not exist"
        )
    if key.key_state == "Disabled":
        raise S3Error("KMS.DisabledException", f"{key.arn} is disabled.")
    if key.key_state != "Enabled":
        raise S3Error("KMS.KMSInvalidStateException", f"{key.arn} is pending deletion.")
    return key.arn


@extend(S3Backend)
def put_object(
    self: S3Backend,
    bucket_name: str,
    *args: Any,
    encryption: str | None = None,
    kms_key_id: str | None = None,
    **kwargs: Any,
) -> FakeKey:
    encryption, kms_key_id = object_encryption(self.get_bucket(bucket_name), self.account_id, encryption, kms_key_id)
    key = moto_put_object(self, bucket_name, *args, encryption=encryption, kms_key_id=kms_key_id, **kwargs)
    key.kms_key_id = kms_key_id
    return key


@extend(S3Backend)
def create_multipart_upload(
    self: S3Backend,
    bucket_name: str,
    key_name: str,
    metadata: Any,
    storage_type: str,
    tags: Any,
    acl: Any,
    sse_encryption: str | None,
    kms_key_id: str | None,
) -> FakeMultipart:
    algorithm, key = object_encryption(self.get_bucket(bucket_name), self.account_id, sse_encryption, kms_key_id)
    return moto_create_multipart_upload(self, bucket_name, key_name, metadata, storage_type, tags, acl, algorithm, key)
