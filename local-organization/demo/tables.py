"""Rows as text."""

# Columns that a terminal is taken to have at least.
WIDTH = 100
CUT = "..."


def table(rows):
    """Columns as wide as their widest cell, headed by the keys of the first row; what would go beyond WIDTH is cut off in the widest."""
    heads = list(rows[0])
    widths = [max(len(head), *(len(row[head]) for row in rows)) for head in heads]
    while sum(widths) + 2 * (len(widths) - 1) > WIDTH:
        widths[widths.index(max(widths))] -= 1
    lines = [heads, ["-" * width for width in widths], *([row[head] for head in heads] for row in rows)]
    return "\n".join("  ".join(fitted(cell, width) for cell, width in zip(line, widths)).rstrip() for line in lines)


def fitted(cell, width):
    return cell.ljust(width) if len(cell) <= width else cell[: width - len(CUT)] + CUT
