"""CloudFormation's API for registered types, as far as it is asked what is registered. Types are registered by stacks.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeType.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListTypeVersions.html
"""

import json
from typing import Any

from moto.core.responses import ActionResult

from .failures import TypeNotFound, invalid
from .providers import PROVIDERS
from .registered_types import RegisteredType
from .requests import CloudFormationRequest, reads
from .type_registry import TypeHere, Version, find


class TypeApi(CloudFormationRequest):
    @reads("Type", "TypeName", "VersionId")
    def describe_type(self) -> ActionResult:
        """A version, the default one unless another is asked for."""
        everywhere = PROVIDERS.get(self._get_param("TypeName"))
        if isinstance(everywhere, RegisteredType):
            return ActionResult({**_described(everywhere), "DefaultVersionId": "00000001", "TimeCreated": everywhere.registered})
        here = self._type()
        version = here.versions.get(self._get_param("VersionId") or here.default)
        if not version:
            raise TypeNotFound(f"The version '{self._get_param('VersionId')}' of the type cannot be found.")
        described = {
            "Arn": version.arn,
            "DefaultVersionId": here.default,
            "IsDefaultVersion": version.id == here.default,
            "TimeCreated": version.created,
            **{name: version.settings.get(name) for name in ("ExecutionRoleArn", "LoggingConfig")},
        }
        return ActionResult({**_described(version.provider), **described})

    @reads("Type", "TypeName")
    def list_type_versions(self) -> ActionResult:
        here = self._type()
        return ActionResult({"TypeVersionSummaries": [_summary(here, it) for it in here.versions.values()]})

    def _type(self) -> TypeHere:
        if self._get_param("Type") != "RESOURCE":
            raise invalid(f"not emulated: Type {self._get_param('Type')}")
        return find(self.current_account, self.region, self._get_param("TypeName"))


def _described(registered: RegisteredType) -> dict[str, Any]:
    return {
        "Type": "RESOURCE",
        "TypeName": registered.name,
        "Description": registered.schema.get("description"),
        "Schema": json.dumps(registered.schema),
        "DeprecatedStatus": "LIVE",
        "Visibility": "PRIVATE",
    }


def _summary(here: TypeHere, version: Version) -> dict[str, Any]:
    return {
        "Type": "RESOURCE",
        "TypeName": version.provider.name,
        "VersionId": version.id,
        "IsDefaultVersion": version.id == here.default,
        "Arn": version.arn,
        "TimeCreated": version.created,
    }
