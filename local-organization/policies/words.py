"""What statements are for, in words: the tables of docs/policies.md."""

import re

from processes import ROOT

GUIDE = ROOT / "docs" / "policies.md"


def words():
    """The row of each statement by its id: what, why and, where the table says it, to whom."""
    found, heads = {}, []
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            heads = []
            continue
        # A bar in a cell is written with a backslash.
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
        if not heads:
            heads = cells
        elif heads[0] == "statement":
            found |= {sid: dict(zip(heads[1:], cells[1:])) for sid in re.findall(r"`(\w+)`", cells[0])}
    return found
