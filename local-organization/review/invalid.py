"""How an input is refused, and the first thing that is asked of each part of it."""


class InvalidInput(Exception):
    """The input can't be meant so: which property, and why."""


def mapping(name, value):
    """The value, which must have properties."""
    if not isinstance(value, dict):
        raise InvalidInput(f"{name}: expected properties with their values, found {value!r}")
    return value
