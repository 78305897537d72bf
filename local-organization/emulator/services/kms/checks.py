"""What every operation checks before it does anything: the key-state table, then DryRun.

https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html (which operation each state refuses)
https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html (DryRun)
"""

from collections.abc import Callable
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.kms.responses import KmsResponse

from ..organizations import membership
from ..policy_documents import lets
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


def _refuse(response: Any, action: str, key: Any) -> None:
    """A dry run is decided by the policy of another account's key, with the conditions that the call meets; a decryption
    needs a ciphertext, or the word that none is looked at (API_Decrypt)."""
    if action == "decrypt" and not response._get_param("CiphertextBlob"):
        if "IGNORE_CIPHERTEXT" not in (response._get_param("DryRunModifiers") or []):
            raise JsonRESTError("ValidationException", "CiphertextBlob must not be null.")
    caller = response.current_account
    context = {f"kms:EncryptionContext:{name}": it for name, it in (response._get_param("EncryptionContext") or {}).items()}
    if key and key.account_id != caller:
        if not lets(key.policy, f"kms:{response._get_action()}", caller, membership(caller), context):
            raise JsonRESTError("AccessDeniedException", response._denial())


def _checked(action: str, operation: Callable[[Any], str]) -> Callable[[Any], str]:
    """The key-state table, then DryRun, before the operation itself."""

    def run(self: Any) -> str:
        key = self._key(parameter) if self._get_param(parameter) else self._key_of_ciphertext()
        trying = action in DRY_RUN and self._get_param("DryRun")
        if trying:
            _refuse(self, action, key)
        if key and key.key_state in PENDING and action in REFUSED_WHILE_PENDING:
            raise JsonRESTError("KMSInvalidStateException", f"{key.arn} is pending deletion.")
        if key and key.key_state == "Disabled" and action in REFUSED_WHILE_DISABLED:
            raise JsonRESTError("DisabledException", f"{key.arn} is disabled.")
        if trying:
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
