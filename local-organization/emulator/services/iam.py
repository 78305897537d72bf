"""IAM: limits and conflicts of managed policies and their tags, paging, the policy simulator, two of AWS's own policies.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
"""

import functools
import json
import re
from typing import Any
from urllib.parse import quote

from moto.core.responses import ActionResult
from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.exceptions import DeleteConflictException, IAMException, LimitExceededException, ValidationError
from moto.iam.models import AWSManagedPolicy, IAMBackend, ManagedPolicy, PolicyVersion
from moto.iam.responses import IamResponse

from .patching import extend
from .policy_documents import context_keys, is_about, statements
from .tag_text import is_valid

# AWS's own policies that instances of the demo and boundaries need; all of them would cost 400 MB.
AWS_POLICIES = ("AdministratorAccess", "AmazonSSMManagedInstanceCore", "AmazonSSMManagedEC2InstanceDefaultPolicy")
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
POLICIES_PER_ROLE = 10
TAGS_PER_POLICY = 50
POLICY_CHARACTERS = 6144  # white space is not counted


class UnmodifiableEntityException(IAMException):
    code = "UnmodifiableEntity"


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
moto_detach_role_policy = IAMBackend.detach_role_policy
moto_create_policy = IAMBackend.create_policy
moto_create_policy_version = IAMBackend.create_policy_version
moto_tag_policy = IAMBackend.tag_policy


def _refuse_long_text(document: str) -> None:
    if len(re.sub(r"\s", "", document)) > POLICY_CHARACTERS:
        raise LimitExceededException(f"Cannot exceed quota for PolicySize: {POLICY_CHARACTERS}")


@extend(IAMBackend)
def create_policy(self: IAMBackend, *args: Any, **kwargs: Any) -> ManagedPolicy:
    _refuse_long_text(kwargs["policy_document"] if "policy_document" in kwargs else args[2])
    return moto_create_policy(self, *args, **kwargs)


@extend(IAMBackend)
def create_policy_version(
    self: IAMBackend, policy_arn: str, policy_document: str, set_as_default: bool
) -> PolicyVersion:
    _refuse_long_text(policy_document)
    return moto_create_policy_version(self, policy_arn, policy_document, set_as_default)


@extend(IamResponse)
def get_policy_version(self: Any) -> ActionResult:
    """The document is URL-encoded (API_PolicyVersion)."""
    version = self.backend.get_policy_version(self._get_param("PolicyArn"), self._get_param("VersionId"))
    told = {
        "Document": quote(version.document, safe=""),
        "VersionId": version.version_id,
        "IsDefaultVersion": version.is_default,
        "CreateDate": version.create_date,
    }
    return ActionResult({"PolicyVersion": told})


@extend(IAMBackend)
def tag_policy(self: IAMBackend, policy_arn: str, tags: list[dict[str, str]]) -> None:
    """Letters, digits, white space and some punctuation; 50 tags (API_TagPolicy)."""
    for tag in tags:
        if not is_valid(tag["Key"], tag["Value"]):
            raise ValidationError(f"Tag {tag} holds characters that are not allowed.")
    held = self.get_policy(policy_arn).tags
    if len(held.keys() | {tag["Key"].lower() for tag in tags}) > TAGS_PER_POLICY:
        raise LimitExceededException(f"Cannot exceed quota for TagsPerPolicy: {TAGS_PER_POLICY}")
    moto_tag_policy(self, policy_arn, tags)


@extend(IAMBackend)
def attach_role_policy(self: IAMBackend, policy_arn: str, role_name: str) -> None:
    """Attaching twice changes nothing; more than ten policies are LimitExceeded, and roles of services are AWS's (API_AttachRolePolicy)."""
    role = self.get_role(role_name)
    if role.path.startswith("/aws-service-role/"):
        raise UnmodifiableEntityException(
            f"Cannot perform the operation on the protected role '{role_name}' - this role is only modifiable by AWS"
        )
    attached = role.managed_policies
    if policy_arn in attached:
        return
    if len(attached) >= POLICIES_PER_ROLE:
        raise LimitExceededException(f"Cannot exceed quota for PoliciesPerRole: {POLICIES_PER_ROLE}")
    moto_attach_role_policy(self, policy_arn, role_name)


@extend(IAMBackend)
def detach_role_policy(self: IAMBackend, policy_arn: str, role_name: str) -> None:
    self.get_policy(policy_arn)  # NoSuchEntity, also for a policy that is gone (API_DetachRolePolicy)
    moto_detach_role_policy(self, policy_arn, role_name)


@extend(IamResponse)
def list_entities_for_policy(self: Any) -> ActionResult:
    """Roles, users and groups in one row of pages (API_ListEntitiesForPolicy); filters are not emulated."""
    policy = self.backend.get_policy(self._get_param("PolicyArn"))
    holders = [
        (kind, holder)
        for kind, holders in (
            ("PolicyRoles", self.backend.roles),
            ("PolicyUsers", self.backend.users),
            ("PolicyGroups", self.backend.groups),
        )
        for holder in sorted(holders.values(), key=lambda holder: holder.name)
        if policy.arn in holder.managed_policies
    ]
    start = int(self._get_param("Marker") or 0)
    end = start + int(self._get_param("MaxItems") or 100)
    page: dict[str, Any] = {kind: [] for kind in ("PolicyRoles", "PolicyUsers", "PolicyGroups")}
    for kind, holder in holders[start:end]:
        page[kind].append(holder)
    more = end < len(holders)
    return ActionResult(page | {"IsTruncated": more} | ({"Marker": str(end)} if more else {}))


@extend(IamResponse)
def simulate_principal_policy(self: Any) -> ActionResult:
    """By the policies of a role or user and a role's boundary. Of several resources the decisions stand below that of the action
    (API_SimulatePrincipalPolicy, API_EvaluationResult, API_ResourceSpecificResult)."""
    source = self._get_param("PolicySourceArn")
    name = source.split("/")[-1]
    principal = self.backend.get_user(name) if ":user/" in source else self.backend.get_role(name)
    resources = self._get_param("ResourceArns", [])
    keys = {it["ContextKeyName"]: it["ContextKeyValues"][0] for it in self._get_param("ContextEntries", [])}
    own = [_text_in_force(policy) for policy in principal.managed_policies.values()] + list(principal.policies.values())
    bounds = getattr(principal, "permissions_boundary_arn", None)
    bounding = [_text_in_force(self.backend.get_policy(bounds))] if bounds else []
    asked = {key for text in own + bounding for key in context_keys(text)}
    missing = sorted(key for key in asked if key.lower() not in {it.lower() for it in keys})

    def decided(action: str, resource: str) -> dict[str, Any]:
        decision = _decision(own, action, keys, resource)
        told: dict[str, Any] = {}
        if bounding:
            bound = _decision(bounding, action, keys, resource)
            told = {"PermissionsBoundaryDecisionDetail": {"AllowedByPermissionsBoundary": bound == "allowed"}}
            decision = bound if decision == "allowed" else decision
        told |= {"EvalActionName": action, "EvalResourceName": resource, "EvalDecision": decision}
        one = {"EvalResourceName": resource, "EvalResourceDecision": decision, "MissingContextValues": missing}
        return told | {"ResourceSpecificResults": [one]}

    def decided_of_each(action: str) -> dict[str, Any]:
        each = [decided(action, it) for it in resources]
        return each[0] | {"ResourceSpecificResults": [one for it in each for one in it["ResourceSpecificResults"]]}

    return ActionResult({"IsTruncated": False, "EvaluationResults": [decided_of_each(it) for it in self._get_param("ActionNames")]})


def _text_in_force(policy: Any) -> str:
    return next(it.document for it in policy.versions if it.version_id == policy.default_version_id)


def _decision(policies: list[str], action: str, keys: dict[str, str], resource: str) -> str:
    effects = {it["Effect"] for text in policies for it in statements(text) if is_about(it, action, keys, resource)}
    return "explicitDeny" if "Deny" in effects else "allowed" if effects else "implicitDeny"


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
