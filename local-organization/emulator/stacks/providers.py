"""What the stack engine asks of a resource type, and what it gets: the seam to everything that makes resources.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .stack import Stack


class ResourceFailure(Exception):
    """A resource operation failed; `resource` is what exists all the same and a rollback must delete."""

    def __init__(self, reason: str, resource: "Resource | None" = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.resource = resource


class ResourceMissing(ResourceFailure):
    """There is no such resource."""


@dataclass
class Resource:
    """What a provider made."""

    physical_id: str
    attributes: dict[str, Any] = field(default_factory=dict)

    def attribute(self, name: str) -> Any:
        """The value that Fn::GetAtt gives; a dot leads into a structure."""
        value: Any = self.attributes
        for part in name.split("."):
            if not isinstance(value, dict) or part not in value:
                raise ResourceFailure(f"Attribute {name} does not exist in the resource {self.physical_id}")
            value = value[part]
        return value


@dataclass
class Request:
    """One operation on one resource."""

    stack: "Stack"
    logical_id: str
    type_name: str
    properties: dict[str, Any]
    previous_properties: dict[str, Any] | None = None
    stack_tags: dict[str, str] = field(default_factory=dict)
    previous_stack_tags: dict[str, str] = field(default_factory=dict)

    @property
    def account(self) -> str:
        return self.stack.account

    @property
    def region(self) -> str:
        return self.stack.region


class Provider(Protocol):
    """Knows how to make one type of resource. Failures are ResourceFailure."""

    def create(self, request: Request) -> Resource: ...

    def update(self, request: Request, resource: Resource) -> Resource: ...

    def delete(self, request: Request, resource: Resource) -> None: ...

    def replaces(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        """Whether a change of properties needs a new resource."""
        return False

    def follows_stack_tags(self) -> bool:
        """Whether a change of the stack's tags alone updates the resource."""
        return False


PROVIDERS: dict[str, Provider] = {}  # by type name


def attempt(step: Callable[[], Any]) -> Any:
    """The step's result; any error of it is a failure of the resource, with the error's message."""
    try:
        return step()
    except ResourceFailure:
        raise
    except Exception as error:
        raise ResourceFailure(getattr(error, "message", None) or str(error) or repr(error)) from error
