"""CloudFormation's API for StackSets, as far as the guides and the demonstration call it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
StackSets are made and changed by stacks that hold them; one that such a stack has left is deleted here.
"""

from typing import Any

from moto.core.responses import ActionResult, EmptyResult

from ..stacks.failures import invalid
from ..stacks.requests import CloudFormationRequest, reads
from .administration import activate, administrator
from .failures import OperationInProgress, OperationNotFound, StackSetNotEmpty
from .stack_set import StackSet


class StackSetApi(CloudFormationRequest):
    @reads()
    def activate_organizations_access(self) -> ActionResult:
        activate(self.current_account)
        return EmptyResult()

    @reads("StackSetName", "CallAs")
    def delete_stack_set(self) -> ActionResult:
        """Without instances only (API_DeleteStackSet)."""
        stack_set = self._stack_set()
        if stack_set.instances:
            raise StackSetNotEmpty("StackSet is not empty")
        StackSet.of(stack_set.account, stack_set.region).remove(stack_set)
        return EmptyResult()

    @reads("StackSetName", "CallAs", "DeploymentTargets", "Regions", "OperationPreferences")
    def update_stack_instances(self) -> ActionResult:
        """Deploys again to instances that are there."""
        stack_set = self._ready()
        targets, regions = self._get_param("DeploymentTargets", {}), self._get_param("Regions", [])
        places = [place for place in stack_set.places(targets, regions) if place in stack_set.instances]
        return ActionResult({"OperationId": stack_set.deploy("UPDATE", places, self._get_param("OperationPreferences")).id})

    @reads("StackSetName", "CallAs", "DeploymentTargets", "Regions", "OperationPreferences", "RetainStacks")
    def delete_stack_instances(self) -> ActionResult:
        stack_set = self._ready()
        targets, regions = self._get_param("DeploymentTargets", {}), self._get_param("Regions", [])
        places = [place for place in stack_set.places(targets, regions, suspended=True) if place in stack_set.instances]
        stack_set.unfollow(targets, regions)
        preferences, retain = self._get_param("OperationPreferences"), bool(self._get_param("RetainStacks"))
        return ActionResult({"OperationId": stack_set.remove(places, preferences, retain).id})

    @reads("StackSetName", "CallAs", "MaxResults", "NextToken", "Filters")
    def list_stack_instances(self) -> ActionResult:
        stack_set = self._stack_set()
        filters = self._get_param("Filters", [])
        if any(it["Name"] != "DETAILED_STATUS" for it in filters):
            raise invalid("ListStackInstances: not emulated: Filters other than DETAILED_STATUS")
        units = {account.id: account.parent_id for account in stack_set.organization().accounts}
        return self._page(
            [
                {
                    "StackSetId": stack_set.id,
                    "Account": instance.account,
                    "Region": instance.region,
                    "StackId": instance.stack.stack_id if instance.stack else None,
                    "Status": instance.status,
                    "StatusReason": instance.reason,
                    "StackInstanceStatus": {"DetailedStatus": instance.detail},
                    "OrganizationalUnitId": units.get(instance.account),
                    "LastOperationId": instance.last_operation,
                }
                for instance in list(stack_set.instances.values())
                if all(it["Values"] == instance.detail for it in filters)
            ]
        )

    @reads("StackSetName", "CallAs", "MaxResults", "NextToken")
    def list_stack_set_operations(self) -> ActionResult:
        """Newest first."""
        return self._page(
            [
                {
                    "OperationId": operation.id,
                    "Action": operation.action,
                    "Status": operation.status,
                    "StatusReason": operation.failure() if operation.status == "FAILED" else None,
                    "CreationTimestamp": operation.created,
                    "EndTimestamp": operation.ended,
                    "OperationPreferences": operation.preferences.given,
                }
                for operation in self._stack_set().operations[::-1]
            ]
        )

    @reads("StackSetName", "CallAs", "MaxResults", "NextToken", "OperationId")
    def list_stack_set_operation_results(self) -> ActionResult:
        wanted = self._get_param("OperationId")
        for operation in self._stack_set().operations:
            if operation.id == wanted:
                break
        else:
            raise OperationNotFound(f"Operation {wanted} not found")
        return self._page(
            [
                {"Account": it.account, "Region": it.region, "Status": it.status, "StatusReason": it.reason}
                for it in operation.results
            ]
        )

    def _stack_set(self) -> StackSet:
        owner = administrator(self.current_account, self._get_param("CallAs"))
        return StackSet.find(owner, self.region, self._get_param("StackSetName"))

    def _ready(self) -> StackSet:
        """With managed execution it queues, else it refuses an operation while another runs (API_ManagedExecution)."""
        stack_set = self._stack_set()
        if not stack_set.queues and any(operation.running for operation in stack_set.operations):
            raise OperationInProgress(f"Another Operation on StackSet {stack_set.arn} is in progress")
        return stack_set

    def _page(self, items: list[Any]) -> ActionResult:
        start = int(self._get_param("NextToken") or 0)
        end = start + int(self._get_param("MaxResults") or 100)
        return ActionResult({"Summaries": items[start:end], "NextToken": str(end) if end < len(items) else None})
