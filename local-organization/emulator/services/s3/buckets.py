"""Buckets: what a new one is like, its tags, listing and deleting.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
"""

import base64
import binascii
from typing import Any

import xmltodict
from moto.core.responses import ActionResult
from moto.s3.exceptions import DuplicateTagKeys, NoSystemTags
from moto.s3.models import FakeBucket, PublicAccessBlock, S3Backend, s3_backends
from moto.s3.responses import S3Response

from ..patching import extend
from .acls import ENFORCED, put_acl_of_headers, refuse_acl
from .encryption import default_encryption
from .errors import S3Error
from .owners_and_regions import existing

moto_create_bucket = S3Backend.create_bucket
moto_bucket_response_put = S3Response._bucket_response_put


@extend(S3Backend)
def create_bucket(
    self: S3Backend, bucket_name: str, region_name: str, bucket_namespace: str | None = None
) -> FakeBucket:
    """Encrypted, private and without ACLs (userguide/create-bucket-faq.html), in the namespace that is named."""
    own_namespace = bucket_name.endswith(f"-{self.account_id}-{region_name}-an")
    if own_namespace != (bucket_namespace == "account-regional") and (own_namespace or bucket_namespace):
        raise S3Error("InvalidBucketName", "The specified bucket is not valid.")
    bucket = moto_create_bucket(self, bucket_name, region_name, bucket_namespace)
    bucket.encryption = default_encryption()
    bucket.public_access_block = PublicAccessBlock("true", "true", "true", "true")
    bucket.ownership_rule = ENFORCED
    return bucket


@extend(S3Response)
def _bucket_configuration(self: S3Response) -> dict[str, Any]:
    return (xmltodict.parse(self.body).get("CreateBucketConfiguration") or {}) if self.body else {}


@extend(S3Response)
def _get_location_constraint(self: S3Response) -> str | None:
    return self._bucket_configuration().get("LocationConstraint")


@extend(S3Response)
def _bucket_response_put(self: S3Response, request: Any, bucket_name: str, querystring: dict[str, Any]) -> Any:
    """CreateBucket keeps the tags of its configuration; ACLs are refused where they are off."""
    if querystring:
        if "acl" in querystring:
            refuse_acl(self.backend.get_bucket(bucket_name), request.headers, alone=True)
            if not self.body:
                return put_acl_of_headers(self, request.headers)
        return moto_bucket_response_put(self, request, bucket_name, querystring)
    existed = existing(bucket_name)
    ownership = request.headers.get("x-amz-object-ownership", ENFORCED)
    if ownership == ENFORCED and request.headers.get("x-amz-acl", "private") != "private":
        raise S3Error(
            "InvalidBucketAclWithObjectOwnership",
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
        )
    answer = moto_bucket_response_put(self, request, bucket_name, querystring)
    tags = (self._bucket_configuration().get("Tags") or {}).get("Tag") or []
    if tags and not existed:
        tags = tags if isinstance(tags, list) else [tags]
        self.backend.put_bucket_tagging(bucket_name, {tag["Key"]: tag.get("Value") or "" for tag in tags})
    return answer


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
