"""python -m contract TYPE ...: runs the suite once per input set, each in an AWS that holds nothing yet, and prints what came of it."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from queue import Queue

from access import narrow_roles
from access.simulator import Simulator
from demo.clients import reset
from processes import REGION, ROOT, emulator, endpoint, environment, lent

from .accounts import ACCOUNT, ACCOUNTS, clients
from .input_sets import input_sets
from .report import Report, table

SUITE = Path(__file__).resolve().parent / "suite"
WORK = ROOT / "target" / "contract-tests"
# What each run leaves there: the calls of the handlers, and the roles that they were made under.
CALLS, ROLES = "calls.jsonl", "roles.json"


def cfn_test(work, aws_url, url, role):
    """Runs the CLI over the handlers at the URL, under a role; pytest writes the outcomes, failed ones too, to junit.xml."""
    settings = ["log_cli=false", "junit_logging=log"]
    pytest_options = [f"--junitxml={work / 'junit.xml'}", "--hypothesis-seed=0", *(f"--override-ini={s}" for s in settings), str(SUITE)]
    arn = f"arn:aws:iam::{ACCOUNT}:role/session-logging/{role}"
    options = ["--region", REGION, "--endpoint", url, "--role-arn", arn]
    command = [sys.executable, "-m", "contract.cfn", "test", *options, "--", *pytest_options]
    variables = environment(work) | {"AWS_ENDPOINT_URL": aws_url}
    with (work / "cfn-test.log").open("w", encoding="utf-8") as log:
        subprocess.run(command, cwd=work / "project", env=variables, stdout=log, stderr=subprocess.STDOUT, check=False)
    if not (work / "junit.xml").exists():
        raise RuntimeError(f"cfn test: ended before its first test:\n{(work / 'cfn-test.log').read_text(encoding='utf-8')}")


class Place:
    """An AWS, and the handlers of the types that are tested in it: for one input set after the other, since to start them takes as
    long as a set. They start when they are asked for, and run until `servers` is closed."""

    def __init__(self, work):
        self.work = work
        self.servers = ExitStack()
        self.handlers = {}

    @cached_property
    def url(self):
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        return self.servers.enter_context(emulator(self.work, "--record-calls", str(self.work / CALLS)))

    def handlers_of(self, type_):
        """Where they are called."""
        if type_ not in self.handlers:
            self.handlers[type_] = self.servers.enter_context(endpoint(type_, self.work, self.url))
        return self.handlers[type_]

    def calls(self):
        """What the handlers have called so far, a line each."""
        return (self.work / CALLS).read_text(encoding="utf-8").splitlines(keepends=True)


def run(inputs, places):
    """Runs the suite for one input set, in a place that is free; whatever goes wrong is in the report."""
    report = Report(inputs.type, inputs.name)
    started = time.monotonic()
    work = WORK / inputs.label
    with lent(places) as place:
        try:
            shutil.rmtree(work, ignore_errors=True)
            inputs.write_project(work / "project")
            reset(place.url)
            former = len(place.calls())
            with ACCOUNTS[inputs.type](clients(place.url), inputs.models.values()):
                (work / ROLES).write_text(json.dumps(narrow_roles.made(clients(place.url)("iam"))), encoding="utf-8")
                cfn_test(work, place.url, place.handlers_of(inputs.type), narrow_roles.EXECUTION[inputs.type])
                (work / CALLS).write_text("".join(place.calls()[former:]), encoding="utf-8")
                report.read_junit(work / "junit.xml")
        except Exception as problem:  # one set's failure, whatever it is, keeps no other set from its run
            report.failures["before or after the suite"] = f"{type(problem).__name__}: {problem}"
    report.seconds = time.monotonic() - started
    return report


def decide_calls(sets, reports):
    """The roles that are shipped let the handlers make every call that the suite made them make."""
    with Simulator() as simulator:
        for inputs, report in zip(sets, reports):
            work = WORK / inputs.label
            try:
                requests, refused = narrow_roles.refused(simulator, work / ROLES, work / CALLS)
            except Exception as problem:
                requests, refused = 0, [f"{type(problem).__name__}: {problem}"]
            report.read_refused(requests, refused)


def main():
    parser = argparse.ArgumentParser(prog="contract", description="CloudFormation's contract tests, on the emulator.")
    parser.add_argument("types", nargs="+", choices=sorted(ACCOUNTS), help="whose input sets to run")
    sets = [inputs for type_ in parser.parse_args().types for inputs in input_sets(type_)]
    print(f"cfn test over {len(sets)} input sets (logs: {WORK.relative_to(ROOT)})", flush=True)
    reports, places = [], Queue()
    with ExitStack() as servers, ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for number in range(os.cpu_count()):
            place = Place(WORK / f"place-{number}")
            servers.enter_context(place.servers)
            places.put(place)
        try:
            for inputs, report in zip(sets, pool.map(lambda inputs: run(inputs, places), sets)):
                reports.append(report)
                print(f"{'FAILED' if report.failures else 'ok':6}  {inputs.label}", flush=True)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            return 130
    decide_calls(sets, reports)
    for report in reports:
        for name, text in list(report.failures.items())[:1]:
            print(f"\n{report.type} {report.name}: the first of {len(report.failures)} failures is {name}\n{text}")
    passed, failed = sum(len(report.passed) for report in reports), sum(len(report.failures) for report in reports)
    print(f"\n{table(reports)}\n\n{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
