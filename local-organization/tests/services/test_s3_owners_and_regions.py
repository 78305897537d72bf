"""Whose bucket a request means, and where it is."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import ACCOUNT, OTHER, Aws, error_code, status_and_region

IRELAND = {"LocationConstraint": "eu-west-1"}


def test_head_bucket_checks_the_expected_owner(aws: Aws, s3: Any, bucket: str) -> None:
    assert s3.head_bucket(Bucket=bucket, ExpectedBucketOwner=ACCOUNT)["BucketRegion"] == "eu-west-1"
    with pytest.raises(ClientError) as caught:
        aws.client("s3", account=OTHER).head_bucket(Bucket=bucket, ExpectedBucketOwner=OTHER)
    assert status_and_region(caught) == (403, "eu-west-1")
    with pytest.raises(ClientError) as caught:
        s3.head_bucket(Bucket="nobodys", ExpectedBucketOwner=ACCOUNT)
    assert status_and_region(caught)[0] == 404


def test_head_bucket_tells_another_region(aws: Aws, bucket: str) -> None:
    client = aws.client("s3", region="us-east-1")
    client.meta.events.unregister("needs-retry.s3", unique_id="s3-redirect")
    answers: list[Any] = []
    client.meta.events.register_first(
        "before-parse.s3.HeadBucket", lambda response_dict, **_: answers.append(response_dict)
    )
    try:
        client.head_bucket(Bucket=bucket)
    except ClientError:
        pass
    assert answers[0]["status_code"] == 301
    assert answers[0]["headers"]["x-amz-bucket-region"] == "eu-west-1"


def test_other_calls_check_the_expected_owner(aws: Aws, s3: Any, bucket: str) -> None:
    for call in (
        lambda: s3.get_bucket_encryption(Bucket=bucket, ExpectedBucketOwner=OTHER),
        lambda: s3.put_bucket_policy(Bucket=bucket, Policy="{}", ExpectedBucketOwner=OTHER),
        lambda: s3.delete_bucket(Bucket=bucket, ExpectedBucketOwner=OTHER),
        lambda: s3.put_object(Bucket=bucket, Key="k", ExpectedBucketOwner=OTHER),
    ):
        with pytest.raises(ClientError) as caught:
            call()
        assert error_code(caught) == "AccessDenied"
    s3.put_object(Bucket=bucket, Key="k", ExpectedBucketOwner=ACCOUNT)


def test_a_name_that_is_taken(aws: Aws, s3: Any, bucket: str) -> None:
    with pytest.raises(ClientError) as caught:
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=IRELAND)
    assert error_code(caught) == "BucketAlreadyOwnedByYou"
    with pytest.raises(ClientError) as caught:
        aws.client("s3", account=OTHER).create_bucket(Bucket=bucket, CreateBucketConfiguration=IRELAND)
    assert error_code(caught) == "BucketAlreadyExists"
    assert status_and_region(caught)[0] == 409


def test_us_east_1_answers_200_for_the_own_bucket(aws: Aws) -> None:
    client = aws.client("s3", region="us-east-1")
    client.create_bucket(Bucket="east")
    client.create_bucket(Bucket="east")


def test_policies_are_stored_and_not_evaluated(s3: Any, bucket: str) -> None:
    deny = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    policy = {"Version": "2012-10-17", "Statement": [deny]}
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
    s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"x"
    assert s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "k"}]})["Deleted"]
    assert json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"]) == policy
