"""Rows as text."""


def table(rows):
    """Columns as wide as their widest cell, headed by the keys of the first row."""
    heads = list(rows[0])
    widths = [max(len(head), *(len(row[head]) for row in rows)) for head in heads]
    lines = [heads, ["-" * width for width in widths], *([row[head] for head in heads] for row in rows)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)
