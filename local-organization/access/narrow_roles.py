"""The roles of examples/distribution/roles.yaml, as a stack has made them, and what IAM lets them do."""

import json
from functools import cached_property

from demo.stacks import as_parameters
from processes import ROOT

from .recorded_calls import read, requests, role_name
from .requests import OPEN

TEMPLATE = ROOT / "examples" / "distribution" / "roles.yaml"
EXECUTION = {"central": "SessionLoggingCentralExecution", "member": "SessionLoggingMemberExecution"}
LOGS = "SessionLoggingHandlerLogs"
SERVICES = ["cloudwatch", "iam", "kms", "logs", "organizations", "s3", "ssm", "sts", "tag"]


def parameters(types, models, given_session_key=""):
    """What the roles of a type are told of the declarations that its handlers will get."""
    told = {"Types": types, "ExistingSessionKeyId": given_session_key.rpartition("/")[2]}
    for model in models:
        told |= {name: model[name] for name in ("BucketName", "DocumentName") if name in model}
        told |= {"AccessLogBucketName": model["AccessLog"]["Bucket"]} if "AccessLog" in model else {}
    return told


def deploy(stacks, told):
    """Makes the roles, by a client of CloudFormation."""
    stacks.create_stack(StackName="session-logging-roles", TemplateBody=TEMPLATE.read_text(encoding="utf-8"), Parameters=as_parameters(told), Capabilities=["CAPABILITY_NAMED_IAM"])
    stacks.get_waiter("stack_create_complete").wait(StackName="session-logging-roles", WaiterConfig={"Delay": 1})


def made(iam):
    """The roles that are there, by name: ARN, trust policy and the others by their names."""
    found = {}
    for role in iam.list_roles(PathPrefix="/session-logging/")["Roles"]:
        name = role["RoleName"]
        policies = {it: iam.get_role_policy(RoleName=name, PolicyName=it)["PolicyDocument"] for it in iam.list_role_policies(RoleName=name)["PolicyNames"]}
        found[name] = {"arn": role["Arn"], "trust": role["AssumeRolePolicyDocument"], "policies": policies}
    return found


def delegating(account):
    """A key's policy that leaves everything to IAM of its account, as AWS's default one does."""
    root = {"AWS": f"arn:aws:iam::{account}:root"}
    return {"Version": "2012-10-17", "Statement": [{"Sid": "IamDecides", "Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"}]}


class Decider:
    """Decides requests of roles with the simulator; what has another account lets everybody in, so that the roles alone decide."""

    def __init__(self, simulator, roles):
        self.simulator = simulator
        self.roles = roles

    @cached_property
    def taken(self):
        """The types of resources that each action takes, of the simulator's own data."""
        known = self.simulator.ask(actions=SERVICES)
        return {it["name"]: it["resources"] for actions in known.values() for it in actions}

    def decide(self, asked):
        """Whether each (role's name, request) is allowed."""
        account = next(iter(self.roles.values()))["arn"].split(":")[4]
        policies = {"open": OPEN, "delegating": delegating(account)}
        principals, names = [], list(self.roles)
        for name, role in self.roles.items():
            own = {f"{name} {it}": policy for it, policy in role["policies"].items()}
            policies |= own
            context = {"aws:PrincipalArn": role["arn"], "aws:PrincipalAccount": account, "kms:CallerAccount": account, "aws:PrincipalType": "AssumedRole"}
            principals.append({"name": name, "arn": role["arn"], "policies": list(own), "session": [], "context": context, "scps": []})
        told = [it | {"policy": self.policy(it, account), "rcps": []} for _, it in asked]
        self.simulator.ask(world={"policies": policies, "principals": principals, "requests": told})
        return [it["allowed"] for it in self.simulator.ask(decide=[(names.index(who), place) for place, (who, _) in enumerate(asked)])]

    @staticmethod
    def policy(request, account):
        if request["account"] != account:
            return "open"
        return "delegating" if request["action"].startswith("kms:") else None

    def refused(self, calls):
        """(how many requests the calls were, what is refused of them, each a text)."""
        asked = {json.dumps([role_name(call), it], sort_keys=True): (role_name(call), it) for call in calls for it in requests(call, self.taken)}
        decided = self.decide(list(asked.values()))
        return len(decided), [f"{who}: {it['action']} on {it['resource']}, {it['context']}" for (who, it), allowed in zip(asked.values(), decided) if not allowed]


def refused(simulator, roles_file, calls_file):
    """(requests, refusals) of a recording under roles that were written down."""
    # No handler calls CloudFormation: the CLI itself looks for the exports that inputs name.
    calls = [it for it in read(calls_file) if it["service"] != "cloudformation"]
    if not calls:
        raise ValueError(f"{calls_file}: no call was recorded")
    return Decider(simulator, json.loads(roles_file.read_text(encoding="utf-8"))).refused(calls)
