"""Makes fragments/organization.json, the template fragment of the module in the root, from examples/organization.yaml, and puts
examples/custom/member.yaml into the StackSet beside it.

A module may hold no StackSet ("Module structure and requirements", CloudFormation CLI user guide), so what the StackSet
would roll out stands in the module itself, fed with the same values: the log account's own Member beside Central. Nor are
constraints of a module's parameters enforced; they are left out, so that nobody counts on them.
"""

import json
import re
import sys
import textwrap
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "examples" / "organization.yaml"
FRAGMENT = ROOT / "fragments" / "organization.json"
CUSTOM = ROOT / "examples" / "custom" / "organization.yaml"
CUSTOM_MEMBER = ROOT / "examples" / "custom" / "member.yaml"
BODY = "      TemplateBody: |\n"

STACK_SET = "AWS::CloudFormation::StackSet"
ENFORCED_BY_TEMPLATES_ONLY = {"AllowedPattern", "AllowedValues", "ConstraintDescription", "MaxLength", "MaxValue", "MinLength", "MinValue"}


class TemplateLoader(yaml.SafeLoader):
    """Reads the short form of intrinsic functions as their long form."""


def long_form(loader, name, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        value = value.split(".", 1) if name == "GetAtt" else value
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {name if name in ("Ref", "Condition") else f"Fn::{name}": value}


TemplateLoader.add_multi_constructor("!", long_form)


def read(text):
    """A template, without short forms."""
    return yaml.load(text, TemplateLoader)  # a SafeLoader


def with_values(thing, values):
    """The same, each reference to a parameter replaced by the value that the parameter gets."""
    if isinstance(thing, dict):
        if set(thing) == {"Ref"} and thing["Ref"] in values:
            return values[thing["Ref"]]
        return {key: with_values(value, values) for key, value in thing.items()}
    if isinstance(thing, list):
        return [with_values(value, values) for value in thing]
    return thing


def references(thing):
    """Names that occur in a Ref or a Sub anywhere."""
    if isinstance(thing, dict):
        if set(thing) == {"Ref"}:
            return {thing["Ref"]}
        if set(thing) == {"Fn::Sub"} and isinstance(thing["Fn::Sub"], str):
            return set(re.findall(r"\$\{([\w:]+)", thing["Fn::Sub"]))
        thing = list(thing.values())
    return set().union(*map(references, thing)) if isinstance(thing, list) else set()


def conditions(thing):
    """Names of conditions that occur in a Fn::If anywhere."""
    if isinstance(thing, dict):
        own = {thing["Fn::If"][0]} if set(thing) == {"Fn::If"} else set()
        return own | conditions(list(thing.values()))
    return set().union(*map(conditions, thing)) if isinstance(thing, list) else set()


def rolled_out(stack_set):
    """The template of a StackSet, its parameters replaced by their values."""
    template = read(stack_set["TemplateBody"])
    values = {parameter["ParameterKey"]: parameter["ParameterValue"] for parameter in stack_set["Parameters"]}
    for name, value in values.items():
        if template["Parameters"][name]["Type"] == "CommaDelimitedList":
            # A StackSet takes text; here the list itself can be used.
            separator, values[name] = value["Fn::Join"]
            assert separator == ","
    return with_values(template, values)


def fragment(template):
    """The module's fragment, from the template of the organization."""
    made = {"AWSTemplateFormatVersion": template["AWSTemplateFormatVersion"]}
    made["Description"] = "Session Manager logging in one account: what receives the logs, and the account's own preferences and policy."
    here = {name: it for name, it in template["Resources"].items() if it["Type"] != STACK_SET}
    members = [rolled_out(it["Properties"]) for it in template["Resources"].values() if it["Type"] == STACK_SET]
    said_of_it = {name: it for name, it in template["Outputs"].items() if not references(it) & (template["Resources"].keys() - here)}
    for section, own in (("Conditions", template["Conditions"]), ("Resources", here), ("Outputs", said_of_it)):
        made[section] = dict(own)
        for member in members:
            for name, thing in member[section].items():
                assert made[section].setdefault(name, thing) == thing, f"{section}: two different things are called {name}"
    # What only the StackSet's own settings ask for goes with it.
    asked = conditions([made[section] for section in ("Resources", "Outputs")])
    made["Conditions"] = {name: it for name, it in made["Conditions"].items() if name in asked}
    used = references([made[section] for section in ("Conditions", "Resources", "Outputs")])
    parameters = {
        name: {key: value for key, value in parameter.items() if key not in ENFORCED_BY_TEMPLATES_ONLY}
        for name, parameter in template["Parameters"].items()
        if name in used
    }
    return {"AWSTemplateFormatVersion": made.pop("AWSTemplateFormatVersion"), "Description": made.pop("Description"), "Parameters": parameters} | made


def text():
    return json.dumps(fragment(read(TEMPLATE.read_text(encoding="utf-8"))), indent=2) + "\n"


def with_body(template, body):
    """The text of a template, with another text as the body of its StackSet."""
    before, _, after = template.partition(BODY)
    rest = after[re.search(r"^\S", after, re.MULTILINE).start() :]
    return before + BODY + textwrap.indent(body.rstrip(), " " * 8) + "\n\n" + rest


def custom():
    """examples/custom/organization.yaml as it should be."""
    return with_body(CUSTOM.read_text(encoding="utf-8"), CUSTOM_MEMBER.read_text(encoding="utf-8"))


def main():
    CUSTOM.write_text(custom(), encoding="utf-8")
    FRAGMENT.parent.mkdir(exist_ok=True)
    FRAGMENT.write_text(text(), encoding="utf-8")
    print(FRAGMENT.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
