"""AWS::Logs::LogGroup in stacks, whose retention changes in place; moto's own model can't be updated.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
"""

from typing import Any

from moto.logs.models import LogGroup, logs_backends

from .native_types import NativeResource, NativeType
from .providers import Request, Resource


class LogGroupType(NativeType):
    def __init__(self) -> None:
        super().__init__("AWS::Logs::LogGroup", LogGroup)

    def create(self, request: Request) -> Resource:
        made = super().create(request)
        return self.update(request, made)

    def update(self, request: Request, resource: NativeResource) -> Resource:
        days = request.properties.get("RetentionInDays")
        resource.model.set_retention_policy(int(days) if days else None)
        return resource

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return old.get("LogGroupName") != new.get("LogGroupName")

    def delete(self, request: Request, resource: NativeResource) -> None:
        logs_backends[request.account][request.region].delete_log_group(resource.physical_id)
