"""Buckets as they are made, tagged, listed and deleted."""

from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import ACCOUNT, Aws, error_code

IRELAND = {"LocationConstraint": "eu-west-1"}


def test_create_bucket_keeps_tags_and_takes_the_account_namespace(s3: Any) -> None:
    name = f"logs-{ACCOUNT}-eu-west-1-an"
    tags = [{"Key": "session-logging:owner", "Value": "x"}, {"Key": "empty", "Value": ""}]
    s3.create_bucket(
        Bucket=name, BucketNamespace="account-regional", CreateBucketConfiguration={**IRELAND, "Tags": tags}
    )
    assert sorted(s3.get_bucket_tagging(Bucket=name)["TagSet"], key=str) == sorted(tags, key=str)


def test_create_bucket_in_us_east_1_with_tags_alone(aws: Aws) -> None:
    client = aws.client("s3", region="us-east-1")
    client.create_bucket(Bucket="east", CreateBucketConfiguration={"Tags": [{"Key": "a", "Value": "b"}]})
    assert client.get_bucket_tagging(Bucket="east")["TagSet"] == [{"Key": "a", "Value": "b"}]


def test_s3control_tags_per_key(aws: Aws, s3: Any, bucket: str) -> None:
    control = aws.client("s3control")
    # boto3 puts the account into the host name, which has no address here
    control.meta.events.register(
        "before-sign.s3-control", lambda request, **_: setattr(request, "url", request.url.replace(f"{ACCOUNT}.", ""))
    )
    arn = f"arn:aws:s3:::{bucket}"
    control.tag_resource(
        AccountId=ACCOUNT, ResourceArn=arn, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]
    )
    control.untag_resource(AccountId=ACCOUNT, ResourceArn=arn, TagKeys=["a"])
    assert control.list_tags_for_resource(AccountId=ACCOUNT, ResourceArn=arn)["Tags"] == [{"Key": "b", "Value": "2"}]
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == [{"Key": "b", "Value": "2"}]


def test_new_buckets_are_encrypted_private_and_without_acls(s3: Any, bucket: str) -> None:
    (rule,) = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule == {
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"},
        "BucketKeyEnabled": False,
        "BlockedEncryptionTypes": {"EncryptionType": ["SSE-C"]},
    }
    assert set(s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"].values()) == {True}
    assert s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"]["Rules"] == [
        {"ObjectOwnership": "BucketOwnerEnforced"}
    ]
    s3.create_bucket(Bucket="older-way", ObjectOwnership="ObjectWriter", CreateBucketConfiguration=IRELAND)
    assert s3.get_bucket_ownership_controls(Bucket="older-way")["OwnershipControls"]["Rules"] == [
        {"ObjectOwnership": "ObjectWriter"}
    ]


def test_bucket_tag_may_have_a_blank_or_empty_value(s3: Any, bucket: str) -> None:
    tags = [{"Key": "blank", "Value": " "}, {"Key": "empty", "Value": ""}]
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == tags


def test_list_buckets_is_filtered_and_paged(aws: Aws, s3: Any) -> None:
    for name in ("log-c", "log-a", "log-b", "other"):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration=IRELAND)
    aws.client("s3", region="us-east-1").create_bucket(Bucket="log-east")
    first = s3.list_buckets(Prefix="log-", BucketRegion="eu-west-1", MaxBuckets=2)
    assert [b["Name"] for b in first["Buckets"]] == ["log-a", "log-b"]
    assert {b["BucketRegion"] for b in first["Buckets"]} == {"eu-west-1"}
    second = s3.list_buckets(
        Prefix="log-", BucketRegion="eu-west-1", MaxBuckets=2, ContinuationToken=first["ContinuationToken"]
    )
    assert [b["Name"] for b in second["Buckets"]] == ["log-c"]
    assert "ContinuationToken" not in second
    assert len(s3.list_buckets()["Buckets"]) == 5


def test_delete_bucket_is_refused_while_versions_or_markers_are_left(s3: Any, bucket: str) -> None:
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    version = s3.put_object(Bucket=bucket, Key="k", Body=b"x")["VersionId"]
    marker = s3.delete_object(Bucket=bucket, Key="k")["VersionId"]
    for left in (version, marker):
        with pytest.raises(ClientError) as caught:
            s3.delete_bucket(Bucket=bucket)
        assert error_code(caught) == "BucketNotEmpty"
        s3.delete_object(Bucket=bucket, Key="k", VersionId=left)
    upload = s3.create_multipart_upload(Bucket=bucket, Key="unfinished")["UploadId"]
    assert [u["UploadId"] for u in s3.list_multipart_uploads(Bucket=bucket)["Uploads"]] == [upload]
    s3.delete_bucket(Bucket=bucket)  # unfinished uploads do not count
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=IRELAND)
