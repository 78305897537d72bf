"""AWS::CloudFormation::StackSet in stacks: made, changed and deleted with its instances.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html
"""

from typing import Any

from moto.cloudformation.exceptions import StackSetNotFoundException

from ..stacks.failures import invalid, refuse_unread
from ..stacks.providers import Provider, Request, Resource, ResourceFailure, attempt
from .administration import administrator, refuse_untrusted
from .operations import Operation, Place, Preferences
from .stack_set import StackSet

CREATE_ONLY = {"StackSetName", "PermissionModel", "CallAs"}
SETTINGS = {"TemplateBody", "TemplateURL", "Parameters", "Capabilities", "Tags", "Description", "AutoDeployment", "ManagedExecution"}
DEPLOYMENT = {"StackInstancesGroup", "OperationPreferences"}


class StackSetType(Provider):
    """Its failure names account, Region and cause; on AWS it names only the operation, whose results tell the rest."""

    def create(self, request: Request) -> Resource:
        properties = request.properties
        _refuse_unemulated(properties)
        owner = administrator(request.account, properties.get("CallAs"))
        refuse_untrusted(owner)
        stack_set = StackSet(owner, request.region, properties["StackSetName"])
        stack_set.configure(properties, request.account)
        stack_set.add()
        made = Resource(stack_set.id, {"StackSetId": stack_set.id})
        try:
            attempt(lambda: _deploy_groups(stack_set, properties))
        except ResourceFailure as failure:
            raise ResourceFailure(failure.reason, made) from failure
        return made

    def update(self, request: Request, resource: Resource) -> Resource:
        """New settings reach every instance; instances that no group names any more go last."""
        properties, previous = request.properties, request.previous_properties or {}
        _refuse_unemulated(properties)
        preferences = properties.get("OperationPreferences")
        stack_set = _find(request, resource)
        if any(properties.get(name) != previous.get(name) for name in SETTINGS):
            stack_set.configure(properties, request.account)
            _finish(stack_set.deploy("UPDATE", list(stack_set.instances), preferences))
        if properties.get("StackInstancesGroup") != previous.get("StackInstancesGroup"):
            stack_set.targets = []
            wanted = _deploy_groups(stack_set, properties)
            unwanted = [place for place in stack_set.instances if place not in wanted]
            if unwanted:
                _finish(stack_set.remove(unwanted, preferences, retain=False))
        return resource

    def delete(self, request: Request, resource: Resource) -> None:
        try:
            stack_set = _find(request, resource)
        except StackSetNotFoundException:
            return
        stack_set.targets = []
        for operation in [other for other in stack_set.operations if other.running]:
            operation.wait()
        if stack_set.instances:
            preferences = request.properties.get("OperationPreferences")
            _finish(stack_set.remove(list(stack_set.instances), preferences, retain=False))
        if stack_set.instances:  # StackSetNotEmptyException, API_DeleteStackSet
            places = ", ".join(f"account {account} in {region}" for account, region in stack_set.instances)
            raise ResourceFailure(f"StackSet is not empty: {places}")
        StackSet.of(stack_set.account, stack_set.region).remove(stack_set)

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        return any(old.get(name) != new.get(name) for name in CREATE_ONLY)


def _refuse_unemulated(properties: dict[str, Any]) -> None:
    refuse_unread("AWS::CloudFormation::StackSet", properties, CREATE_ONLY | SETTINGS | DEPLOYMENT)
    Preferences(properties.get("OperationPreferences"))  # refuses what it does not know
    for group in properties.get("StackInstancesGroup") or []:
        refuse_unread("StackInstancesGroup", group, {"DeploymentTargets", "Regions"})
    if properties["PermissionModel"] != "SERVICE_MANAGED":
        raise invalid(f"AWS::CloudFormation::StackSet: not emulated: PermissionModel {properties['PermissionModel']}")


def _find(request: Request, resource: Resource) -> StackSet:
    owner = administrator(request.account, request.properties.get("CallAs"))
    return StackSet.find(owner, request.region, resource.physical_id)


def _deploy_groups(stack_set: StackSet, properties: dict[str, Any]) -> set[Place]:
    """Deploys each group of instances, and gives the places of all of them."""
    wanted: set[Place] = set()
    for group in properties.get("StackInstancesGroup") or []:
        targets, regions = group["DeploymentTargets"], group["Regions"]
        places = stack_set.places(targets, regions)
        stack_set.follow(targets, regions)
        wanted |= set(places)
        _finish(stack_set.deploy("CREATE", places, properties.get("OperationPreferences")))
    return wanted


def _finish(operation: Operation) -> None:
    operation.wait()
    if operation.status != "SUCCEEDED":
        raise ResourceFailure(operation.failure())
