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
    """The account must keep an unconditional right to put the next policy; who calls is not looked at."""
    for statement in statements(policy):
        principal = statement.get("Principal")
        principals = listed(principal.get("AWS", [])) if isinstance(principal, dict) else [principal]
        kept = any(account in str(name) or name == "*" for name in principals)
        actions = [action for action in listed(statement.get("Action", [])) if action in ("*", "kms:*", "kms:Put*", "kms:PutKeyPolicy")]
        if statement["Effect"] == "Allow" and kept and actions and not statement.get("Condition"):
            return
    raise JsonRESTError(
        "MalformedPolicyDocumentException", "The new key policy will not allow you to update the key policy in the future."
    )


@extend(KmsBackend)
def create_key(self: KmsBackend, policy: str | None, *args: Any, **kwargs: Any) -> Key:
    if policy:
        _refuse_lockout(self.account_id, policy)
    return moto_create_key(self, policy, *args, **kwargs)


@extend(KmsBackend)
def put_key_policy(self: KmsBackend, key_id: str, policy: str) -> None:
    _refuse_lockout(self.account_id, policy)
    moto_put_key_policy(self, key_id, policy)
