"""The guardrails of the organization: made by the pure functions of logging-domain, for the names of a deployment."""

import json
import os
import subprocess

from processes import HERE, JAVA, JVM_OPTIONS, ROOT, only_jar, type_folder

from .invalid import InvalidInput

PRINTER = "org.sessionlogging.local.PrintGuardrails"
PREFERENCES = "SSM-SessionManagerRunShell"
# Service and resource control policies alike ("Quotas and service limits for AWS Organizations").
LIMIT = 5120


def guardrails(declaration, deployment):
    """(the texts by file name, what they were made from); which Regions have Members is what Central's replicas say."""
    regions = [deployment.region, *declaration.central.get("ReplicaRegions", [])]
    documents = sorted({PREFERENCES, declaration.member.get("DocumentName", PREFERENCES)})
    names = {"DocumentNames": documents, "Regions": regions, "ExecClusterNames": [], "StackName": "session-logging", "DeployerArns": [], "BreakGlassArns": []}
    made_from = names | declaration.guardrails
    place = {"Partition": "aws", "Account": deployment.accounts["log"], "Region": deployment.region}
    archive = {"BucketName": deployment.bucket, "OrganizationId": deployment.organization, "Keys": sorted(set(deployment.keys.values()) - {deployment.keys.get("replica-key")})}
    printed = subprocess.run([*command(), PRINTER], input=json.dumps(place | archive | made_from), capture_output=True, text=True)
    if printed.returncode:
        raise InvalidInput(f"Guardrails: {printed.stderr.strip()}")
    return json.loads(printed.stdout), made_from


def command():
    """Java with the domain's own jar first: Central's, which has the JSON library, holds only what Central needs of the domain."""
    jars = [
        only_jar(HERE / "target", "local-organization-*.jar"),
        only_jar(ROOT / "logging-domain" / "target", "logging-domain-*.jar"),
        only_jar(type_folder("central") / "target", "sessionmanager-logging-*-handler-*.jar"),
    ]
    return [JAVA, *JVM_OPTIONS, "-cp", os.pathsep.join(map(str, jars))]
