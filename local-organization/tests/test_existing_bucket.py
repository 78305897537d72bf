"""The description of a bucket that is there already: read from a folder, made in the emulator, compared before and after."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from emulated import OTHER, REGION, Aws
from processes import ROOT
from review import existing_bucket
from review.invalid import InvalidInput

BUCKET = "hand-made-logs"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "Anybody",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:PutObject",
            "Resource": f"arn:aws:s3:::{BUCKET}/*",
            "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-acme123456"}},
        }
    ],
}
# What the CLI printed, in its own form: text for dates, nothing at all for what was never set.
SAID = {
    "get-bucket-location": {"LocationConstraint": REGION},
    "get-bucket-versioning": {"Status": "Suspended"},
    "get-bucket-ownership-controls": {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}},
    "get-bucket-encryption": {
        "ServerSideEncryptionConfiguration": {
            "Rules": [
                {
                    "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "arn:aws:kms:eu-west-1:111122223333:key/old"},
                    "BucketKeyEnabled": True,
                }
            ]
        }
    },
    "get-bucket-tagging": {"TagSet": [{"Key": "owner", "Value": "security"}, {"Key": "aws:cloudformation:stack-name", "Value": "logs"}]},
    "get-bucket-lifecycle-configuration": {
        "TransitionDefaultMinimumObjectSize": "all_storage_classes_128K",
        "Rules": [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "old/"}, "Expiration": {"Days": 400}}],
    },
    "get-bucket-cors": {"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["https://example.com"]}]},
    "get-bucket-policy": {"Policy": json.dumps(POLICY)},
    "get-public-access-block": {
        "PublicAccessBlockConfiguration": {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": False, "RestrictPublicBuckets": False}
    },
    "get-bucket-acl": {
        "Owner": {"ID": "79a59df900b949e5"},
        "Grants": [{"Grantee": {"ID": "79a59df900b949e5", "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"}],
    },
}
COMMANDS = [setting.command for setting in existing_bucket.SETTINGS] + [existing_bucket.LOCATION]


def folder(path: Path, said: dict[str, Any]) -> Path:
    """A description as the calls in the guide write it."""
    absent = {setting.command: setting.absent for setting in existing_bucket.SETTINGS}
    for command in COMMANDS:
        error = absent.get(command) if command not in said else ""
        (path / f"{command}.json").write_text(json.dumps(said[command]) if command in said else "")
        (path / f"{command}.error").write_text(f"\nAn error occurred ({error}) when calling the operation: none\n" if error else "")
    return path


def test_a_described_bucket_is_there_as_it_was_described(aws: Aws, tmp_path: Path) -> None:
    s3 = aws.client("s3", account=OTHER)
    described = existing_bucket.describe(folder(tmp_path, SAID))
    assert existing_bucket.make(s3, BUCKET, REGION, described) == []
    held = existing_bucket.settings(s3, BUCKET)
    assert held["get-bucket-policy"] == POLICY
    assert held["get-bucket-versioning"] == SAID["get-bucket-versioning"]
    assert held["get-public-access-block"] == SAID["get-public-access-block"]
    assert held["get-bucket-encryption"] == SAID["get-bucket-encryption"]
    assert held["get-bucket-website"] is None
    assert {tag["Key"] for tag in held["get-bucket-tagging"]["TagSet"]} == {"owner", "aws:cloudformation:stack-name"}


def test_an_old_bucket_without_ownership_and_block_has_neither(aws: Aws, tmp_path: Path) -> None:
    s3 = aws.client("s3", account=OTHER)
    described = existing_bucket.describe(folder(tmp_path, {"get-bucket-location": {"LocationConstraint": "EU"}}))
    assert existing_bucket.make(s3, BUCKET, REGION, described) == []
    held = existing_bucket.settings(s3, BUCKET)
    assert held["get-bucket-ownership-controls"] is None
    assert held["get-public-access-block"] is None


def test_a_lock_is_part_of_the_bucket(aws: Aws, tmp_path: Path) -> None:
    s3 = aws.client("s3", account=OTHER)
    lock = {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 30}}}}
    said = SAID | {"get-object-lock-configuration": lock, "get-bucket-versioning": {"Status": "Enabled"}}
    assert existing_bucket.make(s3, BUCKET, REGION, existing_bucket.describe(folder(tmp_path, said))) == []
    assert existing_bucket.holds(existing_bucket.settings(s3, BUCKET)["get-object-lock-configuration"], lock)


def test_what_the_emulator_can_not_hold_is_said(aws: Aws, tmp_path: Path) -> None:
    said = SAID | {"get-bucket-logging": {"LoggingEnabled": {"TargetBucket": "access-logs", "TargetPrefix": "logs/"}}}
    described = existing_bucket.describe(folder(tmp_path, said))
    (sentence,) = existing_bucket.make(aws.client("s3", account=OTHER), BUCKET, REGION, described)
    assert "get-bucket-logging" in sentence


def test_changes_are_found_setting_by_setting(aws: Aws, tmp_path: Path) -> None:
    s3 = aws.client("s3", account=OTHER)
    existing_bucket.make(s3, BUCKET, REGION, existing_bucket.describe(folder(tmp_path, SAID)))
    before = existing_bucket.settings(s3, BUCKET)
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    s3.delete_bucket_policy(Bucket=BUCKET)
    step = existing_bucket.step("by hand", before, existing_bucket.settings(s3, BUCKET))
    assert [(it.command, it.before, it.after) for it in step.changed] == [
        ("get-bucket-versioning", {"Status": "Suspended"}, {"Status": "Enabled"}),
        ("get-bucket-policy", POLICY, None),
    ]
    assert len(step.changed) + len(step.unchanged) == len(existing_bucket.SETTINGS)


def test_a_denied_call_is_no_absent_setting(tmp_path: Path) -> None:
    folder(tmp_path, SAID)
    (tmp_path / "get-bucket-policy.json").write_text("")
    (tmp_path / "get-bucket-policy.error").write_text("An error occurred (AccessDenied) when calling the GetBucketPolicy operation: Access Denied")
    with pytest.raises(InvalidInput, match="get-bucket-policy failed.*AccessDenied"):
        existing_bucket.describe(tmp_path)


def test_a_call_that_was_not_made_is_named(tmp_path: Path) -> None:
    folder(tmp_path, SAID)
    (tmp_path / "get-bucket-replication.json").unlink()
    with pytest.raises(InvalidInput, match="get-bucket-replication.json"):
        existing_bucket.describe(tmp_path)


def test_a_bucket_of_another_region_is_refused(aws: Aws, tmp_path: Path) -> None:
    described = existing_bucket.describe(folder(tmp_path, SAID))
    with pytest.raises(InvalidInput, match="Place.Region: us-west-2, but hand-made-logs is in eu-west-1"):
        existing_bucket.make(aws.client("s3", "us-west-2", OTHER), BUCKET, "us-west-2", described)


def test_the_guide_has_the_calls() -> None:
    guide = (ROOT / "docs" / "reviewing.md").read_text(encoding="utf-8")
    (listed,) = re.findall(r"for call in ([^;]+);", guide)
    assert sorted(listed.replace("\\", " ").split()) == sorted(COMMANDS)
