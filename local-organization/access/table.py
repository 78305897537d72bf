"""Decisions as a table for people: who does what."""

import re

from processes import ROOT

from .requests import USES, WRITES
from .rules import ADMINISTERS_KEY, SETS_ACL, refused_acl, refused_encryption

# What a request is, in the order of the table's rows; the first that fits, from the last on, names it.
KINDS = [
    ("lists logs, reads the bucket's settings", lambda it: it.on_bucket and it.request.level in ("Read", "List")),
    ("reads logs", lambda it: it.on_bucket and it.action.startswith("s3:GetObject")),
    ("sees that the bucket is encrypted", lambda it: it.on_bucket and it.action == "s3:GetEncryptionConfiguration"),
    ("deletes logs", lambda it: it.on_bucket and it.action.startswith("s3:DeleteObject")),
    ("changes logs' tags, retention, holds", lambda it: it.on_bucket and it.request.object_key and it.request.level not in ("Read", "List") and not it.action.startswith("s3:DeleteObject")),
    ("changes or deletes the bucket", lambda it: it.on_bucket and not it.request.object_key and it.request.level not in ("Read", "List")),
    ("writes logs where its own may lie", lambda it: it.on_bucket and it.action in WRITES),
    ("writes logs elsewhere", lambda it: it.on_bucket and it.action in WRITES | SETS_ACL and not it.may_lie(it.request.object_key)),
    ("uploads under another key", lambda it: it.on_bucket and it.may_lie(it.request.object_key) and refused_encryption(it)),
    ("moves logs under another key", lambda it: it.on_bucket and it.action == "s3:UpdateObjectEncryption" and not it.names_key),
    ("shares logs by an ACL", lambda it: it.on_bucket and (refused_acl(it) or (it.action in SETS_ACL and not it.says("s3:x-amz-acl")))),
    ("puts replicas into the bucket", lambda it: it.on_bucket and it.action.startswith("s3:Replicate")),
    ("does anything over plain HTTP", lambda it: it.says("aws:SecureTransport") == "false"),
    ("uses a key in any other way", lambda it: it.on_key),
    ("looks at the keys", lambda it: it.on_key and it.request.level in ("Read", "List")),
    ("administers the keys", lambda it: it.on_key and it.action in ADMINISTERS_KEY),
    ("encrypts and decrypts own logs through S3", lambda it: it.on_key and it.encrypts_bucket and it.action in USES and it.through_s3 and it.may_lie(it.log_in_context)),
    ("decrypts others' logs through S3", lambda it: it.on_key and it.encrypts_bucket and it.action == "kms:Decrypt" and it.through_s3 and not it.may_lie(it.log_in_context)),
    ("encrypts and decrypts sessions", lambda it: it.on_key and it.encrypts_sessions and it.action in USES and it.for_session),
]
MARKS = {(True,): "x", (False,): "-", (False, True): "~"}
LEGEND = "x allowed, - denied, ~ some of it"

GUIDE = ROOT / "docs" / "permissions.md"
RECORDED = re.compile(r"(?<=<!-- make access RECORD=1 -->\n```text\n).*?(?=```)", re.DOTALL)


def kind(cell):
    """The name of the row that a cell belongs to; None for what is not about bucket and keys of ours."""
    return next((name for name, fits in reversed(KINDS) if fits(cell)), None)


def rows(decisions):
    """({row: {principal: mark}}, in the order of KINDS) of all decisions."""
    found = {name: {} for name, _ in KINDS}
    for decision in decisions:
        if name := kind(decision.cell):
            found[name].setdefault(decision.cell.principal.name, set()).add(decision.allowed)
    return {name: {who: MARKS[tuple(sorted(said))] for who, said in marks.items()} for name, marks in found.items()}


def lines(found, principals):
    """The rows with a column for each principal, and what the columns mean."""
    letters = {name: chr(ord("a") + place) for place, name in enumerate(principals)}
    width = max(map(len, found))
    yield f"{'':{width}}  {' '.join(letters.values())}"
    for name, marks in found.items():
        yield f"{name:{width}}  {' '.join(marks.get(who, ' ') for who in principals)}"
    yield ""
    yield f"({LEGEND})"
    for name, letter in letters.items():
        yield f"  {letter}  {name}"


def record(found, principals):
    """Writes the table into the guide."""
    text = GUIDE.read_text(encoding="utf-8")
    GUIDE.write_text(RECORDED.sub(lambda _: as_text(found, principals), text), encoding="utf-8")


def is_recorded(found, principals):
    """Whether the guide has this table."""
    return RECORDED.findall(GUIDE.read_text(encoding="utf-8")) == [as_text(found, principals)]


def as_text(found, principals):
    """The table's lines as one text."""
    return "".join(f"{line}\n" for line in lines(found, principals))
