"""Operations on single resources of a stack, each told in the stack's events, and the order in which they are deleted.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
"""

from .providers import Provider, Request, ResourceFailure, attempt
from .stack import Stack, StackResource
from .type_registry import provider_of


def create(stack: Stack, desired: StackResource, verb: str = "CREATE") -> None:
    """Makes a resource; as the replacement of another one the verb is UPDATE."""
    stack.resources[desired.logical_id] = desired
    stack.tell_of(desired, f"{verb}_IN_PROGRESS")
    try:
        desired.resource = attempt(lambda: _provider(stack, desired).create(request(stack, desired)))
    except ResourceFailure as failure:
        desired.resource = failure.resource
        stack.tell_of(desired, f"{verb}_FAILED", failure.reason)
        raise
    stack.tell_of(desired, f"{verb}_COMPLETE")


def update(stack: Stack, existing: StackResource, desired: StackResource, why: str | None = None) -> None:
    asked = request(stack, desired, existing)
    desired.resource = existing.resource
    stack.resources[desired.logical_id] = desired
    stack.tell_of(desired, "UPDATE_IN_PROGRESS", why)
    try:
        desired.resource = attempt(lambda: _provider(stack, desired).update(asked, existing.resource))
    except ResourceFailure as failure:
        stack.tell_of(desired, "UPDATE_FAILED", failure.reason)
        raise
    stack.tell_of(desired, "UPDATE_COMPLETE")


def delete_all(stack: Stack, resources: list[StackResource]) -> list[str]:
    """Deletes in reverse order; what a resource that stays depends on stays too. Returns what is left."""
    left: list[str] = []
    needed: set[str] = set()
    for resource in deletion_order(resources):
        if resource.logical_id in needed or not _delete(stack, resource):
            left.append(resource.logical_id)
            needed |= resource.dependencies
    return left


# In these nothing is deleted but what the operation that is rolled back has made.
TAKES_BACK_WHAT_IT_MADE = {"ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS"}


def _delete(stack: Stack, resource: StackResource) -> bool:
    """Whether the stack is rid of the resource."""
    if resource.status == "DELETE_COMPLETE":
        return True
    made = resource.resource
    if made is None:
        stack.tell_of(resource, "DELETE_COMPLETE")
        return True
    if resource.deletion_policy == "Retain" or (
        resource.deletion_policy == "RetainExceptOnCreate" and stack.status not in TAKES_BACK_WHAT_IT_MADE
    ):
        stack.tell_of(resource, "DELETE_SKIPPED")
        return True
    stack.tell_of(resource, "DELETE_IN_PROGRESS")
    try:
        attempt(lambda: _provider(stack, resource).delete(request(stack, resource), made))
    except ResourceFailure as failure:
        stack.tell_of(resource, "DELETE_FAILED", failure.reason)
        return False
    stack.tell_of(resource, "DELETE_COMPLETE")
    return True


def deletion_order(resources: list[StackResource]) -> list[StackResource]:
    """Each before those that it depends on."""
    remaining, order = list(resources), []
    while remaining:
        needed = set().union(*(resource.dependencies for resource in remaining))
        free = [resource for resource in remaining if resource.logical_id not in needed] or remaining[:1]
        order += free
        remaining = [resource for resource in remaining if resource not in free]
    return order


def _provider(stack: Stack, resource: StackResource) -> Provider:
    return provider_of(resource.type_name, stack.account, stack.region)


def request(stack: Stack, desired: StackResource, previous: StackResource | None = None) -> Request:
    return Request(
        stack,
        desired.logical_id,
        desired.type_name,
        desired.properties,
        previous.properties if previous else None,
        desired.stack_tags,
        previous.stack_tags if previous else {},
    )
