"""All stacks of one account and Region, deleted ones included.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html (by name and by id)
"""

from moto.cloudformation.exceptions import AlreadyExistsException

from .failures import invalid
from .stack import Stack


class Stacks:
    """The stacks of one account and Region: `Stacks.of` gives them."""

    everywhere: dict[tuple[str, str], "Stacks"] = {}

    def __init__(self) -> None:
        self._by_id: dict[str, Stack] = {}

    @classmethod
    def of(cls, account: str, region: str) -> "Stacks":
        return cls.everywhere.setdefault((account, region), cls())

    def all(self) -> list[Stack]:
        return list(self._by_id.values())

    def live(self) -> list[Stack]:
        return [stack for stack in self.all() if stack.status != "DELETE_COMPLETE"]

    def named(self, name: str) -> Stack | None:
        """One that lives, by name."""
        return next((stack for stack in self.live() if stack.name == name), None)

    def find(self, name: str) -> Stack:
        """By name among those that live, by id among all."""
        stack = self.named(name)
        if stack:
            return stack
        if name in self._by_id:
            return self._by_id[name]
        raise invalid(f"Stack with id {name} does not exist")

    def holding(self, physical_id: str) -> Stack:
        """The one among those that live which has a resource of that physical id."""
        for stack in self.live():
            if any(resource.physical_id == physical_id for resource in list(stack.resources.values())):
                return stack
        raise invalid(f"Stack for {physical_id} does not exist")

    def holds(self, type_name: str, physical_id: str) -> bool:
        """Whether one that lives has that resource."""
        return any(
            (resource.type_name, resource.physical_id) == (type_name, physical_id)
            for stack in self.live()
            for resource in list(stack.resources.values())
            if resource.status != "DELETE_SKIPPED"
        )

    def add(self, stack: Stack) -> None:
        if any(other.name == stack.name for other in self.live()):
            raise AlreadyExistsException(f"Stack [{stack.name}] already exists")
        self._by_id[stack.stack_id] = stack
