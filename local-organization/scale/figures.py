"""The figures of a run, as a table and in docs/scaling.md, and whether a member costs the same in every organization."""

import re

from processes import ROOT

GUIDE = ROOT / "docs" / "scaling.md"
# The lines of the guide that --record writes.
MARKED = re.compile(r"(<!-- make scale RECORD=1 -->\n).*?(?=\n<!-- end -->)", re.DOTALL)
# How much more CPU a member may take in the largest organization than in the smallest.
FACTOR = 1.5


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
        if largest.invocations_each > smallest.invocations_each:
            failures.append(f"{operation}: {largest.invocations_each:.2f} invocations a member, {smallest.invocations_each:.2f} with {smallest.accounts} accounts")
        if largest.cpu_each > FACTOR * smallest.cpu_each:
            failures.append(f"{operation}: {largest.cpu_each:.2f} s of CPU a member, {smallest.cpu_each:.2f} s with {smallest.accounts} accounts")
    return failures


def recorded(guide, costs):
    """The guide with the figures of this run."""
    lines = rows(costs)
    text = "\n".join("| " + " | ".join(cells) + " |" for cells in [lines[0], ["---"] * len(lines[0]), *(line.values() for line in lines)])
    return MARKED.sub(lambda found: found[1] + text, guide)
