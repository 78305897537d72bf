"""Calls as the emulator has recorded them, as requests that IAM decides: every action that a call needs, on every resource that the
action takes, with the condition keys that policies of ours name.

What calls need beside their own action is known once, to the laws of the types as well (iam-actions.json). What an action takes says
the simulator's data. A call of which that is not known is an error, never passed over.
"""

import json
import re

from processes import ROOT

KNOWN = json.loads((ROOT / "aws-fakes" / "src" / "main" / "resources" / "org" / "sessionlogging" / "fakes" / "laws" / "iam-actions.json").read_text(encoding="utf-8"))
MULTI_REGION_ROLE = "aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys"


class UnknownCall(Exception):
    """A call that is no request yet: what is missing here."""


def actions(call):
    """What a call needs to be allowed."""
    name = f"{call['service']} {call['operation']}"
    return [KNOWN["otherNames"].get(name, name.replace(" ", ":")), *KNOWN["implied"].get(name, [])]


def requests(call, taken):
    """The requests of a call; `taken` says which types of resources each action takes."""
    for action in actions(call):
        if action not in taken:
            raise UnknownCall(f"{call['service']} {call['operation']}: there is no action {action} (iam-actions.json)")
        ask = Ask(call, action)
        types = ask.types(taken[action])
        for resource in [RESOURCES[it](ask) for it in types] or ["*"]:
            for context in ask.contexts():
                yield {"action": action, "resource": resource, "account": ask.owner(resource), "context": context}


class Ask:
    """One action of a call."""

    def __init__(self, call, action):
        self.call, self.action, self.parameters = call, action, call["parameters"]

    @property
    def of_replica(self):
        """Whether it is about the replica that the call makes, and not about the key that it names."""
        return self.call["operation"] == "ReplicateKey" and self.action != "kms:ReplicateKey"

    @property
    def at_birth(self):
        """Whether it is about a key that the call makes."""
        return self.of_replica or self.call["operation"] == "CreateKey"

    def types(self, taken):
        """Those of the types that an action takes which the call is about."""
        found = [it for it in taken if it in RESOURCES and self.is_about(it)]
        if taken and not found:
            raise UnknownCall(f"{self.action} takes {', '.join(taken)}: of {self.call} none is known")
        return found

    def is_about(self, type_):
        if self.call["service"] == "ssm" and type_ in ("document", "parameter"):
            of_tags = self.parameters.get("ResourceType")
            return of_tags.lower() == type_ if of_tags else type_ in self.call["operation"].lower()
        return type_ not in ("group", "user")

    def arn(self, service, rest, region=None):
        place = self.call["region"] if region is None else region
        return f"arn:aws:{service}:{place}:{self.call['account']}:{rest}"

    def key(self):
        """ARN of the key, as the recorder found it; of a new one an ARN of the same form."""
        if self.of_replica:
            return self.arn("kms", f"key/{self.call['key']['arn'].rpartition('/')[2]}", self.parameters["ReplicaRegion"])
        return self.arn("kms", "key/new") if self.at_birth else self.call["key"]["arn"]

    def role(self):
        if self.action == "iam:CreateServiceLinkedRole":
            return self.arn("iam", f"role/{MULTI_REGION_ROLE}", "")
        if self.action == "iam:PassRole":
            return self.arn("iam", f"role/{self.parameters['SettingValue']}", "")
        # One that is not there yet, or no longer, has no path: ours has none.
        return self.parameters.get("PolicySourceArn") or self.call["roleArn"] or self.arn("iam", f"role/{self.parameters['RoleName']}", "")

    def policy(self):
        made = f"policy{self.parameters.get('Path', '/')}{self.parameters.get('PolicyName')}"
        return self.parameters.get("PolicyArn") or self.arn("iam", made, "")

    def named(self, type_):
        name = self.parameters.get("ResourceId") or self.parameters["Name"]
        return self.arn("ssm", f"{type_}/{name.removeprefix('/')}")

    def setting(self):
        setting = self.parameters["SettingId"]
        return setting if setting.startswith("arn:") else self.arn("ssm", f"servicesetting{setting}")

    def owner(self, resource):
        """The account of a resource; a bucket's stands where it is looked for, not in its ARN."""
        return (resource.split(":") + [""] * 5)[4] or self.call["account"]

    def contexts(self):
        """The condition keys; more than one set where AWS does not say whether it has one."""
        context = {"iam:PolicyARN": self.parameters.get("PolicyArn"), "kms:ViaService": None}
        context |= {f"aws:ResourceTag/{name}": value for name, value in self.tags_of_key().items()}
        context |= {f"kms:EncryptionContext:{name}": value for name, value in (self.parameters.get("EncryptionContext") or {}).items()}
        if self.action == "iam:CreateServiceLinkedRole":
            context["iam:AWSServiceName"] = "mrk.kms.amazonaws.com"
        if self.action == "iam:PassRole":
            context["iam:PassedToService"] = "ssm.amazonaws.com"
        context = {name: value for name, value in context.items() if value is not None}
        asked = {f"aws:RequestTag/{name}": value for name, value in self.asked_tags().items()}
        # Whether the action that makes a replica comes with its tags is not written anywhere.
        return [context | asked, context] if self.action == "kms:CreateKey" and self.of_replica else [context | asked]

    def tags_of_key(self):
        if "key" not in self.call or self.at_birth or not self.action.startswith("kms:"):
            return {}
        return self.call["key"]["tags"]

    def asked_tags(self):
        """Tags that the call gives, where policies of ours look at them: those of keys."""
        tags = self.parameters.get("Tags") if self.call["service"] == "kms" else None
        return {it["TagKey"]: it["TagValue"] for it in tags or []}


RESOURCES = {
    "alias": lambda ask: ask.arn("kms", ask.parameters["AliasName"]),
    "bucket": lambda ask: f"arn:aws:s3:::{ask.parameters['Bucket']}",
    "document": lambda ask: ask.named("document"),
    "key": Ask.key,
    "parameter": lambda ask: ask.named("parameter"),
    "policy": Ask.policy,
    "role": Ask.role,
    "servicesetting": Ask.setting,
}


def read(file):
    """The calls of a recording."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def role_name(call):
    """The role that makes the call, without its path."""
    return re.sub(".*/", "", call["role"])
