"""Who calls: each principal with the policies of its own account and with what AWS puts into the context of its calls.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from emulator.stacks.loader import Loader
from processes import ROOT, type_folder

from .modes import LEFT, OTHER_MEMBER, OUTSIDER

MANAGED = Path(__file__).resolve().parent / "managed-policies"
GUIDE = ROOT / "docs" / "permissions.md"
# What the guide's examples are about; read by a principal, it is about this deployment.
GUIDE_MEMBER, GUIDE_BUCKET = "444455556666", "central-logs"
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
KEYS_ONLY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}

# Who has which policy of examples/session-users.yaml.
PEOPLE = {"person with sessions": "SessionUsers", "person who asks for access": "AccessRequesters"}
# What ${aws:userid} is of such a person: "Where you can use policy variables", IAM user guide.
OWN_ID = "AROA0123456789EXAMPLE:operator"

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
    # What narrows down a session: a name and a text, as above.
    session_policy: dict = field(default_factory=dict)
    context: dict = field(default_factory=dict)

    def __str__(self):
        return f"{self.name} ({self.arn or 'unsigned'})"


def role(name, account, place, policies, path="/", **more):
    """A role of an account; `place` is the account's path in its organization, None outside of any."""
    arn = f"arn:aws:iam::{account}:role{path}{name.replace(' ', '-')}"
    return caller(name, arn, "AssumedRole", account, place, policies, **more)


def person(name, account, place, policies):
    """Somebody who has signed in to a role, as Identity Center's people do."""
    found = role(name, account, place, policies)
    found.context["aws:userid"] = OWN_ID
    return found


def named(deployment, list_, name, account, place, policies):
    """The first of the account whom a list names, who stands for all; where it names none of it, a role of that name."""
    found = [arn for arn in deployment.declared.get(list_, []) if account_in(arn) in (account, "*")]
    if not found:
        return role(name, account, place, policies)
    arn = found[0].replace("::*:", f"::{account}:").replace("*", "example").replace("?", "x")
    return caller(name, arn, "User" if ":user/" in arn else "AssumedRole", account, place, policies)


def account_in(arn):
    """The account of a principal."""
    return arn.split(":")[4]


def caller(name, arn, kind, account, place, policies, **more):
    """A caller with an account, and what AWS says of it and of its account."""
    context = {"aws:PrincipalArn": arn, "aws:PrincipalType": kind, "aws:PrincipalIsAWSService": "false"}
    context |= {"aws:PrincipalAccount": account, "kms:CallerAccount": account}
    if place:
        context |= {"aws:PrincipalOrgID": place.partition("/")[0], "aws:PrincipalOrgPaths": [place]}
    return Principal(name, arn, account, place and place.partition("/")[0], policies, context=context, **more)


def service(host, log_account):
    """A service that calls with its own name, for something of the log account: it belongs to no account."""
    context = {"aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": host, "aws:SourceAccount": log_account}
    return Principal(host, host, context=context)


def anonymous(name, **context):
    """An unsigned call."""
    return Principal(name, None, context={"aws:PrincipalType": "Anonymous"} | context)


def principals(deployment):
    """All of them, for one deployment."""
    root, workloads = deployment.paths["root"], deployment.paths["member"]
    log, member, management = (deployment.accounts[name] for name in ("log", "member", "management"))
    elsewhere, other_organization = f"{root}ou-elsewhere/", f"{OTHER_ORGANIZATION}/r-other/"
    administrator = {"AdministratorAccess": EVERYTHING}
    readers = [account_in(arn) for arn in deployment.declared.get("LogReaderArns", [])]
    auditing = next((it for it in readers if it not in (log, "*")), OTHER_MEMBER)
    token, session_only = (managed(f"AWSSystemsManagerJustInTimeAccessToken{name}Policy") for name in ("", "Session"))
    return [
        # Also stands for those of Default Host Management: what AWS's policy gives its role besides is no call of S3, KMS or Logs.
        role("member instance", member, workloads, {"member": deployment.policies["member"]}),
        role("member without policy", member, workloads, {}),
        # Also stands for the roles that StackSets deploys with, stacksets-exec-*.
        role("member administrator", member, workloads, administrator),
        # Those of the command session-logging verify: one looks, the other begins uploads where it is asked to.
        role("verifier", member, workloads, example("auditor"), path="/session-logging/"),
        role("canary", member, workloads, {"member": deployment.policies["member"]} | example("canary"), path="/session-logging/"),
        role("member handlers", member, workloads, {"member-resource-role": execution_policy("member")}, path="/session-logging/"),
        *(person(name, member, workloads, {policy: deployment.people[policy]}) for name, policy in PEOPLE.items()),
        role("just-in-time session", member, workloads, token, session_policy=session_only),
        role("other member", OTHER_MEMBER, elsewhere, administrator),
        named(deployment, "LogReaderArns", "auditor", auditing, elsewhere, guided(deployment, "ReadLogs")),
        role("management account", management, root, administrator),
        role("log account administrator", log, root, administrator),
        caller("log account root", f"arn:aws:iam::{log}:root", "Account", log, root, administrator),
        named(deployment, "LogAdministratorArns", "log administrator", log, root, administrator),
        named(deployment, "KeyAdministratorArns", "key administrator", log, root, {"keys": KEYS_ONLY}),
        named(deployment, "LogReaderArns", "reader", log, root, guided(deployment, "ReadLogs")),
        role("our own role", log, root, {"resource-role": execution_policy("central")}, path="/session-logging/"),
        *([role("break glass", log, root, administrator)] if deployment.mode.guarded else []),
        role("left account", LEFT, None, administrator),
        role("outsider", OUTSIDER, other_organization, administrator),
        # The reference gives unsigned calls an account of this name; that they have none would be as likely.
        anonymous("anonymous", **{"aws:PrincipalAccount": "anonymous"}),
        anonymous("anonymous, without account"),
        *(service(host, log) for host in ("logging.s3.amazonaws.com", "ssm.amazonaws.com", "cloudtrail.amazonaws.com")),
    ]


def managed(name):
    """A policy of AWS, by its name."""
    return {name: json.loads((MANAGED / f"{name}.json").read_text(encoding="utf-8"))}


def guided(deployment, sid):
    """The policy of the guide that has a statement of this id, with the deployment's names in it."""
    blocks = re.findall(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (text,) = [block for block in blocks if f'"{sid}"' in block]
    text = text.replace(GUIDE_BUCKET, deployment.bucket).replace(f"{deployment.bucket}/", f"{deployment.bucket}/{deployment.mode.log_prefix}")
    text = re.sub(r"arn:aws:kms:[\w-]+:\d+:key/[\w-]+", deployment.keys["bucket-key"], text)
    return {f"guide: {sid}": json.loads(text.replace(GUIDE_MEMBER, deployment.accounts["member"]))}


def example(name):
    """What the role of an example is allowed and refused."""
    text = (ROOT / "examples" / f"{name}.yaml").read_text(encoding="utf-8").replace("!Sub ", "").replace("${AWS::Partition}", "aws")
    (made,) = yaml.load(text, Loader)["Resources"].values()  # a SafeLoader
    return {f"example: {it['PolicyName']}": it["PolicyDocument"] for it in made["Properties"]["Policies"]}


def key_id(arn):
    """What a key's ARN ends in."""
    return arn.rpartition("/")[2]


def execution_policy(type_):
    """What the role that CloudFormation calls the handlers with is allowed, from the file that registration makes it of."""
    template = yaml.safe_load((type_folder(type_) / "resource-role.yaml").read_text(encoding="utf-8"))
    return template["Resources"]["ExecutionRole"]["Properties"]["Policies"][0]["PolicyDocument"]
