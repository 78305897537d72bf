"""The readable page: who may do what, each document statement by statement, and what adoption changes."""

import difflib
import json
import re
from collections import defaultdict

from access.rules import ALLOWED, REFUSED, expected
from access.table import KINDS, kind

from .guardrails import LIMIT
from .words import GUARDRAILS, words

# What each document is, and how long AWS takes it: bytes of a bucket's and a key's policy, characters without white space of a
# managed policy ("Bucket policies for Amazon S3"; "Resource quotas", KMS developer guide; "IAM and AWS STS quotas").
DOCUMENTS = {
    "bucket": ("The bucket's policy", 20 * 1024),
    "bucket-key": ("The policy of Key 1, which encrypts the bucket", 32 * 1024),
    "session-key": ("The policy of Key 2, which encrypts sessions", 32 * 1024),
    "replica-key": ("The policy of the session key's replicas", 32 * 1024),
    "member": ("The managed policy of each member's instance roles", 6144),
}
# The policies of callers (access/principals.py).
POLICIES = {
    "AdministratorAccess": "everything",
    "keys": "everything of KMS",
    "member": "[member.json](member.json)",
    "resource-role": "[what the handlers need](../../central-logging-resource/resource-role.yaml)",
    "AWSSystemsManagerJustInTimeAccessTokenPolicy": "AWS's own policy for it, narrowed by its session policy",
    "SessionUsers": "[sessions that are logged](../../examples/session-users.yaml)",
    "AccessRequesters": "[asking for sessions](../../examples/session-users.yaml)",
    "guide: ReadLogs": "[`ReadLogs`](../../docs/permissions.md), for the logs of the member",
}
# Calls that a cell's sentence names; more would bury the page.
LISTED = 12
UNSAID = "docs/policies.md does not say it"


def page(preview):
    """The whole page, as Markdown."""
    parts = [beginning(preview), assumed(preview), rules(preview), who(preview), wrong(preview), documents(preview), guardrails(preview), adoption(preview), unknown()]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def table(heads, rows):
    """Lines of a table."""
    return [f"| {' | '.join(cells)} |" for cells in [heads, ["---"] * len(heads), *rows]]


def beginning(preview):
    return [
        "# Session logging: what would be created, and who may do what with it",
        "",
        f"Made by `make policies INPUT={preview.input}`, before anything is deployed: the resource types ({versions(preview)}) deployed the",
        "input in an emulated organization. The documents beside this page are what they wrote there, read back; the decisions are",
        "those of an IAM simulator over these documents. AWS was not asked.",
        "",
        "[Who may do what](#who-may-do-what) · [the documents](#the-documents) · [guardrails](#guardrails)"
        + (" · [what adoption changes](#what-adoption-changes)" if preview.steps else "")
        + " · [what only AWS can settle](#what-only-aws-can-settle)",
    ]


def versions(preview):
    return ", ".join(f"{name} {version}" for name, version in preview.types.items())


def assumed(preview):
    rows = [[it["what"], f"`{it['value']}`", it["from"]] for it in preview.assumptions]
    return ["## What was assumed", "", *table(["what", "value", "where it comes from"], rows)]


def who(preview):
    """The matrix: kinds of requests by callers."""
    callers = list({decision.cell.principal.name: decision.cell.principal for decision in preview.decisions}.values())
    letters = {caller.name: chr(ord("A") + place) for place, caller in enumerate(callers)}
    cells = defaultdict(list)
    for decision in preview.decisions:
        if name := kind(decision.cell):
            cells[name, decision.cell.principal.name].append(decision)
    rows = [[name, *(mark(cells[name, caller.name]) for caller in callers)] for name, _ in KINDS]
    people = [[letters[it.name], it.name, f"`{it.arn}`" if it.arn else "unsigned calls", allowances(it)] for it in callers]
    some = [line for name, _ in KINDS for caller in callers if (line := partly(cells[name, caller.name], name, caller))]
    return [
        "### Caller by caller",
        "",
        f"{len(preview.decisions):,} requests were decided, each a caller's call with its headers and contexts, and compared with the sentences above.",
        "**yes**: all of the kind are allowed; no: none is; else how many are; blank: there is no such request. To read a log takes both, the",
        "object from S3 and the key that decrypts it.",
        "",
        *table(["", *letters.values()], rows),
        "",
        *table(["", "caller", "ARN", "what IAM of its own account allows it"], people),
        "",
        "Service control policies and permissions boundaries take away from this, and are not looked at.",
        *(["", "Where some are allowed:", "", *some] if some else []),
    ]


def mark(decisions):
    """A cell: all, none, or how many."""
    allowed = sum(decision.allowed for decision in decisions)
    if not decisions:
        return ""
    return {0: "no", len(decisions): "**yes**"}.get(allowed, f"{allowed} of {len(decisions)}")


def allowances(principal):
    """The policies of a caller's own account, in words where there are any."""
    return ", ".join(POLICIES.get(name, name) for name in principal.policies) or "nothing"


def partly(decisions, name, caller):
    """What is allowed of a kind of which not all is, or what is not, whichever is shorter."""
    allowed = [decision for decision in decisions if decision.allowed]
    denied = [decision for decision in decisions if not decision.allowed]
    if not allowed or not denied:
        return None
    fewer, says = min((allowed, "only"), (denied, "all but"), key=lambda it: len(actions(it[0])))
    return f"- {caller.name}, *{name}*: {says} {listed(actions(fewer))}"


def actions(decisions):
    """Actions with what is special about each request."""
    hows = defaultdict(list)
    for decision in decisions:
        hows[decision.cell.action].append(decision.cell.request.how)
    return [f"`{action}` ({'; '.join(it)})" if len(it) <= 3 else f"`{action}` ({len(it)} ways)" for action, it in hows.items()]


def listed(texts):
    more = [f"{len(texts) - LISTED} more"] if len(texts) > LISTED else []
    return ", ".join(texts[:LISTED] + more)


def rules(preview):
    """The sentences that every decision was compared with."""
    cells = [decision.cell for decision in preview.decisions]
    refused, allowed = ([rule.sentence for rule in them if any(rule.speaks_of(cell) for cell in cells if cell.is_ours)] for them in (REFUSED, ALLOWED))
    return [
        "## Who may do what",
        "",
        "Refused, whatever IAM of the caller's account says:",
        "",
        *(f"- {sentence}" for sentence in refused),
        "",
        "Allowed otherwise, as far as IAM of the caller's account allows it, too:",
        "",
        *(f"- {sentence}" for sentence in allowed),
        "",
        "What no sentence allows is denied.",
    ]


def wrong(preview):
    """Decisions that are otherwise than the rules say: a fault of the project, in the rules or in the policies."""
    lines = []
    for decision in preview.wrong:
        _, sentence = expected(decision.cell)
        by = listed([f"`{sid}` of {policy}" for policy, sid in decision.by]) or "no statement"
        lines.append(f"- {decision.cell.principal}: {decision.cell.request}. {'Allowed' if decision.allowed else 'Denied'} by {by}; expected: {sentence}")
    return ["### Decided otherwise than the rules say", "", "**A fault of Session Logging, in these policies or in the rules.**", "", *lines] if lines else []


def documents(preview):
    lines = ["## The documents", ""]
    known = words()
    for name, document in preview.deployment.policies.items():
        title, limit = DOCUMENTS[name]
        lines += [f"### {title}", "", f"[{name}.json]({name}.json), {size(document):,} of {limit:,} {'characters' if name == 'member' else 'bytes'}"]
        lines[-1] += f", of `{preview.deployment.keys[name]}`." if name in preview.deployment.keys else "."
        same = next(it for it, shown in preview.deployment.policies.items() if shown == document)
        if same != name:
            lines += [f"The same as [{same}.json]({same}.json).", ""]
            continue
        rows = [statement_row(statement, rows_for(known, statement["Sid"], name, preview.deployment.declared), preview.deployment.mode) for statement in document["Statement"]]
        lines += ["", *table(["statement", "", "to whom", "what", "why"], rows), ""]
    return lines[:-1]


def size(document):
    """Without white space: so IAM counts a managed policy, and so the types write the others."""
    return len(json.dumps(document, separators=(",", ":")).encode())


def rows_for(known, sid, document, declared):
    """The guide's rows that are about a statement of a document, with these properties declared."""
    about = {"bucket": "bucket", "bucket-key": "Key 1|keys", "session-key": "keys", "replica-key": "replicas"}.get(document, "")
    rows = [row for row in known.get(sid, []) if row.get("property", "").strip("`") in ("", *declared)]
    return [row for row in rows if "in" not in row or re.search(about, row["in"])]


def statement_row(statement, rows, mode):
    """A statement in words; those of a property are beside what holds without it."""
    deny = statement["Effect"] == "Deny"
    listed = [row["property"] for row in rows if "property" in row]
    to_whom = next((row["to whom"] for row in rows if "to whom" in row), f"all but {listed[0]}" if deny and listed else listed[0] if listed else "")
    to_whom = to_whom or ("everybody" if deny else "the roles that have it")
    if "aws:PrincipalOrgPaths" in json.dumps(statement):
        to_whom += ", of it only `OrganizationPaths`"
    what = "; ".join(row.get("what") or row["what it says"] for row in rows) or UNSAID
    why = next((row["why"] for row in rows if "why" in row), f"{listed[0]} is declared" if listed else UNSAID)
    return [f"`{statement['Sid']}`", statement["Effect"], *(text.replace("${prefix}", mode.log_prefix) for text in (to_whom, what, why))]


def guardrails(preview):
    """The policies of the organization, which a deployment does not create, and which the decisions above leave out."""
    known = words(GUARDRAILS)
    lines = ["## Guardrails", "", "Policies of AWS Organizations for these names, which keep sessions from escaping the log. No deployment attaches them:"]
    lines += ["[how](../../docs/guardrails.md), and what they leave open. Made from:", ""]
    lines += table(["setting", "value"], [[name, f"`{json.dumps(value)}`"] for name, value in preview.guarded.items()])
    for name, text in preview.guardrails.items():
        lines += ["", f"### guardrails/{name}.json", "", f"[{name}.json](guardrails/{name}.json), {len(text):,} of {LIMIT:,} characters.", ""]
        rows = []
        for statement in json.loads(text)["Statement"]:
            (said, *_) = known.get(statement["Sid"], [{"": UNSAID}])
            rows.append([f"`{statement['Sid']}`", next(iter(said.values()))])
        lines += table(["statement", "denies, but to those who are excepted"], rows)
    return lines


def adoption(preview):
    """What the deployment changes of a bucket that is there already, setting by setting."""
    if not preview.steps:
        return []
    lines = ["## What adoption changes", "", f"The bucket `{preview.deployment.bucket}`, setting by setting, as the AWS CLI's commands name them. The documents and decisions", "above are those after the creation. [How a bucket is moved](../../docs/from-the-article.md#moving-a-bucket-that-is-there)."]
    for step in preview.steps:
        lines += ["", f"### {step.title}", ""]
        for change in step.changed:
            lines += [f"`{change.command}`:", "", "```diff", *difference(change.before, change.after), "```", ""]
        lines += ["Left as it is: " + (", ".join(f"`{command}`" for command in step.unchanged) or "nothing") + "."]
    if preview.not_held:
        lines += ["", "The emulator could not hold all of the bucket, so that these say little of what happens to them:", ""]
        lines += [f"- {sentence}" for sentence in preview.not_held]
    return lines


def difference(before, after):
    """Lines of a diff, with all that stays the same."""
    texts = [[] if not value else json.dumps(value, indent=2, default=str).splitlines() for value in (before, after)]
    return list(difflib.unified_diff(*texts, lineterm="", n=10_000))[3:]


def unknown():
    return [
        "## What only AWS can settle",
        "",
        "- The ids of the keys, where they are made up here; nothing else in the documents changes with them.",
        "- What the policy of a given key says: no requests to such a key are decided here.",
        "- [What was assumed about AWS](../../docs/unproven.md), each point with the command that settles it.",
        "- What else the accounts' own IAM, service control and resource control policies say.",
        "- [What the policies rest on, and who can still undo the archive](../../docs/permissions.md#what-can-undo-the-archive).",
    ]
