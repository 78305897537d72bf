"""How long objects stay: Object Lock, and lifecycle rules with sizes of objects in their filters. No rule is ever carried out.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRuleFilter.html
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.s3.exceptions import (
    InvalidBucketState,
    MissingUploadObjectWithObjectLockHeaders,
    NoSuchLifecycleConfiguration,
    S3ClientError,
)
from moto.s3.models import FakeBucket, S3Backend
from moto.s3.responses import S3Response

from ..patching import extend

moto_put_bucket_versioning = S3Backend.put_bucket_versioning
moto_set_lifecycle = FakeBucket.set_lifecycle

# Elements that stand once for each item of a list, and the list's name in answers.
LISTS = {"Transition": "Transitions", "NoncurrentVersionTransition": "NoncurrentVersionTransitions", "Tag": "Tags"}


@extend(S3Backend)
def put_bucket_versioning(self: S3Backend, bucket_name: str, status: str) -> None:
    """Never suspended under Object Lock (terraform-aws-modules/terraform-aws-s3-bucket#90)."""
    if self.get_bucket(bucket_name).object_lock_enabled and status != "Enabled":
        raise InvalidBucketState(
            "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."
        )
    moto_put_bucket_versioning(self, bucket_name, status)


@extend(S3Backend)
def put_object_lock_configuration(
    self: S3Backend,
    bucket_name: str,
    lock_enabled: bool,
    mode: str | None = None,
    days: int | None = None,
    years: int | None = None,
) -> None:
    """Of any versioned bucket, whatever it holds (userguide/object-lock-configure.html)."""
    bucket = self.get_bucket(bucket_name)
    if not bucket.is_versioned:
        raise InvalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration")
    bucket.object_lock_enabled = True
    bucket.default_lock_mode, bucket.default_lock_days, bucket.default_lock_years = mode, days, years


@extend(S3Response)
def get_object_lock_configuration(self: S3Response) -> Any:
    """Days or years, never both (API_DefaultRetention)."""
    self.data["Action"] = "GetObjectLockConfiguration"
    _, mode, days, years = self.backend.get_object_lock_configuration(self.bucket_name)
    configuration: dict[str, Any] = {"ObjectLockEnabled": "Enabled"}
    if mode:
        period = {"Days": days} if days else {"Years": years}
        configuration["Rule"] = {"DefaultRetention": {"Mode": mode} | period}
    return self.serialized(ActionResult({"ObjectLockConfiguration": configuration}))


@extend(MissingUploadObjectWithObjectLockHeaders)
def __init__(self: S3ClientError) -> None:  # noqa: N807 (moto's own code for it is not S3's)
    """versity/versitygw#1740 shows what S3 says."""
    S3ClientError.__init__(
        self,
        "InvalidRequest",
        "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
    )


@extend(FakeBucket)
def set_lifecycle(self: FakeBucket, rules: list[dict[str, Any]]) -> None:
    """moto checks each rule, and loses sizes (hashicorp/terraform-provider-aws#23299: all are of one form)."""
    if len({"Filter" in rule for rule in rules}) > 1:
        raise S3ClientError(
            "InvalidRequest",
            "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.",
        )
    moto_set_lifecycle(self, rules)
    self.lifecycle = rules


@extend(S3Response)
def get_bucket_lifecycle(self: S3Response) -> Any:
    self.data["Action"] = "GetBucketLifecycleConfiguration"
    bucket = self.backend.get_bucket(self.bucket_name)
    if not bucket.rules:
        raise NoSuchLifecycleConfiguration(bucket_name=self.bucket_name)
    answer = {"Rules": _described(bucket.lifecycle), "TransitionDefaultMinimumObjectSize": "all_storage_classes_128K"}
    return self.serialized(ActionResult(answer))


def _described(element: Any) -> Any:
    """An element of the request as it stands in the answer."""
    if isinstance(element, list):
        return [_described(item) for item in element]
    if not isinstance(element, dict):
        return element
    described: dict[str, Any] = {}
    for name, value in element.items():
        if name == "Filter":
            tag = {"Tag": value["Tag"]} if value and "Tag" in value else {}
            described[name] = _described({k: v for k, v in (value or {}).items() if k != "Tag"}) | tag
        elif name in LISTS:
            described[LISTS[name]] = _described(value if isinstance(value, list) else [value])
        else:
            described[name] = "" if name == "Prefix" and value is None else _described(value)
    return described
