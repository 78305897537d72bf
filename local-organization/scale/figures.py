"""The figures of a run: committed as JSON and as a table of docs/scaling.md; and whether a member costs the same in every organization."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from processes import ROOT

from .cycle import Cost

sys.path.append(str(ROOT / "tools"))
from made_lines import replaced  # noqa: E402

COMMITTED = Path(__file__).with_name("figures.json")
GUIDE = ROOT / "docs" / "scaling.md"
# How much more CPU a member may take in the largest organization than in the smallest.
FACTOR = 1.5
# And how many more invocations: Regions of an account that meet at its policy may wait for each other once more.
INVOCATIONS_FACTOR = 1.05


def rows(costs):
    """One for each operation, as text."""
    return [
        {
            "operation": cost.operation,
            "accounts": str(cost.accounts),
            "instances": str(cost.instances),
            "invocations each": f"{cost.invocations_each:.2f}",
            "CPU each": f"{cost.cpu_each:.2f} s",
            "instances a second of CPU": f"{1 / cost.cpu_each:.1f}",
        }
        for cost in costs
    ]


def grown(costs):
    """What a member costs more in the largest organization than in the smallest."""
    failures = []
    for operation in dict.fromkeys(cost.operation for cost in costs):
        smallest, *_, largest = sorted((cost for cost in costs if cost.operation == operation), key=lambda cost: cost.accounts)
        if largest.invocations_each > INVOCATIONS_FACTOR * smallest.invocations_each:
            failures.append(f"{operation}: {largest.invocations_each:.2f} invocations a member, {smallest.invocations_each:.2f} with {smallest.accounts} accounts")
        if largest.cpu_each > FACTOR * smallest.cpu_each:
            failures.append(f"{operation}: {largest.cpu_each:.2f} s of CPU a member, {smallest.cpu_each:.2f} s with {smallest.accounts} accounts")
    return failures


def read(file=COMMITTED):
    return [Cost(**cost) for cost in json.loads(file.read_text(encoding="utf-8"))]


def write(file, costs):
    file.write_text(json.dumps([asdict(cost) for cost in costs], indent=1) + "\n", encoding="utf-8")


def recorded(guide, costs):
    """The guide with these figures."""
    lines = rows(costs)
    text = "\n".join("| " + " | ".join(cells) + " |" for cells in [lines[0], ["---"] * len(lines[0]), *(line.values() for line in lines)])
    return replaced(guide, "make scale RECORD=1", f"\n{text}\n\n")
