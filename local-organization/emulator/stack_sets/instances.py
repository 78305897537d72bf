"""The stack of a StackSet in one account and Region: deployed, updated, deleted, or what became of it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html#stackset-status-codes
"""

import uuid
from dataclasses import dataclass
from typing import Any

from moto.cloudformation.exceptions import ValidationError

from ..stacks import operations
from ..stacks.registry import Stacks
from ..stacks.stack import Stack
from ..stacks.templates import Template

DEPLOYED = {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
NOT_UPDATABLE = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"}


@dataclass
class Instance:
    """One stack instance; `reason` says why its last deployment failed."""

    account: str
    region: str
    stack: Stack | None = None
    status: str = "OUTDATED"
    detail: str = "PENDING"
    reason: str | None = None
    last_operation: str | None = None

    def deploy(
        self, stack_set_name: str, template: Template, parameters: dict[str, str], tags: dict[str, str]
    ) -> str | None:
        """Brings the stack to what the StackSet says; gives why it could not."""
        self.reason = self._deploy(stack_set_name, template, parameters, tags)
        self.status = "OUTDATED" if self.reason else "CURRENT"
        self.detail = "FAILED" if self.reason else "SUCCEEDED"
        return self.reason

    def _deploy(
        self, stack_set_name: str, template: Template, parameters: dict[str, str], tags: dict[str, str]
    ) -> str | None:
        stack = self.stack
        try:
            template.check_types(self.account, self.region)
        except ValidationError as refusal:
            return str(refusal.message)
        if stack and stack.status in NOT_UPDATABLE:
            operations.delete(stack)
            if stack.status != "DELETE_COMPLETE":
                return _cause(stack, 0)
        if stack and stack.status != "DELETE_COMPLETE":
            if (template.body, parameters, tags) == stack.state():
                return None
            seen = len(stack.events)
            operations.update(stack, template, parameters, tags)
            return None if stack.status in DEPLOYED else _cause(stack, seen)
        name = f"StackSet-{stack_set_name}-{uuid.uuid4()}"
        self.stack = stack = Stack(self.account, self.region, name, template, parameters, tags)
        Stacks.of(self.account, self.region).add(stack)
        operations.create(stack)
        return None if stack.status in DEPLOYED else _cause(stack, 0)

    def delete(self) -> str | None:
        """Deletes the stack; gives why it could not."""
        stack = self.stack
        if not stack or stack.status == "DELETE_COMPLETE":
            return None
        seen = len(stack.events)
        operations.delete(stack)
        if stack.status == "DELETE_COMPLETE":
            return None
        self.status, self.detail, self.reason = "INOPERABLE", "INOPERABLE", _cause(stack, seen)
        return self.reason


def described_instance(stack_set_id: str, instance: Instance) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstance.html"""
    return {
        "StackSetId": stack_set_id,
        "Account": instance.account,
        "Region": instance.region,
        "StackId": instance.stack.stack_id if instance.stack else None,
        "Status": instance.status,
        "StatusReason": instance.reason,
        "StackInstanceStatus": {"DetailedStatus": instance.detail},
        "LastOperationId": instance.last_operation,
    }


def _cause(stack: Stack, seen: int) -> str:
    """The first failed resource since an operation began, in the words of StackSets."""
    for event in stack.events[seen:]:
        if event["ResourceStatus"].endswith("_FAILED") and event["PhysicalResourceId"] != stack.stack_id:
            return f"ResourceLogicalId:{event['LogicalResourceId']}, ResourceType:{event['ResourceType']}, ResourceStatusReason:{event['ResourceStatusReason']}."
    return stack.status_reason or stack.status
