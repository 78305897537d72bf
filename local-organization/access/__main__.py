"""python -m access [--sample COUNT] [--mutate] [MODE ...]: deploys every mode, decides its matrix, says what is wrong."""

import argparse
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from demo.organization import Organization
from demo.servers import emulated_aws
from processes import ROOT

from .deployment import deploy
from .linting import NO_FAULT, findings
from .matrix import Matrix
from .modes import MODES
from .mutation import idle_parts
from .simulator import Simulator
from .table import is_recorded, lines, record, rows

WORK = ROOT / "target" / "access"
# Wrong cells that are shown in full.
SHOWN = 10


class Outcome:
    """What came of one mode."""

    def __init__(self, deployment, count, seed, mutate):
        started = time.monotonic()
        self.mode = deployment.mode.name
        self.faults, self.excused = findings(deployment.policies)
        with Simulator() as simulator:
            matrix = Matrix(deployment, simulator)
            decisions = matrix.decide(count, seed)
            self.cells, self.of, self.requests = len(decisions), len(matrix.places), len(matrix.requests)
            self.principals = [principal.name for principal in matrix.principals]
            self.wrong = [decision for decision in decisions if decision.is_wrong]
            self.rows = rows(decisions) if count is None else None
            self.parts, self.idle = idle_parts(matrix, decisions) if mutate else (set(), set())
        self.seconds = time.monotonic() - started

    def __str__(self):
        asked = f"{len(self.principals)} principals x {self.requests} requests"
        cells = f"{self.cells} cells" if self.cells == self.of else f"{self.cells} of {self.of} cells"
        return f"{'FAILED' if self.wrong or self.faults else 'ok':6}  {self.mode:22} {asked}: {cells}, {len(self.wrong)} wrong, {self.seconds:.0f} s"


def explained(decision):
    """A wrong cell: what was asked, what is expected and why, what was decided and by which statements."""
    allowed, sentence = decision.expected
    by = ", ".join(f"{policy} {sid}" for policy, sid in decision.by) or "no statement"
    context = {**decision.cell.principal.context, **decision.cell.request.context}
    return "\n".join(
        [
            f"\nWRONG in {decision.cell.mode.name}: {decision.cell.principal}",
            f"  asks for  {decision.cell.request}",
            f"  expected  {'allowed' if allowed else 'denied'}: {sentence}",
            f"  decided   {'allowed' if decision.allowed else 'denied'} by {by}",
            *(f"            {key} = {value}" for key, value in context.items()),
        ]
    )


def show_tables(outcomes):
    """The first mode's table, and of each other one the rows that differ."""
    first = outcomes[0]
    print(f"\nWho does what, {first.mode}:\n")
    print(*lines(first.rows, first.principals), sep="\n")
    for other in outcomes[1:]:
        different = {name: marks for name, marks in other.rows.items() if marks and marks != first.rows[name]}
        print(f"\n{other.mode}: {'but for' if different else 'as'} {first.mode}")
        if different:
            # Without what the columns mean.
            print(*list(lines(different, other.principals))[: 1 + len(different)], sep="\n")


def failures(outcomes, modes, mutate):
    """What is wrong, each a text."""
    for outcome in outcomes:
        yield from (f"\nparliament, {outcome.mode}: {fault}" for fault in sorted(outcome.faults))
        yield from map(explained, outcome.wrong[:SHOWN])
        if len(outcome.wrong) > SHOWN:
            yield f"\n{len(outcome.wrong) - SHOWN} more wrong cells in {outcome.mode}"
    if modes != MODES:
        return  # what is of no use in these may be in others
    excused = set().union(*(outcome.excused for outcome in outcomes))
    yield from (f"\nNO_FAULT excuses what parliament does not find any more: {known}" for known in sorted(set(NO_FAULT) - excused))
    if outcomes[0].rows and not is_recorded(outcomes[0].rows, outcomes[0].principals):
        yield "\nThe table in docs/permissions.md is another one: make access RECORD=1 writes this one there"
    if mutate:
        parts = set().union(*(outcome.parts for outcome in outcomes))
        deciding = set().union(*(outcome.parts - outcome.idle for outcome in outcomes))
        yield from (f"\nIDLE: without this part of the policy of the {policy} no cell of any mode changes: {part}" for policy, part in sorted(parts - deciding))


def main():
    parser = argparse.ArgumentParser(prog="access", description=__doc__)
    parser.add_argument("modes", nargs="*", metavar="MODE", help=f"only these: {', '.join(mode.name for mode in MODES)}")
    parser.add_argument("--sample", type=int, metavar="COUNT", help="about this many cells in all, drawn by the seed, in place of all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--mutate", action="store_true", help="take out each part of each policy: some cell must change")
    parser.add_argument("--record", action="store_true", help="write the first mode's table into docs/permissions.md")
    arguments = parser.parse_args()
    if unknown := set(arguments.modes) - {mode.name for mode in MODES}:
        parser.error(f"there is no mode {', '.join(sorted(unknown))}")
    modes = [mode for mode in MODES if not arguments.modes or mode.name in arguments.modes]
    count = arguments.sample and -(-arguments.sample // len(modes))
    with emulated_aws(WORK) as aws:
        organization = Organization(aws.url)
        deployments = [deploy(organization, mode) for mode in modes]
    outcomes = []
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for outcome in pool.map(lambda deployment: Outcome(deployment, count, arguments.seed, arguments.mutate), deployments):
            outcomes.append(outcome)
            print(outcome, flush=True)
    if count is None:
        show_tables(outcomes)
        if arguments.record:
            record(outcomes[0].rows, outcomes[0].principals)
    if arguments.mutate:
        print(f"\n{sum(len(outcome.parts) for outcome in outcomes)} parts of policies were taken out")
    wrong = list(failures(outcomes, modes, arguments.mutate))
    print(*wrong, sep="\n")
    bad = sum(bool(outcome.wrong or outcome.faults) for outcome in outcomes)
    print(f"\n{len(outcomes) - bad} passed, {bad or int(bool(wrong))} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
