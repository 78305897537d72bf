"""Policies in guides and examples: IAM knows their actions, which have such resources; a service control policy is short enough.

The actions and their resources are those of cfn-lint, made from the Service Authorization Reference.
"""

import fnmatch
import json
import re
from pathlib import Path

import cfnlint
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
EXAMPLES = sorted((ROOT / "examples").rglob("*.json"))
SERVICES = json.loads((Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "Policies.json").read_text(encoding="utf-8"))

# AWS's sample policies give it sessions, of which the reference knows nothing yet:
# https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html
AHEAD_OF_THE_REFERENCE = {"ssmmessages:OpenDataChannel"}


def policy_texts():
    """(file, text) of each policy or statement."""
    for guide in GUIDES:
        for block in re.findall(r"```json\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL):
            yield guide.name, block
    for example in EXAMPLES:
        yield example.name, example.read_text(encoding="utf-8")


def listed(one_or_many):
    return [one_or_many] if isinstance(one_or_many, str) else one_or_many


def statements():
    """(file, statement) of each; guides have other JSON, too."""
    for file, text in policy_texts():
        policy = json.loads(text)
        for statement in policy.get("Statement", [policy]):
            if "Effect" in statement:
                yield file, statement


def actions_of(statement):
    """(service, name) of each action, for a pattern of all that fit; not of a whole service."""
    for action in listed(statement["Action"]):
        service, name = action.split(":")
        if "*" in name and name != "*":
            fitting = fnmatch.filter(SERVICES[service]["Actions"], name.lower())
            assert fitting, f"no action is {action}"
            yield from ((service, it) for it in fitting)
        elif name != "*":
            yield service, name


def forms(service, action):
    """Patterns of the ARNs that an action takes; none when it takes no resource."""
    known = SERVICES[service]
    kinds = known["Actions"][action.lower()].get("Resources", [])
    formats = [arn for kind in kinds for arn in known["Resources"][kind]["ARNFormats"]]
    return [re.sub(r"\$\{\w+\}", "[^:]*", arn) for arn in formats]


@pytest.mark.parametrize("file, statement", list(statements()), ids=lambda it: it if isinstance(it, str) else it.get("Sid"))
def test_actions_are_known_and_have_such_resources(file, statement):
    resources = listed(statement["Resource"] if "Resource" in statement else statement["NotResource"])
    for service, name in actions_of(statement):
        action = f"{service}:{name}"
        assert name.lower() in SERVICES[service]["Actions"], f"{file}: {action}"
        if action in AHEAD_OF_THE_REFERENCE:
            continue
        taken = forms(service, name)
        assert resources == ["*"] or any(re.fullmatch(form, it) for form in taken for it in resources), f"{file}: {action} has no such resource"
        assert taken or resources == ["*"], f"{file}: {action} takes no resource"


@pytest.mark.parametrize("file, statement", list(statements()), ids=lambda it: it if isinstance(it, str) else it.get("Sid"))
def test_every_resource_is_one_that_some_action_takes(file, statement):
    taken = [form for service, name in actions_of(statement) for form in forms(service, name)]
    for resource in listed(statement["Resource"] if "Resource" in statement else statement["NotResource"]):
        assert resource == "*" or not taken or any(re.fullmatch(form, resource) for form in taken), f"{file}: no action takes {resource}"


def test_a_service_control_policy_is_short_enough():
    # 5,120 characters, spaces included: "Quotas and service limits for AWS Organizations", AWS Organizations user guide.
    denials = {file: len(text) for file, text in policy_texts() if '"Deny"' in text}
    assert {"sessions.json", "deployment.json", "archive.json", "from-the-article.md"} <= set(denials)
    assert max(denials.values()) <= 5120, denials
