"""Operations on a whole stack: create, update and delete, and the way back when a resource fails.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events-by-operation.html (the statuses)
An operation ends with a status of the stack; whatever goes wrong in it stands in the events and is not raised.
"""

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from . import imports, resource_operations
from .background import BACKGROUND
from .failures import invalid
from .providers import ResourceFailure, attempt
from .stack import Stack, StackResource
from .templates import Template
from .type_registry import provider_of

SETTLED_FOR_UPDATE = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"}
REPLACEMENT = "Requested update requires the creation of a new physical resource; hence creating one."


@dataclass
class Undo:
    """How one step of an update is taken back: the resource before it (None: there was none)."""

    logical_id: str
    before: StackResource | None
    replaced: bool = False


# --- in the background, after the operation that the stack is in already


def start_create(stack: Stack) -> None:
    _start(stack, "CREATE_IN_PROGRESS", lambda: create(stack))


def start_update(stack: Stack, template: Template, parameters: dict[str, str], tags: dict[str, str]) -> None:
    _start(stack, "UPDATE_IN_PROGRESS", lambda: update(stack, template, parameters, tags))


def start_import(stack: Stack, template: Template, parameters: dict[str, str], given: list[imports.ToImport]) -> None:
    _start(stack, "IMPORT_IN_PROGRESS", lambda: imports.run(stack, template, parameters, given))


def refuse_unsettled(stack: Stack) -> None:
    """An update needs a stack that is in no operation and in good order."""
    if stack.status not in SETTLED_FOR_UPDATE:
        raise invalid(f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated.")


def start_delete(stack: Stack, retained: Iterable[str] = ()) -> None:
    """At once, or after a creation that is under way; without some of the resources that an earlier try could not delete (API_DeleteStack)."""
    if retained and stack.status != "DELETE_FAILED":
        raise invalid(
            f"Invalid operation on stack [{stack.stack_id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state."
        )
    if unknown := sorted(set(retained) - {name for name, it in stack.resources.items() if it.status != "DELETE_COMPLETE"}):
        raise invalid(f"The specified resources to retain must be in a valid state: {unknown}")
    for name in retained:
        stack.resources[name].deletion_policy = "Retain"
    if stack.status.startswith("UPDATE_") and stack.status.endswith("_IN_PROGRESS"):
        raise invalid(f"Stack [{stack.stack_id}] cannot be deleted while in status {stack.status}")
    if stack.status not in ("DELETE_COMPLETE", "DELETE_IN_PROGRESS"):
        status = stack.status if stack.status.endswith("_IN_PROGRESS") else "DELETE_IN_PROGRESS"
        _start(stack, status, lambda: delete(stack))


def _start(stack: Stack, status: str, operation: Callable[[], None]) -> None:
    """The stack has the status at once, so that nobody sees the one before its operation."""
    former = stack.operation
    stack.status = status

    def run() -> None:
        if former:
            former.join()
        operation()

    stack.operation = BACKGROUND.start(run)


# --- in the caller's thread


def create(stack: Stack) -> None:
    stack.tell("CREATE_IN_PROGRESS", "User Initiated")
    try:
        _apply_all(stack, [])
        stack.set_outputs()
    except ResourceFailure as failure:
        _roll_back_create(stack, failure)
        return
    stack.tell("CREATE_COMPLETE")


def _roll_back_create(stack: Stack, failure: ResourceFailure) -> None:
    failed = [it.logical_id for it in stack.resources.values() if it.status == "CREATE_FAILED"]
    reason = _failed_to("create", failed) if failed else f"{failure.reason} "
    stack.tell("ROLLBACK_IN_PROGRESS", f"{reason}Rollback requested by user.")
    left = resource_operations.delete_all(stack, list(stack.resources.values()))
    if left:
        stack.tell("ROLLBACK_FAILED", _failed_to("delete", left))
    else:
        stack.tell("ROLLBACK_COMPLETE")


def update(stack: Stack, template: Template, parameters: dict[str, str], tags: dict[str, str]) -> None:
    former = stack.template, stack.parameters, stack.tags
    former_order = resource_operations.deletion_order(list(stack.resources.values()))
    stack.tell("UPDATE_IN_PROGRESS", "User Initiated")
    stack.template, stack.parameters, stack.tags = template, parameters, tags
    journal: list[Undo] = []
    try:
        _apply_all(stack, journal)
        stack.set_outputs()
    except ResourceFailure as failure:
        stack.template, stack.parameters, stack.tags = former
        _roll_back_update(stack, failure, journal)
        return
    stack.tell("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
    wanted = stack.wanted()
    removed = [it for it in former_order if it.logical_id not in wanted]
    for resource in removed:
        del stack.resources[resource.logical_id]
    replaced = [undo.before for undo in journal if undo.replaced]
    for resource in replaced:  # DeletionPolicy is not asked for them
        resource.deletion_policy = template.resources[resource.logical_id].get("UpdateReplacePolicy", "Delete")
    resource_operations.delete_all(stack, removed + replaced)
    stack.tell("UPDATE_COMPLETE")


def _roll_back_update(stack: Stack, failure: ResourceFailure, journal: list[Undo]) -> None:
    failed = [it.logical_id for it in stack.resources.values() if it.status in ("CREATE_FAILED", "UPDATE_FAILED")]
    stack.tell("UPDATE_ROLLBACK_IN_PROGRESS", _failed_to("update", failed) if failed else failure.reason)
    unwanted: list[StackResource] = []
    try:
        for undo in reversed(journal):
            current = stack.resources[undo.logical_id]
            if undo.before and not undo.replaced:
                resource_operations.update(stack, current, undo.before)
                continue
            unwanted.append(current)
            if undo.before:
                stack.resources[undo.logical_id] = undo.before
                stack.tell_of(undo.before, "UPDATE_COMPLETE")
            else:
                del stack.resources[undo.logical_id]
        stack.set_outputs()
    except ResourceFailure as second:
        stack.tell("UPDATE_ROLLBACK_FAILED", second.reason)
        return
    stack.tell("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
    resource_operations.delete_all(stack, unwanted)
    stack.tell("UPDATE_ROLLBACK_COMPLETE")


def delete(stack: Stack) -> None:
    stack.tell("DELETE_IN_PROGRESS", "User Initiated")
    left = resource_operations.delete_all(stack, list(stack.resources.values()))
    if left:
        stack.tell("DELETE_FAILED", _failed_to("delete", left))
        return
    stack.withdraw_exports()
    stack.tell("DELETE_COMPLETE")


def _failed_to(verb: str, logical_ids: list[str]) -> str:
    return f"The following resource(s) failed to {verb}: [{', '.join(logical_ids)}]. "


# --- bringing resources to what the template declares


def _apply_all(stack: Stack, journal: list[Undo]) -> None:
    for logical_id in attempt(stack.wanted):
        _apply(stack, logical_id, journal)


def _apply(stack: Stack, logical_id: str, journal: list[Undo]) -> None:
    """Makes, changes or replaces one resource, or leaves it alone; the journal says beforehand how to take that back."""
    existing = stack.resources.get(logical_id)
    desired = stack.declared(logical_id)
    try:
        properties = stack.template.resources[logical_id].get("Properties") or {}
        desired.properties = attempt(lambda: stack.resolved(properties))
    except ResourceFailure as failure:
        if not existing:
            stack.resources[logical_id] = desired
            journal.append(Undo(logical_id, None))
        stack.tell_of(existing or desired, "UPDATE_FAILED" if existing else "CREATE_FAILED", failure.reason)
        raise
    provider = provider_of(desired.type_name, stack.account, stack.region)
    if not existing:
        journal.append(Undo(logical_id, None))
        resource_operations.create(stack, desired)
    elif existing.type_name != desired.type_name or (
        existing.properties != desired.properties and provider.replaces(existing.properties, desired.properties)
    ):
        journal.append(Undo(logical_id, existing, replaced=True))
        stack.tell_of(existing, "UPDATE_IN_PROGRESS", REPLACEMENT)
        resource_operations.create(stack, desired, "UPDATE")
    elif existing.properties != desired.properties or (
        existing.stack_tags != desired.stack_tags and provider.follows_stack_tags()
    ):
        journal.append(Undo(logical_id, copy.copy(existing)))
        resource_operations.update(stack, existing, desired)
        if desired.type_name.startswith("Custom::") and desired.physical_id != existing.physical_id:
            journal[-1] = Undo(logical_id, existing, replaced=True)
    else:
        existing.dependencies, existing.deletion_policy = desired.dependencies, desired.deletion_policy
