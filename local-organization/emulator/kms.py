"""KMS: multi-Region keys, key states, rotation periods, calls across accounts, DryRun; no policy evaluation.

https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html (which operation each state refuses)
https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
"""

import json
import uuid
from collections.abc import Callable
from copy import copy
from datetime import timedelta
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.utils import unix_time, utcnow
from moto.kms import models, responses
from moto.kms.exceptions import AlreadyExistsException, NotFoundException, ValidationException
from moto.kms.models import Key, KmsBackend, kms_backends
from moto.kms.responses import KmsResponse
from moto.kms.utils import KEY_ID_LEN
from moto.utilities.utils import get_partition

from .native_types import NativeResource
from .patching import extend
from .stacks import PROVIDERS, Request, Resource

PENDING = ("PendingDeletion", "PendingReplicaDeletion")

# The key-state table: what a key pending deletion refuses, and what a disabled one refuses.
USE = {
    "encrypt",
    "decrypt",
    "re_encrypt",
    "generate_data_key",
    "generate_data_key_without_plaintext",
    "sign",
    "verify",
    "generate_mac",
    "verify_mac",
}
REFUSED_WHILE_PENDING = USE | {
    "create_alias", "create_grant", "disable_key", "disable_key_rotation", "enable_key", "enable_key_rotation", "replicate_key",
    "rotate_key_on_demand", "schedule_key_deletion", "tag_resource", "untag_resource", "update_alias", "update_key_description",
}  # fmt: skip
REFUSED_WHILE_DISABLED = USE | {
    "create_grant",
    "disable_key_rotation",
    "enable_key_rotation",
    "replicate_key",
    "rotate_key_on_demand",
}

# https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
ACROSS_ACCOUNTS = USE | {
    "create_grant",
    "describe_key",
    "get_key_rotation_status",
    "list_grants",
    "retire_grant",
    "revoke_grant",
}

DRY_RUN = USE | {"create_grant", "retire_grant", "revoke_grant"}


def _error(code: str, message: str) -> JsonRESTError:
    return JsonRESTError(code, message)


# --- multi-Region keys


def generate_key_id(multi_region: bool = False) -> str:
    """mrk- and 32 hexadecimal digits, as AWS writes multi-Region key ids."""
    return f"mrk-{uuid.uuid4().hex}" if multi_region else str(uuid.uuid4())


models.generate_key_id = generate_key_id


def _related(key: Key) -> list[Key]:
    """Primary and replicas of a key, wherever they are."""
    if not key.multi_region:
        return [key]
    return [backend.keys[key.id] for backend in list(kms_backends[key.account_id].values()) if key.id in backend.keys]


def _is_replica(key: Key) -> bool:
    return getattr(key, "replica", False)


def _primary(key: Key) -> Key:
    return next((related for related in _related(key) if not _is_replica(related)), key)


_to_dict = Key.to_dict


@extend(Key)
def to_dict(self: Key) -> dict[str, Any]:
    """KeyMetadata with the key family as it is now, and the dates of a scheduled deletion (API_KeyMetadata)."""
    described = _to_dict(self)
    metadata = described["KeyMetadata"]
    metadata["MultiRegion"] = bool(self.multi_region)
    if self.multi_region:
        replicas = [key for key in _related(self) if _is_replica(key)]
        primary = _primary(self)
        metadata["MultiRegionConfiguration"] = {
            "MultiRegionKeyType": "REPLICA" if _is_replica(self) else "PRIMARY",
            "PrimaryKey": {"Arn": primary.arn, "Region": primary.region},
            "ReplicaKeys": [{"Arn": key.arn, "Region": key.region} for key in replicas],
        }
    if self.key_state == "PendingReplicaDeletion":
        metadata["PendingDeletionWindowInDays"] = self.pending_window_in_days
    return described


@extend(KmsResponse)
def replicate_key(self: Any) -> str:
    """A replica has the primary's material and rotation, and its own policy, tags and description (API_ReplicateKey)."""
    primary = self._key()
    region = self._get_param("ReplicaRegion")
    if not primary.multi_region or _is_replica(primary):
        raise _error("UnsupportedOperationException", f"{primary.arn} is not a multi-region primary key.")
    if region == primary.region:
        raise ValidationException(f"ReplicaRegion {region} is the Region of the primary key.")
    backend = kms_backends[primary.account_id][region]
    if primary.id in backend.keys:
        raise AlreadyExistsException(
            f"Unable to replicate {primary.arn}: the replica Region {region} already holds {backend.keys[primary.id].arn}."
        )
    replica = copy(primary)  # shares the material, which cannot be copied deeply
    replica.replica = True
    replica.region = region
    replica.arn = f"arn:{get_partition(region)}:kms:{region}:{primary.account_id}:key/{primary.id}"
    replica.creation_date = unix_time()
    replica.description = self._get_param("Description") or ""
    replica.policy = self._get_param("Policy") or replica.generate_default_policy()
    replica.aliases, replica.grants = {}, {}
    backend.keys[replica.id] = replica
    tags = self._get_param("Tags") or []
    if tags:
        backend.tagger.tag_resource(replica.id, tags)
    return json.dumps(
        {"ReplicaKeyMetadata": replica.to_dict()["KeyMetadata"], "ReplicaPolicy": replica.policy, "ReplicaTags": tags}
    )


# --- which key a request means


@extend(KmsResponse)
@property
def kms_backend(self: Any) -> KmsBackend:
    """A key ARN of another account works for the operations that AWS allows across accounts, in the same Region."""
    account, region = self.current_account, self.region
    key_id = self._get_param("KeyId") if self.body else None
    parts = key_id.split(":") if isinstance(key_id, str) and key_id.startswith("arn:") else []
    if len(parts) > 5 and parts[3] == region and self._snake_action() in ACROSS_ACCOUNTS:
        account = parts[4]
    return kms_backends[account][region]


@extend(KmsResponse)
def _snake_action(self: Any) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in self._get_action()).lstrip("_")


@extend(KmsResponse)
def _validate_cmk_id(self: Any, key_id: str) -> None:
    """A key id or key ARN that exists in this Region."""
    if key_id.startswith("arn:"):
        parts = key_id.split(":")
        if parts[3] != self.region:
            raise NotFoundException(f"Invalid arn {parts[3]}")
        foreign = parts[4] != self.current_account
        if foreign and (
            self._snake_action() not in ACROSS_ACCOUNTS
            or self.kms_backend.get_key_id(key_id) not in self.kms_backend.keys
        ):
            # the words that KMS uses whether the key is absent or denied
            raise _error(
                "AccessDeniedException",
                f"User: arn:{self.partition}:iam::{self.current_account}:root is not authorized to perform: kms:{self._get_action()} on this resource because the "
                "resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
            )
    if self.kms_backend.get_key_id(key_id) not in self.kms_backend.keys:
        raise NotFoundException(f"Key '{self._display_arn(key_id)}' does not exist")


@extend(KmsResponse)
def _key(self: Any, parameter: str = "KeyId") -> Key:
    key_id = self._get_param(parameter)
    self._validate_key_id(key_id)
    return self.kms_backend.keys[self.kms_backend.any_id_to_key_id(key_id)]


@extend(KmsResponse)
def _key_of_ciphertext(self: Any) -> Key | None:
    """Decrypt without a KeyId: moto's ciphertext begins with the id of its key."""
    blob = self._get_param("CiphertextBlob") or b""
    return self.kms_backend.keys.get(blob[:KEY_ID_LEN].decode(errors="replace"))


@extend(KmsResponse)
def _validate_key_policy(self: Any, key_id: str, action: str) -> None:
    """moto would apply a Deny without its Condition; policies are not evaluated here."""


@extend(KmsBackend)
def describe_key(self: KmsBackend, key_id: str) -> Key:
    return self.keys[self.any_id_to_key_id(key_id)]


_assert_default_policy = responses._assert_default_policy


def assert_default_policy(policy_name: str | None) -> None:
    """PolicyName is optional (API_GetKeyPolicy, API_PutKeyPolicy)."""
    _assert_default_policy(policy_name or "default")


responses._assert_default_policy = assert_default_policy


# --- states


@extend(KmsResponse)
def schedule_key_deletion(self: Any) -> str:
    """A primary with replicas waits for them: PendingReplicaDeletion, without a date (API_ScheduleKeyDeletion)."""
    key = self._key()
    days = self._get_param("PendingWindowInDays") or 30
    if not 7 <= days <= 30:
        raise ValidationException(
            f"1 validation error detected: Value '{days}' at 'pendingWindowInDays' failed to satisfy constraint: Member must be between 7 and 30"
        )
    waits = not _is_replica(key) and len(_related(key)) > 1
    key.enabled = False
    key.key_state = "PendingReplicaDeletion" if waits else "PendingDeletion"
    key.pending_window_in_days = days
    key.deletion_date = None if waits else utcnow() + timedelta(days=days)
    answer = {"KeyId": key.arn, "KeyState": key.key_state, "PendingWindowInDays": days}
    if key.deletion_date:
        answer["DeletionDate"] = unix_time(key.deletion_date)
    return json.dumps(answer)


@extend(KmsResponse)
def cancel_key_deletion(self: Any) -> str:
    """The key is Disabled afterwards (API_CancelKeyDeletion)."""
    key = self._key()
    if key.key_state not in PENDING:
        raise _error("KMSInvalidStateException", f"{key.arn} is not pending deletion.")
    key.key_state, key.deletion_date = "Disabled", None
    return json.dumps({"KeyId": key.arn})


@extend(KmsResponse)
def enable_key(self: Any) -> str:
    key = self._key()
    key.enabled, key.key_state = True, "Enabled"
    return "{}"


@extend(KmsResponse)
def disable_key(self: Any) -> str:
    key = self._key()
    key.enabled, key.key_state = False, "Disabled"
    return "{}"


# --- rotation


@extend(KmsResponse)
def enable_key_rotation(self: Any) -> str:
    """RotationPeriodInDays 90 to 2560, default 365; rotation belongs to the primary (API_EnableKeyRotation)."""
    key = self._key()
    if _is_replica(key):
        raise _error(
            "UnsupportedOperationException", f"{key.arn} is a multi-Region replica key: rotation is set on its primary."
        )
    days = self._get_param("RotationPeriodInDays") or 365
    if not 90 <= days <= 2560:
        raise ValidationException(
            f"1 validation error detected: Value '{days}' at 'rotationPeriodInDays' failed to satisfy constraint: Member must be between 90 and 2560"
        )
    key.key_rotation_status, key.rotation_period_in_days = True, days
    return "{}"


@extend(KmsResponse)
def disable_key_rotation(self: Any) -> str:
    key = self._key()
    if _is_replica(key):
        raise _error(
            "UnsupportedOperationException", f"{key.arn} is a multi-Region replica key: rotation is set on its primary."
        )
    key.key_rotation_status = False
    return "{}"


@extend(KmsResponse)
def get_key_rotation_status(self: Any) -> str:
    """Of the primary, and off while the key is pending deletion (API_GetKeyRotationStatus)."""
    key = self._key()
    primary = _primary(key)
    enabled = primary.key_rotation_status and key.key_state not in PENDING
    answer: dict[str, Any] = {"KeyId": key.arn, "KeyRotationEnabled": enabled}
    if enabled:
        days = getattr(primary, "rotation_period_in_days", 365)
        answer |= {"RotationPeriodInDays": days, "NextRotationDate": primary.creation_date + 86_400 * days}
    return json.dumps(answer)


# --- what every operation checks first


def _checked(action: str, operation: Callable[[Any], str]) -> Callable[[Any], str]:
    """The key-state table, then DryRun, before the operation itself."""

    def run(self: Any) -> str:
        key = self._key(parameter) if self._get_param(parameter) else self._key_of_ciphertext()
        if key and key.key_state in PENDING and action in REFUSED_WHILE_PENDING:
            raise _error("KMSInvalidStateException", f"{key.arn} is pending deletion.")
        if key and key.key_state == "Disabled" and action in REFUSED_WHILE_DISABLED:
            raise _error("DisabledException", f"{key.arn} is disabled.")
        if action in DRY_RUN and self._get_param("DryRun"):
            raise _error("DryRunOperationException", "The request would have succeeded, but the DryRun option is set.")
        return operation(self)

    parameter = {"create_alias": "TargetKeyId", "update_alias": "TargetKeyId", "re_encrypt": "DestinationKeyId"}.get(
        action, "KeyId"
    )
    run.__name__ = action
    return run


for _action in REFUSED_WHILE_PENDING | REFUSED_WHILE_DISABLED | DRY_RUN:
    setattr(KmsResponse, _action, _checked(_action, getattr(KmsResponse, _action)))


# --- AWS::KMS::Key in stacks


class KeyType:
    """Keeps policy, tags and MultiRegion, which moto's own model drops, and schedules the deletion instead of doing it."""

    def create(self, request: Request) -> Resource:
        properties = request.properties
        key = kms_backends[request.account][request.region].create_key(
            policy=self._policy(properties),
            key_usage=properties.get("KeyUsage", "ENCRYPT_DECRYPT"),
            key_spec=properties.get("KeySpec", "SYMMETRIC_DEFAULT"),
            description=properties.get("Description", ""),
            tags=self._tags(properties),
            multi_region=str(properties.get("MultiRegion", False)).lower() == "true",
        )
        self._set(key, properties)
        return NativeResource(key)

    def update(self, request: Request, resource: NativeResource) -> Resource:
        key, properties = resource.model, request.properties
        key.policy = self._policy(properties) or key.policy
        key.description = properties.get("Description", "")
        tagger = kms_backends[request.account][request.region].tagger
        tagger.delete_all_tags_for_resource(key.id)
        tagger.tag_resource(key.id, self._tags(properties))
        self._set(key, properties)
        return resource

    def delete(self, request: Request, resource: NativeResource) -> None:
        key = resource.model
        key.enabled, key.key_state = False, "PendingDeletion"
        key.deletion_date = utcnow() + timedelta(days=int(request.properties.get("PendingWindowInDays", 30)))

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return any(old.get(name) != new.get(name) for name in ("KeySpec", "KeyUsage", "MultiRegion"))

    def follows_stack_tags(self) -> bool:
        return False

    @staticmethod
    def _policy(properties: dict[str, Any]) -> str | None:
        policy = properties.get("KeyPolicy")
        return json.dumps(policy) if isinstance(policy, dict) else policy

    @staticmethod
    def _tags(properties: dict[str, Any]) -> list[dict[str, str]]:
        return [{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in properties.get("Tags", [])]

    @staticmethod
    def _set(key: Key, properties: dict[str, Any]) -> None:
        key.key_rotation_status = str(properties.get("EnableKeyRotation", False)).lower() == "true"
        key.rotation_period_in_days = int(properties.get("RotationPeriodInDays", 365))
        key.enabled = str(properties.get("Enabled", True)).lower() == "true"
        key.key_state = "Enabled" if key.enabled else "Disabled"


PROVIDERS["AWS::KMS::Key"] = KeyType()
