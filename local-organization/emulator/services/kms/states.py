"""Key states: enabled, disabled, and the two that wait for a deletion.

https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-delete.html
"""

import json
from datetime import timedelta
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.utils import unix_time, utcnow
from moto.kms.exceptions import ValidationException
from moto.kms.responses import KmsResponse

from ..patching import extend
from .multi_region import family, is_replica

PENDING = ("PendingDeletion", "PendingReplicaDeletion")


@extend(KmsResponse)
def schedule_key_deletion(self: Any) -> str:
    """A primary with replicas waits for them: PendingReplicaDeletion, without a date (API_ScheduleKeyDeletion)."""
    key = self._key()
    days = self._get_param("PendingWindowInDays") or 30
    if not 7 <= days <= 30:
        raise ValidationException(
            f"1 validation error detected: Value '{days}' at 'pendingWindowInDays' failed to satisfy constraint: Member must be between 7 and 30"
        )
    waits = not is_replica(key) and len(family(key)) > 1
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
        raise JsonRESTError("KMSInvalidStateException", f"{key.arn} is not pending deletion.")
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
