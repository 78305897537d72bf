"""What a template declares of both types, as far as it says so itself: by defaults of parameters, by conditions, by the place.

A Member may stand in the template of a StackSet. What either is fed with from Central's outputs is left out: that comes of itself.
"""

from collections.abc import Mapping

import yaml
from emulator.stacks.functions import NO_VALUE, Scope, as_text
from emulator.stacks.loader import Loader
from emulator.stacks.parameters import as_seen
from moto.cloudformation.exceptions import CloudFormationError

from .invalid import InvalidInput, mapping

TYPES = {"Central": ("SessionManager::Logging::Central", "Custom::SessionLoggingCentral"), "Member": ("SessionManager::Logging::Member", "Custom::SessionLoggingMember")}
ACCOUNTS = {"Central": "LogAccount", "Member": "MemberAccount"}
STACK_SET = "AWS::CloudFormation::StackSet"
# A Lambda-backed resource has these beside the properties of the type.
OF_FUNCTIONS = ("ServiceToken", "ServiceTimeout")
FROM_CENTRAL = ("BucketName", "BucketKeyArn", "SessionKeyArn")


class Values(Mapping):
    """Parameters, as far as they have a value, and pseudo parameters. Defaults that are looked at go into `used`."""

    def __init__(self, parameters, given, pseudo, used):
        self.parameters, self.given, self.pseudo, self.used = parameters, given, pseudo, used

    def __getitem__(self, name):
        if name in self.pseudo:
            return self.pseudo[name]
        parameter = self.parameters[name]
        if name in self.given:
            return as_seen(parameter, as_text(self.given[name]()))
        self.used[name] = as_text(parameter["Default"])
        return as_seen(parameter, self.used[name])

    def __iter__(self):
        return (name for name in (*self.pseudo, *self.parameters) if name in self.pseudo or name in self.given or "Default" in self.parameters[name])

    def __len__(self):
        return len(list(iter(self)))


class Reader:
    """Reads one template, deployed in a place for one of the types; `given` has parameters whose values come from outside."""

    def __init__(self, template, place, part, used, given=()):
        self.resources = mapping("Resources", template["Resources"])
        self.place, self.used = place, used
        self.parameters, conditions = (mapping(name, template.get(name) or {}) for name in ("Parameters", "Conditions"))
        for name, parameter in self.parameters.items():
            mapping(f"Parameters.{name}", parameter)
        pseudo = {"AWS::AccountId": place[ACCOUNTS[part]], "AWS::NoValue": NO_VALUE, "AWS::Partition": "aws", "AWS::Region": place["Region"], "AWS::URLSuffix": "amazonaws.com"}
        self.scope = Scope(conditions, Values(self.parameters, dict(given), pseudo, used), self.unknown, self.unknown)

    def unknown(self, name, attribute=None):
        """The value of a parameter without one, and of what only a deployment makes."""
        if name in self.parameters:
            raise InvalidInput(f"the parameter {name} has no default; give it one, or write the value itself")
        named = f"{name}.{attribute}" if attribute else name
        raise InvalidInput(f"{named} gets its value when the template is deployed; write the value itself")

    def resolve(self, where, value):
        """The value with nothing but values in it."""
        try:
            return self.scope.resolve(value)
        except InvalidInput as failure:
            raise InvalidInput(f"{where}: {failure}") from failure
        except CloudFormationError as failure:
            raise InvalidInput(f"{where}: {failure.message.removeprefix('Template error: ').replace('emulated', 'known here')}; write the value itself") from failure
        except (AttributeError, KeyError, TypeError, ValueError) as failure:
            raise InvalidInput(f"{where}: a function or a condition has another form than CloudFormation wants ({failure!r})") from failure

    def declared(self):
        """Each declaration: the resource, which of the types it is, and its properties."""
        for name, resource in self.resources.items():
            kind = resource.get("Type") if isinstance(resource, dict) else None
            part = next((part for part, types in TYPES.items() if kind in types), None)
            if part:
                yield f"Resources.{name}", part, self.properties(f"Resources.{name}.Properties", part, resource)
            if kind == STACK_SET:
                yield from self.of_stack_set(f"Resources.{name}", resource)

    def properties(self, where, part, resource):
        declared = mapping(where, resource.get("Properties") or {})
        left_out = (*OF_FUNCTIONS, *(FROM_CENTRAL if part == "Member" else ()))
        found = {key: self.resolve(f"{part}.{key}", value) for key, value in declared.items() if key not in left_out}
        return {key: value for key, value in found.items() if value is not NO_VALUE}

    def of_stack_set(self, where, resource):
        """The Member in the template of a StackSet, whose parameters get their values here."""
        properties = mapping(f"{where}.Properties", resource.get("Properties") or {})
        text = properties.get("TemplateBody")
        template = yaml.load(text, Loader) if isinstance(text, str) else None  # a SafeLoader
        if not isinstance(template, dict) or "Resources" not in template:
            return
        found = properties.get("Parameters") or []
        pairs = [it for it in found if isinstance(it, dict)] if isinstance(found, list) else []
        given = {it.get("ParameterKey"): lambda it=it: self.resolve(where, it.get("ParameterValue")) for it in pairs}
        for inner, part, inner_properties in Reader(template, self.place, "Member", self.used, given).declared():
            if part == "Member":
                yield f"{where}.TemplateBody.{inner}", part, inner_properties


def declared_by(template, place):
    """Properties of each of the types by its short name, and the defaults of parameters that they come from."""
    parts, used = {}, {}
    for where, part, properties in Reader(template, place, "Central", used).declared():
        if part in parts:
            raise InvalidInput(f"{where}: the template declares {part} a second time")
        parts[part] = properties
    if "Central" not in parts:
        raise InvalidInput(f"Resources: none of them is a {' or '.join(TYPES['Central'])}")
    return parts, used
