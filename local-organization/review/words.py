"""What statements are for, in words: the tables of docs/policies.md and docs/guardrails.md."""

import re

from processes import ROOT

POLICIES = ROOT / "docs" / "policies.md"
GUARDRAILS = ROOT / "docs" / "guardrails.md"


def words(guide=POLICIES):
    """The rows of each statement by its id: cells by the heads of their columns, links as from target/policies.

    A table may have a column `property`: its rows hold where that is declared. Empty there, or "the same", means the row above.
    """
    found, heads, above = {}, [], {}
    for line in guide.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            heads, above = [], {}
            continue
        # A bar in a cell is written with a backslash.
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", rebased(line, guide).strip("|"))]
        if not heads:
            heads = cells
            continue
        row = dict(zip(heads, cells))
        row |= {head: above[head] for head in ("property", "statement") if row.get(head) in ("", "the same")}
        above = row
        for sid in re.findall(r"`(\w+)`", row.get("statement", "")):
            found.setdefault(sid, []).append({head: text for head, text in row.items() if head != "statement"})
    return found


def rebased(line, guide):
    """The line with its links as from target/policies."""
    line = re.sub(r"\]\((?=#)", f"]({guide.name}", line)
    return re.sub(r"\]\((?!https?:)", "](../../docs/", line)
