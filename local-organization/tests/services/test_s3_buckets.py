"""Tags of buckets, and policies, which nothing is decided by."""

import json
from typing import Any

from emulated import ACCOUNT, Aws


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


def test_bucket_tag_may_have_a_blank_or_empty_value(s3: Any, bucket: str) -> None:
    tags = [{"Key": "blank", "Value": " "}, {"Key": "empty", "Value": ""}]
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == tags


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
