"""What became of each try to register a type, by RegisterType or by a stack: kept by its token, with the reason of a failure.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeTypeRegistration.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListTypeRegistrations.html
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from . import type_registry
from .type_registry import Version


@dataclass
class Registration:
    """One try; the version, where it came to one."""

    type_name: str
    token: str = field(default_factory=lambda: str(uuid.uuid4()))
    version: Version | None = None
    description: str = "Deployment is currently in DEPLOY_STAGE of status COMPLETED"

    @property
    def status(self) -> str:
        return "COMPLETE" if self.version else "FAILED"


REGISTRATIONS: dict[tuple[str, str], dict[str, Registration]] = {}  # by account and Region, then by token


def register(account: str, region: str, settings: dict[str, Any]) -> Registration:
    """A package that was read and is none of this type fails here; one that can't be read is refused before (RegistryFailure)."""
    tried = Registration(settings["TypeName"])
    try:
        tried.version = type_registry.register(account, region, settings)
    except ValueError as error:
        tried.description = str(error)
    REGISTRATIONS.setdefault((account, region), {})[tried.token] = tried
    return tried
