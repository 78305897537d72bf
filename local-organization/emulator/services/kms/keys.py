"""Which key a request means: by id, ARN or alias, in its Region, of another account where AWS allows that.

https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
"""

from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.kms import models, responses
from moto.kms.exceptions import NotFoundException
from moto.kms.models import Key, KmsBackend, kms_backends
from moto.kms.responses import KmsResponse
from moto.kms.utils import KEY_ID_LEN, AbstractPrivateKey

from ..organizations import membership
from ..patching import extend
from ..policy_documents import lets

# Cryptographic operations.
USE = {
    "encrypt", "decrypt", "re_encrypt", "generate_data_key", "generate_data_key_without_plaintext",
    "sign", "verify", "generate_mac", "verify_mac",
}  # fmt: skip

ACROSS_ACCOUNTS = USE | {
    "create_grant", "describe_key", "get_key_rotation_status", "list_grants", "retire_grant", "revoke_grant",
}  # fmt: skip

moto_validate_alias = KmsResponse._validate_alias
moto_assert_default_policy = responses._assert_default_policy
moto_generate_private_key = models.generate_private_key


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
            raise JsonRESTError("AccessDeniedException", self._denial())
    if self.kms_backend.get_key_id(key_id) not in self.kms_backend.keys:
        raise NotFoundException(f"Key '{self._display_arn(key_id)}' does not exist")


@extend(KmsResponse)
def _denial(self: Any) -> str:
    return (
        f"User: arn:{self.partition}:iam::{self.current_account}:root is not authorized to perform: kms:{self._get_action()} on this resource because the "
        "resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access"
    )


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
def _validate_alias(self: Any, key_id: str) -> None:
    """An alias is known in its own Region only."""
    if key_id.startswith("arn:") and key_id.split(":")[3] != self.region:
        raise NotFoundException(f"Alias {key_id} is not found.")
    moto_validate_alias(self, key_id)


@extend(KmsResponse)
def _validate_key_policy(self: Any, key_id: str, action: str) -> None:
    """moto would apply a Deny without its Condition. Only what the types ask of another account's key is decided here:
    whether its policy lets them look at it (developerguide/key-policy-modifying-external-accounts.html)."""
    caller = self.current_account
    key = self.kms_backend.keys[self.kms_backend.any_id_to_key_id(key_id)]
    if action == "kms:DescribeKey" and key.account_id != caller and not lets(key.policy, action, caller, membership(caller)):
        raise JsonRESTError("AccessDeniedException", self._denial())


@extend(KmsBackend)
def describe_key(self: KmsBackend, key_id: str) -> Key:
    return self.keys[self.any_id_to_key_id(key_id)]


@extend(responses)
def _assert_default_policy(policy_name: str | None) -> None:
    """PolicyName is optional (API_GetKeyPolicy, API_PutKeyPolicy)."""
    moto_assert_default_policy(policy_name or "default")


@extend(models)
def generate_private_key(key_spec: str) -> AbstractPrivateKey | None:
    """moto makes a pair of RSA's for each symmetric key as well, which nothing asks for and which takes as long as many calls."""
    return None if key_spec == "SYMMETRIC_DEFAULT" else moto_generate_private_key(key_spec)
