"""Runs tests step by step and says how many passed: what `make unit`, `make test`, `make test-full` and `make
browser` do.

A step that fails keeps no other from running, except that what needs the jars does not run without them. Whole logs are in
target/<set>/. What needs no other step's end runs two steps at a time, the dearest first, and is printed when it has ended.
A table closes the run, with each step's seconds beside its budget (of two cores; to go beyond is marked, and no failure:
machines differ); the last line counts all tests, and stands in target/<set>/counts as well.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from formatting import left_out
from jdk import jdk_version
from maven_output import MavenProgress, surefire_counts

ROOT = Path(__file__).resolve().parent.parent
# What make test may take, in seconds.
BUDGET = 15 * 60


@dataclass(frozen=True)
class Step:
    """A command, and how to read what it prints."""

    title: str
    command: list
    # Seconds.
    budget: int
    # (passed, failed) from all output; None for a command that is one test by itself.
    counts: Callable | None = None
    # What such a command's last line must hold.
    closing: str = ""
    # What to print for a line, which may be nothing.
    show: Callable = str
    folder: Path = ROOT
    needs_jars: bool = False
    # Whether it has the machine for itself, before all others.
    alone: bool = False


@dataclass(frozen=True)
class Result:
    """What came of a step."""

    step: Step
    passed: int
    failed: int
    seconds: float
    log: Path

    def row(self):
        """Its line in the closing table."""
        mark = "ok" if self.failed == 0 else "FAILED"
        over = "  over its budget" if self.seconds > self.step.budget else ""
        counts = f"{self.passed:5} passed {self.failed:4} failed"
        return f"{mark:6}  {self.step.title:40} {counts} {self.seconds:6.0f} s of {self.step.budget:4}   {self.log}{over}"


def worded_counts(output):
    """(passed, failed) from the last line that says so, as pytest and the contract tests do: `3 passed, 1 failed`."""
    closing = next((line for line in reversed(output.splitlines()) if re.search(r"\d+ (passed|failed|error)", line)), "")

    def number(word):
        return sum(int(count) for count in re.findall(rf"(\d+) {word}", closing))

    return number("passed"), number("failed") + number("error")


def outcome(step, output, status):
    """(passed, failed) of a command that printed this and ended with that status."""
    if step.counts:
        passed, failed = step.counts(output)
        return passed, failed or int(status != 0)
    good = status == 0 and step.closing in (output.splitlines() or [""])[-1]
    return int(good), int(not good)


def run(step, logs, show=lambda text: print(text, end="", flush=True)):
    """Runs a step's command, gives show what is to be shown of it, and keeps all of it in a log."""
    show(f"\n== {step.title}\n")
    log = logs / (re.sub(r"\W+", "-", step.title.lower()) + ".log")
    started = time.monotonic()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "local-organization"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        step.command, cwd=step.folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process, log.open("w", encoding="utf-8") as file:
        for line in process.stdout:
            file.write(line)
            show(step.show(line))
    passed, failed = outcome(step, log.read_text(encoding="utf-8"), process.returncode)
    return Result(step, passed, failed, time.monotonic() - started, log.relative_to(ROOT))


def run_and_print(step, logs):
    """The same, printed as a whole once it has ended."""
    shown = []
    result = run(step, logs, shown.append)
    print("".join(shown), end="", flush=True)
    return result


def run_side_by_side(planned, logs):
    """Runs the steps two at a time, the dearest first; their results in the order of the plan."""
    lanes = ThreadPoolExecutor(max_workers=2)
    try:
        running = {step.title: lanes.submit(run_and_print, step, logs) for step in sorted(planned, key=lambda step: -step.budget)}
        return [running[step.title].result() for step in planned]
    finally:
        # Whoever is interrupted begins nothing more.
        lanes.shutdown(cancel_futures=True)


def java(maven, budget, *arguments):
    """The Java tests: Maven as far as the arguments say."""
    return Step("Java", [*maven, "--fail-at-end", *arguments], budget, surefire_counts, show=MavenProgress(), alone=True)


def format_check(maven):
    """Nothing, with a sentence, on a JDK that the formatter is not made for."""
    if sentence := left_out(jdk_version()):
        print(sentence)
        return []
    return [Step("Format", [sys.executable, "tools/formatting.py", "check", "--maven", shlex.join(maven)], 15, alone=True)]


def declarations(logs):
    """Each schema, and all templates."""
    for config in sorted([*ROOT.glob(".rpdk-config"), *ROOT.glob("*/.rpdk-config")]):
        yield Step(f"cfn validate {config.parent.relative_to(ROOT)}", ["cfn", "validate"], 5, folder=config.parent)
    # A folder of schemas alone: cfn-lint takes every JSON file in it for one.
    schemas = logs / "schemas"
    schemas.mkdir(exist_ok=True)
    for schema in ROOT.glob("*/sessionmanager-*.json"):
        shutil.copy(schema, schemas)
    # Files of landing-zone tools are none.
    examples = [it for it in ROOT.glob("examples/**/*.yaml") if it.parent.name != "landing-zones"]
    templates = [str(template) for template in sorted([*ROOT.glob("*/resource-role.yaml"), *ROOT.glob("*/template.yml"), *examples])]
    options = ["--non-zero-exit-code", "error", "--registry-schemas", str(schemas)]
    yield Step("cfn-lint", ["cfn-lint", *options, "--template", *templates], 10)


def steps(tests, maven, logs):
    """What a set of tests consists of; the Java tests of `test` build the jars that others need."""
    python = [sys.executable, "-m"]
    # A process for each of two cores; a file's tests share what they have made.
    side_by_side = ["--numprocesses", "2", "--dist", "loadfile"]
    if tests == "unit":
        return [java(maven, 240, "test")]
    if tests == "browser":
        return [
            java(maven, 120, "-pl", "verification", "-am", "-Dtest=HtmlReportTest", "-Dsurefire.failIfNoSpecifiedTests=false", "-Djacoco.skip", "test"),
            Step("Page in Chromium", [*python, "pytest", "--no-header", "-p", "no:cacheprovider", "local-organization/browser"], 60, worded_counts),
        ]
    if tests == "test-full":
        return [
            # What is not sampled `make test` has run; without it too little is covered for JaCoCo's limit.
            java(maven, 40 * 60, "-Dlaws=whole", "-Dgroups=sampled", "-Djacoco.skip", "test"),
            Step("Access matrix, whole", [*python, "access", "--mutate"], 300, worded_counts),
            Step("CDK example", [sys.executable, "tools/check_cdk.py"], 60, closing="the CDK example is what the schemas make of it"),
            Step("Scale, as a sample", [*python, "scale", "--accounts", "2,4"], 120, worded_counts),
            Step("Demonstration, broken on purpose", [*python, "demo", "--break"], 300, closing="the demonstration succeeded"),
            Step("Demonstration, Custom:: resources", [*python, "demo", "--door", "custom"], 480, closing="the demonstration succeeded"),
            Step("Two builds", [sys.executable, "tools/two_builds.py", "--maven", shlex.join(maven)], 300, closing="the same bytes"),
        ]
    return [
        *format_check(maven),
        java(maven, 240, "verify"),
        *declarations(logs),
        Step("Python tests", [*python, "pytest", "--no-header", "-p", "no:cacheprovider", *side_by_side, "local-organization/tests", "tools"], 180, worded_counts),
        Step("Access matrix", [*python, "access", "--sample", "30000"], 90, worded_counts, needs_jars=True),
        Step("Contract tests", [*python, "contract", "central", "member"], 170, worded_counts, needs_jars=True),
        Step("Jars and classes", [*python, "coldstart"], 30, worded_counts, needs_jars=True),
        Step("Demonstration", [*python, "demo"], 150, closing="the demonstration succeeded", needs_jars=True),
    ]


def main():
    parser = argparse.ArgumentParser(description="Runs tests of the repository.")
    parser.add_argument("tests", choices=["unit", "test", "test-full", "browser"])
    parser.add_argument("--maven", required=True, help="Maven with its options")
    parser.add_argument("--built", type=Path, required=True, help="file that make compares with the sources: touched when the jars are new")
    arguments = parser.parse_args()
    logs = ROOT / "target" / arguments.tests
    logs.mkdir(parents=True, exist_ok=True)

    started = time.monotonic()
    planned = steps(arguments.tests, shlex.split(arguments.maven), logs)
    results = [run(step, logs) for step in planned if step.alone]
    if arguments.tests == "test" and all(result.failed == 0 for result in results if result.step.title == "Java"):
        arguments.built.touch()
    elif arguments.tests == "test":
        for step in filter(lambda step: step.needs_jars, planned):
            print(f"\n== {step.title}: not run, Maven built no jars")
        planned = [step for step in planned if not step.needs_jars]
    results += run_side_by_side([step for step in planned if not step.alone], logs)

    print("", *(result.row() for result in results), sep="\n")
    if arguments.tests == "test":
        print(f"{time.monotonic() - started:.0f} s in all, of {BUDGET}")
    failed = sum(result.failed for result in results)
    counts = f"{sum(result.passed for result in results)} passed, {failed} failed"
    (logs / "counts").write_text(counts + "\n", encoding="utf-8")
    print(f"\n{counts}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
