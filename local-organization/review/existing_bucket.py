"""A bucket that is there already: its description, the same bucket in the emulator, and what a deployment changes of it.

A description is a folder with what the AWS CLI says: for each call a file with its output, and one with its error. The calls stand
in docs/reviewing.md.
"""

import json
import re
from dataclasses import dataclass

from botocore.exceptions import ClientError

from .invalid import InvalidInput


@dataclass(frozen=True)
class Setting:
    """One setting: the CLI's command that reads it, S3's error where it is absent, and the call and parameter that put it."""

    command: str
    absent: str
    put: str
    parameter: str
    # Takes away what every new bucket has.
    delete: str | None = None

    def read(self, s3, bucket):
        """What the bucket has; None without it."""
        try:
            found = getattr(s3, self.command.replace("-", "_"))(Bucket=bucket)
        except ClientError as failure:
            if failure.response["Error"]["Code"] == self.absent:
                return None
            raise
        found.pop("ResponseMetadata")
        return found

    def write(self, s3, bucket, value):
        """Makes the bucket have it."""
        value = value.get(self.parameter, {key: value[key] for key in value if key != "TransitionDefaultMinimumObjectSize"})
        getattr(s3, self.put)(Bucket=bucket, **{self.parameter: value})


# In the order in which a bucket takes them: a public policy comes before the block that would refuse it.
SETTINGS = [
    Setting("get-bucket-versioning", "", "put_bucket_versioning", "VersioningConfiguration"),
    Setting("get-object-lock-configuration", "ObjectLockConfigurationNotFoundError", "put_object_lock_configuration", "ObjectLockConfiguration"),
    Setting(
        "get-bucket-ownership-controls",
        "OwnershipControlsNotFoundError",
        "put_bucket_ownership_controls",
        "OwnershipControls",
        "delete_bucket_ownership_controls",
    ),
    Setting("get-bucket-acl", "", "put_bucket_acl", "AccessControlPolicy"),
    Setting("get-bucket-encryption", "ServerSideEncryptionConfigurationNotFoundError", "put_bucket_encryption", "ServerSideEncryptionConfiguration"),
    Setting("get-bucket-tagging", "NoSuchTagSet", "put_bucket_tagging", "Tagging"),
    Setting("get-bucket-lifecycle-configuration", "NoSuchLifecycleConfiguration", "put_bucket_lifecycle_configuration", "LifecycleConfiguration"),
    Setting("get-bucket-logging", "", "put_bucket_logging", "BucketLoggingStatus"),
    Setting("get-bucket-notification-configuration", "", "put_bucket_notification_configuration", "NotificationConfiguration"),
    Setting("get-bucket-replication", "ReplicationConfigurationNotFoundError", "put_bucket_replication", "ReplicationConfiguration"),
    Setting("get-bucket-cors", "NoSuchCORSConfiguration", "put_bucket_cors", "CORSConfiguration"),
    Setting("get-bucket-website", "NoSuchWebsiteConfiguration", "put_bucket_website", "WebsiteConfiguration"),
    Setting("get-bucket-accelerate-configuration", "", "put_bucket_accelerate_configuration", "AccelerateConfiguration"),
    Setting("get-bucket-policy", "NoSuchBucketPolicy", "put_bucket_policy", "Policy"),
    Setting("get-public-access-block", "NoSuchPublicAccessBlockConfiguration", "put_public_access_block", "PublicAccessBlockConfiguration", "delete_public_access_block"),
]
LOCATION = "get-bucket-location"
ERROR = re.compile(r"An error occurred \((\w+)\)")


@dataclass(frozen=True)
class Change:
    """A setting before and after."""

    command: str
    before: object
    after: object


@dataclass(frozen=True)
class Step:
    """One deployment onto the bucket: what it changes, and the commands of what it leaves."""

    title: str
    changed: list
    unchanged: list


def describe(folder):
    """The description in a folder, by command; None where the bucket lacks the setting."""
    described = {setting.command: said(folder, setting.command, setting.absent) for setting in SETTINGS}
    return described | {LOCATION: said(folder, LOCATION, "")}


def said(folder, command, absent):
    """What one call said. The CLI prints nothing at all for a setting that was never made."""
    answer, error = (folder / f"{command}.{ending}" for ending in ("json", "error"))
    if not answer.exists():
        raise InvalidInput(f"ExistingBucket: {folder.name} has no {answer.name}; make the description with the calls in docs/reviewing.md")
    failed = error.read_text(encoding="utf-8").strip() if error.exists() else ""
    if failed:
        code = ERROR.search(failed)
        if absent and code and code[1] == absent:
            return None
        raise InvalidInput(f"ExistingBucket: {command} failed, and what it would have said is not known: {failed}")
    try:
        found = json.loads(answer.read_text(encoding="utf-8") or "{}")
    except ValueError as failure:
        raise InvalidInput(f"ExistingBucket: {answer.name} is no JSON: {failure}") from failure
    if not isinstance(found, dict):
        raise InvalidInput(f"ExistingBucket: {answer.name} is not what the AWS CLI prints with --output json")
    return found


def make(s3, bucket, region, described):
    """Makes the described bucket; returns sentences on what of it the emulator can't hold."""
    # The location is empty for us-east-1, and old buckets say EU (API_GetBucketLocation).
    location = described[LOCATION].get("LocationConstraint") or "us-east-1"
    location = "eu-west-1" if location == "EU" else location
    if location != region:
        raise InvalidInput(f"Place.Region: {region}, but {bucket} is in {location}, and Central is deployed in its bucket's Region")
    configuration = {} if region == "us-east-1" else {"LocationConstraint": region}
    # At birth, as tags of AWS can't be put later.
    tags = (described["get-bucket-tagging"] or {}).get("TagSet")
    if tags:
        configuration["Tags"] = tags
    own = {"BucketNamespace": "account-regional"} if bucket.endswith("-an") else {}
    made = {"CreateBucketConfiguration": configuration} if configuration else {}
    s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=bool(described["get-object-lock-configuration"]), **made, **own)
    s3.delete_public_access_block(Bucket=bucket)
    return [sentence for setting in SETTINGS if (sentence := put(s3, bucket, setting, described[setting.command]))]


def put(s3, bucket, setting, value):
    """Makes the bucket have a setting; a sentence when it has not, and what is said of it afterwards is not worth much."""
    try:
        if value is None:
            if setting.delete:
                getattr(s3, setting.delete)(Bucket=bucket)
        elif value and value != setting.read(s3, bucket):
            setting.write(s3, bucket, value)
        held = setting.read(s3, bucket)
    except ClientError as failure:
        return f"`{setting.command}`: {failure.response['Error']['Message']}"
    return None if holds(held or {}, value or {}) else f"`{setting.command}`: the emulator keeps {json.dumps(plain(held))}"


def holds(held, wanted):
    """Whether all that is wanted is there; a list in any order, beside what S3 fills in itself."""
    held, wanted = plain(held), plain(wanted)
    if isinstance(wanted, dict):
        return isinstance(held, dict) and all(key in held and holds(held[key], value) for key, value in wanted.items())
    if isinstance(wanted, list):
        return isinstance(held, list) and len(held) == len(wanted) and all(any(holds(it, value) for it in held) for value in wanted)
    return held == wanted


def plain(value):
    """A setting with the policy in it parsed, and without what boto3 and the CLI write differently."""
    if isinstance(value, dict) and isinstance(value.get("Policy"), str):
        return json.loads(value["Policy"])
    # The CLI writes dates as text. Who owns the bucket is not a setting of it.
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if key not in ("Owner", "TransitionDefaultMinimumObjectSize")}
    return value if isinstance(value, (list, str, int, bool, type(None))) else str(value)


def settings(s3, bucket):
    """All settings that the bucket has now."""
    return {setting.command: plain(setting.read(s3, bucket)) for setting in SETTINGS}


def step(title, before, after):
    """What differs between two readings."""
    changed = [Change(command, before[command], after[command]) for command in before if before[command] != after[command]]
    return Step(title, changed, [command for command in before if before[command] == after[command]])
