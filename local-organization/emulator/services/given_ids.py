"""Ids that are drawn, as AWS draws them, unless some were given beforehand (POST /moto-api/given-ids)."""

from collections.abc import Callable

# In the order in which things are made.
_given: dict[str, list[str]] = {}


def give(ids: dict[str, list[str]]) -> None:
    """Ids for what is made next: organization, account, key."""
    _given.update(ids)


def forget() -> None:
    """From now on all are drawn."""
    _given.clear()


def given_or_drawn(kind: str, draw: Callable[[], str]) -> str:
    """The next id of a kind."""
    return _given[kind].pop(0) if _given.get(kind) else draw()
