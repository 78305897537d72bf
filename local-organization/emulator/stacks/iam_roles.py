"""AWS::IAM::Role in stacks: its managed and inline policies, and updates in place, which moto's own model lacks; and
AWS::IAM::ManagedPolicy, which moto can't delete.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html
"""

import json
from typing import Any

from moto.iam.models import IAMBackend, ManagedPolicy, Role, iam_backends
from moto.utilities.utils import get_partition

from .native_types import NativeResource, NativeType
from .providers import Request, Resource


def _backend(request: Request) -> IAMBackend:
    return iam_backends[request.account][get_partition(request.region)]


def _text(document: Any) -> str:
    return document if isinstance(document, str) else json.dumps(document)


class RoleType(NativeType):
    """Attaches ManagedPolicyArns, updates what a role can change in place, and detaches everything before it deletes."""

    def __init__(self) -> None:
        super().__init__("AWS::IAM::Role", Role)

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
    """Deletes one that nothing has any more."""

    def __init__(self) -> None:
        super().__init__("AWS::IAM::ManagedPolicy", ManagedPolicy)

    def delete(self, request: Request, resource: NativeResource) -> None:
        _backend(request).delete_policy(resource.model.arn)  # DeleteConflict while it is attached
