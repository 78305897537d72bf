"""python -m review INPUT: writes the policies that a deployment would create, and a page about them, to target/policies."""

import argparse
import json
import os
import shutil
import sys
from pathlib import Path

from access.simulator import SimulationFailed
from demo.servers import emulated_aws
from demo.stacks import DeploymentFailed
from processes import ROOT

from .declaration import read
from .invalid import InvalidInput
from .page import page, size
from .preview import preview

TARGET = ROOT / "target" / "policies"
WORK = ROOT / "target" / "policies-emulator"


def write(folder, found, declaration):
    """All files of one run."""
    folder.mkdir(parents=True)
    deployment = found.deployment
    for name, document in deployment.policies.items():
        (folder / f"{name}.json").write_text(f"{json.dumps(document, indent=2)}\n", encoding="utf-8")
    (folder / "guardrails").mkdir()
    for name, text in found.guardrails.items():
        (folder / "guardrails" / f"{name}.json").write_text(text, encoding="utf-8")
    (folder / "context.json").write_text(f"{json.dumps(context(found, declaration), indent=2)}\n", encoding="utf-8")
    (folder / "README.md").write_text(page(found), encoding="utf-8")


def context(found, declaration):
    """What the documents are about, for programs."""
    return {
        "input": {"file": found.input, "Central": declaration.central, "Member": declaration.member},
        "types": found.types,
        "assumed": found.assumptions,
        "unknownUntilDeployed": ["the ids of the keys that are not given: those here are made up"],
        "guardrailsMadeFrom": found.guarded,
        "keys": found.deployment.keys,
        "sizes": {f"{name}.json": size(document) for name, document in found.deployment.policies.items()}
        | {f"guardrails/{name}.json": len(text) for name, text in found.guardrails.items()},
    }


def reasons(failure):
    """Why a deployment failed, in the types' own words; before them stand the stack and how it ended."""
    return "\n".join(line.strip() for line in str(failure).splitlines()[1:]) or str(failure)


def main():
    parser = argparse.ArgumentParser(prog="review", description=__doc__)
    parser.add_argument("input", type=Path, help="Central's properties, both types' with the place, or a template; JSON or YAML")
    parser.add_argument("--to", type=Path, default=TARGET, metavar="FOLDER", help="another folder than target/policies; it is emptied first")
    parser.add_argument("--sample", type=int, metavar="COUNT", help="decide this many requests in place of all")
    arguments = parser.parse_args()
    file, folder = arguments.input, arguments.to
    # Whatever goes wrong, nothing of a former run stays to be taken for this one's.
    shutil.rmtree(folder, ignore_errors=True)
    try:
        declaration = read(file)
        with emulated_aws(WORK) as aws:
            found = preview(file, declaration, aws.url, lambda line: print(f"{file}: {line}", flush=True), arguments.sample)
    except (InvalidInput, SimulationFailed) as failure:
        print(failure, file=sys.stderr)
        return 1
    except DeploymentFailed as failure:
        print(reasons(failure), file=sys.stderr)
        return 1
    write(folder, found, declaration)
    print(os.path.relpath(folder / "README.md"))
    if found.wrong:
        print(f"{len(found.wrong)} decisions are otherwise than the rules say; the page lists them", file=sys.stderr)
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
