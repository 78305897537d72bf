"""docs/messages.md and the handlers say the same: every message of the code has a row, every row a message.

The messages are taken from the Java sources: the sentences of each refusal, and the rows of the tables of failures.
"""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "tools"))

import failure_tables  # noqa: E402  (in tools/)
from failure_tables import LITERAL, ROW, TABLES, sources, split  # noqa: E402

PAGE = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")

REFUSAL = re.compile(r"(?:Refused\.(?:invalid|conflict|denied|deniedAsYet|exists|limit)|new Refused|new InvalidSettings|\brefused|Text\.matching)\(")
# A message that is put together of literals and values.
SENTENCE = re.compile(r'"(?:[^"\\]|\\.)*"(?:\s*\+[^"?;]*\+\s*"(?:[^"\\]|\\.)*")*')
WORDS = 5

SOURCES = {name: sources(name) for name in ("handler-kit", "logging-domain", "access-facts", "central-logging-resource", "member-logging-resource")}
# Of the command's sentences most are help and headings.
ALL_SOURCES = "\n".join([*SOURCES.values(), sources("aws-door"), sources("verification")])


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


@pytest.mark.parametrize(("folder", "section"), TABLES.items())
def test_what_becomes_of_aws_codes_is_documented(folder, section):
    table = dict(failure_tables.rows(folder))
    assert table
    assert {text: row[1:3] for texts, row in rows(section) for text in texts} == table


def test_the_index_of_codes_is_that_of_the_tables():
    text = failure_tables.PAGE.read_text(encoding="utf-8")
    assert failure_tables.page(text) == text, "run: python tools/failure_tables.py"
