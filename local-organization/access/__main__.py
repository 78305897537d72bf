"""python -m access [--sample COUNT] [--mutate] [MODE ...]: deploys every mode, decides its matrix, says what is wrong."""

import argparse
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import Queue

from demo.organization import Organization
from demo.servers import emulated_aws
from processes import ROOT, lent

from .deployment import deploy
from .guardrails import GuardrailMatrix
from .linting import NO_FAULT, findings
from .matrix import Matrix
from .modes import MODES
from .mutation import idle_parts
from .rules import expected, is_wrong
from .simulator import Simulator
from .table import is_recorded, lines, record, rows

WORK = ROOT / "target" / "access"
# The name under which the guardrails are asked for, beside the modes.
GUARDRAILS = "guardrails"
# Wrong cells that are shown in full.
SHOWN = 10


class Outcome:
    """What came of one mode."""

    def __init__(self, deployment, simulator, count, seed, mutate):
        started = time.monotonic()
        self.mode = deployment.mode.name
        self.faults, self.excused = findings(deployment.policies)
        matrix = Matrix(deployment, simulator)
        decisions = matrix.decide(count, seed)
        self.cells, self.of, self.requests = len(decisions), len(matrix.places), len(matrix.requests)
        self.principals = [principal.name for principal in matrix.principals]
        self.wrong = [decision for decision in decisions if is_wrong(decision)]
        self.rows = rows(decisions) if count is None else None
        self.parts, self.idle = idle_parts(matrix, decisions) if mutate else (set(), set())
        self.seconds = time.monotonic() - started

    def __str__(self):
        asked = f"{len(self.principals)} principals x {self.requests} requests"
        cells = f"{self.cells} cells" if self.cells == self.of else f"{self.cells} of {self.of} cells"
        return f"{'FAILED' if self.wrong or self.faults else 'ok':6}  {self.mode:22} {asked}: {cells}, {len(self.wrong)} wrong, {self.seconds:.0f} s"


class GuardrailOutcome:
    """What came of the guardrails, which no deployment writes."""

    def __init__(self, mutate):
        with Simulator() as simulator:
            matrix = GuardrailMatrix(simulator)
            decisions = matrix.decide()
            self.requests, self.cells = len(decisions), len(matrix.cells)
            self.wrong = list(matrix.wrong(decisions))
            self.parts, self.idle = idle_parts(matrix, decisions) if mutate else (set(), set())

    def __str__(self):
        return f"{'FAILED' if self.wrong else 'ok':6}  {GUARDRAILS:22} {self.cells} cells of {self.requests} requests, {len(self.wrong)} wrong"

    def failures(self):
        """What is wrong, each a text."""
        yield from (f"\nWRONG in {GUARDRAILS}: {text}" for text in self.wrong[:SHOWN])
        yield from (f"\nIDLE: without this part of {policy}.json no cell changes: {part}" for policy, part in sorted(self.idle))


def explained(decision):
    """A wrong cell: what was asked, what is expected and why, what was decided and by which statements."""
    allowed, sentence = expected(decision.cell)
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
    print(*lines({name: marks for name, marks in first.rows.items() if marks}, first.principals), sep="\n")
    for other in outcomes[1:]:
        different = {name: marks for name, marks in other.rows.items() if marks and not first.rows[name].items() <= marks.items()}
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
    names = [*(mode.name for mode in MODES), GUARDRAILS]
    parser.add_argument("modes", nargs="*", metavar="MODE", help=f"only these: {', '.join(names)}")
    parser.add_argument("--sample", type=int, metavar="COUNT", help="about this many cells in all, drawn by the seed, in place of all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--mutate", action="store_true", help="take out each part of each policy: some cell must change")
    parser.add_argument("--record", action="store_true", help="write the first mode's table into docs/permissions.md")
    arguments = parser.parse_args()
    wanted = arguments.modes or names
    if unknown := set(wanted) - set(names):
        parser.error(f"there is no mode {', '.join(sorted(unknown))}")
    wrong, failed = [], 0
    if GUARDRAILS in wanted:
        guardrails = GuardrailOutcome(arguments.mutate)
        print(guardrails, flush=True)
        wrong += guardrails.failures()
        failed += bool(wrong)
    if modes := [mode for mode in MODES if mode.name in wanted]:
        outcomes = all_outcomes(modes, arguments)
        wrong += failures(outcomes, modes, arguments.mutate)
        failed += sum(bool(outcome.wrong or outcome.faults) for outcome in outcomes)
    print(*wrong, sep="\n")
    print(f"\n{len(wanted) - failed} passed, {failed or int(bool(wrong))} failed")
    return 1 if wrong else 0


def all_outcomes(modes, arguments):
    """Deploys and decides the modes, and shows what comes of each."""
    count = arguments.sample and -(-arguments.sample // len(modes))
    with emulated_aws(WORK) as aws:
        organization = Organization(aws.url)
        deployments = [deploy(organization, mode) for mode in modes]
    outcomes, simulators = [], Queue()

    def decided(deployment):
        """By a simulator that is free: it gets faster from mode to mode."""
        with lent(simulators) as simulator:
            return Outcome(deployment, simulator, count, arguments.seed, arguments.mutate)

    with ExitStack() as processes, ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for _ in range(os.cpu_count()):
            simulators.put(processes.enter_context(Simulator()))
        for outcome in pool.map(decided, deployments):
            outcomes.append(outcome)
            print(outcome, flush=True)
    if count is None:
        show_tables(outcomes)
        if arguments.record:
            record(outcomes[0].rows, outcomes[0].principals)
    if arguments.mutate:
        print(f"\n{sum(len(outcome.parts) for outcome in outcomes)} parts of policies were taken out")
    return outcomes


if __name__ == "__main__":
    sys.exit(main())
