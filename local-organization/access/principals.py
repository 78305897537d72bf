"""Who calls: each principal with the policies of its own account and with what AWS puts into the context of its calls.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from processes import ROOT, type_folder

MANAGED = Path(__file__).resolve().parent / "managed-policies"
GUIDE = ROOT / "docs" / "permissions.md"
# What the guide's examples are about; read by a principal, it is about this deployment.
GUIDE_MEMBER, GUIDE_LOG, GUIDE_BUCKET = "444455556666", "111122223333", "central-logs"
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
KEYS_ONLY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}

OTHER_MEMBER, LEFT, OUTSIDER = "222233334444", "333344445555", "666677778888"
OTHER_ORGANIZATION = "o-anotherone1"


@dataclass(frozen=True)
class Principal:
    """One caller. `arn` is a service's name for a service, and None for an anonymous one."""

    name: str
    arn: str | None
    account: str | None = None
    organization: str | None = None
    # By the names under which the simulator finds their texts.
    policies: dict = field(default_factory=dict)
    context: dict = field(default_factory=dict)

    def __str__(self):
        return f"{self.name} ({self.arn or 'unsigned'})"


def role(name, account, organization, policies, path="/", role_name=None):
    """A role of an account; `organization` is None outside of any."""
    arn = f"arn:aws:iam::{account}:role{path}{role_name or name.replace(' ', '-')}"
    context = {"aws:PrincipalArn": arn, "aws:PrincipalType": "AssumedRole"}
    return Principal(name, arn, account, organization, policies, context | of_account(account, organization))


def of_account(account, organization):
    """What AWS says of the account that a caller belongs to."""
    context = {"aws:PrincipalAccount": account, "kms:CallerAccount": account, "aws:PrincipalIsAWSService": "false"}
    if organization:
        context |= {"aws:PrincipalOrgID": organization, "aws:PrincipalOrgPaths": [f"{organization}/r-root/ou-root-workloads/"]}
    return context


def service(host, log_account):
    """A service that calls with its own name, for something of the log account: it belongs to no account."""
    context = {"aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": host, "aws:SourceAccount": log_account}
    return Principal(host, host, context=context)


def anonymous(name, **context):
    """An unsigned call."""
    return Principal(name, None, context={"aws:PrincipalType": "Anonymous"} | context)


def principals(deployment):
    """All of them, for one deployment."""
    ours = deployment.organization
    log, member, management = (deployment.accounts[name] for name in ("log", "member", "management"))
    administrator = {"AdministratorAccess": EVERYTHING}
    root = f"arn:aws:iam::{log}:root"
    found = [
        role("member instance", member, ours, {"member": deployment.policies["member"]}),
        role("member without policy", member, ours, {}),
        role("member administrator", member, ours, administrator),
        role("person with sessions", member, ours, guided(deployment, "EncryptSessions")),
        role("other member", OTHER_MEMBER, ours, administrator),
        role("management account", management, ours, administrator),
        role("log account administrator", log, ours, administrator),
        Principal("log account root", root, log, ours, administrator, {"aws:PrincipalArn": root, "aws:PrincipalType": "Account"} | of_account(log, ours)),
        role("log administrator", log, ours, administrator),
        role("key administrator", log, ours, {"keys": KEYS_ONLY}),
        role("reader", log, ours, guided(deployment, "ReadLogs")),
        role("our own role", log, ours, {"resource-role": execution_policy("central")}, path="/session-logging/"),
        role("left account", LEFT, None, administrator),
        role("outsider", OUTSIDER, OTHER_ORGANIZATION, administrator),
        # The reference gives unsigned calls an account of this name; that they have none would be as likely.
        anonymous("anonymous", **{"aws:PrincipalAccount": "anonymous"}),
        anonymous("anonymous, without account"),
        *(service(host, log) for host in ("logging.s3.amazonaws.com", "ssm.amazonaws.com", "cloudtrail.amazonaws.com")),
    ]
    if deployment.mode.guarded:
        found.append(role("break glass", log, ours, administrator))
    if just_in_time := {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(MANAGED.glob("*.json"))}:
        found.append(role("just-in-time session", member, ours, just_in_time))
    return found


def guided(deployment, sid):
    """The policy of the guide that has a statement of this id, with the deployment's names in it."""
    blocks = re.findall(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (text,) = [block for block in blocks if f'"{sid}"' in block]
    log, member = deployment.accounts["log"], deployment.accounts["member"]
    text = text.replace(GUIDE_BUCKET, deployment.bucket).replace(f"{deployment.bucket}/", f"{deployment.bucket}/{deployment.mode.log_prefix}")
    text = re.sub(r"arn:aws:kms:\*:\d+:key/mrk-\w+", f"arn:aws:kms:*:{log}:key/{key_id(deployment.session_key)}", text)
    text = re.sub(r"arn:aws:kms:[\w-]+:\d+:key/[\w-]+", deployment.keys["bucket-key"], text)
    return {f"guide: {sid}": json.loads(text.replace(GUIDE_MEMBER, member))}


def key_id(arn):
    """What a key's ARN ends in."""
    return arn.rpartition("/")[2]


def execution_policy(type_):
    """What the role that CloudFormation calls the handlers with is allowed, from the file that registration makes it of."""
    template = yaml.safe_load((type_folder(type_) / "resource-role.yaml").read_text(encoding="utf-8"))
    return template["Resources"]["ExecutionRole"]["Properties"]["Policies"][0]["PolicyDocument"]
