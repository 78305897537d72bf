"""CloudFormation's API for StackSets, as far as the guides and the demonstration call it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
StackSets are made and changed by stacks that hold them; one that such a stack has left is deleted here.
"""

from moto.core.responses import ActionResult, EmptyResult

from ..stacks.failures import invalid
from ..stacks.requests import reads
from . import drift
from .administration import activate
from .failures import StackSetNotEmpty
from .instances import described_instance
from .requests import StackSetRequest
from .stack_set import StackSet


class StackSetApi(StackSetRequest):
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
        filters = {it["Name"]: it["Values"] for it in self._get_param("Filters", [])}
        if filters.keys() - {"DETAILED_STATUS", "DRIFT_STATUS"}:
            raise invalid("ListStackInstances: not emulated: Filters other than DETAILED_STATUS and DRIFT_STATUS")
        units = {account.id: account.parent_id for account in stack_set.organization().accounts}
        listed = []
        for instance in list(stack_set.instances.values()):
            looked = drift.status_of(instance)
            is_like = {"DETAILED_STATUS": instance.detail, "DRIFT_STATUS": looked["DriftStatus"]}
            if all(is_like[name] == value for name, value in filters.items()):
                unit = {"OrganizationalUnitId": units.get(instance.account)}
                listed.append(described_instance(stack_set.id, instance) | unit | looked)
        return self._page(listed)

    @reads("StackSetName", "CallAs", "MaxResults", "NextToken")
    def list_stack_set_operations(self) -> ActionResult:
        """Newest first."""
        return self._page([operation.described() for operation in self._stack_set().operations[::-1]])

    @reads("StackSetName", "CallAs", "MaxResults", "NextToken", "OperationId")
    def list_stack_set_operation_results(self) -> ActionResult:
        return self._page(
            [
                {"Account": it.account, "Region": it.region, "Status": it.status, "StatusReason": it.reason}
                for it in self._operation().results
            ]
        )
