"""A stand-in for the SSM Agent and the user's client: one session, with the calls and headers that they make.

Read from amazon-ssm-agent, agent/session (crypto, shell) and agent/s3util; each step names what it stands for.
"""

import base64
import hashlib
from dataclasses import dataclass

from botocore.exceptions import ClientError

from .organization import INSTANCE_ROLE, content

# Bytes up to which a log is sent in one piece, and of each part of a longer one.
PART = 5 * 1024 * 1024


@dataclass(frozen=True)
class Session:
    """What became of one session."""

    session_id: str
    account: str
    region: str
    document_version: str
    idle_timeout: str
    prefix: str
    bucket: str
    key: str
    session_key: str


def run_session(member, region, number, log, role=INSTANCE_ROLE):
    """One session on an instance of the account and Region, which types the given bytes; every call of the agent is made under
    the instance's role. The agent knows no redirect: it asks for the bucket's Region, then for all else there."""
    user = member.client("kms", region)
    ssm = member.client("ssm", region)
    target = f"i-{number:017x}"
    session_id = ssm.start_session(Target=target)["SessionId"]
    # start-session without a document name uses the latest version of the preferences.
    version = ssm.describe_document(Name="SSM-SessionManagerRunShell")["Document"]["LatestVersion"]
    inputs = content(ssm, version)["inputs"]
    bucket = inputs["s3BucketName"]
    s3 = member.client("s3", bucket_region(member.client("s3", region, role), bucket), role)
    if inputs["s3EncryptionEnabled"]:
        algorithm = encryption_of(s3, bucket)["SSEAlgorithm"]
        if algorithm not in ("aws:kms", "AES256"):
            raise RuntimeError(f"the agent refuses the session: the bucket is encrypted with {algorithm}")
    # The handshake: the user's client makes the data key, the agent decrypts it, both in the instance's own Region.
    context = {"aws:ssm:SessionId": session_id, "aws:ssm:TargetId": target}
    blob = user.generate_data_key(KeyId=inputs["kmsKeyId"], EncryptionContext=context, NumberOfBytes=64)["CiphertextBlob"]
    agent_kms = member.client("kms", region, role)
    agent_kms.decrypt(KeyId=inputs["kmsKeyId"], EncryptionContext=context, CiphertextBlob=blob)
    key = f"{inputs['s3KeyPrefix']}/{session_id}.log"
    ssm.terminate_session(SessionId=session_id)
    upload(s3, bucket, key, log)
    return Session(session_id, member.name, region, version, inputs.get("idleSessionTimeout", "20"), inputs["s3KeyPrefix"], bucket, key, inputs["kmsKeyId"])


def upload(s3, bucket, key, log):
    """The end of the session: the encryption is read once more, and its key goes along exactly as the bucket names it; a log
    above 5 MiB goes in parts."""
    rule = encryption_of(s3, bucket)
    headers = {
        "ContentType": "text/plain",
        "ACL": "bucket-owner-full-control",
        "ServerSideEncryption": rule["SSEAlgorithm"],
        "SSEKMSKeyId": rule["KMSMasterKeyID"],
    }
    if len(log) <= PART:
        s3.put_object(Bucket=bucket, Key=key, Body=log, ContentMD5=md5(log), **headers)
        return
    upload_id = s3.create_multipart_upload(Bucket=bucket, Key=key, **headers)["UploadId"]
    pieces = [log[start : start + PART] for start in range(0, len(log), PART)]
    parts = [
        {
            "PartNumber": number,
            "ETag": s3.upload_part(Bucket=bucket, Key=key, UploadId=upload_id, PartNumber=number, Body=piece, ContentMD5=md5(piece))["ETag"],
        }
        for number, piece in enumerate(pieces, 1)
    ]
    s3.complete_multipart_upload(Bucket=bucket, Key=key, UploadId=upload_id, MultipartUpload={"Parts": parts})


def md5(body):
    """The header by which the agent lets S3 check what arrives."""
    return base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()


def encryption_of(s3, bucket):
    """What the agent reads at a session's start, because of s3EncryptionEnabled, and again before the upload."""
    rules = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    return rules[0]["ApplyServerSideEncryptionByDefault"]


def bucket_region(s3, bucket):
    """The agent's HeadBucket in its own Region: the header stands even in an answer that is an error."""
    try:
        answer = s3.head_bucket(Bucket=bucket)
    except ClientError as error:
        answer = error.response
    return answer["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"]
