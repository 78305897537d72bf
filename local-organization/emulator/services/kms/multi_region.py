"""Multi-Region keys: a primary, and replicas of it that share its material and rotation and nothing else.

https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
"""

import json
import uuid
from copy import copy
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.utils import unix_time
from moto.kms import models
from moto.kms.exceptions import AlreadyExistsException, ValidationException
from moto.kms.models import Key, kms_backends
from moto.kms.responses import KmsResponse
from moto.utilities.utils import get_partition

from ..given_ids import given_or_drawn
from ..patching import extend

moto_to_dict = Key.to_dict


@extend(models)
def generate_key_id(multi_region: bool = False) -> str:
    """mrk- and 32 hexadecimal digits, as AWS writes multi-Region key ids."""
    return given_or_drawn("key", lambda: f"mrk-{uuid.uuid4().hex}" if multi_region else str(uuid.uuid4()))


def family(key: Key) -> list[Key]:
    """Primary and replicas of a key, wherever they are."""
    if not key.multi_region:
        return [key]
    return [backend.keys[key.id] for backend in list(kms_backends[key.account_id].values()) if key.id in backend.keys]


def is_replica(key: Key) -> bool:
    return getattr(key, "replica", False)


def primary_of(key: Key) -> Key:
    return next((member for member in family(key) if not is_replica(member)), key)


@extend(Key)
def to_dict(self: Key) -> dict[str, Any]:
    """KeyMetadata with the key family as it is now, and the dates of a scheduled deletion (API_KeyMetadata)."""
    described = moto_to_dict(self)
    metadata = described["KeyMetadata"]
    metadata["MultiRegion"] = bool(self.multi_region)
    if self.multi_region:
        replicas = [key for key in family(self) if is_replica(key)]
        primary = primary_of(self)
        metadata["MultiRegionConfiguration"] = {
            "MultiRegionKeyType": "REPLICA" if is_replica(self) else "PRIMARY",
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
    if not primary.multi_region or is_replica(primary):
        raise JsonRESTError("UnsupportedOperationException", f"{primary.arn} is not a multi-region primary key.")
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
