"""What every operation checks before it does anything: the key-state table, then DryRun.

https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html (which operation each state refuses)
https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html (DryRun)
"""

from collections.abc import Callable
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.kms.responses import KmsResponse

from . import multi_region, rotation  # noqa: F401 (their operations are wrapped here, so they come first)
from .keys import USE
from .states import PENDING

REFUSED_WHILE_PENDING = USE | {
    "create_alias", "create_grant", "disable_key", "disable_key_rotation", "enable_key", "enable_key_rotation", "replicate_key",
    "rotate_key_on_demand", "schedule_key_deletion", "tag_resource", "untag_resource", "update_alias", "update_key_description",
}  # fmt: skip
REFUSED_WHILE_DISABLED = USE | {
    "create_grant", "disable_key_rotation", "enable_key_rotation", "replicate_key", "rotate_key_on_demand",
}  # fmt: skip
DRY_RUN = USE | {"create_grant", "retire_grant", "revoke_grant"}


def _checked(action: str, operation: Callable[[Any], str]) -> Callable[[Any], str]:
    """The key-state table, then DryRun, before the operation itself."""

    def run(self: Any) -> str:
        key = self._key(parameter) if self._get_param(parameter) else self._key_of_ciphertext()
        if key and key.key_state in PENDING and action in REFUSED_WHILE_PENDING:
            raise JsonRESTError("KMSInvalidStateException", f"{key.arn} is pending deletion.")
        if key and key.key_state == "Disabled" and action in REFUSED_WHILE_DISABLED:
            raise JsonRESTError("DisabledException", f"{key.arn} is disabled.")
        if action in DRY_RUN and self._get_param("DryRun"):
            raise JsonRESTError(
                "DryRunOperationException", "The request would have succeeded, but the DryRun option is set."
            )
        return operation(self)

    parameter = {"create_alias": "TargetKeyId", "update_alias": "TargetKeyId", "re_encrypt": "DestinationKeyId"}.get(
        action, "KeyId"
    )
    run.__name__ = action
    return run


for _action in REFUSED_WHILE_PENDING | REFUSED_WHILE_DISABLED | DRY_RUN:
    setattr(KmsResponse, _action, _checked(_action, getattr(KmsResponse, _action)))
