"""Draws docs/architecture.svg from docs/architecture.yaml: what `make picture` does.

All places are given in the source, so that the picture is the same on every machine, whatever fonts it has.
"""

import sys
from html import escape
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "docs" / "architecture.yaml"
PICTURE = SOURCE.with_suffix(".svg")

LINE = 19
INK, MUTED = "#263238", "#455a64"
FONT = "font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\""
ARROWHEAD = (
    '<marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
    f'<path d="M0,1 L9,5 L0,9 Z" fill="{MUTED}"/></marker>'
)


def text(x, y, content, size=14, color=INK):
    """One centered line; a * at its end makes it bold."""
    weight = ' font-weight="bold"' if content.endswith("*") else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{color}"{weight}>{escape(content.removesuffix("*"), quote=False)}</text>'


def rectangle(at, size, thing, radius):
    (x, y), (width, height) = at, size
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{thing["fill"]}" stroke="{thing["stroke"]}"/>'


def panel(thing):
    """An account; copies behind it say that there are many."""
    (x, y), size = thing["at"], thing["size"]
    for step in range(thing.get("copies", 0), -1, -1):
        yield rectangle((x + 7 * step, y + 7 * step), size, thing, 12)
    yield text(x + size[0] / 2, y + 26, thing["text"] + "*", 16)


def box(thing):
    (x, y), (width, height), lines = thing["at"], thing["size"], thing["text"]
    yield rectangle(thing["at"], thing["size"], thing, 8)
    first = y + 22 if thing.get("top") else y + (height - LINE * (len(lines) - 1)) / 2 + 5
    for number, line in enumerate(lines):
        yield text(x + width / 2, first + LINE * number, line, color=INK if line.endswith("*") else MUTED)


def line(path, dashed):
    points = " L".join(f"{x},{y}" for x, y in path)
    dashes = ' stroke-dasharray="6 4"' if dashed else ""
    return f'<path d="M{points}" fill="none" stroke="{MUTED}" stroke-width="1.6"{dashes} marker-end="url(#head)"/>'


def arrow(thing):
    yield line(thing["path"], thing.get("dashed"))
    for number, words in enumerate(thing.get("text", [])):
        x, y = thing["label"]
        yield text(x, y + 16 * number, words, 13, MUTED)


def legend(thing):
    x, y = thing["at"]
    yield line([(x, y), (x + 48, y)], thing.get("dashed"))
    yield text(x + 58, y + 5, thing["text"], 13, MUTED).replace("<text ", '<text text-anchor="start" ')


def draw(source):
    """The SVG of a picture's source, as text."""
    width, height = source["size"]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        f' {FONT} text-anchor="middle">',
        f'<title>{escape(source["title"])}</title>',
        f'<desc>{escape(source["description"])}</desc>',
        f"<defs>{ARROWHEAD}</defs>",
        f'<rect width="{width}" height="{height}" rx="12" fill="#ffffff"/>',
    ]
    for kind, drawn in (("panels", panel), ("boxes", box), ("arrows", arrow), ("legend", legend)):
        parts += [element for thing in source[kind] for element in drawn(thing)]
    return "\n".join([*parts, "</svg>", ""])


def main():
    PICTURE.write_text(draw(yaml.safe_load(SOURCE.read_text(encoding="utf-8"))), encoding="utf-8")
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
