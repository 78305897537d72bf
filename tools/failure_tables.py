"""The handlers' tables of failures, read from their Java sources: AWS's codes, what becomes of them, how long they are waited for.

python tools/failure_tables.py writes the index of codes into docs/troubleshooting.md.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from made_lines import replaced

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "troubleshooting.md"
# Each table's folder, and its section in docs/messages.md.
TABLES = {"handler-kit": "Every service", "central-logging-resource": "S3 and KMS", "member-logging-resource": "SSM and IAM"}

TOKEN = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""", re.DOTALL)
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
ROW = re.compile(r"\.with(?:Passing|Denials)?\(")


def sources(folder: str) -> str:
    """The Java sources of a folder without comments; strings that go over several lines are joined."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / folder).glob("src/main/**/*.java")))
    text = TOKEN.sub(lambda token: "" if token.group().startswith("/") else token.group(), text)
    return re.sub(r'"\s*\+\s*"', "", text)


def closing(text: str, start: int) -> int:
    """Index after the bracket that closes the one at start; brackets within strings do not count."""
    depth = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[()]', text[start:]):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if depth == 0:
            return start + token.end()
    raise AssertionError(text[start : start + 200])


def split(pattern: re.Pattern[str], text: str) -> tuple[list[str], str]:
    """(calls of the pattern with their arguments, the text without them)."""
    calls, rest, end = [], [], 0
    for match in pattern.finditer(text):
        if match.start() >= end:
            rest.append(text[end : match.start()])
            end = closing(text, match.end() - 1)
            calls.append(text[match.start() : end])
    return calls, "".join([*rest, text[end:]])


def rows(folder: str) -> Iterator[tuple[str, list[str]]]:
    """Each of AWS's codes that a folder's table knows, with what becomes of it and how long it is waited for."""
    text = sources(folder)
    denials = LITERAL.findall(re.search(r"DENIALS =\s*Set\.of\([^)]*\)", sources("aws-door")).group())
    minutes = dict(re.findall(r"(\w+) =\s*(?:Patience\.of\()?Duration\.ofMinutes\((\d+)\)", text))
    for call in split(ROW, text)[0]:
        becomes = re.search(r"HandlerErrorCode\.(\w+)", call)
        if call.startswith(".withDenials"):
            yield from ((code, ["`AccessDenied`", ""]) for code in denials)
        elif becomes:
            waits = re.search(r"ofMinutes\((\d+)\)", call) or re.search(rf"\b({'|'.join(minutes) or '(?!)'})\b", call)
            waited = f"{minutes.get(waits.group(1), waits.group(1))} minutes" if waits else ""
            waited += ", after own writes" if "afterOwnWrites" in call else ""
            yield from ((code, [f"`{becomes.group(1)}`", waited]) for code in LITERAL.findall(call)[1:])


def index() -> str:
    """A line for each of AWS's codes: where it has which row."""
    found: dict[str, list[str]] = {}
    for folder, section in TABLES.items():
        link = f"[{section}](messages.md#{section.lower().replace(' ', '-')})"
        for code, (becomes, waited) in dict(rows(folder)).items():
            found.setdefault(code, []).append(f"{link}: {becomes}{', waits ' + waited if waited else ''}")
    lines = [f"| `{code}` | {'; '.join(places)} |\n" for code, places in sorted(found.items(), key=lambda it: it[0].lower())]
    return "| AWS's code | row |\n|---|---|\n" + "".join(lines)


def page(text: str) -> str:
    """The page with the index of now."""
    return replaced(text, "tools/failure_tables.py", index())


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
