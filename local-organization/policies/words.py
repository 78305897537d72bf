"""What statements are for, in words: the tables of docs/policies.md and docs/guardrails.md."""

import re

from processes import ROOT

POLICIES = ROOT / "docs" / "policies.md"
GUARDRAILS = ROOT / "docs" / "guardrails.md"


def words(guide=POLICIES):
    """The row of each statement by its id: its cells by the heads of their columns, links as from target/policies."""
    found, heads = {}, []
    for line in guide.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            heads = []
            continue
        line = re.sub(r"\]\((?=#)", f"]({guide.name}", line)
        line = re.sub(r"\]\((?!https?:)", "](../../docs/", line)
        # A bar in a cell is written with a backslash.
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
        if not heads:
            heads = cells
        elif heads[0] == "statement":
            found |= {sid: dict(zip(heads[1:], cells[1:])) for sid in re.findall(r"`(\w+)`", cells[0])}
    return found
