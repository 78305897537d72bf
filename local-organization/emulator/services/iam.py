"""IAM: limits and conflicts of managed policies, paging, two of AWS's own policies.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
"""

import functools
import json
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.exceptions import DeleteConflictException, LimitExceededException
from moto.iam.models import AWSManagedPolicy, IAMBackend, ManagedPolicy

from .patching import extend

# AWS's own policies that instances of the demo need; all of them would cost 400 MB.
AWS_POLICIES = ("AmazonSSMManagedInstanceCore", "AmazonSSMManagedEC2InstanceDefaultPolicy")
POLICIES_PER_ROLE = 10  # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html


@functools.cache
def _aws_policy(name: str) -> dict[str, Any]:
    """One entry of moto's copy of AWS's policies, without parsing the rest."""
    key = f'"{name}":'
    start = aws_managed_policies_data.index(key) + len(key)
    return json.JSONDecoder().raw_decode(aws_managed_policies_data, start)[0]


@extend(IAMBackend)
def _init_aws_policies(self: IAMBackend) -> list[ManagedPolicy]:
    return [
        AWSManagedPolicy.from_data(name, self.account_id, self.region_name, _aws_policy(name)) for name in AWS_POLICIES
    ]


moto_attach_role_policy = IAMBackend.attach_role_policy


@extend(IAMBackend)
def attach_role_policy(self: IAMBackend, policy_arn: str, role_name: str) -> None:
    """Attaching twice changes nothing; more than ten policies are LimitExceeded (API_AttachRolePolicy)."""
    attached = self.get_role(role_name).managed_policies
    if policy_arn in attached:
        return
    if len(attached) >= POLICIES_PER_ROLE:
        raise LimitExceededException(f"Cannot exceed quota for PoliciesPerRole: {POLICIES_PER_ROLE}")
    moto_attach_role_policy(self, policy_arn, role_name)


@extend(IAMBackend)
def delete_policy(self: IAMBackend, policy_arn: str) -> None:
    """Detached and down to its default version first, else DeleteConflict (API_DeletePolicy)."""
    policy = self.get_policy(policy_arn)
    if policy.attachment_count:
        raise DeleteConflictException("Cannot delete a policy attached to entities.")
    if len(policy.versions) > 1:
        raise DeleteConflictException(
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy."
        )
    del self.managed_policies[policy.arn]


@extend(IAMBackend)
def _filter_attached_policies(
    self: IAMBackend, policies: Any, marker: str | None, max_items: int, path_prefix: str
) -> tuple[list[Any], str | None]:
    """Pages of policies below a path; the last one carries no Marker (API_ListPolicies)."""
    found = sorted((p for p in policies if p.path.startswith(path_prefix or "/")), key=lambda policy: policy.name)
    start = int(marker or 0)
    end = start + int(max_items)
    return found[start:end], str(end) if end < len(found) else None
