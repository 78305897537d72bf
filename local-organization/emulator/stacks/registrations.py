"""AWS::CloudFormation::ResourceVersion and ResourceDefaultVersion in stacks, as AWS's own handlers of them work.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-resourceversion.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-resourcedefaultversion.html
https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-cloudformation
"""

from typing import Any

from ..services.cloudwatch import streams_of_handlers
from . import type_registrations, type_registry
from .failures import TypeNotFound, invalid, refuse_unread
from .providers import Provider, Request, Resource, ResourceFailure

SETTINGS = {"TypeName", "SchemaHandlerPackage", "ExecutionRoleArn", "LoggingConfig"}


class ResourceVersionType(Provider):
    """Every property is createOnly: another package is another version."""

    def create(self, request: Request) -> Resource:
        refuse_unread("AWS::CloudFormation::ResourceVersion", request.properties, SETTINGS)
        version = type_registrations.register(request.account, request.region, request.properties).version
        if not version:
            # AWS's handler tells no reason: CfnNotStabilizedException. It stands in DescribeTypeRegistration.
            name = request.properties["TypeName"]
            reason = f"Resource of type 'AWS::CloudFormation::ResourceVersion' with identifier '{name}' did not stabilize."
            raise ResourceFailure(f"{reason} (HandlerErrorCode: NotStabilized)")
        streams_of_handlers.add((request.properties.get("LoggingConfig") or {}).get("LogGroupName", ""))
        here, _ = type_registry.by_arn(version.arn)
        return Resource(version.arn, {"Arn": version.arn, "TypeArn": here.arn, "VersionId": version.id, "Visibility": "PRIVATE"})

    def update(self, request: Request, resource: Resource) -> Resource:
        raise invalid("AWS::CloudFormation::ResourceVersion has no update")

    def delete(self, request: Request, resource: Resource) -> None:
        try:
            type_registry.deregister(resource.physical_id)
        except TypeNotFound:
            return  # what is gone already counts as deleted

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return any(old.get(name) != new.get(name) for name in SETTINGS)


class ResourceDefaultVersionType(Provider):
    """Its delete does nothing: a type always has a default version."""

    def create(self, request: Request) -> Resource:
        refuse_unread("AWS::CloudFormation::ResourceDefaultVersion", request.properties, {"TypeVersionArn"})
        here, version = type_registry.by_arn(request.properties["TypeVersionArn"])
        here.default = version.id
        return Resource(here.arn, {"Arn": here.arn})

    def update(self, request: Request, resource: Resource) -> Resource:
        return self.create(request)

    def delete(self, request: Request, resource: Resource) -> None:
        """Nothing to do."""
