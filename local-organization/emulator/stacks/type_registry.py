"""Which types and modules an account and Region knows: AWS's own, those that are registered everywhere, and versions registered there.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/registry-register.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RegisterType.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeregisterType.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html (50 versions of a type)
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from moto.utilities.utils import get_partition

from . import packages
from .failures import RegistryFailure, TypeNotFound
from .handlers import Handlers, Roles
from .packages import ModulePackage
from .providers import PROVIDERS, Provider, ResourceFailure
from .registered_types import RegisteredType

MAXIMUM_VERSIONS = 50
UNREADABLE = "Error validating schemaHandlerPackage. Check the permissions on the bucket and object in your account and try again."


@dataclass
class Version:
    """One registered version of a type."""

    arn: str
    provider: RegisteredType | ModulePackage
    settings: dict[str, Any]
    created: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def id(self) -> str:
        return self.arn.rpartition("/")[2]


@dataclass
class TypeHere:
    """A type in one account and Region: the versions that are registered, and the one in use. Numbers are never given again."""

    arn: str
    versions: dict[str, Version] = field(default_factory=dict)
    default: str = ""
    numbers: int = 0


REGISTERED: dict[tuple[str, str], dict[str, TypeHere]] = {}  # by account and Region, then by name


def kind(type_name: str) -> str:
    """MODULE or RESOURCE, which the name says."""
    return "MODULE" if type_name.endswith("::MODULE") else "RESOURCE"


def provider_of(type_name: str, account: str, region: str) -> Provider:
    """What makes resources of a type there, now: of a registered one its default version."""
    if type_name in PROVIDERS:
        return PROVIDERS[type_name]
    if type_name.startswith("Custom::"):
        return PROVIDERS["AWS::CloudFormation::CustomResource"]
    here = REGISTERED.get((account, region), {}).get(type_name)
    if not here or not here.versions:
        raise ResourceFailure(f"Resource type {type_name} is not registered in account {account}, Region {region}")
    provider = here.versions[here.default].provider
    assert isinstance(provider, RegisteredType), f"{type_name} makes no resource: its template was not expanded"
    return provider


def unknown_types(names: set[str], account: str, region: str) -> list[str]:
    """A module counts as unknown: where it may be used, the resources that it brings have taken its place already."""
    made = {name: here.versions[here.default].provider for name, here in REGISTERED.get((account, region), {}).items() if here.versions}
    known = {name for name, provider in made.items() if isinstance(provider, RegisteredType)}
    return sorted(name for name in names - PROVIDERS.keys() - known if not name.startswith("Custom::"))


def find(account: str, region: str, name: str) -> TypeHere:
    here = REGISTERED.get((account, region), {}).get(name)
    if not here or not here.versions:
        raise TypeNotFound(f"The type '{name}' cannot be found.")
    return here


def register(account: str, region: str, settings: dict[str, Any]) -> Version:
    """A version more. It is in use at once when it is the only one. ValueError: what was read is no package of this type."""
    name = settings["TypeName"]
    arn = f"arn:{get_partition(region)}:cloudformation:{region}:{account}:type/{kind(name).lower()}/{name.replace('::', '-')}"
    here = REGISTERED.setdefault((account, region), {}).setdefault(name, TypeHere(arn))
    if len(here.versions) >= MAXIMUM_VERSIONS:
        raise RegistryFailure(f"The number of versions of '{name}' exceeds the limit of {MAXIMUM_VERSIONS}")
    try:
        package = packages.read(settings["SchemaHandlerPackage"], account)
    except LookupError as error:
        raise RegistryFailure(UNREADABLE) from error
    if package.schema["typeName"] != name:
        raise ValueError(f"the package is of {package.schema['typeName']}")
    here.numbers += 1
    number = f"{here.numbers:08}"
    provider = package if isinstance(package, ModulePackage) else _with_handlers(package, settings, number)
    version = here.versions[number] = Version(f"{arn}/{number}", provider, settings)
    here.default = here.default or number
    return version


def _with_handlers(package: packages.Package, settings: dict[str, Any], number: str) -> RegisteredType:
    logs = settings.get("LoggingConfig") or {}
    roles = Roles(settings.get("ExecutionRoleArn", ""), logs.get("LogRoleArn", ""), logs.get("LogGroupName", ""))
    return RegisteredType(package.schema, Handlers(package.schema, packages.RUNTIME.of(package), roles, number))


def by_arn(arn: str) -> tuple[TypeHere, Version]:
    _, _, _, region, account, _ = arn.split(":", 5)
    for here in REGISTERED.get((account, region), {}).values():
        for version in here.versions.values():
            if version.arn == arn:
                return here, version
    raise TypeNotFound(f"The type version '{arn}' cannot be found.")


def deregister(arn: str) -> None:
    """The last version of a type takes the type with it; a default version goes only as the last."""
    here, version = by_arn(arn)
    if version.id == here.default and len(here.versions) > 1:
        name = version.provider.name
        raise RegistryFailure(
            f"Version '{version.id}' is the default version and cannot be deregistered. Deregister the resource type '{name}' instead."
        )
    del here.versions[version.id]
    here.default = here.default if here.versions else ""
