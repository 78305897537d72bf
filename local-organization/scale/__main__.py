"""python -m scale [--accounts 10,30,100] [--record]: what a member asks of AWS, and what it costs by the number of accounts.

It fails when a member of the largest organization takes 1.05 times the invocations of one of the smallest, or 1.5 times its CPU: counts and
CPU, since wall time depends on what else the machine does. Nor may its calls be others than docs/scaling.md has. --record commits the figures, here and in docs/scaling.md.
"""

import argparse
import sys
import time

from demo.organization import Organization
from demo.servers import emulated_aws
from demo.tables import table
from processes import ROOT

from .calls import ROWS, counted, documented, others
from .cycle import REGIONS, Cycle
from .figures import COMMITTED, GUIDE, grown, recorded, rows, write

WORK = ROOT / "target" / "scale"
# A JVM compiles for its first some hundred operations: not what a member costs.
WARM_UP_ACCOUNTS = 5


def main():
    parser = argparse.ArgumentParser(prog="scale", description=__doc__)
    parser.add_argument("--accounts", default="10,30,100", help="sizes of the organization, the smallest first")
    parser.add_argument("--record", action="store_true", help="commit the figures")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.accounts.split(",")]
    started = time.monotonic()
    costs = []
    wrong = others(counted(ROOT / "target" / "scale-calls"), documented())
    with emulated_aws(WORK) as aws:
        cycle = Cycle(aws, Organization(aws.url))
        for number, size in enumerate([min(WARM_UP_ACCOUNTS, sizes[0]), *sizes]):
            for cost in cycle.run(size):
                warming = " (warming up)" if number == 0 else ""
                print(f"{time.monotonic() - started:6.0f} s  {cost.operation} {size} accounts x {len(REGIONS)} Regions{warming}: {cost.cpu_each:.2f} s of CPU each", flush=True)
                costs += [cost] * (number > 0)
            write(WORK / "figures.json", costs)
    print(f"\n{table(rows(costs))}\n")
    if arguments.record:
        write(COMMITTED, costs)
        GUIDE.write_text(recorded(GUIDE.read_text(encoding="utf-8"), costs), encoding="utf-8")
    failures = grown(costs)
    print(*failures, *wrong, f"{len(costs) + len(ROWS) - len(failures + wrong)} passed, {len(failures + wrong)} failed", sep="\n")
    return 1 if failures or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
