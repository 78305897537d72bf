"""How the modules here change moto: functions are put into moto's classes by name.

What a module still needs of moto's own, it keeps under `moto_` and the name: `moto_head_bucket = S3Response.head_bucket`.
"""

from collections.abc import Callable
from typing import Any


def extend(target: Any) -> Callable[[Any], Any]:
    """Decorator: the function becomes (or replaces) the method of the same name of a moto class, or the function of a module."""

    def put(function: Any) -> Any:
        name = function.fget.__name__ if isinstance(function, property) else function.__name__
        setattr(target, name, function)
        return function

    return put
