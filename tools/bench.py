"""Prints what every operation of both types costs, and keeps it as JSON: what `make bench` does.

The figures are counts, the same in every run: calls of AWS, the writes among them, the calls that tell CloudWatch of it,
invocations of the handler, and round trips, which are calls of any kind that wait for one another; once where a call takes
20 ms, and once where it takes 150. They come from the types' own tests (FiguresLaw in aws-fakes), over the fakes, in a time
that passes only there. --record commits them: `make test` fails when one has grown since.

Then the functions of both types, and that of the type that `cfn init` generates, are started in turn, each in a JVM of its own as Lambda's:
CPU, wall time and memory up to the first READ answered, as medians and as ratios to the generated type's of the same round; the size
of the jar and the classes loaded, which are committed like the counts.

What --record commits it also writes into docs/performance.md, and there draws what a create waits for.

usage: bench.py --maven MAVEN [--record]
"""

import argparse
import itertools
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from coldstart.figures import bench, rows
from made_lines import replaced

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "performance.md"
TYPES = ("central", "member")
FIGURES = ("calls", "writes", "logCalls", "invocations", "roundTrips")
# The end of an invocation, and what a call that changes nothing begins with (Aws.isRead in aws-door).
REPORT, READ = "cloudwatch PutMetricData", re.compile(r" (?:Get|List|Head|Describe|Simulate)")
LOOK, WRITE, DONE = "○", "●", "▪"
TITLES = ("calls", "writes", "log calls", "invocations", "round trips")


def module(type_):
    """The Maven module of a type."""
    return ROOT / f"{type_}-logging-resource"


def committed(type_):
    """Where the figures stand that may not grow."""
    return module(type_) / "src" / "test" / "resources" / "figures.json"


def measured(type_):
    """Where a run of the tests has written its figures."""
    return module(type_) / "target" / "figures.json"


def measure(maven):
    """Runs the tests that measure; that a figure has grown is not for this command to judge."""
    for type_ in TYPES:
        measured(type_).unlink(missing_ok=True)
    modules = ",".join(module(type_).name for type_ in TYPES)
    options = ["-pl", modules, "-am", "-Djacoco.skip", "-Dtest=LawsTest$Figures", "-Dsurefire.failIfNoSpecifiedTests=false"]
    log = ROOT / "target" / "bench.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("w", encoding="utf-8") as output:
        command = [*shlex.split(maven), "-Dmaven.test.failure.ignore=true", *options, "test"]
        subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, check=False)
    if not all(measured(type_).exists() for type_ in TYPES):
        sys.exit(f"Bench: the tests that measure did not run; the whole log is {log.relative_to(ROOT)}")


def table(type_, figures, before):
    """Lines: an operation in each, and for each number of Regions its figures; what has changed has its former value behind it."""
    first = next(iter(figures.values()))
    regions, delays = list(first), list(next(iter(first.values())))
    for delay in delays:
        yield f"{type_.capitalize()}, {delay} a call: {' / '.join(TITLES)}"
        yield f"{'':18}" + "".join(f"{count + ' Regions':>20}" for count in regions)
        for operation, row in figures.items():
            cells = ("/".join(str(row[count][delay][figure]) for figure in FIGURES) for count in regions)
            yield f"{operation.replace('_', ' '):18}" + "".join(f"{cell:>20}" for cell in cells)
    for operation, count, delay in itertools.product(figures, regions, delays):
        for figure, title in zip(FIGURES, TITLES, strict=True):
            was = before.get(operation, {}).get(count, {}).get(delay, {}).get(figure)
            now = figures[operation][count][delay][figure]
            if was is not None and was != now:
                yield f"  {operation.replace('_', ' ')}, {count} Regions, {delay}: {title} {was} -> {now}"


def chain(type_):
    """What a create with one more Region waits for: its invocations, each a list of round trips, each a list of the calls that are made side by side in it."""
    invocations = [[]]
    for calls in json.loads((module(type_) / "target" / "chain-of-create.json").read_text(encoding="utf-8")):
        invocations[-1].append(calls)
        if REPORT in calls:
            invocations.append([])
    return invocations[:-1]


def picture(invocations):
    """Lines: an invocation in each, drawn as its round trips one after the other, with what it writes."""
    for number, trips in enumerate(invocations, start=1):
        writes = [call.split()[1] for calls in trips for call in calls if mark(calls) == WRITE]
        yield f"{number:3}  {''.join(map(mark, trips)):{max(map(len, invocations))}}  {', '.join(writes)}".rstrip()


def mark(calls):
    """What a round trip is for."""
    return DONE if REPORT in calls else LOOK if all(READ.search(call) for call in calls) else WRITE


def listed(invocations):
    """Lines: a round trip in each, with its calls."""
    number = 0
    for invocation, trips in enumerate(invocations, start=1):
        for first, calls in enumerate(trips):
            number += 1
            yield f"{'' if first else invocation:>3} {number:4}  {side_by_side(calls)}"


def side_by_side(calls):
    """Calls as text, those of a service together."""
    services = {}
    for call, count in Counter(calls).items():
        service, operation = call.split()
        services.setdefault(service, []).append(f"{operation} x {count}" if count > 1 else operation)
    return "; ".join(f"{service} {', '.join(operations)}" for service, operations in services.items())


def guide_table(type_, figures):
    """Lines of Markdown: round trips by operation and number of Regions, with calls and invocations."""
    delay = "20 ms"
    regions = list(next(iter(figures.values())))
    yield f"| {type_.capitalize()} | {' | '.join(regions)} |"
    yield "|---" * (1 + len(regions)) + "|"
    for operation, row in figures.items():
        cells = (f"**{it['roundTrips']}** ({it['calls']}, {it['invocations']})" for it in (row[count][delay] for count in regions))
        yield f"| {operation.replace('_', ' ')} | {' | '.join(cells)} |"


def with_tables(text, figures):
    """The guide with the round trips of each type; figures by type."""
    for type_ in TYPES:
        text = replaced(text, f"make bench RECORD=1: round trips of {type_}", lines_of(guide_table(type_, figures[type_])))
    return text


def with_chains(text):
    """The guide with what a create of each type waits for, as this run has seen it."""
    for type_ in TYPES:
        invocations = chain(type_)
        text = replaced(text, f"make bench RECORD=1: a create of {type_}, drawn", lines_of(["```text", *picture(invocations), "```"]))
        text = replaced(text, f"make bench RECORD=1: a create of {type_}, in full", lines_of(["```text", *listed(invocations), "```"]))
    return text


def with_starts(text, starts):
    """The guide with what this run has measured of cold starts."""
    cells = list(rows(starts["counts"], starts["costs"]))
    lines = [list(cells[0]), ["---"] * len(cells[0]), *(list(it[title] for title in cells[0]) for it in cells)]
    return replaced(text, "make bench RECORD=1: cold starts", lines_of(f"| {' | '.join(line)} |" for line in lines))


def lines_of(lines):
    return "".join(f"{line}\n" for line in ["", *lines, ""])


def main():
    parser = argparse.ArgumentParser(description="Prints what every operation costs.")
    parser.add_argument("--maven", required=True, help="Maven with its options")
    parser.add_argument("--record", action="store_true", help="commit the figures of this run")
    arguments = parser.parse_args()
    measure(arguments.maven)
    everything = {}
    for type_ in TYPES:
        everything[type_] = json.loads(measured(type_).read_text(encoding="utf-8"))
        before = json.loads(committed(type_).read_text(encoding="utf-8")) if committed(type_).exists() else {}
        print(*table(type_, everything[type_], before), sep="\n", end="\n\n")
        if arguments.record:
            shutil.copy(measured(type_), committed(type_))
    everything["coldStart"] = bench(arguments.maven, arguments.record)
    if arguments.record:
        guide = with_tables(GUIDE.read_text(encoding="utf-8"), everything)
        GUIDE.write_text(with_starts(with_chains(guide), everything["coldStart"]), encoding="utf-8")
    result = ROOT / "target" / "bench.json"
    result.write_text(json.dumps(everything, indent=2) + "\n", encoding="utf-8")
    print(f"As JSON: {result.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
