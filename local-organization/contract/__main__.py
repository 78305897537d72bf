"""python -m contract TYPE ...: runs the suite once per input set, each in an AWS of its own, and prints what came of it."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3

from .accounts import ACCOUNTS
from .input_sets import ROOT, input_sets, only_jar
from .report import Report, table
from .services import Service

HERE = Path(__file__).resolve().parent
WORK = ROOT / "target" / "contract-tests"
REGION = "us-east-1"
JAVA = str(Path(os.environ["JAVA_HOME"], "bin", "java")) if os.environ.get("JAVA_HOME") else "java"
# The client compiler alone and the simplest collector: half the start-up time of a short-lived JVM.
JVM_OPTIONS = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


def environment(work):
    """The variables of all processes of a run: nothing of the developer's own AWS settings, home and temporary folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    own = {"HOME": str(work), "TMPDIR": str(work), "PYTHONPATH": str(HERE.parent), "PYTHONDONTWRITEBYTECODE": "1"}
    aws = {"AWS_ACCESS_KEY_ID": "emulated", "AWS_SECRET_ACCESS_KEY": "emulated", "AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION}
    return kept | own | aws


def emulator(work, variables):
    """An AWS of its own."""
    return Service("emulator", [sys.executable, "-m", "emulator", "--port", "0"], work / "emulator.log", variables)


def endpoint(inputs, work, variables):
    """The type's shaded jar, started as Lambda would."""
    jars = [only_jar(ROOT / "local-organization" / "target", "local-organization-*.jar"), inputs.jar]
    command = [JAVA, *JVM_OPTIONS, "-cp", os.pathsep.join(map(str, jars)), "org.sessionlogging.local.LambdaEndpoint"]
    return Service("endpoint", [*command, "--port", "0", "--handler", inputs.handler], work / "endpoint.log", variables)


def cfn_test(work, url, variables):
    """Runs the CLI over the handlers at the URL; pytest writes the outcomes, failed ones too, to junit.xml."""
    settings = ["log_cli=false", "junit_logging=log"]
    pytest_options = [f"--junitxml={work / 'junit.xml'}", "--hypothesis-seed=0", *(f"--override-ini={s}" for s in settings), str(HERE / "suite")]
    command = [sys.executable, "-m", "contract.cfn", "test", "--region", REGION, "--endpoint", url, "--", *pytest_options]
    with (work / "cfn-test.log").open("w", encoding="utf-8") as log:
        subprocess.run(command, cwd=work / "project", env=variables, stdout=log, stderr=subprocess.STDOUT, check=False)
    if not (work / "junit.xml").exists():
        raise RuntimeError(f"cfn test: ended before its first test:\n{(work / 'cfn-test.log').read_text(encoding='utf-8')}")


def run(inputs):
    """Runs the suite for one input set; whatever goes wrong is in the report."""
    report = Report(inputs.type, inputs.name)
    started = time.monotonic()
    work = WORK / inputs.label
    try:
        shutil.rmtree(work, ignore_errors=True)
        inputs.write_project(work / "project")
        variables = environment(work)
        with emulator(work, variables) as aws:
            variables["AWS_ENDPOINT_URL"] = aws
            session = boto3.Session(aws_access_key_id="emulated", aws_secret_access_key="emulated", region_name=REGION)
            with ACCOUNTS[inputs.type](lambda service: session.client(service, endpoint_url=aws), inputs.models.values()):
                with endpoint(inputs, work, variables) as url:
                    cfn_test(work, url, variables)
                report.read_junit(work / "junit.xml")
    except Exception as problem:  # one set's failure, whatever it is, keeps no other set from its run
        report.failures["before or after the suite"] = f"{type(problem).__name__}: {problem}"
    report.seconds = time.monotonic() - started
    return report


def main():
    parser = argparse.ArgumentParser(prog="contract", description="CloudFormation's contract tests, on the emulator.")
    parser.add_argument("types", nargs="+", choices=sorted(ACCOUNTS), help="whose input sets to run")
    sets = [inputs for type_ in parser.parse_args().types for inputs in input_sets(type_)]
    print(f"cfn test over {len(sets)} input sets (logs: {WORK.relative_to(ROOT)})", flush=True)
    reports = []
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for inputs, report in zip(sets, pool.map(run, sets)):
            reports.append(report)
            print(f"{'FAILED' if report.failures else 'ok':6}  {inputs.label}", flush=True)
    for report in reports:
        for name, text in list(report.failures.items())[:1]:
            print(f"\n{report.type} {report.name}: the first of {len(report.failures)} failures is {name}\n{text}")
    passed, failed = sum(len(report.passed) for report in reports), sum(len(report.failures) for report in reports)
    print(f"\n{table(reports)}\n\n{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
