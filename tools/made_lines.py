"""The lines of a guide that a command makes: between a comment that names it and the next end."""

END = "<!-- end -->\n"


def replaced(guide, maker, lines):
    """The guide, as text, with the lines that this maker makes now.

    Raises ValueError when the guide has no place for them, or more than one.
    """
    begin = f"<!-- made by {maker} -->\n"
    before, rest = guide.split(begin)
    _, after = rest.split(END, 1)
    return before + begin + lines + END + after
