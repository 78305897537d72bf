"""IAM: limits and conflicts of managed policies, two of AWS's own policies, roles and policies in stacks.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
"""

import functools
import json
from typing import Any

from moto.iam import models
from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.exceptions import DeleteConflictException, LimitExceededException
from moto.iam.models import AWSManagedPolicy, IAMBackend, ManagedPolicy, iam_backends
from moto.utilities.utils import get_partition

from .native_types import NativeResource, NativeType
from .patching import extend
from .stacks import PROVIDERS, Request, Resource

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


# --- managed policies


_attach_role_policy = IAMBackend.attach_role_policy


@extend(IAMBackend)
def attach_role_policy(self: IAMBackend, policy_arn: str, role_name: str) -> None:
    """Attaching twice changes nothing; more than ten policies are LimitExceeded (API_AttachRolePolicy)."""
    attached = self.get_role(role_name).managed_policies
    if policy_arn in attached:
        return
    if len(attached) >= POLICIES_PER_ROLE:
        raise LimitExceededException(f"Cannot exceed quota for PoliciesPerRole: {POLICIES_PER_ROLE}")
    _attach_role_policy(self, policy_arn, role_name)


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


# --- AWS::IAM::Role and AWS::IAM::ManagedPolicy in stacks


def _backend(request: Request) -> IAMBackend:
    return iam_backends[request.account][get_partition(request.region)]


def _text(document: Any) -> str:
    return document if isinstance(document, str) else json.dumps(document)


class RoleType(NativeType):
    """Attaches ManagedPolicyArns, updates what a role can change in place, and detaches everything before it deletes."""

    def create(self, request: Request) -> Resource:
        properties = request.properties
        role = _backend(request).create_role(
            role_name=self._name(request),
            assume_role_policy_document=_text(properties["AssumeRolePolicyDocument"]),
            path=properties.get("Path", "/"),
            permissions_boundary=properties.get("PermissionsBoundary"),
            description=properties.get("Description", ""),
            tags=properties.get("Tags", []),
            max_session_duration=str(properties.get("MaxSessionDuration", 3600)),
        )
        self._set(request, role)
        return NativeResource(role)

    def update(self, request: Request, resource: NativeResource) -> Resource:
        role, properties = resource.model, request.properties
        role.assume_role_policy_document = _text(properties["AssumeRolePolicyDocument"])
        role.description = properties.get("Description", "")
        role.max_session_duration = str(properties.get("MaxSessionDuration", 3600))
        for name in {p["PolicyName"] for p in (request.previous_properties or {}).get("Policies", [])}:
            role.policies.pop(name, None)
        self._set(request, role)
        return resource

    @staticmethod
    def _set(request: Request, role: Any) -> None:
        backend = _backend(request)
        wanted = request.properties.get("ManagedPolicyArns", [])
        for arn in set((request.previous_properties or {}).get("ManagedPolicyArns", [])) - set(wanted):
            backend.detach_role_policy(arn, role.name)
        for arn in wanted:
            backend.attach_role_policy(arn, role.name)
        for policy in request.properties.get("Policies", []):
            role.put_policy(policy["PolicyName"], _text(policy["PolicyDocument"]))

    def delete(self, request: Request, resource: NativeResource) -> None:
        role, backend = resource.model, _backend(request)
        for arn in request.properties.get("ManagedPolicyArns", []):
            if arn in role.managed_policies:
                backend.detach_role_policy(arn, role.name)
        for policy in request.properties.get("Policies", []):
            role.policies.pop(policy["PolicyName"], None)
        backend.delete_role(role.name)  # DeleteConflict when others attached something

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return any(old.get(name) != new.get(name) for name in ("RoleName", "Path"))


class ManagedPolicyType(NativeType):
    """Updates the document by a new version, and deletes, which moto's own model does not."""

    def update(self, request: Request, resource: NativeResource) -> Resource:
        policy, backend = resource.model, _backend(request)
        document = _text(request.properties["PolicyDocument"])
        for version in [v for v in policy.versions if not v.is_default]:
            backend.delete_policy_version(policy.arn, version.version_id)
        backend.create_policy_version(policy.arn, document, True)
        old, new = (set((p or {}).get("Roles", [])) for p in (request.previous_properties, request.properties))
        for role in old - new:
            backend.detach_role_policy(policy.arn, role)
        for role in new - old:
            backend.attach_role_policy(policy.arn, role)
        return resource

    def delete(self, request: Request, resource: NativeResource) -> None:
        policy, backend = resource.model, _backend(request)
        for role in request.properties.get("Roles", []):
            if policy.arn in backend.get_role(role).managed_policies:
                backend.detach_role_policy(policy.arn, role)
        for version in [v for v in policy.versions if not v.is_default]:
            backend.delete_policy_version(policy.arn, version.version_id)
        backend.delete_policy(policy.arn)

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return any(old.get(name) != new.get(name) for name in ("ManagedPolicyName", "Path", "Description"))


PROVIDERS["AWS::IAM::Role"] = RoleType("AWS::IAM::Role", models.Role)
PROVIDERS["AWS::IAM::ManagedPolicy"] = ManagedPolicyType("AWS::IAM::ManagedPolicy", models.ManagedPolicy)
