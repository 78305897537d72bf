"""python -m contract TYPE ...: runs the suite once per input set, each in an AWS of its own, and prints what came of it."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
from access import narrow_roles
from access.simulator import Simulator
from processes import REGION, ROOT, emulator, endpoint, environment

from .accounts import ACCOUNTS
from .input_sets import input_sets
from .report import Report, table

SUITE = Path(__file__).resolve().parent / "suite"
ACCOUNT = "123456789012"  # moto's: that of a client without a role
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


def clients(aws_url):
    """Makes clients of a service: of the account that the types are tested in, or of another one of its organization."""
    own = boto3.Session(aws_access_key_id="emulated", aws_secret_access_key="emulated", region_name=REGION)

    def client(service, account=None):
        if account is None:
            return own.client(service, endpoint_url=aws_url)
        role = f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
        keys = client("sts").assume_role(RoleArn=role, RoleSessionName="contract")["Credentials"]
        there = boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], region_name=REGION)
        return there.client(service, endpoint_url=aws_url)

    return client


def run(inputs):
    """Runs the suite for one input set; whatever goes wrong is in the report."""
    report = Report(inputs.type, inputs.name)
    started = time.monotonic()
    work = WORK / inputs.label
    try:
        shutil.rmtree(work, ignore_errors=True)
        inputs.write_project(work / "project")
        with emulator(work, "--record-calls", str(work / CALLS)) as aws:
            with ACCOUNTS[inputs.type](clients(aws), inputs.models.values()):
                (work / ROLES).write_text(json.dumps(narrow_roles.made(clients(aws)("iam"))), encoding="utf-8")
                with endpoint(inputs.type, work, aws) as url:
                    cfn_test(work, aws, url, narrow_roles.EXECUTION[inputs.type])
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
    reports = []
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        try:
            for inputs, report in zip(sets, pool.map(run, sets)):
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
