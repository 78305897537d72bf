"""Files that CloudFormation reads from S3, as the account that asks for it: templates and packages.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html (TemplateURL)
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RegisterType.html (SchemaHandlerPackage)
"""

import re

from moto.s3.models import FakeKey, s3_backends

from ..services.organizations import membership
from ..services.policy_documents import lets

ADDRESS = re.compile(r"(?:https://(?P<host>[^/]+?)\.s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?|s3://(?P<bucket>[^/]+))/(?P<key>.+)")


def stored(address: str, account: str) -> FakeKey:
    """The object at an address; LookupError says why the account can't read it.

    Whoever asks has to be allowed to get the object: the bucket's owner is, others are by the bucket's policy.
    """
    found = ADDRESS.fullmatch(address)
    if not found:
        raise LookupError("TemplateURL must be a supported URL.")
    name = found["host"] or found["bucket"]
    partition, owner = s3_backends.bucket_accounts.get(name, (None, None))
    if not owner:
        raise LookupError("S3 error: The specified bucket does not exist")
    backend = s3_backends[owner][partition]
    policy = backend.buckets[name].policy
    if owner != account and not lets(policy, "s3:GetObject", account, membership(account), {"aws:SecureTransport": "true"}):
        raise LookupError("S3 error: Access Denied")
    key: FakeKey | None = backend.get_object(name, found["key"])
    if not key:
        raise LookupError("S3 error: The specified key does not exist.")
    return key
