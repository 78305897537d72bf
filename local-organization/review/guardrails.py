"""The guardrails of the organization, as `session-logging policies` makes them for the names of a deployment."""

import json
import subprocess
import tempfile
from pathlib import Path

from access.deployment import replica_regions
from processes import SESSION_LOGGING

from .invalid import InvalidInput

PREFERENCES = "SSM-SessionManagerRunShell"
# Service and resource control policies alike ("Quotas and service limits for AWS Organizations").
LIMIT = 5120
# What guardrails depend on of a Central.
NAMES = {"BucketName", "ExistingBucketKeyArn", "ExistingSessionKeyArn", "KeyMode", "OrganizationId"}


def guardrails(declaration, deployment):
    """(the texts by file name, what they were made from); which Regions have Members is what Central's replicas say."""
    regions = [deployment.region, *replica_regions(deployment.region, declaration.central)]
    documents = sorted({PREFERENCES, declaration.member.get("DocumentName", PREFERENCES)})
    names = {"DocumentNames": documents, "Regions": regions, "ExecClusterNames": [], "StackName": "session-logging", "DeployerArns": [], "BreakGlassArns": []}
    made_from = names | declaration.guardrails
    central = {name: declaration.central[name] for name in NAMES & set(declaration.central)} | {"BucketName": deployment.bucket}
    files = policies({"Place": declaration.place, "Central": central, "Guardrails": made_from})
    return {Path(name).stem: text for name, text in files.items() if name.startswith("guardrails/")}, made_from


def policies(declared):
    """Texts by file name of what `session-logging policies` writes."""
    with tempfile.TemporaryDirectory() as folder:
        declaration = Path(folder, "input.json")
        declaration.write_text(json.dumps(declared), encoding="utf-8")
        made = Path(folder, "made")
        done = subprocess.run([*SESSION_LOGGING, "policies", declaration, "--to", made], capture_output=True, text=True)
        if done.returncode:
            raise InvalidInput(f"Guardrails: {done.stderr.strip()}")
        return {str(file.relative_to(made)): file.read_text(encoding="utf-8") for file in sorted(made.rglob("*.json"))}
