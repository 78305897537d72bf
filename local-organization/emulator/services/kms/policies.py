"""Key policies: KMS keeps one that would lock everybody out from being put.

https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#prevent-unmanageable-key
"""

from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.kms.models import Key, KmsBackend

from ..patching import extend
from ..policy_documents import listed, statements

moto_create_key = KmsBackend.create_key
moto_put_key_policy = KmsBackend.put_key_policy


def _refuse_lockout(account: str, policy: str) -> None:
    """The account must keep an unconditional right to put the next policy, and nobody may be denied it without exception; who
    calls is not looked at."""
    putting = [it for it in statements(policy) if _puts_policies(it) and not it.get("Condition")]
    denied = any(it["Effect"] == "Deny" for it in putting)
    if denied or not any(it["Effect"] == "Allow" and _names(it, account) for it in putting):
        raise JsonRESTError(
            "MalformedPolicyDocumentException", "The new key policy will not allow you to update the key policy in the future."
        )


def _puts_policies(statement: dict[str, Any]) -> bool:
    return any(action in ("*", "kms:*", "kms:Put*", "kms:PutKeyPolicy") for action in listed(statement.get("Action", [])))


def _names(statement: dict[str, Any], account: str) -> bool:
    principal = statement.get("Principal")
    principals = listed(principal.get("AWS", [])) if isinstance(principal, dict) else [principal]
    return any(account in str(name) or name == "*" for name in principals)


@extend(KmsBackend)
def create_key(self: KmsBackend, policy: str | None, *args: Any, **kwargs: Any) -> Key:
    if policy:
        _refuse_lockout(self.account_id, policy)
    return moto_create_key(self, policy, *args, **kwargs)


@extend(KmsBackend)
def put_key_policy(self: KmsBackend, key_id: str, policy: str) -> None:
    _refuse_lockout(self.account_id, policy)
    moto_put_key_policy(self, key_id, policy)
