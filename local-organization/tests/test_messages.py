"""docs/messages.md and the handlers say the same: every message of the code has a row, every row a message.

The messages are taken from the Java sources: the sentences of each refusal, and the rows of the tables of failures.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")

TOKEN = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""", re.DOTALL)
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
REFUSAL = re.compile(r"(?:Refused\.(?:invalid|conflict|denied|deniedAsYet|exists|limit)|new Refused|new InvalidSettings|\brefused|Text\.matching)\(")
ROW = re.compile(r"\.with(?:Passing|Denials)?\(")
# A message that is put together of literals and values.
SENTENCE = re.compile(r'"(?:[^"\\]|\\.)*"(?:\s*\+[^"?;]*\+\s*"(?:[^"\\]|\\.)*")*')
WORDS = 5


def sources(folder):
    """The Java sources of a folder without comments; strings that go over several lines are joined."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / folder).glob("src/main/**/*.java")))
    text = TOKEN.sub(lambda token: "" if token.group().startswith("/") else token.group(), text)
    return re.sub(r'"\s*\+\s*"', "", text)


SOURCES = {name: sources(name) for name in ("handler-kit", "logging-domain", "access-facts", "central-logging-resource", "member-logging-resource")}
DENIALS = LITERAL.findall(re.search(r"DENIALS =\s*Set\.of\([^)]*\)", sources("aws-door")).group())
# Of the command's sentences most are help and headings.
ALL_SOURCES = "\n".join([*SOURCES.values(), sources("aws-door"), sources("verification")])


def closing(text, start):
    """Index after the bracket that closes the one at start; brackets within strings do not count."""
    depth = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[()]', text[start:]):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if depth == 0:
            return start + token.end()
    raise AssertionError(text[start : start + 200])


def split(pattern, text):
    """(calls of the pattern with their arguments, the text without them)."""
    calls, rest, end = [], [], 0
    for match in pattern.finditer(text):
        if match.start() >= end:
            rest.append(text[end : match.start()])
            end = closing(text, match.end() - 1)
            calls.append(text[match.start() : end])
    return calls, "".join([*rest, text[end:]])


def messages_of(text):
    """The literals of each message: of a refusal all that it is made of, otherwise those of one whole sentence."""
    _, text = split(ROW, text)
    refusals, rest = split(REFUSAL, text)
    yield from (it for it in map(LITERAL.findall, refusals) if any(" " in literal.strip() for literal in it))
    sentences = [match.group() for match in SENTENCE.finditer(rest) if match.group().endswith('."')]
    yield from (it for it in map(LITERAL.findall, sentences) if any(len(literal.split()) >= WORDS for literal in it))


def cells(row):
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def rows(section=None):
    """Cells of each row of the page's tables, or of those below one heading, with what the first names."""
    part = PAGE if section is None else re.split(r"^#+ ", PAGE.split(f"# {section}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return [(re.findall(r"`([^`]+)`", cells(line)[0]), cells(line)) for line in part.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("folder", SOURCES)
def test_every_message_of_the_code_is_documented(folder):
    documented = [text for texts, _ in rows() for text in texts]
    missing = [it for it in messages_of(SOURCES[folder]) if not any(text in literal for text in documented for literal in it)]
    assert not missing


def test_every_documented_message_exists():
    for texts, row in rows():
        for text in texts:
            assert f"HandlerErrorCode.{text}" in ALL_SOURCES or text in ALL_SOURCES, row


def test_every_error_code_is_documented():
    documented = {text for texts, _ in rows("Codes") for text in texts}
    used = set(re.findall(r"HandlerErrorCode\.([A-Z]\w+)", ALL_SOURCES))
    assert used
    assert not used - documented


@pytest.mark.parametrize(("folder", "section"), [("handler-kit", "Every service"), ("central-logging-resource", "S3 and KMS"), ("member-logging-resource", "SSM and IAM")])
def test_what_becomes_of_aws_codes_is_documented(folder, section):
    minutes = dict(re.findall(r"(\w+) =\s*(?:Patience\.of\()?Duration\.ofMinutes\((\d+)\)", SOURCES[folder]))
    table = {}
    for call in split(ROW, SOURCES[folder])[0]:
        becomes = re.search(r"HandlerErrorCode\.(\w+)", call)
        if call.startswith(".withDenials"):
            table |= {code: ["`AccessDenied`", ""] for code in DENIALS}
        elif becomes:
            waits = re.search(r"ofMinutes\((\d+)\)", call) or re.search(rf"\b({'|'.join(minutes) or '(?!)'})\b", call)
            waited = f"{minutes.get(waits.group(1), waits.group(1))} minutes" if waits else ""
            waited += ", after own writes" if "afterOwnWrites" in call else ""
            table |= {code: [f"`{becomes.group(1)}`", waited] for code in LITERAL.findall(call)[1:]}
    assert table
    assert {text: row[1:3] for texts, row in rows(section) for text in texts} == table
