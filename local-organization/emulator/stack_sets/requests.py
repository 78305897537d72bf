"""A request about a StackSet: how it is found, whether it may be acted on now, and lists by pages."""

from typing import Any

from moto.core.responses import ActionResult

from ..stacks.requests import CloudFormationRequest
from .administration import administrator
from .failures import OperationInProgress, OperationNotFound
from .operations import Operation
from .stack_set import StackSet


class StackSetRequest(CloudFormationRequest):
    def _stack_set(self) -> StackSet:
        owner = administrator(self.current_account, self._get_param("CallAs"))
        return StackSet.find(owner, self.region, self._get_param("StackSetName"))

    def _ready(self) -> StackSet:
        """With managed execution it queues, else it refuses an operation while another runs (API_ManagedExecution)."""
        stack_set = self._stack_set()
        if not stack_set.queues and any(operation.running for operation in stack_set.operations):
            raise OperationInProgress(f"Another Operation on StackSet {stack_set.arn} is in progress")
        return stack_set

    def _operation(self) -> Operation:
        wanted = self._get_param("OperationId")
        for operation in self._stack_set().operations:
            if operation.id == wanted:
                return operation
        raise OperationNotFound(f"Operation {wanted} not found")

    def _page(self, items: list[Any]) -> ActionResult:
        start = int(self._get_param("NextToken") or 0)
        end = start + int(self._get_param("MaxResults") or 100)
        return ActionResult({"Summaries": items[start:end], "NextToken": str(end) if end < len(items) else None})
