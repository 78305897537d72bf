"""Change sets, as `aws cloudformation deploy` uses them: made, waited for, executed; and those that import resources.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html
https://github.com/aws/aws-cli/blob/develop/awscli/customizations/cloudformation/deployer.py
Which resources a change set would change is not worked out, but for an import, which names them.
"""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from moto.core.responses import ActionResult, EmptyResult

from . import operations
from .failures import ChangeSetNotFound, invalid
from .imports import ToImport, check
from .requests import CloudFormationRequest, reads
from .stack import Stack
from .templates import Template

NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."


@dataclass
class ChangeSet:
    """A prepared create or update of a stack, or an import into it."""

    name: str
    stack: Stack
    kind: str
    template: Template
    parameters: dict[str, str]
    tags: dict[str, str]
    description: str | None
    to_import: list[ToImport]
    status: str = "CREATE_COMPLETE"
    status_reason: str | None = None
    execution_status: str = "AVAILABLE"
    created: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        stack, number = self.stack, uuid.uuid4()
        self.arn = f"arn:{stack.partition}:cloudformation:{stack.region}:{stack.account}:changeSet/{self.name}/{number}"
        if self.kind == "UPDATE" and (self.template.body, self.parameters, self.tags) == stack.state():
            self.status, self.execution_status, self.status_reason = "FAILED", "UNAVAILABLE", NO_CHANGES


CHANGE_SETS: dict[str, ChangeSet] = {}  # by ARN


class ChangeSetApi(CloudFormationRequest):
    @reads(
        "ChangeSetName",
        "ChangeSetType",
        "StackName",
        "TemplateBody",
        "TemplateURL",
        "Parameters",
        "Capabilities",
        "Tags",
        "Description",
        "ResourcesToImport",
    )
    def create_change_set(self) -> ActionResult:
        kind, name = self._get_param("ChangeSetType", "UPDATE"), self._get_param("StackName")
        known = self._stacks().named(name)
        existing = self._stacks().find(name) if kind == "UPDATE" else known if kind == "IMPORT" else None
        template, tags = self._template(), self._tags()
        to_import = [ToImport(entry, self.current_account, self.region) for entry in self._get_param("ResourcesToImport", [])]
        if (kind == "IMPORT") != bool(to_import):
            raise invalid("ResourcesToImport is for change sets of type IMPORT, and these need it")
        if to_import:
            check(existing, template, tags, to_import, self._stacks())
        parameters = self._parameter_values(template, existing.parameters if existing else {})
        stack = existing or Stack(self.current_account, self.region, name, template, parameters, tags)
        stack.capabilities = self._get_param("Capabilities", [])
        if not existing:
            self._stacks().add(stack)
        made = ChangeSet(
            self._get_param("ChangeSetName"),
            stack,
            kind,
            template,
            parameters,
            tags or stack.tags,
            self._get_param("Description"),
            to_import,
        )
        CHANGE_SETS[made.arn] = made
        return ActionResult({"Id": made.arn, "StackId": stack.stack_id})

    @reads("ChangeSetName", "StackName")
    def describe_change_set(self) -> ActionResult:
        found = self._change_set()
        return ActionResult(
            {
                "ChangeSetName": found.name,
                "ChangeSetId": found.arn,
                "StackId": found.stack.stack_id,
                "StackName": found.stack.name,
                "Description": found.description,
                "CreationTime": found.created,
                "ExecutionStatus": found.execution_status,
                "Status": found.status,
                "StatusReason": found.status_reason,
                "Changes": [it.change() for it in found.to_import],
            }
        )

    @reads("ChangeSetName", "StackName")
    def execute_change_set(self) -> ActionResult:
        found = self._change_set()
        if found.execution_status != "AVAILABLE":
            raise invalid(
                f"ChangeSet [{found.arn}] cannot be executed in its current execution status of [{found.execution_status}]"
            )
        if found.kind == "CREATE":
            operations.start_create(found.stack)
        elif found.kind == "IMPORT":
            if found.stack.status != "REVIEW_IN_PROGRESS":
                operations.refuse_unsettled(found.stack)
            operations.start_import(found.stack, found.template, found.parameters, found.to_import)
        else:
            operations.refuse_unsettled(found.stack)
            operations.start_update(found.stack, found.template, found.parameters, found.tags)
        found.execution_status = "EXECUTE_COMPLETE"
        return EmptyResult()

    def _change_set(self) -> ChangeSet:
        """By ARN, or by its name and its stack's."""
        name, stack_name = self._get_param("ChangeSetName"), self._get_param("StackName")
        if name in CHANGE_SETS:
            return CHANGE_SETS[name]
        stack = self._stacks().find(stack_name) if stack_name else None
        for change_set in list(CHANGE_SETS.values()):
            if change_set.name == name and change_set.stack is stack:
                return change_set
        raise ChangeSetNotFound(f"ChangeSet [{name}] does not exist")
