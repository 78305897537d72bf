"""Whose bucket a request means, and in which Region it is. Who may do what is not asked: policies are never evaluated.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
"""

from typing import Any

from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket, s3_backends
from moto.s3.responses import S3Response

from ..patching import extend
from .errors import S3Error, respond

EXPECTED_OWNER = "x-amz-expected-bucket-owner"

moto_bucket_response = S3Response._bucket_response
moto_key_response = S3Response._key_response
moto_head_bucket = S3Response.head_bucket


def existing(name: str) -> FakeBucket | None:
    """The bucket of that name, whoever owns it."""
    partition, owner = s3_backends.bucket_accounts.get(name, (None, None))
    return s3_backends[owner][partition].buckets.get(name) if owner else None


@extend(S3Response)
def _check_owner(self: S3Response) -> None:
    bucket = existing(self.bucket_name)
    expected = self.request.headers.get(EXPECTED_OWNER)
    if bucket and expected and expected != bucket.account_id:
        raise S3Error("AccessDenied", "Access Denied", 403)


@extend(S3Response)
def _bucket_response(self: S3Response, request: Any, full_url: str) -> Any:
    try:
        self._check_owner()
        return moto_bucket_response(self, request, full_url)
    except S3Error as error:
        bucket = existing(self.bucket_name)
        if request.method == "HEAD":
            return error.status, {"x-amz-bucket-region": bucket.region_name}, ""
        return respond(self, error)


@extend(S3Response)
def _key_response(self: S3Response, request: Any, full_url: str) -> Any:
    try:
        self._check_owner()
        return moto_key_response(self, request, full_url)
    except S3Error as error:
        return (error.status, {}, "") if request.method == "HEAD" else respond(self, error)


@extend(S3Response)
def head_bucket(self: S3Response) -> Any:
    """301 from another Region, and the bucket's Region in every answer (API_HeadBucket)."""
    bucket = existing(self.bucket_name)
    if bucket and bucket.region_name != self.region:
        return 301, {"x-amz-bucket-region": bucket.region_name}, ""
    return moto_head_bucket(self)


@extend(FakeBucket)
def get_permission(self: FakeBucket, action: str, resource: str) -> Any:
    """moto would apply a Deny without its Condition; policies are not evaluated here."""
    return PermissionResult.NEUTRAL
