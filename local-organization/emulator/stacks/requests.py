"""A request to CloudFormation's API: what all of its operations read, and the refusal of what is not emulated.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Parameter.html
"""

from collections.abc import Callable
from typing import Any

from moto.cloudformation.exceptions import CloudFormationError
from moto.core.responses import TYPE_RESPONSE, ActionResult, BaseResponse
from moto.core.utils import camelcase_to_underscores

from .failures import InvalidAction, invalid, refuse_unread
from .registry import Stacks
from .templates import Template, template_at

# https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html and the like: a token of
# the request, which SDKs make up by themselves. A request is not repeated here.
REQUEST_TOKENS = {"ClientRequestToken", "OperationId"}


def reads(*parameters: str) -> Callable[[Any], Any]:
    """Decorator: the function is an operation of the API, and these are the parameters that it heeds."""

    def mark(function: Any) -> Any:
        function.parameters = {*parameters, *REQUEST_TOKENS}
        return function

    return mark


class CloudFormationRequest(BaseResponse):
    """One request. Operations are the methods that say what they read."""

    def __init__(self) -> None:
        super().__init__(service_name="cloudformation")
        self.automated_parameter_parsing = True

    def call_action(self) -> TYPE_RESPONSE:
        action = self._get_action()
        operation = getattr(self, camelcase_to_underscores(action), None)
        try:
            if not hasattr(operation, "parameters"):
                raise InvalidAction(f"{action} is not emulated")
            refuse_unread(action, self.params, operation.parameters)
        except CloudFormationError as refusal:
            return self.serialized(ActionResult(refusal))
        return super().call_action()

    def _stacks(self) -> Stacks:
        return Stacks.of(self.current_account, self.region)

    def _template(self) -> Template:
        """The request's template, whose IAM resources it must acknowledge."""
        address = self._get_param("TemplateURL")
        here = self.current_account, self.region
        template = template_at(address, self.current_account, here) if address else Template(self._get_param("TemplateBody"), modules_of=here)
        template.check_types(self.current_account, self.region)
        template.check_capabilities(self._get_param("Capabilities", []))
        return template

    def _parameter_values(self, template: Template, previous: dict[str, str]) -> dict[str, str]:
        values = {}
        for parameter in self._get_param("Parameters", []):
            name = parameter["ParameterKey"]
            if not parameter.get("UsePreviousValue"):
                values[name] = parameter.get("ParameterValue", "")
            elif name in previous:
                values[name] = previous[name]
            else:
                raise invalid(
                    f"Invalid input for parameter key {name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template"
                )
        return template.parameter_values(values)

    def _tags(self) -> dict[str, str]:
        return {tag["Key"]: tag["Value"] for tag in self._get_param("Tags", [])}
