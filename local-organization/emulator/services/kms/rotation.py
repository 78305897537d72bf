"""Rotation, with its period; it belongs to the primary of a multi-Region key.

https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
"""

import json
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.kms.exceptions import ValidationException
from moto.kms.models import Key
from moto.kms.responses import KmsResponse

from ..patching import extend
from .multi_region import is_replica, primary_of
from .states import PENDING


def _of_its_own(key: Key) -> Key:
    """The key, unless it rotates with its primary."""
    if is_replica(key):
        raise JsonRESTError(
            "UnsupportedOperationException", f"{key.arn} is a multi-Region replica key: rotation is set on its primary."
        )
    return key


@extend(KmsResponse)
def enable_key_rotation(self: Any) -> str:
    """RotationPeriodInDays 90 to 2560, default 365 (API_EnableKeyRotation)."""
    key = _of_its_own(self._key())
    days = self._get_param("RotationPeriodInDays") or 365
    if not 90 <= days <= 2560:
        raise ValidationException(
            f"1 validation error detected: Value '{days}' at 'rotationPeriodInDays' failed to satisfy constraint: Member must be between 90 and 2560"
        )
    key.key_rotation_status, key.rotation_period_in_days = True, days
    return "{}"


@extend(KmsResponse)
def disable_key_rotation(self: Any) -> str:
    key = _of_its_own(self._key())
    key.key_rotation_status = False
    return "{}"


@extend(KmsResponse)
def get_key_rotation_status(self: Any) -> str:
    """Of the primary, and off while the key is pending deletion (API_GetKeyRotationStatus)."""
    key = self._key()
    primary = primary_of(key)
    enabled = primary.key_rotation_status and key.key_state not in PENDING
    answer: dict[str, Any] = {"KeyId": key.arn, "KeyRotationEnabled": enabled}
    if enabled:
        days = getattr(primary, "rotation_period_in_days", 365)
        answer |= {"RotationPeriodInDays": days, "NextRotationDate": primary.creation_date + 86_400 * days}
    return json.dumps(answer)
