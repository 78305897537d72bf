"""Object ownership: where ACLs are off, which they are by default, all but one are refused.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
"""

from typing import Any

from moto.s3.models import FakeBucket, FakeGrant
from moto.s3.responses import S3Response

from ..patching import extend
from .errors import S3Error

ENFORCED = "BucketOwnerEnforced"
PERMITTED_ACL = "bucket-owner-full-control"

moto_put_object = S3Response.put_object
moto_put_object_acl = S3Response.put_object_acl
moto_key_response_post = S3Response._key_response_post
moto_put_bucket_ownership_controls = S3Backend.put_bucket_ownership_controls


def refuse_acl(bucket: FakeBucket, headers: Any, alone: bool = False) -> None:
    """Of the ACLs an upload's header bucket-owner-full-control is accepted; a call that does nothing but set one is not."""
    if bucket.ownership_rule != ENFORCED:
        return
    grants = any(name.lower().startswith("x-amz-grant-") for name in headers.keys())
    if alone or grants or headers.get("x-amz-acl", PERMITTED_ACL) != PERMITTED_ACL:
        raise S3Error("AccessControlListNotSupported", "The bucket does not allow ACLs")


def put_acl_of_headers(response: S3Response, headers: Any) -> str:
    """A bucket's canned ACL: moto wants a body, and shows the first permission of each grantee alone."""
    acl = response._acl_from_headers(headers)
    acl.grants = [FakeGrant(grant.grantees, [permission]) for grant in acl.grants for permission in grant.permissions]
    response.backend.put_bucket_acl(response.bucket_name, acl)
    return ""


@extend(S3Response)
def put_object(self: S3Response) -> Any:
    refuse_acl(self.backend.get_bucket(self.bucket_name), self.headers)
    return moto_put_object(self)


@extend(S3Response)
def put_object_acl(self: S3Response) -> Any:
    refuse_acl(self.backend.get_bucket(self.bucket_name), self.headers, alone=True)
    return moto_put_object_acl(self)


@extend(S3Response)
def _key_response_post(
    self: S3Response, request: Any, body: bytes, bucket_name: str, query: dict[str, Any], key_name: str
) -> Any:
    if "uploads" in query:
        refuse_acl(self.backend.get_bucket(bucket_name), request.headers)
    return moto_key_response_post(self, request, body, bucket_name, query, key_name)


@extend(S3Backend)
def put_bucket_ownership_controls(self: S3Backend, bucket_name: str, ownership: Any) -> None:
    """ACLs are switched off only where they grant nobody else anything (userguide/object-ownership-error-responses.html)."""
    acl = self.get_bucket(bucket_name).acl
    grantees = [grantee for grant in (acl.grants if acl else []) for grantee in grant.grantees]
    if ownership == ENFORCED and any(grantee.uri for grantee in grantees):
        raise S3Error(
            "InvalidBucketAclWithObjectOwnership",
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
        )
    moto_put_bucket_ownership_controls(self, bucket_name, ownership)
