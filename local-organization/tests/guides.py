"""The commands of the guides, carried out by the AWS CLI itself, in this process: line by line, as a shell would, but no more of a
shell than they need (continued lines, variables, the first turn of a loop, waiting until an answer no longer says something)."""

import io
import os
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stdout
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from awscli.clidriver import create_clidriver
from botocore.waiter import Waiter
from emulated import eventually
from markdown_it import MarkdownIt
from processes import ROOT

GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def section(guide: Path, heading: str) -> str:
    """What stands below a heading, up to the next of its level or a higher one."""
    tokens = MarkdownIt().parse(guide.read_text(encoding="utf-8"))
    headings = [(int(it.tag[1]), it.map[0], after.content) for it, after in pairwise(tokens) if it.type == "heading_open"]
    level, start = next((level, start) for level, start, text in headings if text == heading)
    end = next((begin for other, begin, _ in headings if begin > start and other <= level), None)
    return "\n".join(guide.read_text(encoding="utf-8").splitlines()[start:end]) + "\n"


def blocks(text: str, language: str) -> list[str]:
    """Code blocks, also those of lists."""
    return re.findall(rf"^ *```{language}\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)


def lines(block: str) -> list[str]:
    return [line.strip() for line in re.sub(r"\\\n\s*", "", block).splitlines()]


class Shell:
    """Carries out the commands of one block after the other; `known` are its variables."""

    def __init__(self, run: Any, **known: str) -> None:
        self.run, self.known = run, known

    def carry_out(self, block: str) -> list[str]:
        """What each of its `aws` commands printed."""
        printed = []
        for line in lines(block):
            if loop := re.match(r"for (\w+) in (\S+)", line):
                self.known[loop[1]] = loop[2]
            elif taken := re.match(r"(\w+)=\$\((aws .*)\)$", line):
                self.known[taken[1]] = self.run(self._words(taken[2])).strip()
            elif given := re.match(r"(\w+)=(\S*)", line):
                self.known[given[1]] = given[2]
            elif awaited := re.match(r"while (aws .*) \| grep -qE '(.+)'; do", line):
                words = self._words(awaited[1])
                eventually(lambda words=words, said=awaited[2]: not re.search(said, self.run(words)), seconds=300)
            elif line.startswith("aws "):
                printed.append(self.run(self._words(line)))
        return printed

    def _words(self, line: str) -> list[str]:
        line = re.sub(r" (2?>|\|) .*", "", line)
        return shlex.split(re.sub(r"\$(\w+)", lambda it: self.known.get(it[1], it[0]), line), comments=True)[1:]


def commands(guide: Path) -> Iterator[list[str]]:
    """The words of each command of a guide."""
    found: list[list[str]] = []

    def note(words: list[str]) -> str:
        found.append(words)
        return "x"

    for block in blocks(guide.read_text(encoding="utf-8"), "sh"):
        Shell(note).carry_out(block)
    yield from found


class Cli:
    """The AWS CLI with the credentials of an account of the emulator."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
        self.monkeypatch, self.driver = monkeypatch, None
        for name, value in {"AWS_ENDPOINT_URL": url, "AWS_CONFIG_FILE": os.devnull, "AWS_PAGER": ""}.items():
            monkeypatch.setenv(name, value)
        patient = {"WaiterConfig": {"Delay": 0.3, "MaxAttempts": 1000}}
        monkeypatch.setattr(Waiter, "wait", lambda waiter, wait=Waiter.wait, **asked: wait(waiter, **asked | patient))

    def act_as(self, account: Any, region: str) -> "Cli":
        found = account.organization.credentials(account.number, "OrganizationAccountAccessRole")
        names = {"AWS_ACCESS_KEY_ID": "AccessKeyId", "AWS_SECRET_ACCESS_KEY": "SecretAccessKey", "AWS_SESSION_TOKEN": "SessionToken"}
        for name, key in names.items():
            self.monkeypatch.setenv(name, found[key])
        self.monkeypatch.setenv("AWS_DEFAULT_REGION", region)
        self.driver = None  # which remembers its credentials
        return self

    def __call__(self, words: list[str]) -> str:
        """What the command prints; a command that fails is a failure of the test."""
        self.driver = self.driver or create_clidriver()
        printed = io.StringIO()
        with redirect_stdout(printed):
            code = self.driver.main(words)
        assert code == 0, f"aws {shlex.join(words)}: exit code {code}"
        return printed.getvalue()
