"""Who may do what, in sentences. A request is allowed when no sentence of REFUSED speaks of it and one of ALLOWED does.

Nothing here looks at a policy: what a policy says otherwise is wrong, here or there.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from processes import type_folder

from .principals import key_id
from .requests import ACL, CUSTOMER_KEY, GRANTS, KEY_ID, OPEN_KEY, OWNERS_ACL, S3_ARN, SESSION, SSE, STRANGERS_BUCKET, TARGET, VIA

WRITES = {"s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload"}
SETS_ACL = {"s3:PutObjectAcl", "s3:PutObjectVersionAcl"}
READS_FROM_ELSEWHERE = {"s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions", "s3:GetObject", "s3:GetObjectVersion"}
USES_KEY = {"kms:GenerateDataKey", "kms:Decrypt"}
# To administer is to look at a key, and what its life needs; nothing that uses its material, or hands its use on.
ADMINISTERS_KEY = {
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:PutKeyPolicy",
    "kms:ReplicateKey",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
}


LOOSENS_BUCKET = {
    "s3:BypassGovernanceRetention",
    "s3:PutEncryptionConfiguration",
    "s3:PutLifecycleConfiguration",
    "s3:PutObjectLegalHold",
    "s3:PutObjectRetention",
    "s3:PutReplicationConfiguration",
    "s3:TagResource",
    "s3:UntagResource",
}
LOOSENS_KEY = {
    "kms:DeleteAlias",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:PutKeyPolicy",
    "kms:ReplicateKey",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
}
# What the guardrail keeps to Central: it deletes logs, or loosens or takes away what keeps them.
LOOSENS = {
    "s3:BypassGovernanceRetention",
    "s3:DeleteBucket",
    "s3:DeleteBucketPolicy",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:PutBucketAbac",
    "s3:PutBucketAcl",
    "s3:PutBucketLogging",
    "s3:PutBucketObjectLockConfiguration",
    "s3:PutBucketOwnershipControls",
    "s3:PutBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketTagging",
    "s3:PutBucketVersioning",
    "s3:PutEncryptionConfiguration",
    "s3:PutLifecycleConfiguration",
    "s3:PutObjectLegalHold",
    "s3:PutObjectRetention",
    "s3:PutReplicationConfiguration",
    "s3:TagResource",
    "s3:UntagResource",
    "s3:UpdateObjectEncryption",
    "kms:CreateAlias",
    "kms:CreateGrant",
    "kms:DeleteAlias",
    "kms:DeleteImportedKeyMaterial",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:PutKeyPolicy",
    "kms:ReplicateKey",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdatePrimaryRegion",
}


@dataclass(frozen=True)
class Cell:
    """One principal's request in one deployment, with what sentences ask about it."""

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
    def names_former_encryption(self):
        """What an adopted bucket was encrypted with: an algorithm without a key, or a key."""
        former = self.deployment.former_encryption
        if former in ("AES256", "aws:kms"):
            return (self.says(SSE), self.says(KEY_ID)) == (former, None)
        return former is not None and self.says(KEY_ID) == former and self.says(SSE) in (None, "aws:kms")

    @property
    def names_key(self):
        return self.says(KEY_ID) == self.deployment.keys["bucket-key"]


@dataclass(frozen=True)
class Rule:
    """A sentence, and whether it speaks of a cell."""

    sentence: str
    speaks_of: Callable


def refused_encryption(cell):
    if cell.action != "s3:PutObject":
        return False
    named = (cell.says(SSE), cell.says(KEY_ID))
    silent_or_right = named == (None, None) or (cell.names_key and named[0] in (None, "aws:kms"))
    return bool(cell.says(CUSTOMER_KEY)) or not (silent_or_right or cell.names_former_encryption)


def is_like(text, pattern):
    """Whether a pattern as IAM has them fits: * stands for any text, ? for one letter."""
    form = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern)
    return bool(re.fullmatch(form, text))


def refused_acl(cell):
    in_header = cell.says(ACL) in (None, OWNERS_ACL) and not any(cell.says(grant) for grant in GRANTS)
    return cell.action in ({"s3:PutObject"} | SETS_ACL) and not in_header


def reads_logs(cell):
    """Content and what tells of it: versions, attributes, tags, annotations, and the reading by which logs leave as replicas."""
    return cell.on_bucket and cell.action.startswith("s3:GetObject")


def loosens_bucket(cell):
    """Deletes logs or the bucket, or changes what guards them or tells of it."""
    whole = cell.action.startswith(("s3:DeleteObject", "s3:DeleteBucket", "s3:PutBucket"))
    return cell.on_bucket and (whole or cell.action in LOOSENS_BUCKET)


def loosens_key(cell):
    """Takes a key away, or opens it."""
    return cell.on_key and cell.action in LOOSENS_KEY


# Whatever IAM of the caller's account says.
REFUSED = [
    Rule("Nothing is done with the bucket over plain HTTP.", lambda it: it.on_bucket and it.says("aws:SecureTransport") == "false"),
    Rule("Nothing gets into the bucket as a replica: neither objects nor deletions, tags, annotations.", lambda it: it.on_bucket and it.action.startswith("s3:Replicate")),
    Rule(
        "Nobody uploads, sets an ACL or ends an upload but where logs of the own account may lie.",
        lambda it: it.on_bucket and it.action in WRITES | SETS_ACL and not it.may_lie(it.request.object_key),
    ),
    Rule("An upload says nothing of encryption, or asks for Key 1 by its ARN, or for what an adopted bucket was encrypted with.", lambda it: it.on_bucket and refused_encryption(it)),
    Rule("No object moves under another key than Key 1.", lambda it: it.on_bucket and it.action == "s3:UpdateObjectEncryption" and not it.names_key),
    Rule("Uploads and ACL calls name no ACL but bucket-owner-full-control, and grant nothing.", lambda it: it.on_bucket and refused_acl(it)),
    Rule(
        "An ACL is set by a header; in a call's body nobody could see what it says.",
        lambda it: it.on_bucket and it.action in SETS_ACL and it.says(ACL) != OWNERS_ACL,
    ),
    Rule(
        "Where readers are named nobody else reads logs, root and our own role neither.",
        lambda it: it.has("LogReaderArns") and reads_logs(it) and not it.is_listed("LogReaderArns"),
    ),
    Rule(
        "Where administrators of logs are named nobody but them and our own role deletes logs or loosens the bucket. (S3 lets root"
        " replace the policy all the same, which no simulator knows.)",
        lambda it: it.has("LogAdministratorArns") and loosens_bucket(it) and not it.is_listed("LogAdministratorArns") and not it.is_our_own,
    ),
    Rule(
        "Where administrators of keys are named, or else of logs, nobody but them, our own role and root takes a key away or opens it.",
        lambda it: it.has("KeyAdministratorArns", "LogAdministratorArns")
        and loosens_key(it)
        and not it.is_listed("KeyAdministratorArns", "LogAdministratorArns")
        and not it.is_our_own
        and it.principal.name != "log account root",
    ),
    Rule(
        "Under the archive's guardrail nobody but Central's roles and break glass deletes logs, or loosens or takes away what keeps them.",
        lambda it: it.mode.guarded and it.is_ours and it.action in LOOSENS and not it.is_our_own and it.principal.name != "break glass",
    ),
]

# As far as IAM of the caller's account lets.
ALLOWED = [
    Rule("In the log account IAM decides about the bucket.", lambda it: it.on_bucket and it.in_log_account),
    Rule("The organization sees that the bucket is encrypted.", lambda it: it.on_bucket and it.writes and it.action == "s3:GetEncryptionConfiguration"),
    Rule("The organization writes logs.", lambda it: it.on_bucket and it.writes and it.action in WRITES),
    Rule("The organization looks at the keys.", lambda it: it.on_key and it.writes and it.action == "kms:DescribeKey"),
    Rule(
        "The log account administers the keys.",
        lambda it: it.on_key and it.in_log_account and (it.action in ADMINISTERS_KEY or it.request.level in ("Read", "List")),
    ),
    Rule(
        "Through S3 the organization encrypts, and reads while it uploads, its own logs with Key 1.",
        lambda it: it.on_key and it.encrypts_bucket and it.writes and it.action in USES_KEY and it.through_s3 and it.may_lie(it.log_in_context),
    ),
    Rule(
        "Through S3 the log account decrypts every log; where readers are named, only these of it do.",
        lambda it: it.decrypts_log and it.in_log_account and (not it.has("LogReaderArns") or it.is_listed("LogReaderArns")),
    ),
    Rule(
        "Named readers of other accounts of the organization list, read and decrypt logs.",
        lambda it: it.in_organization and not it.in_log_account and it.is_listed("LogReaderArns") and (it.decrypts_log or (it.on_bucket and it.action in READS_FROM_ELSEWHERE)),
    ),
    Rule(
        "The organization encrypts and decrypts sessions, whosever they are, with Key 2 and its replicas.",
        lambda it: it.on_key and it.encrypts_sessions and it.writes and it.action in USES_KEY and it.for_session,
    ),
    Rule("A resource that is not ours lets everybody here.", lambda it: not it.is_ours),
]
UNSAID = Rule("What no sentence allows is denied.", lambda it: True)


def reads_like_the_guide(cell):
    """The guide's reader finds logs, and reads and decrypts those of one account."""
    below = f"{cell.mode.log_prefix}{cell.deployment.accounts['member']}/"
    finds = cell.action in ("s3:ListBucket", "s3:ListBucketVersions")
    reads = cell.action in ("s3:GetObject", "s3:GetObjectVersion") and cell.request.object_key.startswith(below)
    return finds or reads or (cell.action == "kms:Decrypt" and cell.encrypts_bucket)


def writes_like_an_instance(cell):
    """Member's policy: logs below the declared prefix, in any Region's part of it, while the bucket is the organization's; both keys."""
    of_organization = cell.says("aws:ResourceOrgID") == cell.deployment.organization
    below = re.escape(cell.mode.log_prefix + cell.deployment.instances_prefix).replace(re.escape(cell.deployment.region), "[a-z]+-[a-z-]+-[0-9]")
    return {
        "s3": of_organization and ((cell.action in WRITES and bool(re.match(f"{below}/", cell.request.object_key))) or cell.action == "s3:GetEncryptionConfiguration"),
        "kms": (cell.action in USES_KEY and cell.encrypts_bucket and cell.says(VIA) == cell.deployment.s3) or (cell.action == "kms:Decrypt" and cell.encrypts_sessions),
        "logs": bool(cell.mode.log_group) and (cell.action == "logs:DescribeLogGroups" or f":log-group:{cell.mode.log_group}" in cell.request.resource),
    }[cell.request.service]


def uses_marked_keys(cell):
    """AWS's own policies let just-in-time sessions use keys with AWS's tag, and grant their use to Remote Desktop."""
    marked = cell.says("aws:ResourceTag/SystemsManagerJustInTimeNodeAccessManaged") == "true"
    grants = cell.action == "kms:CreateGrant" and str(cell.says(VIA)).startswith("ssm-guiconnect.")
    return marked and (cell.action == "kms:GenerateDataKey" or grants)


def schema_permissions(type_):
    """Every action that the schema of central or member says its handlers need."""
    (schema,) = type_folder(type_).glob("sessionmanager-*.json")
    handlers = json.loads(schema.read_text(encoding="utf-8"))["handlers"]
    return {action for handler in handlers.values() for action in handler["permissions"]}


OURS = schema_permissions("central")
# What IAM of the own account gives each principal.
LETS = {
    "member instance": writes_like_an_instance,
    "member without policy": lambda it: False,
    "member administrator": lambda it: True,
    "person with sessions": lambda it: it.action == "kms:GenerateDataKey" and it.encrypts_sessions,
    "just-in-time session": uses_marked_keys,
    "other member": lambda it: True,
    "auditor": reads_like_the_guide,
    "management account": lambda it: True,
    "log account administrator": lambda it: True,
    "log account root": lambda it: True,
    "log administrator": lambda it: True,
    "key administrator": lambda it: it.request.service == "kms",
    "reader": reads_like_the_guide,
    "our own role": lambda it: it.action in OURS,
    "break glass": lambda it: True,
    "left account": lambda it: True,
    "outsider": lambda it: True,
}


def expected(cell):
    """(whether a cell is to be allowed, the sentence that says so)."""
    for rule in REFUSED:
        if rule.speaks_of(cell):
            return False, rule.sentence
    # Anonymous callers and services have no IAM: a resource's own policy decides alone.
    lets = LETS[cell.principal.name] if cell.principal.account else lambda it: True
    for rule in ALLOWED:
        if rule.speaks_of(cell):
            if lets(cell):
                return True, rule.sentence
            return False, f"{rule.sentence[:-1]}, but IAM does not let the {cell.principal.name}."
    return False, UNSAID.sentence


def is_wrong(decision):
    """Whether a cell was decided otherwise than the sentences say."""
    return decision.allowed != expected(decision.cell)[0]
