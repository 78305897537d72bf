"""A bucket's encryption, and what objects are stored with."""

from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulated import OTHER, Aws, error_code, status_and_region


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
