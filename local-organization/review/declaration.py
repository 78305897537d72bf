"""The input: what is to be declared, and where."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import boto3
import yaml
from access.modes import LEFT, OTHER_MEMBER, OUTSIDER
from botocore.exceptions import UnknownRegionError
from emulator.stacks.loader import Loader

from .invalid import InvalidInput, mapping
from .template import declared_by

# What the page is about where the input does not say: accounts and an organization that nobody has.
EXAMPLES = {
    "Region": "us-east-1",
    "OrganizationId": "o-exampleorgid",
    "LogAccount": "111122223333",
    "MemberAccount": "444455556666",
    "ManagementAccount": "777788889999",
}
FORMS = {
    "Region": (r"[a-z]{2,}(-[a-z]+)+-\d+", "a Region's name, such as eu-central-1"),
    "OrganizationId": (r"o-[a-z0-9]{10,32}", "an organization's id, such as o-exampleorgid"),
}
ACCOUNT = (r"\d{12}", "an account id: 12 digits, in quotes")
STRANGERS = {"another member": OTHER_MEMBER, "an account that has left": LEFT, "an outsider": OUTSIDER}
# The settings of GuardrailSettings in logging-domain, and how they are written.
GUARDRAILS = {"DocumentNames": list, "Regions": list, "ExecClusterNames": list, "StackName": str, "DeployerArns": list, "BreakGlassArns": list}
PARTS = {"Central", "Member", "Place", "Guardrails", "ExistingBucket"}


@dataclass(frozen=True)
class Declaration:
    """Properties of both types, and where they are deployed; `examples` names the parts of the place that the input leaves out."""

    central: dict
    member: dict
    place: dict
    examples: frozenset
    # Settings of the guardrails, where they are not to be as Central and Member say.
    guardrails: dict
    # A folder that describes the bucket that is there already.
    existing_bucket: Path | None = None
    # Defaults of a template's parameters, as far as properties come from them.
    defaults: dict = field(default_factory=dict)


def read(file):
    """The declaration in a file: a template, Central's properties alone, or the parts by name."""
    try:
        return declared(file)
    except RecursionError as failure:
        raise InvalidInput(f"{file}: a value contains itself, by an anchor and its alias") from failure


def declared(file):
    """The same, where no value contains itself."""
    try:
        found = yaml.load(file.read_text(encoding="utf-8"), Loader) or {}  # a SafeLoader
    except (OSError, UnicodeDecodeError) as failure:
        raise InvalidInput(f"{file}: {failure}") from failure
    except yaml.YAMLError as failure:
        raise InvalidInput(f"{file} is neither JSON nor YAML: {failure}") from failure
    mapping("The input", found)
    defaults = {}
    if "Resources" in found:
        found, defaults = declared_by(found, EXAMPLES)
    elif not PARTS & set(found):
        found = {"Central": found}
    if unknown := sorted(map(str, set(found) - PARTS)):
        raise InvalidInput(f"{unknown[0]}: beside one of {', '.join(sorted(PARTS))} nothing else stands at the top")
    central, member, place, guardrails = (mapping(name, found.get(name) or {}) for name in ("Central", "Member", "Place", "Guardrails"))
    check_guardrails(guardrails)
    for name, properties in (("Central", central), ("Member", member)):
        check_values(name, properties)
    place = whole_place(place, central)
    central, member = filled(central, place, "LogAccount"), filled(member, place, "MemberAccount")
    # Both types have it, and templates feed it to both.
    member = {key: central[key] for key in ("LogPrefix",) if key in central} | member
    examples = frozenset(EXAMPLES) - given_place(found, central)
    return Declaration(central, member, place, examples, guardrails, described_bucket(file, found, central), defaults)


def filled(value, place, account):
    """With the place's ids where inputs of the contract tests name them."""
    if isinstance(value, dict):
        return {key: filled(inner, place, account) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, place, account) for inner in value]
    return value.replace("{{AccountId}}", place[account]).replace("{{OrganizationId}}", place["OrganizationId"]) if isinstance(value, str) else value


def check_values(where, value):
    """Outside of a template nothing says what a function gives; and CloudFormation takes no null."""
    if value is None:
        raise InvalidInput(f"{where}: null is no value; leave the property out")
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "Ref" or str(key).startswith("Fn::"):
                raise InvalidInput(f"{where}: {key} is a function of templates, and this is none; write the value itself")
            check_values(f"{where}.{key}", inner)
    if isinstance(value, list):
        for inner in value:
            check_values(where, inner)


def check_guardrails(guardrails):
    """Names and kinds; what the values may be is for the functions that make guardrails of them."""
    for name, value in guardrails.items():
        if name not in GUARDRAILS:
            raise InvalidInput(f"Guardrails.{name}: there is no such property; there are {', '.join(GUARDRAILS)}")
        if not isinstance(value, GUARDRAILS[name]) or not all(isinstance(it, str) for it in value):
            raise InvalidInput(f"Guardrails.{name}: {value!r} is not a {'list of names' if GUARDRAILS[name] is list else 'name'}")


def given_place(found, central):
    """Names of the place's parts that the input says."""
    return set(found.get("Place") or {}) | ({"OrganizationId"} & set(central))


def whole_place(place, central):
    """The place with examples for what is missing."""
    if unknown := sorted(map(str, set(place) - set(EXAMPLES))):
        raise InvalidInput(f"Place.{unknown[0]}: there is no such property; there are {', '.join(EXAMPLES)}")
    of_central = {"OrganizationId": central["OrganizationId"]} if "OrganizationId" in central else {}
    for part, values in (("Place", place), ("Central", of_central)):
        for name, value in values.items():
            form, words = FORMS.get(name, ACCOUNT)
            if not isinstance(value, str) or not re.fullmatch(form, value):
                raise InvalidInput(f"{part}.{name}: {value!r} is not {words}")
    whole = EXAMPLES | of_central | place
    check_region(whole["Region"])
    accounts = {}
    for name, account in [*whole.items(), *STRANGERS.items()]:
        if name not in FORMS and account in accounts:
            raise InvalidInput(f"Place: {account} is both {accounts[account]} and {name}; the page needs different accounts")
        if name not in FORMS:
            accounts[account] = name
    return whole


def check_region(region):
    """The simulator's requests are written for the partition aws."""
    try:
        partition = boto3.Session().get_partition_for_region(region)
    except UnknownRegionError as failure:
        raise InvalidInput(f"Place.Region: there is no Region {region}") from failure
    if partition != "aws":
        raise InvalidInput(f"Place.Region: {region} is in the partition {partition}; this page is made for the partition aws alone")


def described_bucket(file, found, central):
    """The folder with the description of a bucket, which is looked for beside the input."""
    folder = found.get("ExistingBucket")
    if folder is None:
        return None
    if not isinstance(folder, str) or not (file.parent / folder).is_dir():
        raise InvalidInput(f"ExistingBucket: {folder!r} is no folder beside {file.name}")
    if "BucketName" not in central:
        raise InvalidInput("ExistingBucket: Central.BucketName is missing, which names the bucket that the folder describes")
    return file.parent / folder
