"""AWS::S3::Bucket in stacks with what moto's own model of it drops, and AWS::S3::BucketPolicy, which moto lacks.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html
"""

import json
from typing import Any

from moto.s3.models import FakeBucket, PublicAccessBlock, S3Backend, s3_backends
from moto.utilities.utils import get_partition

from .native_types import NativeResource, NativeType
from .providers import Provider, Request, Resource


def _backend(request: Request) -> S3Backend:
    return s3_backends[request.account][get_partition(request.region)]


class BucketType(NativeType):
    """Versions and the public access block; the rest is moto's."""

    def __init__(self) -> None:
        super().__init__("AWS::S3::Bucket", FakeBucket)

    def create(self, request: Request) -> Resource:
        made = super().create(request)
        _set(request, made.model)
        return made

    def update(self, request: Request, resource: NativeResource) -> Resource:
        _set(request, resource.model)
        return resource


def _set(request: Request, bucket: FakeBucket) -> None:
    status = (request.properties.get("VersioningConfiguration") or {}).get("Status")
    if status:
        bucket.versioning_status = status
    blocks = request.properties.get("PublicAccessBlockConfiguration")
    if blocks:
        names = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
        bucket.public_access_block = PublicAccessBlock(*(blocks.get(name) for name in names))


class BucketPolicyType(Provider):
    """Known by its bucket."""

    def create(self, request: Request) -> Resource:
        bucket = request.properties["Bucket"]
        _backend(request).put_bucket_policy(bucket, json.dumps(request.properties["PolicyDocument"]).encode())
        return Resource(bucket)

    def update(self, request: Request, resource: Resource) -> Resource:
        return self.create(request)

    def delete(self, request: Request, resource: Resource) -> None:
        _backend(request).delete_bucket_policy(resource.physical_id)

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return bool(old["Bucket"] != new["Bucket"])
