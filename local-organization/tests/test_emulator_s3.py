"""S3 as AWS behaves where moto does not."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import Aws, error_code

OWNER = "123456789012"
OTHER = "111122223333"
IRELAND = {"LocationConstraint": "eu-west-1"}


@pytest.fixture
def s3(aws: Aws) -> Any:
    return aws.client("s3")


@pytest.fixture
def bucket(s3: Any) -> str:
    s3.create_bucket(Bucket="logs", CreateBucketConfiguration=IRELAND)
    return "logs"


def status_and_region(caught: pytest.ExceptionInfo) -> tuple[int, str]:
    metadata = caught.value.response["ResponseMetadata"]
    return metadata["HTTPStatusCode"], metadata["HTTPHeaders"].get("x-amz-bucket-region")


def test_head_bucket_checks_the_expected_owner(aws: Aws, s3: Any, bucket: str) -> None:
    assert s3.head_bucket(Bucket=bucket, ExpectedBucketOwner=OWNER)["BucketRegion"] == "eu-west-1"
    with pytest.raises(ClientError) as caught:
        aws.client("s3", account=OTHER).head_bucket(Bucket=bucket, ExpectedBucketOwner=OTHER)
    assert status_and_region(caught) == (403, "eu-west-1")
    with pytest.raises(ClientError) as caught:
        s3.head_bucket(Bucket="nobodys", ExpectedBucketOwner=OWNER)
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
    s3.put_object(Bucket=bucket, Key="k", ExpectedBucketOwner=OWNER)


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


def test_create_bucket_keeps_tags_and_takes_the_account_namespace(s3: Any) -> None:
    name = f"logs-{OWNER}-eu-west-1-an"
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
        "before-sign.s3-control", lambda request, **_: setattr(request, "url", request.url.replace(f"{OWNER}.", ""))
    )
    arn = f"arn:aws:s3:::{bucket}"
    control.tag_resource(
        AccountId=OWNER, ResourceArn=arn, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]
    )
    control.untag_resource(AccountId=OWNER, ResourceArn=arn, TagKeys=["a"])
    assert control.list_tags_for_resource(AccountId=OWNER, ResourceArn=arn)["Tags"] == [{"Key": "b", "Value": "2"}]
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


def test_bucket_encryption_keeps_blocked_types_and_is_never_off(s3: Any, bucket: str) -> None:
    def put(**rule: Any) -> dict[str, Any]:
        rule = {
            "ApplyServerSideEncryptionByDefault": {
                "SSEAlgorithm": "aws:kms",
                "KMSMasterKeyID": "arn:aws:kms:eu-west-1:1:key/x",
            },
            "BucketKeyEnabled": False,
            **rule,
        }
        s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
        assert s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"] == [rule]
        return rule

    put(BlockedEncryptionTypes={"EncryptionType": ["SSE-C"]})
    put(BlockedEncryptionTypes={"EncryptionType": ["NONE"]}, BucketKeyEnabled=True)
    put()
    s3.delete_bucket_encryption(Bucket=bucket)
    (rule,) = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}


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


class TestEncryptionOfObjects:
    @pytest.fixture
    def key(self, aws: Aws, s3: Any, bucket: str) -> dict[str, str]:
        made = aws.client("kms").create_key()["KeyMetadata"]
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": made["Arn"]}}
        s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
        return made

    def stored(self, s3: Any) -> tuple[str, str | None]:
        head = s3.head_object(Bucket="logs", Key="k")
        return head["ServerSideEncryption"], head.get("SSEKMSKeyId")

    def test_the_buckets_default_applies(self, aws: Aws, s3: Any, key: dict[str, str]) -> None:
        aws.client("s3", account=OTHER).put_object(Bucket="logs", Key="k", Body=b"log", ACL="bucket-owner-full-control")
        assert self.stored(s3) == ("aws:kms", key["Arn"])
        assert s3.get_object(Bucket="logs", Key="k")["Body"].read() == b"log"

    def test_headers_win(self, aws: Aws, s3: Any, key: dict[str, str]) -> None:
        member = aws.client("s3", account=OTHER)
        member.put_object(Bucket="logs", Key="k", ServerSideEncryption="aws:kms", SSEKMSKeyId=key["Arn"])
        assert self.stored(s3) == ("aws:kms", key["Arn"])
        s3.put_object(Bucket="logs", Key="k", ServerSideEncryption="AES256")
        assert self.stored(s3) == ("AES256", None)
        s3.put_object(Bucket="logs", Key="k", ServerSideEncryption="aws:kms", SSEKMSKeyId=key["KeyId"])
        assert self.stored(s3) == ("aws:kms", key["Arn"])
        s3.put_object(Bucket="logs", Key="k", ServerSideEncryption="aws:kms")  # the aws/s3 key, not the bucket's
        assert self.stored(s3)[1] != key["Arn"]

    def test_a_bare_id_is_looked_up_in_the_uploaders_account(self, aws: Aws, s3: Any, key: dict[str, str]) -> None:
        member = aws.client("s3", account=OTHER)
        with pytest.raises(ClientError) as caught:
            member.put_object(Bucket="logs", Key="k", ServerSideEncryption="aws:kms", SSEKMSKeyId=key["KeyId"])
        assert error_code(caught) == "KMS.NotFoundException"
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key["KeyId"]}}
        s3.put_bucket_encryption(Bucket="logs", ServerSideEncryptionConfiguration={"Rules": [rule]})
        with pytest.raises(ClientError) as caught:
            member.put_object(Bucket="logs", Key="k")
        assert error_code(caught) == "KMS.NotFoundException"

    def test_a_key_of_another_region_is_refused(self, aws: Aws, s3: Any, key: dict[str, str]) -> None:
        with pytest.raises(ClientError) as caught:
            s3.put_object(
                Bucket="logs",
                Key="k",
                ServerSideEncryption="aws:kms",
                SSEKMSKeyId=key["Arn"].replace("eu-west-1", "us-east-1"),
            )
        assert error_code(caught) == "KMS.NotFoundException"
        assert status_and_region(caught)[0] == 400

    def test_a_key_that_cannot_be_used_is_refused(self, aws: Aws, s3: Any, key: dict[str, str]) -> None:
        kms = aws.client("kms")
        kms.disable_key(KeyId=key["KeyId"])
        with pytest.raises(ClientError) as caught:
            s3.put_object(Bucket="logs", Key="k")
        assert error_code(caught) == "KMS.DisabledException"
        kms.schedule_key_deletion(KeyId=key["KeyId"])
        with pytest.raises(ClientError) as caught:
            s3.create_multipart_upload(Bucket="logs", Key="k")
        assert error_code(caught) == "KMS.KMSInvalidStateException"

    def test_multipart_uploads_are_encrypted_too(self, aws: Aws, s3: Any, key: dict[str, str]) -> None:
        member = aws.client("s3", account=OTHER)
        upload = member.create_multipart_upload(Bucket="logs", Key="k", ACL="bucket-owner-full-control")["UploadId"]
        part = member.upload_part(Bucket="logs", Key="k", UploadId=upload, PartNumber=1, Body=b"log")
        member.complete_multipart_upload(
            Bucket="logs",
            Key="k",
            UploadId=upload,
            MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]},
        )
        assert self.stored(s3) == ("aws:kms", key["Arn"])


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


def test_bucket_tag_may_have_a_blank_or_empty_value(s3: Any, bucket: str) -> None:
    tags = [{"Key": "blank", "Value": " "}, {"Key": "empty", "Value": ""}]
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == tags
