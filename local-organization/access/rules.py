"""Who may do what, in sentences. A request is allowed when no sentence of REFUSED speaks of it and one of ALLOWED does.

Nothing here looks at a policy: what a policy says otherwise is wrong, here or there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .iam import LETS
from .requests import ACL, CUSTOMER_KEY, GRANTS, KEY_ID, OWNERS_ACL, SSE, USES, WRITES

SETS_ACL = {"s3:PutObjectAcl", "s3:PutObjectVersionAcl"}
READS_FROM_ELSEWHERE = {"s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions", "s3:GetObject", "s3:GetObjectVersion"}
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
    # Its own service-linked role has it from IAM, and keeps replicas like their primary.
    "kms:SynchronizeMultiRegionKey",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
}
# What administrators alone do, where some are named.
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
# What the guardrail keeps to Central beyond what lists of administrators do.
GUARDED = {
    "s3:UpdateObjectEncryption",
    "kms:CreateAlias",
    "kms:CreateGrant",
    "kms:DeleteImportedKeyMaterial",
    "kms:ImportKeyMaterial",
    "kms:UpdatePrimaryRegion",
}


@dataclass(frozen=True)
class Rule:
    """A sentence, and whether it speaks of a cell."""

    sentence: str
    speaks_of: Callable


def refused_encryption(cell):
    """Whether an upload names anything but Key 1, or what an adopted bucket was encrypted with before."""
    asked = cell.says(SSE), cell.says(KEY_ID)
    key, former = cell.deployment.keys["bucket-key"], cell.deployment.former
    fine = {(None, None), ("aws:kms", key), (None, key)}
    if former.startswith("arn:"):
        fine |= {("aws:kms", former), (None, former)}
    elif former:
        fine.add((former, None))
    return cell.action == "s3:PutObject" and bool(cell.says(CUSTOMER_KEY) or asked not in fine)


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
    Rule("An upload says nothing of encryption, or asks for Key 1 by its ARN; or for what an adopted bucket was encrypted with before.", lambda it: it.on_bucket and refused_encryption(it)),
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
        lambda it: it.mode.guarded and (loosens_bucket(it) or loosens_key(it) or (it.is_ours and it.action in GUARDED)) and not it.is_our_own and it.principal.name != "break glass",
    ),
]

# As far as IAM of the caller's account lets.
ALLOWED = [
    Rule("In the log account IAM decides about the bucket.", lambda it: it.on_bucket and it.in_log_account),
    Rule("The organization, or the units of it that are named, sees that the bucket is encrypted.", lambda it: it.on_bucket and it.writes and it.action == "s3:GetEncryptionConfiguration"),
    Rule("The organization, or the units of it that are named, writes logs.", lambda it: it.on_bucket and it.writes and it.action in WRITES),
    Rule("The organization, or the units of it that are named, looks at the keys.", lambda it: it.on_key and it.writes and it.action == "kms:DescribeKey"),
    Rule(
        "The log account administers the keys.",
        lambda it: it.on_key and it.in_log_account and (it.action in ADMINISTERS_KEY or it.request.level in ("Read", "List")),
    ),
    Rule(
        "A given key is its own account's: there IAM decides, whatever it is used for.",
        lambda it: it.mode.given_keys and it.on_key and it.in_log_account and it.request.policy != "replica-key",
    ),
    Rule(
        "Through S3 the organization, or the units of it that are named, encrypts, and reads while it uploads, its own logs with Key 1.",
        lambda it: it.on_key and it.encrypts_bucket and it.writes and it.action in USES and it.through_s3 and it.may_lie(it.log_in_context),
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
        "The organization, or the units of it that are named, encrypts and decrypts sessions, whosever they are, with Key 2 and its replicas.",
        lambda it: it.on_key and it.encrypts_sessions and it.writes and it.action in USES and it.for_session,
    ),
    Rule("A resource that is not ours lets everybody here.", lambda it: not it.is_ours),
]
UNSAID = Rule("What no sentence allows is denied.", lambda it: True)


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
