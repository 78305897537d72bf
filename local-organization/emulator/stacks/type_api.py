"""CloudFormation's API for registered types: what is registered, in which versions, and how it came to be.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeType.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListTypeVersions.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RegisterType.html
"""

import json
from typing import Any

from moto.core.responses import ActionResult, EmptyResult

from . import type_registry
from .failures import RegistryFailure, TypeNotFound, invalid
from .packages import ModulePackage
from .providers import PROVIDERS
from .registered_types import RegisteredType
from .requests import CloudFormationRequest, reads
from .type_registrations import REGISTRATIONS, register
from .type_registry import TypeHere, Version, find, kind


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

    @reads("Type", "TypeName", "VersionId", "Arn")
    def set_type_default_version(self) -> ActionResult:
        here, version = self._version()
        here.default = version.id
        return EmptyResult()

    @reads("Type", "TypeName", "VersionId", "Arn")
    def deregister_type(self) -> ActionResult:
        """Without a version the whole type, once a single version is left (API_DeregisterType)."""
        if self._get_param("Arn") or self._get_param("VersionId"):
            _, version = self._version()
        else:
            here = self._type()
            if len(here.versions) > 1:
                raise RegistryFailure(f"Type '{self._get_param('TypeName')}' has more than one active version. Deregister all but the default version first.")
            version = here.versions[here.default]
        type_registry.deregister(version.arn)
        return EmptyResult()

    @reads("Type", "TypeName", "SchemaHandlerPackage", "LoggingConfig", "ExecutionRoleArn")
    def register_type(self) -> ActionResult:
        """Over when it answers; on AWS it takes minutes, and `aws cloudformation wait type-registration-complete` waits for it."""
        asked = {name: self._get_param(name) for name in ("TypeName", "SchemaHandlerPackage", "LoggingConfig", "ExecutionRoleArn")}
        settings = {name: value for name, value in asked.items() if value}
        self._refuse_other_kinds()
        return ActionResult({"RegistrationToken": register(self.current_account, self.region, settings).token})

    @reads("RegistrationToken")
    def describe_type_registration(self) -> ActionResult:
        token = self._get_param("RegistrationToken")
        tried = REGISTRATIONS.get((self.current_account, self.region), {}).get(token)
        if not tried:
            raise RegistryFailure(f"No registration token matches the provided token {token}")
        arns = {"TypeVersionArn": tried.version.arn, "TypeArn": tried.version.arn.rpartition("/")[0]} if tried.version else {}
        return ActionResult({"ProgressStatus": tried.status, "Description": tried.description, **arns})

    @reads("Type", "TypeName", "RegistrationStatusFilter", "MaxResults", "NextToken")
    def list_type_registrations(self) -> ActionResult:
        tried = REGISTRATIONS.get((self.current_account, self.region), {}).values()
        name, status = self._get_param("TypeName"), self._get_param("RegistrationStatusFilter")
        return ActionResult({"RegistrationTokenList": [it.token for it in tried if name in (None, it.type_name) and status in (None, it.status)]})

    def _version(self) -> tuple[TypeHere, Version]:
        """By its ARN, or by the type's name and its number."""
        if arn := self._get_param("Arn"):
            return type_registry.by_arn(arn)
        here, number = self._type(), self._get_param("VersionId")
        if number not in here.versions:
            raise TypeNotFound(f"The version '{number}' of the type cannot be found.")
        return here, here.versions[number]

    def _type(self) -> TypeHere:
        self._refuse_other_kinds()
        return find(self.current_account, self.region, self._get_param("TypeName"))

    def _refuse_other_kinds(self) -> None:
        """The name of a module says that it is one."""
        asked, name = self._get_param("Type", "RESOURCE"), self._get_param("TypeName")
        if asked != kind(name):
            raise invalid(f"{name} is no {asked}")


def _described(registered: RegisteredType | ModulePackage) -> dict[str, Any]:
    return {
        "Type": kind(registered.name),
        "TypeName": registered.name,
        "Description": registered.schema.get("description"),
        "Schema": json.dumps(registered.schema),
        "DeprecatedStatus": "LIVE",
        "Visibility": "PRIVATE",
    }


def _summary(here: TypeHere, version: Version) -> dict[str, Any]:
    return {
        "Type": kind(version.provider.name),
        "TypeName": version.provider.name,
        "VersionId": version.id,
        "IsDefaultVersion": version.id == here.default,
        "Arn": version.arn,
        "TimeCreated": version.created,
    }
