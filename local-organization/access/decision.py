"""What the simulator says of a cell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """Whether a cell is allowed, and by which statements: [policy, statement's id]."""

    cell: object
    allowed: bool
    by: list
    # Statements that matched, and those that did not for one condition: with its operator and key.
    matched: list
    missed: list
