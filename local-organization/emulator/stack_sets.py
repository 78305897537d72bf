"""StackSets (under way)."""


def reset() -> None:
    """Forgets all StackSets."""
