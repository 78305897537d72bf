"""CloudFormation's API for stacks, as far as the guides, the demonstration, the contract tests and the AWS CLI call it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
"""

from typing import Any

from moto.cloudformation.exceptions import CloudFormationError
from moto.core.responses import ActionResult, EmptyResult

from . import operations
from .failures import invalid
from .modules import MADE_FROM
from .requests import CloudFormationRequest, reads
from .stack import EXPORTS, Stack, StackResource


class StackApi(CloudFormationRequest):
    @reads("StackName", "TemplateBody", "TemplateURL", "Parameters", "Capabilities", "Tags")
    def create_stack(self) -> ActionResult:
        template = self._template()
        stack = Stack(
            self.current_account,
            self.region,
            self._get_param("StackName"),
            template,
            self._parameter_values(template, {}),
            self._tags(),
        )
        stack.capabilities = self._get_param("Capabilities", [])
        self._stacks().add(stack)
        operations.start_create(stack)
        return ActionResult({"StackId": stack.stack_id})

    @reads("StackName", "TemplateBody", "TemplateURL", "Parameters", "Capabilities", "Tags")
    def update_stack(self) -> ActionResult:
        stack = self._stacks().find(self._get_param("StackName"))
        operations.refuse_unsettled(stack)
        template = self._template()
        parameters = self._parameter_values(template, stack.parameters)
        tags = self._tags() or stack.tags
        if (template.body, parameters, tags) == stack.state():
            raise invalid("No updates are to be performed.")
        stack.capabilities = self._get_param("Capabilities", [])
        operations.start_update(stack, template, parameters, tags)
        return ActionResult({"StackId": stack.stack_id})

    @reads("StackName", "RetainResources")
    def delete_stack(self) -> ActionResult:
        try:
            stack = self._stacks().find(self._get_param("StackName"))
        except CloudFormationError:
            return EmptyResult()  # deleting what is not there succeeds
        operations.start_delete(stack, self._get_param("RetainResources", []))
        return EmptyResult()

    @reads("StackName")
    def describe_stacks(self) -> ActionResult:
        name = self._get_param("StackName")
        found = [self._stacks().find(name)] if name else self._stacks().live()
        return ActionResult({"Stacks": [_describe(stack) for stack in found]})

    @reads("StackName", "PhysicalResourceId")
    def describe_stack_resources(self) -> ActionResult:
        """Of a stack, or of the one that a resource belongs to (API_DescribeStackResources)."""
        name, stacks = self._get_param("StackName"), self._stacks()
        stack = stacks.find(name) if name else stacks.holding(self._get_param("PhysicalResourceId"))
        return ActionResult({"StackResources": [_describe_resource(stack, it) for it in list(stack.resources.values())]})

    @reads("StackName")
    def describe_stack_events(self) -> ActionResult:
        """Newest first (API_DescribeStackEvents)."""
        return ActionResult({"StackEvents": self._stacks().find(self._get_param("StackName")).events[::-1]})

    @reads("StackName")
    def get_template_summary(self) -> ActionResult:
        """Of a stack: `aws cloudformation deploy` asks so which parameters have a previous value."""
        template = self._stacks().find(self._get_param("StackName")).template
        keys = [{"ParameterKey": name} for name in template.parameters]
        types = sorted({resource["Type"] for resource in template.resources.values()})
        return ActionResult({"Parameters": keys, "ResourceTypes": types})

    @reads()
    def list_exports(self) -> ActionResult:
        """`cfn test` replaces {{Name}} in its inputs by the export of that name."""
        exports = EXPORTS.get((self.current_account, self.region), {})
        listed = [{"ExportingStackId": owner, "Name": name, "Value": it} for name, (it, owner) in exports.items()]
        return ActionResult({"Exports": listed})


def _describe(stack: Stack) -> dict[str, Any]:
    return {
        "StackId": stack.stack_id,
        "StackName": stack.name,
        "Description": stack.template.body.get("Description"),
        "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in stack.parameters.items()],
        "CreationTime": stack.created,
        "StackStatus": stack.status,
        "StackStatusReason": stack.status_reason,
        "Outputs": stack.outputs,
        "Tags": [{"Key": key, "Value": value} for key, value in stack.tags.items()],
        "DriftInformation": {"StackDriftStatus": stack.drift_status, "LastCheckTimestamp": stack.drift_checked},
    }


def _describe_resource(stack: Stack, resource: StackResource) -> dict[str, Any]:
    drift = resource.drift
    declared = stack.template.resources.get(resource.logical_id) or {}
    return {
        "StackName": stack.name,
        "StackId": stack.stack_id,
        "LogicalResourceId": resource.logical_id,
        "PhysicalResourceId": resource.physical_id,
        "ResourceType": resource.type_name,
        "Timestamp": stack.created,
        "ResourceStatus": resource.status,
        "DriftInformation": {
            "StackResourceDriftStatus": drift.status if drift else "NOT_CHECKED",
            "LastCheckTimestamp": drift.checked if drift else None,
        },
        "ModuleInfo": (declared.get("Metadata") or {}).get(MADE_FROM),
    }
