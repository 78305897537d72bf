"""examples/landing-zones: what landing-zone tools accept, and what organization.yaml takes. The facts are those of the tools' own schemas."""

import datetime
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from test_documents import ROOT, make_fragment

FOLDER = ROOT / "examples" / "landing-zones"
TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": "array", "items": TEXT}


def record(required: dict[str, Any], optional: dict[str, Any]) -> dict[str, Any]:
    """An object with these properties and no others."""
    return {"type": "object", "properties": required | optional, "required": list(required), "additionalProperties": False}


# awslabs/landing-zone-accelerator-on-aws at 61bba812, source/packages/@aws-accelerator/config/lib/schemas/customizations-config.json
TARGETS = record({}, {"accounts": TEXTS, "excludedAccounts": TEXTS, "excludedRegions": TEXTS, "organizationalUnits": TEXTS})
STACK = record(
    {"deploymentTargets": TARGETS, "name": TEXT, "regions": TEXTS, "runOrder": {"type": "number"}, "template": TEXT, "terminationProtection": {"type": "boolean"}},
    {"description": TEXT, "parameters": {"type": "array", "items": record({"name": TEXT, "value": {"type": "string"}}, {})}},
)
LANDING_ZONE_ACCELERATOR = record({"customizations": record({"cloudFormationStacks": {"type": "array", "items": STACK}}, {})}, {})

# aws-solutions/aws-control-tower-customizations at 9c7ab05c, source/src/cfct/validation/manifest-v2.schema.yaml
RESOURCE = record(
    {
        "name": TEXT,
        "resource_file": TEXT,
        "deployment_targets": record({}, {"accounts": {"type": "array"}, "organizational_units": TEXTS}),
        "deploy_method": {"enum": ["scp", "stack_set", "rcp"]},
    },
    {
        "description": TEXT,
        "parameters": {"type": "array", "items": record({"parameter_key": TEXT, "parameter_value": {}}, {})},
        "regions": TEXTS | {"uniqueItems": True},
        "parameter_file": TEXT,
        "export_outputs": {"type": "array"},
    },
)
CONTROL_TOWER = record({"region": TEXT, "version": {"enum": [datetime.date(2021, 3, 15)]}, "resources": {"type": "array", "items": RESOURCE}}, {})

# org-formation/org-formation-cli at e4e1723d, src/parser/validator.ts: ValidateUpdateStacksTask, ValidateOrganizationBinding
REFERENCE = record({"Ref": TEXT}, {})
BINDING = record({}, {"Account": {"anyOf": [REFERENCE, {"const": "*"}]}, "OrganizationalUnit": REFERENCE, "Region": TEXT, "IncludeMasterAccount": {"type": "boolean"}})
TASK = record(
    {"Type": {"const": "update-stacks"}, "Template": TEXT, "StackName": TEXT},
    {
        "DependsOn": {}, "StackDescription": TEXT, "TerminationProtection": {"type": "boolean"}, "Parameters": {"type": "object"},
        "DefaultOrganizationBinding": BINDING, "DefaultOrganizationBindingRegion": {"anyOf": [TEXT, TEXTS]},
    },
)  # fmt: skip
ORG_FORMATION = {"type": "object", "additionalProperties": TASK}


class Loader(yaml.SafeLoader):
    """With org-formation's short form of a reference."""


Loader.add_constructor("!Ref", lambda loader, node: {"Ref": loader.construct_scalar(node)})


def read(name: str) -> Any:
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506


# Each tool's file, what it may hold, and the parameters in it.
TOOLS = {
    "customizations-config.yaml": (LANDING_ZONE_ACCELERATOR, lambda it: {p["name"]: p["value"] for p in it["customizations"]["cloudFormationStacks"][0]["parameters"]}),
    "manifest.yaml": (CONTROL_TOWER, lambda it: {p["parameter_key"]: p["parameter_value"] for p in it["resources"][0]["parameters"]}),
    "organization-tasks.yaml": (ORG_FORMATION, lambda it: it["SessionLogging"]["Parameters"]),
}


def test_every_tool_is_there() -> None:
    assert {it.name for it in FOLDER.iterdir()} == set(TOOLS)


@pytest.mark.parametrize("name", TOOLS)
def test_the_tool_takes_it(name: str) -> None:
    errors = [f"{'/'.join(map(str, it.path))}: {it.message}" for it in Draft7Validator(TOOLS[name][0]).iter_errors(read(name))]
    assert not errors


@pytest.mark.parametrize("name", TOOLS)
def test_the_template_takes_its_parameters(name: str) -> None:
    declared = make_fragment.read((ROOT / "examples" / "organization.yaml").read_text(encoding="utf-8"))["Parameters"]
    given = TOOLS[name][1](read(name))
    assert set(given) <= set(declared)
    assert {key for key, it in declared.items() if "Default" not in it} <= set(given)
    assert all(isinstance(value, str) for value in given.values())
