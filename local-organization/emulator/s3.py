"""S3: bucket owners and Regions, defaults of new buckets, encryption of objects, ownership; no policy evaluation.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
"""

import base64
import binascii
from typing import Any

import xmltodict
from moto.core.responses import ActionResult
from moto.iam.access_control import PermissionResult
from moto.kms.models import kms_backends
from moto.s3.exceptions import DuplicateTagKeys, NoSystemTags, S3ClientError
from moto.s3.models import FakeBucket, FakeKey, FakeMultipart, PublicAccessBlock, S3Backend, s3_backends
from moto.s3.responses import S3Response

from .patching import extend

EXPECTED_OWNER = "x-amz-expected-bucket-owner"
ENFORCED = "BucketOwnerEnforced"
PERMITTED_ACL = "bucket-owner-full-control"


def _existing(name: str) -> FakeBucket | None:
    partition, owner = s3_backends.bucket_accounts.get(name, (None, None))
    return s3_backends[owner][partition].buckets.get(name) if owner else None


class S3Error(S3ClientError):
    """An error with a code and, where botocore's model does not tell it, an HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(code, message)
        self.status = status


def _respond(response: S3Response, error: S3Error) -> Any:
    status, headers, body = response.serialized(ActionResult(error))
    return error.status, headers, body


# --- whose bucket, and where


_bucket_response = S3Response._bucket_response
_key_response = S3Response._key_response


@extend(S3Response)
def _check_owner(self: S3Response) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html"""
    bucket = _existing(self.bucket_name)
    expected = self.request.headers.get(EXPECTED_OWNER)
    if bucket and expected and expected != bucket.account_id:
        raise S3Error("AccessDenied", "Access Denied", 403)


@extend(S3Response)
def _bucket_response(self: S3Response, request: Any, full_url: str, original: Any = _bucket_response) -> Any:
    try:
        self._check_owner()
        return original(self, request, full_url)
    except S3Error as error:
        bucket = _existing(self.bucket_name)
        if request.method == "HEAD":
            return error.status, {"x-amz-bucket-region": bucket.region_name}, ""
        return _respond(self, error)


@extend(S3Response)
def _key_response(self: S3Response, request: Any, full_url: str, original: Any = _key_response) -> Any:
    try:
        self._check_owner()
        return original(self, request, full_url)
    except S3Error as error:
        return (error.status, {}, "") if request.method == "HEAD" else _respond(self, error)


_head_bucket = S3Response.head_bucket


@extend(S3Response)
def head_bucket(self: S3Response) -> Any:
    """301 from another Region, and the bucket's Region in every answer (API_HeadBucket)."""
    bucket = _existing(self.bucket_name)
    if bucket and bucket.region_name != self.region:
        return 301, {"x-amz-bucket-region": bucket.region_name}, ""
    return _head_bucket(self)


@extend(FakeBucket)
def get_permission(self: FakeBucket, action: str, resource: str) -> Any:
    """moto would apply a Deny without its Condition; policies are not evaluated here."""
    return PermissionResult.NEUTRAL


# --- new buckets


_create_bucket = S3Backend.create_bucket
_bucket_response_put = S3Response._bucket_response_put


def _default_encryption() -> dict[str, Any]:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html, SSE-C blocked since 2026-04."""
    return {
        "Rule": {
            "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"},
            "BucketKeyEnabled": "false",
            "BlockedEncryptionTypes": {"EncryptionType": "SSE-C"},
        }
    }


@extend(S3Backend)
def create_bucket(
    self: S3Backend, bucket_name: str, region_name: str, bucket_namespace: str | None = None
) -> FakeBucket:
    """Encrypted, private and without ACLs (userguide/create-bucket-faq.html)."""
    bucket = _create_bucket(self, bucket_name, region_name, bucket_namespace)
    bucket.encryption = _default_encryption()
    bucket.public_access_block = PublicAccessBlock("true", "true", "true", "true")
    bucket.ownership_rule = ENFORCED
    return bucket


@extend(S3Backend)
def delete_bucket_encryption(self: S3Backend, bucket_name: str) -> None:
    """Back to the default (API_DeleteBucketEncryption)."""
    self.get_bucket(bucket_name).encryption = _default_encryption()


@extend(S3Response)
def _bucket_configuration(self: S3Response) -> dict[str, Any]:
    return (xmltodict.parse(self.body).get("CreateBucketConfiguration") or {}) if self.body else {}


@extend(S3Response)
def _get_location_constraint(self: S3Response) -> str | None:
    return self._bucket_configuration().get("LocationConstraint")


@extend(S3Response)
def _bucket_response_put(
    self: S3Response, request: Any, bucket_name: str, querystring: dict[str, Any], original: Any = _bucket_response_put
) -> Any:
    """CreateBucket keeps the tags of its configuration; ACLs are refused where they are off."""
    if querystring:
        if "acl" in querystring:
            _refuse_acl(self.backend.get_bucket(bucket_name), request.headers, alone=True)
        return original(self, request, bucket_name, querystring)
    existed = _existing(bucket_name)
    ownership = request.headers.get("x-amz-object-ownership", ENFORCED)
    if ownership == ENFORCED and request.headers.get("x-amz-acl", "private") != "private":
        raise S3Error(
            "InvalidBucketAclWithObjectOwnership",
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
        )
    answer = original(self, request, bucket_name, querystring)
    tags = (self._bucket_configuration().get("Tags") or {}).get("Tag") or []
    if tags and not existed:
        tags = tags if isinstance(tags, list) else [tags]
        self.backend.put_bucket_tagging(bucket_name, {tag["Key"]: tag.get("Value") or "" for tag in tags})
    return answer


@extend(S3Response)
def get_bucket_encryption(self: S3Response) -> Any:
    """With BlockedEncryptionTypes (API_ServerSideEncryptionRule)."""
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


# --- listing and deleting buckets


@extend(S3Response)
def all_buckets(self: S3Response) -> Any:
    """Sorted, filtered and paged (API_ListBuckets)."""
    prefix, region = self._get_param("prefix") or "", self._get_param("bucket-region")
    after = _decode(self._get_param("continuation-token"))
    size = int(self._get_param("max-buckets") or 10_000)
    found = sorted(
        (
            b
            for b in self.backend.buckets.values()
            if b.name.startswith(prefix) and region in (None, b.region_name) and b.name > after
        ),
        key=lambda bucket: bucket.name,
    )
    page = found[:size]
    self.data["Action"] = "ListBuckets"
    answer: dict[str, Any] = {
        "Owner": {"ID": self.current_account},
        "Buckets": [
            {"Name": b.name, "CreationDate": b.creation_date_ISO8601, "BucketRegion": b.region_name} for b in page
        ],
    }
    if prefix:
        answer["Prefix"] = prefix
    if len(found) > size:
        answer["ContinuationToken"] = base64.urlsafe_b64encode(page[-1].name.encode()).decode()
    return self.serialized(ActionResult(answer))


def _decode(token: str | None) -> str:
    try:
        return base64.urlsafe_b64decode(token).decode() if token else ""
    except (binascii.Error, UnicodeDecodeError) as error:
        raise S3Error("InvalidArgument", "The continuation token provided is incorrect") from error


@extend(S3Backend)
def delete_bucket(self: S3Backend, bucket_name: str) -> FakeBucket | None:
    """Refused while a version or a delete marker is left (API_DeleteBucket); unfinished uploads don't count."""
    bucket = self.get_bucket(bucket_name)
    if bucket.account_id != self.account_id:
        raise S3Error("AccessDenied", "Access Denied", 403)
    if any(bucket.keys.getlist(name) for name in bucket.keys):
        return None
    s3_backends.bucket_accounts.pop(bucket_name, None)
    return self.buckets.pop(bucket_name)


# --- object ownership


def _refuse_acl(bucket: FakeBucket, headers: Any, alone: bool = False) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html: of the ACLs only the header
    bucket-owner-full-control of an upload is accepted; a call that does nothing but set an ACL is refused."""
    if bucket.ownership_rule != ENFORCED:
        return
    grants = any(name.lower().startswith("x-amz-grant-") for name in headers.keys())
    if alone or grants or headers.get("x-amz-acl", PERMITTED_ACL) != PERMITTED_ACL:
        raise S3Error("AccessControlListNotSupported", "The bucket does not allow ACLs")


_put_object_response = S3Response.put_object
_put_object_acl_response = S3Response.put_object_acl
_key_response_post = S3Response._key_response_post


@extend(S3Response)
def put_object(self: S3Response) -> Any:
    _refuse_acl(self.backend.get_bucket(self.bucket_name), self.headers)
    return _put_object_response(self)


@extend(S3Response)
def put_object_acl(self: S3Response) -> Any:
    _refuse_acl(self.backend.get_bucket(self.bucket_name), self.headers, alone=True)
    return _put_object_acl_response(self)


@extend(S3Response)
def _key_response_post(
    self: S3Response,
    request: Any,
    body: bytes,
    bucket_name: str,
    query: dict[str, Any],
    key_name: str,
    original: Any = _key_response_post,
) -> Any:
    if "uploads" in query:
        _refuse_acl(self.backend.get_bucket(bucket_name), request.headers)
    return original(self, request, body, bucket_name, query, key_name)


# --- encryption of objects


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


_put_object = S3Backend.put_object
_create_multipart_upload = S3Backend.create_multipart_upload


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
    key = _put_object(self, bucket_name, *args, encryption=encryption, kms_key_id=kms_key_id, **kwargs)
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
    return _create_multipart_upload(self, bucket_name, key_name, metadata, storage_type, tags, acl, algorithm, key)


@extend(S3Response)
def _bucket_tagging_from_body(self: S3Response) -> dict[str, str]:
    """A tag's value may be empty or blank; tags of AWS may be sent back as they are, not added (API_PutBucketTagging)."""
    tagging = xmltodict.parse(self.body, force_list={"Tag": True}, strip_whitespace=False)["Tagging"]
    tag_set = tagging.get("TagSet") or {}
    tags = tag_set.get("Tag", [])
    if len({tag["Key"] for tag in tags}) < len(tags):
        raise DuplicateTagKeys()
    values = {tag["Key"]: tag.get("Value") or "" for tag in tags}
    held = {tag["Key"]: tag["Value"] for tag in self.backend.get_bucket_tagging(self.bucket_name)["Tags"]}
    if any(key.startswith("aws:") and held.get(key) != value for key, value in values.items()):
        raise NoSystemTags()
    return values
