"""CloudFormation's API for the drift of StackSets, and the descriptions that tell it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackSetDrift.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackInstanceResourceDrifts.html
"""

import json
from typing import Any

from moto.core.responses import ActionResult

from ..stacks.drift import described
from ..stacks.requests import reads
from . import drift
from .failures import StackInstanceNotFound
from .instances import Instance, described_instance
from .requests import StackSetRequest


class StackSetDriftApi(StackSetRequest):
    @reads("StackSetName", "CallAs", "OperationPreferences")
    def detect_stack_set_drift(self) -> ActionResult:
        return ActionResult({"OperationId": drift.detect(self._ready(), self._get_param("OperationPreferences")).id})

    @reads("StackSetName", "CallAs")
    def describe_stack_set(self) -> ActionResult:
        stack_set = self._stack_set()
        told: dict[str, Any] = {
            "StackSetName": stack_set.name,
            "StackSetId": stack_set.id,
            "StackSetARN": stack_set.arn,
            "Status": "ACTIVE",
            "TemplateBody": json.dumps(stack_set.template.body),
            "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in stack_set.parameters.items()],
            "Tags": [{"Key": key, "Value": value} for key, value in stack_set.tags.items()],
            "PermissionModel": "SERVICE_MANAGED",
            "AutoDeployment": {"Enabled": stack_set.follows_accounts, "RetainStacksOnAccountRemoval": stack_set.retains_stacks},
            "ManagedExecution": {"Active": stack_set.queues},
            "OrganizationalUnitIds": sorted({unit for units, _ in stack_set.targets for unit in units}),
            "Regions": sorted({region for _, region in stack_set.instances}),
            "StackSetDriftDetectionDetails": drift.details(stack_set),
        }
        return ActionResult({"StackSet": told})

    @reads("StackSetName", "CallAs", "StackInstanceAccount", "StackInstanceRegion")
    def describe_stack_instance(self) -> ActionResult:
        instance = self._instance()
        return ActionResult({"StackInstance": described_instance(self._stack_set().id, instance) | drift.status_of(instance)})

    @reads("StackSetName", "CallAs", "OperationId")
    def describe_stack_set_operation(self) -> ActionResult:
        stack_set, operation = self._stack_set(), self._operation()
        looked = {"StackSetDriftDetectionDetails": drift.details(stack_set)} if operation.action == "DETECT_DRIFT" else {}
        return ActionResult({"StackSetOperation": {"StackSetId": stack_set.id, **operation.described(), **looked}})

    @reads("StackSetName", "CallAs", "OperationId", "StackInstanceAccount", "StackInstanceRegion", "StackInstanceResourceDriftStatuses", "MaxResults", "NextToken")
    def list_stack_instance_resource_drifts(self) -> ActionResult:
        self._operation()
        stack, wanted = self._instance().stack, self._get_param("StackInstanceResourceDriftStatuses", [])
        found = [described(stack, it, it.drift) for it in list(stack.resources.values()) if it.drift] if stack else []
        return self._page([it for it in found if not wanted or it["StackResourceDriftStatus"] in wanted])

    def _instance(self) -> Instance:
        place = self._get_param("StackInstanceAccount"), self._get_param("StackInstanceRegion")
        instance = self._stack_set().instances.get(place)
        if not instance:
            raise StackInstanceNotFound(f"Stack instance not found for account {place[0]} in {place[1]}")
        return instance
