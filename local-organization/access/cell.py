"""One principal's request in one deployment, with what sentences ask about it."""

import re
from dataclasses import dataclass

from .principals import key_id
from .requests import KEY_ID, OPEN_KEY, S3_ARN, SESSION, SSE, STRANGERS_BUCKET, TARGET, VIA


@dataclass(frozen=True)
class Cell:
    """A cell of the matrix."""

    deployment: object
    principal: object
    request: object

    @property
    def mode(self):
        return self.deployment.mode

    @property
    def action(self):
        return self.request.action

    def says(self, key):
        """The value of a key of the request; None without it."""
        return self.request.context.get(key)

    @property
    def is_ours(self):
        """Whether the resource is what the types have made."""
        return self.request.policy not in (STRANGERS_BUCKET, OPEN_KEY, None)

    @property
    def is_our_own(self):
        """Whether the caller is a role of the types' own in the log account."""
        return (self.principal.arn or "").startswith(f"arn:aws:iam::{self.deployment.accounts['log']}:role/session-logging/")

    @property
    def in_log_account(self):
        return self.principal.account == self.deployment.accounts["log"]

    @property
    def in_organization(self):
        return self.principal.organization == self.deployment.organization

    @property
    def writes(self):
        """Whether the caller belongs to those whose sessions are logged: the organization, or the declared parts of it."""
        declared = self.deployment.declared.get("OrganizationPaths")
        path = self.principal.context.get("aws:PrincipalOrgPaths", [""])[0]
        inside = not declared or self.in_log_account or any(is_like(path, it) for it in declared)
        return self.in_organization and inside

    def is_listed(self, *lists):
        """Whether one of the lists that are declared names the caller; the first that is declared counts."""
        declared = next((self.deployment.declared[it] for it in lists if it in self.deployment.declared), [])
        return any(is_like(self.principal.arn or "", it) for it in declared)

    def has(self, *lists):
        """Whether one of the lists is declared."""
        return any(it in self.deployment.declared for it in lists)

    @property
    def on_bucket(self):
        return self.request.service == "s3" and self.is_ours

    @property
    def on_key(self):
        return self.request.service == "kms" and self.is_ours

    def may_lie(self, key):
        """Whether an object is where logs of the caller's account may lie."""
        below = f"{self.mode.log_prefix}{self.principal.account}/" if self.mode.confined else self.mode.log_prefix
        return key.startswith(below)

    @property
    def log_in_context(self):
        """The key of the object of the bucket that S3 says it calls KMS for; None for anything else."""
        bucket, slash, key = (self.says(S3_ARN) or "").removeprefix("arn:aws:s3:::").partition("/")
        return key if slash and bucket == self.deployment.bucket else None

    @property
    def through_s3(self):
        return self.says(VIA) == self.deployment.s3 and self.log_in_context is not None

    @property
    def decrypts_log(self):
        return self.on_key and self.encrypts_bucket and self.action == "kms:Decrypt" and self.through_s3

    @property
    def for_session(self):
        """Called directly, in the name of a session and its target. Neither of them names an account."""
        return not self.says(VIA) and bool(self.says(SESSION)) and bool(self.says(TARGET))

    @property
    def encrypts_bucket(self):
        """Whether the key is the one that encrypts the bucket."""
        return self.request.resource == self.deployment.keys["bucket-key"]

    @property
    def encrypts_sessions(self):
        """Whether the key, or a replica of it, encrypts sessions."""
        return key_id(self.request.resource) == key_id(self.deployment.session_key)

    @property
    def names_key(self):
        return self.says(KEY_ID) == self.deployment.keys["bucket-key"]


def is_like(text, pattern):
    """Whether a pattern as IAM has them fits: * stands for any text, ? for one letter."""
    form = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern)
    return bool(re.fullmatch(form, text))
