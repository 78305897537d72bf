"""ACLs, which are off."""

from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import error_code, status_and_region


def test_acls_are_off(s3: Any, bucket: str) -> None:
    s3.put_object(Bucket=bucket, Key="k", Body=b"x", ACL="bucket-owner-full-control")
    for call in (
        lambda: s3.put_object_acl(Bucket=bucket, Key="k", ACL="bucket-owner-full-control"),
        lambda: s3.put_object(Bucket=bucket, Key="k", ACL="public-read"),
        lambda: s3.put_object(Bucket=bucket, Key="k", GrantRead="id=x"),
        lambda: s3.create_multipart_upload(Bucket=bucket, Key="k", ACL="public-read"),
        lambda: s3.put_bucket_acl(Bucket=bucket, ACL="private"),
    ):
        with pytest.raises(ClientError) as caught:
            call()
        assert error_code(caught) == "AccessControlListNotSupported"
        assert status_and_region(caught)[0] == 400
    s3.put_bucket_ownership_controls(
        Bucket=bucket, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
    )
    s3.put_object_acl(Bucket=bucket, Key="k", ACL="bucket-owner-full-control")
