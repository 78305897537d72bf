"""AWS::CloudFormation::Stack in stacks: a stack from a template in S3, made, changed and deleted with the one that holds it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
"""

import uuid
from typing import Any

from . import operations
from .failures import refuse_unread
from .providers import Provider, Request, Resource, ResourceFailure
from .registry import Stacks
from .stack import Stack
from .templates import Template, template_at

DEPLOYED = {"CREATE_COMPLETE", "UPDATE_COMPLETE"}


class NestedStackType(Provider):
    """It is acknowledged what it holds where the outer stack is: capabilities are those of that one."""

    def create(self, request: Request) -> Resource:
        refuse_unread("AWS::CloudFormation::Stack", request.properties, {"TemplateURL", "Parameters"})
        template, parameters = _declared(request)
        name = f"{request.stack.name}-{request.logical_id}-{uuid.uuid4().hex[:12].upper()}"
        stack = Stack(request.account, request.region, name, template, parameters, dict(request.stack_tags))
        stack.capabilities = request.stack.capabilities
        Stacks.of(request.account, request.region).add(stack)
        operations.create(stack)
        return _settled(stack, "created")

    def update(self, request: Request, resource: Resource) -> Resource:
        template, parameters = _declared(request)
        stack = Stacks.of(request.account, request.region).find(resource.physical_id)
        if (template.body, parameters, request.stack_tags) == stack.state():
            return resource
        stack.capabilities = request.stack.capabilities
        operations.update(stack, template, parameters, dict(request.stack_tags))
        return _settled(stack, "updated")

    def delete(self, request: Request, resource: Resource) -> None:
        stack = Stacks.of(request.account, request.region).find(resource.physical_id)
        operations.delete(stack)
        if stack.status != "DELETE_COMPLETE":
            raise ResourceFailure(f"Embedded stack {stack.stack_id} was not successfully deleted: {stack.status_reason}")

    def follows_stack_tags(self) -> bool:
        return True


def _declared(request: Request) -> tuple[Template, dict[str, str]]:
    template = template_at(request.properties["TemplateURL"], request.account)
    template.check_capabilities(request.stack.capabilities)
    template.check_types(request.account, request.region)
    given = {key: ",".join(it) if isinstance(it, list) else str(it) for key, it in (request.properties.get("Parameters") or {}).items()}
    return template, template.parameter_values(given)


def _settled(stack: Stack, done: str) -> Resource:
    made = Resource(stack.stack_id, {"Outputs": {it["OutputKey"]: it["OutputValue"] for it in stack.outputs}})
    if stack.status not in DEPLOYED:
        reason = next((it["ResourceStatusReason"] for it in stack.events if it["ResourceStatus"].endswith("_FAILED")), stack.status_reason)
        raise ResourceFailure(f"Embedded stack {stack.stack_id} was not successfully {done}: {reason}", made)
    return made
