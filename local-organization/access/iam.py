"""What IAM of the own account gives each principal, in words again: a policy that is not ours, or the guide's, or AWS's own."""

import json
import re

from processes import type_folder

from .people import ASKS, FINDS, starts_sessions
from .requests import CANARY, USES, VIA, WRITES


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
        "kms": (cell.action in USES and cell.encrypts_bucket and cell.says(VIA) == cell.deployment.s3) or (cell.action == "kms:Decrypt" and cell.encrypts_sessions),
        "logs": bool(cell.mode.log_group) and (cell.action == "logs:DescribeLogGroups" or f":log-group:{cell.mode.log_group}" in cell.request.resource),
    }[cell.request.service]


def begins_canaries(cell):
    """An instance's rights, for uploads of the canary's name alone, and the key only to begin them: no log, no session."""
    if not writes_like_an_instance(cell):
        return False
    if cell.request.service == "kms":
        return cell.action == "kms:GenerateDataKey" and is_canarys(cell.log_in_context)
    return cell.action in WRITES and is_canarys(cell.request.object_key)


def is_canarys(key):
    return (key or "").rpartition("/")[2].startswith(CANARY)


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
OF_MEMBER = schema_permissions("member")
# What IAM of the own account gives each principal.
LETS = {
    "member instance": writes_like_an_instance,
    "member without policy": lambda it: False,
    "member administrator": lambda it: True,
    "verifier": lambda it: it.action in ("kms:DescribeKey", "s3:GetEncryptionConfiguration"),
    "canary": begins_canaries,
    "member handlers": lambda it: it.action in OF_MEMBER,
    "person with sessions": starts_sessions,
    "person who asks for access": lambda it: it.action in ASKS or it.action in FINDS,
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
