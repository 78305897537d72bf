"""Whose bucket a request means, and in which Region it is. Who may do what is not asked, but for what the types ask of
another account's bucket: its encryption.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (PermanentRedirect)
"""

from typing import Any

from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket, s3_backends
from moto.s3.responses import S3Response

from ..organizations import id_of, membership
from ..patching import extend
from ..policy_documents import lets
from .errors import S3Error, respond

EXPECTED_OWNER = "x-amz-expected-bucket-owner"

moto_bucket_response = S3Response._bucket_response
moto_key_response = S3Response._key_response


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


def refuse_other_accounts(response: S3Response, action: str) -> None:
    """As the bucket's policy says; why, S3 tells within an organization only (userguide/troubleshoot-403-errors.html)."""
    bucket, caller = existing(response.bucket_name), response.current_account
    if not bucket or bucket.account_id == caller:
        return
    organization = id_of(caller)
    if not lets(bucket.policy, action, caller, membership(caller)):
        reason = (
            f'User: arn:aws:iam::{caller}:root is not authorized to perform: {action} on resource: "{bucket.arn}"'
            f" because no resource-based policy allows the {action} action"
        )
        together = organization and organization == id_of(bucket.account_id)
        raise S3Error("AccessDenied", reason if together else "Access Denied", 403)


class Redirect(S3Error):
    """The answer to whoever asks in another Region than the bucket's."""

    def __init__(self, region: str) -> None:
        message = "The bucket you are attempting to access must be addressed using the specified endpoint."
        super().__init__("PermanentRedirect", message, 301)
        self.region = region


def _refuse_another_region(response: S3Response) -> None:
    bucket = existing(response.bucket_name)
    if bucket and bucket.region_name != response.region:
        raise Redirect(bucket.region_name)


def _answer(response: S3Response, method: str, error: S3Error) -> Any:
    bucket = existing(response.bucket_name)
    region = {"x-amz-bucket-region": bucket.region_name} if bucket else {}
    if method == "HEAD":
        return error.status, region, ""
    status, headers, body = respond(response, error)
    return status, headers | region, body


@extend(S3Response)
def _bucket_response(self: S3Response, request: Any, full_url: str) -> Any:
    try:
        self._check_owner()
        if request.method != "PUT" or request.query_string:  # CreateBucket finds out for itself
            _refuse_another_region(self)
        return moto_bucket_response(self, request, full_url)
    except S3Error as error:
        return _answer(self, request.method, error)


@extend(S3Response)
def _key_response(self: S3Response, request: Any, full_url: str) -> Any:
    try:
        self._check_owner()
        _refuse_another_region(self)
        return moto_key_response(self, request, full_url)
    except S3Error as error:
        return _answer(self, request.method, error)


@extend(FakeBucket)
def get_permission(self: FakeBucket, action: str, resource: str) -> Any:
    """moto would apply a Deny without its Condition; policies are not evaluated here."""
    return PermissionResult.NEUTRAL
