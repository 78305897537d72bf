"""The guardrails, decided by the simulator: requests in words, each denied by the statements that it names and by no other.

The cells stand beside the tests of logging-domain, which decide them with an evaluator of our own; the policies are those of
examples/guardrails. Every account and resource lets everything here, so that they alone decide.
"""

import json
import re
from dataclasses import dataclass

from processes import ROOT

from .decision import Decision
from .principals import EVERYTHING
from .requests import OPEN

CELLS = ROOT / "logging-domain" / "src" / "test" / "resources" / "guardrails" / "cells.json"
FILES = ROOT / "examples" / "guardrails"
SERVICE_CONTROL, RESOURCE_CONTROL = ["sessions", "deployment"], ["archive"]
LOG_ACCOUNT, MEMBER_ACCOUNT, AWS, HOME = "111122223333", "444455556666", "000000000000", "eu-central-1"


@dataclass(frozen=True)
class GuardedCell:
    """One principal's request for one resource or several at once, and the statements that deny it."""

    says: str
    who: str
    action: str
    resources: list
    context: dict
    denied_by: set

    def __str__(self):
        return f"{self.says}: {self.who}, {self.action} on {', '.join(self.resources)}"


def guardrails():
    """The shipped policies by name."""
    return {name: json.loads((FILES / f"{name}.json").read_text(encoding="utf-8")) for name in SERVICE_CONTROL + RESOURCE_CONTROL}


def archive(deployment):
    """The resource control policy with a deployment's names in the place of the example's."""
    text = (FILES / "archive.json").read_text(encoding="utf-8")
    text = text.replace("central-logs", deployment.bucket).replace("o-a1b2c3d4e5", deployment.organization)
    text = re.sub(r"arn:aws:kms:[\w*-]+:\d+:key/(mrk-)?[\w-]+", lambda it: any_region(deployment.session_key) if it[1] else deployment.keys["bucket-key"], text)
    return json.loads(text.replace(LOG_ACCOUNT, deployment.accounts["log"]))


def any_region(arn):
    """A key's ARN with a pattern in the place of its Region."""
    parts = arn.split(":")
    return ":".join([*parts[:3], "*", *parts[4:]])


def cells(entry):
    """An entry of the file stands for each of its principals, actions and resources."""
    for who in entry["principals"]:
        for action in entry["actions"]:
            for resources in entry["resources"]:
                several = resources if isinstance(resources, list) else [resources]
                yield GuardedCell(entry["says"], who, action, several, entry.get("context", {}), set(entry["deniedBy"]))


def principal(name, it):
    """As the simulator takes it; service control policies bind those that the file says."""
    arn = "service.amazonaws.com" if it.get("service") else it.get("arn")
    context = {"aws:PrincipalIsAWSService": str(it.get("service", False)).lower()}
    context |= {key: it[field] for key, field in (("aws:PrincipalArn", "arn"), ("aws:PrincipalAccount", "account"), ("aws:PrincipalOrgID", "organization")) if field in it}
    return {"name": name, "arn": arn, "policies": ["everything"] if "arn" in it else [], "session": [], "context": context, "scps": SERVICE_CONTROL if it["bound"] else []}


def request(cell, resource, alone):
    """As the simulator takes it; the resource control policy is the log account's, for its buckets and keys."""
    service = cell.action.partition(":")[0]
    # A document of AWS's own has no account in its ARN; the simulator knows only documents that have one.
    resource = resource.replace("::document/", f":{AWS}:document/")
    owner = LOG_ACCOUNT if service == "s3" else (resource.split(":") + [""] * 5)[4] or MEMBER_ACCOUNT
    return {
        "action": cell.action,
        "resource": "*" if cell.action in alone else resource,
        "account": owner,
        "policy": "open",
        "rcps": RESOURCE_CONTROL if service in ("s3", "kms") and owner == LOG_ACCOUNT else [],
        "context": {"aws:RequestedRegion": HOME, "aws:SecureTransport": "true"} | cell.context,
        # The file multiplies actions and resources, of which some pairs can't be asked for.
        "mayNotFit": True,
    }


class GuardrailMatrix:
    """All cells, each of as many requests as it has resources, and the simulator that decides them."""

    def __init__(self, simulator):
        self.simulator = simulator
        self.policies = guardrails()
        content = json.loads(CELLS.read_text(encoding="utf-8"))
        self.cells = [cell for entry in content["cells"] for cell in cells(entry)]
        self.principals = [principal(name, it) for name, it in content["principals"].items()]
        known = simulator.ask(actions=sorted({cell.action.partition(":")[0] for cell in self.cells}))
        alone = {action["name"] for actions in known.values() for action in actions if not action["resources"]}
        asked = [(cell, request(cell, resource, alone)) for cell in self.cells for resource in cell.resources]
        self.requests = [it for _, it in asked]
        names = list(content["principals"])
        places = [(names.index(cell.who), what) for what, (cell, _) in enumerate(asked)]
        self.enter()
        fitting = [it for it, said in zip(zip(places, (cell for cell, _ in asked)), simulator.ask(decide=places)) if said]
        self.places, self.asked = zip(*fitting)

    def decide(self):
        """A decision for each request that can be asked."""
        self.enter()
        return [Decision(cell, **said) for cell, said in zip(self.asked, self.simulator.ask(decide=self.places))]

    def wrong(self, decisions):
        """What comes out otherwise than the file says, each a text."""
        found = {}
        for decision in decisions:
            found.setdefault(id(decision.cell), []).append(decision)
        for mine in found.values():
            cell = mine[0].cell
            denied_by = {sid for decision in mine for policy, sid in decision.matched if policy in self.policies}
            if denied_by != cell.denied_by or all(decision.allowed for decision in mine) == bool(cell.denied_by):
                yield f"{cell}\n  expected to be denied by {sorted(cell.denied_by) or 'none'}, is by {sorted(denied_by) or 'none'}"

    def enter(self):
        """Tells the simulator everything but the cells."""
        self.simulator.ask(world={"policies": self.policies | {"everything": EVERYTHING, "open": OPEN}, "principals": self.principals, "requests": self.requests})
