"""Runs every test of the repository and says how many passed: what `make test` does.

One step after the other: Maven (unit and architecture tests), the schemas and templates, the Python tests, and, over the
jars that Maven built, CloudFormation's contract tests. A step that fails does not keep the others from running, except that
there are no contract tests without jars. Whole logs are in target/test/; the last line counts all tests.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "target" / "test"
EVERYTHING = re.compile("")
# Maven's own progress: modules, the count of each test class, errors.
MAVEN_PROGRESS = re.compile(r"^\[ERROR\]|^\[\w+\] (Building .*\[\d+/\d+\]|Tests run:|BUILD)")
# Surefire's closing line of a module; the lines of single classes go on after the counts.
SUREFIRE_TOTAL = re.compile(r"^\[\w+\] Tests run: (\d+), Failures: (\d+), Errors: (\d+), Skipped: (\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class Result:
    """What came of one step."""

    title: str
    passed: int
    failed: int
    seconds: float
    log: Path


def surefire_counts(output):
    """(passed, failed) from the closing lines of all modules."""
    totals = [tuple(map(int, total)) for total in SUREFIRE_TOTAL.findall(output)]
    failed = sum(failures + errors for _, failures, errors, _ in totals)
    return sum(run - skipped for run, _, _, skipped in totals) - failed, failed


def worded_counts(output):
    """(passed, failed) from the last line that says so, as pytest and the contract tests do: `3 passed, 1 failed`."""
    closing = next((line for line in reversed(output.splitlines()) if re.search(r"\d+ (passed|failed|error)", line)), "")

    def number(word):
        return sum(int(count) for count in re.findall(rf"(\d+) {word}", closing))

    return number("passed"), number("failed") + number("error")


def exit_counts(_output):
    """(passed, failed) of a command that says nothing but its exit code."""
    return 1, 0


def run(title, command, count, show=EVERYTHING, folder=ROOT):
    """Runs a command, prints the lines that `show` matches, and keeps all of them in a log."""
    print(f"\n== {title}", flush=True)
    log = LOGS / (re.sub(r"\W+", "-", title.lower()) + ".log")
    started = time.monotonic()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "local-organization"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process, log.open("w", encoding="utf-8") as file:
        for line in process.stdout:
            file.write(line)
            if show.search(line):
                print(line, end="", flush=True)
    passed, failed = count(log.read_text(encoding="utf-8"))
    if process.returncode != 0 and failed == 0:
        passed, failed = (0 if count is exit_counts else passed), 1
    return Result(title, passed, failed, time.monotonic() - started, log.relative_to(ROOT))


def declarations():
    """(title, command, folder) for each schema, and for all templates."""
    for config in sorted([*ROOT.glob(".rpdk-config"), *ROOT.glob("*/.rpdk-config")]):
        yield f"cfn validate {config.parent.relative_to(ROOT)}", ["cfn", "validate"], config.parent
    # A folder of schemas alone: cfn-lint takes every JSON file in it for one.
    schemas = LOGS / "schemas"
    schemas.mkdir(exist_ok=True)
    for schema in ROOT.glob("*/sessionmanager-*.json"):
        shutil.copy(schema, schemas)
    templates = [str(template) for template in sorted([*ROOT.glob("*/resource-role.yaml"), *ROOT.glob("examples/*.yaml")])]
    options = ["--non-zero-exit-code", "error", "--registry-schemas", str(schemas)]
    yield "cfn-lint", ["cfn-lint", *options, "--template", *templates], ROOT


def main():
    parser = argparse.ArgumentParser(description="Runs every test of the repository.")
    parser.add_argument("--maven", required=True, help="Maven with its options")
    parser.add_argument("--built", type=Path, required=True, help="file that make compares with the sources: touched when the jars are new")
    arguments = parser.parse_args()
    LOGS.mkdir(parents=True, exist_ok=True)

    results = [run("Maven", [*shlex.split(arguments.maven), "--fail-at-end", "verify"], surefire_counts, MAVEN_PROGRESS)]
    built = results[0].failed == 0
    if built:
        arguments.built.touch()
    results += [run(title, command, exit_counts, folder=folder) for title, command, folder in declarations()]
    python_tests = [sys.executable, "-m", "pytest", "--no-header", "-p", "no:cacheprovider", "local-organization/tests", "tools"]
    results.append(run("Python tests", python_tests, worded_counts))
    if built:
        results.append(run("Contract tests", [sys.executable, "-m", "contract", "central", "member"], worded_counts))
    else:
        print("\n== Contract tests: not run, Maven built no jars")

    print()
    for result in results:
        mark = "ok" if result.failed == 0 else "FAILED"
        print(f"{mark:6}  {result.title:40} {result.passed:5} passed {result.failed:4} failed {result.seconds:6.0f} s   {result.log}")
    failed = sum(result.failed for result in results)
    print(f"\n{sum(result.passed for result in results)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
