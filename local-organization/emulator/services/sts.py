"""STS: a role that accounts are named for is assumed by these alone.

All others are, by whoever asks: a role of a service by what stands in for the service, and one that nobody has made because
that of Organizations, which every account has, is not there in moto.
https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
"""

from typing import Any

from moto.iam.exceptions import NotFoundException
from moto.iam.models import iam_backends
from moto.sts.exceptions import STSClientError
from moto.sts.models import STSBackend

from .patching import extend
from .policy_documents import lets

moto_assume_role = STSBackend.assume_role


class AccessDenied(STSClientError):
    code = "AccessDenied"


@extend(STSBackend)
def assume_role(self: STSBackend, **asked: Any) -> Any:
    """Neither a role's policy nor that of its caller can stand in for its trust (IAM user guide, "Cross account resource access")."""
    arn = asked["role_arn"]
    trust = _trust(arn.split(":")[4], self.partition, arn.rpartition("/")[2])
    # Of a caller its account is known here, and no more.
    caller = {"aws:PrincipalArn": f"arn:{self.partition}:iam::{self.account_id}:root"}
    if '"AWS"' in trust and not lets(trust, "sts:AssumeRole", self.account_id, {}, caller):
        raise AccessDenied(f"{self.account_id} is not authorized to perform: sts:AssumeRole on resource: {arn}")
    return moto_assume_role(self, **asked)


def _trust(account: str, partition: str, role: str) -> str:
    try:
        return str(iam_backends[account][partition].get_role(role).assume_role_policy_document)
    except NotFoundException:
        return ""
