"""A stand-in for the SSM Agent and the user's client: one session, with the calls and headers that they make.

Read from amazon-ssm-agent, agent/session (crypto, shell) and agent/s3util; each step names what it stands for.
"""

from dataclasses import dataclass

from botocore.exceptions import ClientError

from .organization import INSTANCE_ROLE, content


@dataclass(frozen=True)
class Session:
    """What became of one session."""

    account: str
    region: str
    document_version: str
    idle_timeout: str
    prefix: str
    bucket: str
    key: str


def run_session(member, region, number):
    """One session on an instance of the account and Region; every call is made under the role of that account."""
    user = member.client("kms", region)
    ssm = member.client("ssm", region)
    session_id = f"operator-{number:017x}"
    # start-session without a document name uses the latest version of the preferences.
    version = ssm.describe_document(Name="SSM-SessionManagerRunShell")["Document"]["LatestVersion"]
    inputs = content(ssm, version)["inputs"]
    # The handshake: the user's client makes the data key, the agent decrypts it, both in the instance's own Region.
    context = {"aws:ssm:SessionId": session_id, "aws:ssm:TargetId": f"i-{number:017x}"}
    blob = user.generate_data_key(KeyId=inputs["kmsKeyId"], EncryptionContext=context, NumberOfBytes=64)["CiphertextBlob"]
    agent_kms = member.client("kms", region, INSTANCE_ROLE)
    agent_kms.decrypt(KeyId=inputs["kmsKeyId"], EncryptionContext=context, CiphertextBlob=blob)
    bucket = inputs["s3BucketName"]
    rule = encryption_of(member.client("s3", region, INSTANCE_ROLE), bucket)
    if inputs["s3EncryptionEnabled"] and rule["SSEAlgorithm"] not in ("aws:kms", "AES256"):
        raise RuntimeError(f"the agent refuses the session: the bucket is encrypted with {rule['SSEAlgorithm']}")
    # The end of the session: the log goes to the bucket's own Region, with the key exactly as the bucket names it.
    s3 = member.client("s3", bucket_region(member.client("s3", region, INSTANCE_ROLE), bucket), INSTANCE_ROLE)
    key = f"{inputs['s3KeyPrefix']}/{session_id}.log"
    s3.put_object(
        Bucket=bucket,
        Key=key,
        Body=f"Script started\n$ whoami\nssm-user\n(session {session_id})\n".encode(),
        ContentType="text/plain",
        ACL="bucket-owner-full-control",
        ServerSideEncryption=rule["SSEAlgorithm"],
        SSEKMSKeyId=rule["KMSMasterKeyID"],
    )
    return Session(member.name, region, version, inputs["idleSessionTimeout"], inputs["s3KeyPrefix"], bucket, key)


def encryption_of(s3, bucket):
    """What the agent reads before the session, because of s3EncryptionEnabled."""
    rules = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    return rules[0]["ApplyServerSideEncryptionByDefault"]


def bucket_region(s3, bucket):
    """The agent's HeadBucket: the header stands even in an answer that is an error."""
    try:
        answer = s3.head_bucket(Bucket=bucket)
    except ClientError as error:
        answer = error.response
    return answer["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"]
