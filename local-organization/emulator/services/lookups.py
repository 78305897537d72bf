"""What moto looks up for every request, without going through all that there is.

moto reads the names of its modules from their folder, under the one lock that all requests go through, and lists the operations of a
service, each time anew. Whose an access key is it asks every account in turn; but the key's id says it, as on AWS:
https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
"""

from base64 import b32decode
from binascii import Error
from functools import cache

from moto import backends
from moto.core import DEFAULT_ACCOUNT_ID, responses
from moto.iam import models
from moto.iam.utils import ACCOUNT_OFFSET, AWS_ROLE_ALPHABET
from moto.utilities.utils import PARTITION_NAMES

_modules = frozenset(backends.list_of_moto_modules())


def account_of(access_key: str) -> str:
    """The account that a key was made for; moto's default account for one that it does not know."""
    account = _account_in(access_key)
    known = models.iam_backends[account] if account in models.iam_backends else {}
    return account if any(access_key in known[partition].access_keys for partition in PARTITION_NAMES if partition in known) else DEFAULT_ACCOUNT_ID


def _account_in(access_key: str) -> str:
    """Four letters of its kind, eight for half the account's number, and one for whether that is odd (moto.iam.utils)."""
    try:
        half = int.from_bytes(b32decode(access_key[4:12])) - ACCOUNT_OFFSET
        return f"{2 * half + (access_key[12] in AWS_ROLE_ALPHABET[16:]):012}"
    except (Error, IndexError):
        return ""


backends.list_of_moto_modules = lambda: _modules
responses.method_names_from_class = cache(responses.method_names_from_class)
models.get_account_id_from = account_of
