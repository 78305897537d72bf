"""Whether all of an organization's sessions will be logged, said by the command that says it of a real one."""

import json
import os
import subprocess

from processes import ROOT, SESSION_LOGGING

from .organization import HOME_REGION
from .stacks import as_parameters

ADMINISTRATOR = "OrganizationAccountAccessRole"
AUDITOR = "session-logging/SessionLoggingAuditor"
CANARY = "session-logging/SessionLoggingCanary"
AUDITORS = ROOT / "examples" / "auditor.yaml"
CANARIES = ROOT / "examples" / "canary.yaml"


def in_every_account(organization, name, template):
    """A template of a StackSet that makes a role in every account of the unit, out of the template of the role."""
    # A dynamic reference in a property belongs to the stack that has the property, and this one to the members' stacks: YAML's
    # escape hides it from the former.
    text = template.read_text(encoding="utf-8").replace('"{{resolve:', r'"\x7B{resolve:')
    properties = {
        "StackSetName": name,
        "PermissionModel": "SERVICE_MANAGED",
        "CallAs": "DELEGATED_ADMIN",
        "AutoDeployment": {"Enabled": True, "RetainStacksOnAccountRemoval": False},
        "Capabilities": ["CAPABILITY_NAMED_IAM"],
        "Parameters": as_parameters({"LogAccountId": organization.log.number}),
        "StackInstancesGroup": [{"DeploymentTargets": {"OrganizationalUnitIds": [organization.unit]}, "Regions": [HOME_REGION]}],
        "TemplateBody": text,
    }
    return json.dumps({"Resources": {"Roles": {"Type": "AWS::CloudFormation::StackSet", "Properties": properties}}})


def verdict(organization, bucket, *more):
    """(exit status, what is printed) of the command in the log account, over the members' unit, with more options."""
    done = _verify(organization, bucket, "--ou", organization.unit, *more)
    return done.returncode, done.stderr + done.stdout


def findings(organization, bucket, *which):
    """What is not as it should be, each `SEVERITY account region check` once, sorted; which: arguments that say where to look."""
    done = _verify(organization, bucket, *which, "--format", "json")
    if done.returncode and not done.stdout:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout)["findings"]
    return sorted({" ".join(it[key] for key in ("severity", "account", "region", "check")) for it in told})


def _verify(organization, bucket, *more):
    own = organization.credentials(organization.log.number, ADMINISTRATOR)
    environment = os.environ | {
        "AWS_ENDPOINT_URL": organization.url,
        "AWS_REGION": HOME_REGION,
        "AWS_ACCESS_KEY_ID": own["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": own["SecretAccessKey"],
        "AWS_SESSION_TOKEN": own["SessionToken"],
    }
    command = [*SESSION_LOGGING, "verify", "--bucket", bucket, "--role-name", AUDITOR, *more]
    return subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
