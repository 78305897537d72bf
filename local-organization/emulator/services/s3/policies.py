"""Bucket policies: which ones S3 takes. Nothing is decided by them here.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
https://repost.aws/knowledge-center/s3-bucket-policy-resource-errors
"""

from typing import Any

from moto.s3.models import S3Backend

from ..patching import extend
from ..policy_documents import listed, statements
from .errors import S3Error

# Keys whose fixed value keeps a grant to everyone from being public ("The meaning of public").
CONFINING = {
    "aws:principalorgid", "aws:sourceaccount", "aws:sourcearn", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce",
    "aws:userid", "s3:dataaccesspointaccount", "s3:dataaccesspointarn",
}  # fmt: skip

moto_put_bucket_policy = S3Backend.put_bucket_policy


def _is_public(statement: dict[str, Any]) -> bool:
    principal = statement.get("Principal")
    everyone = principal == "*" or (isinstance(principal, dict) and "*" in listed(principal.get("AWS", [])))
    fixed = {
        key.lower()
        for operator, keys in statement.get("Condition", {}).items()
        if operator in ("StringEquals", "StringEqualsIgnoreCase", "ArnEquals")
        for key, values in keys.items()
        if not any(character in value for value in listed(values) for character in "*?$")
    }
    return statement["Effect"] == "Allow" and everyone and not fixed & CONFINING


@extend(S3Backend)
def put_bucket_policy(self: S3Backend, bucket_name: str, policy: bytes) -> None:
    """MalformedPolicy for resources outside of the bucket, AccessDenied for a public policy under BlockPublicPolicy."""
    all_statements = statements(policy)
    resources = [it for statement in all_statements for it in listed(statement.get("Resource", statement.get("NotResource")))]
    own = f":s3:::{bucket_name}"
    if not all_statements or any(not it.partition("/")[0].endswith(own) for it in resources):
        raise S3Error("MalformedPolicy", "Policy has invalid resource")
    blocked = self.get_bucket(bucket_name).public_access_block
    if blocked and str(blocked.block_public_policy).lower() == "true" and any(map(_is_public, all_statements)):
        raise S3Error("AccessDenied", "The policy is public, and BlockPublicPolicy prevents public policies.", 403)
    moto_put_bucket_policy(self, bucket_name, policy)
