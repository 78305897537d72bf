"""Every `aws` command in a guide is one that the AWS CLI takes: service, operation, options and the form of their values."""

import re
from typing import Any

import pytest
from botocore.validate import validate_parameters
from guides import GUIDES, Cli, blocks, commands
from processes import ROOT
from test_documents import make_fragment

# What is no call of an API: the CLI's own commands. Their options are read, their work is left out.
OWN_WORK = [
    "awscli.customizations.cloudformation.deploy.DeployCommand._run_main",
    "awscli.customizations.s3.subcommands.S3TransferCommand._run_main",
    "awscli.customizations.s3.subcommands.ListCommand._run_main",
    "awscli.customizations.waiters.WaiterCaller.invoke",
]
WITH_COMMANDS = [it for it in GUIDES if any("aws " in block for block in blocks(it.read_text(encoding="utf-8"), "sh"))]


def fits(caller: Any, service: str, operation: str, parameters: dict[str, Any], _settings: Any) -> int:
    """Instead of the call: whether the service takes what would be sent."""
    shape = caller._session.get_service_model(service).operation_model(operation).input_shape
    if shape is None:  # an operation that takes nothing
        return len(parameters)
    validate_parameters(parameters, shape)
    return 0


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Cli:
    for name, value in {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "eu-central-1"}.items():
        monkeypatch.setenv(name, value)
    for work in OWN_WORK:
        monkeypatch.setattr(work, lambda *_: 0)
    monkeypatch.setattr("awscli.clidriver.CLIOperationCaller.invoke", fits)
    return Cli(monkeypatch, "http://127.0.0.1:9")


@pytest.mark.parametrize("guide", WITH_COMMANDS, ids=lambda guide: guide.name)
def test_the_aws_cli_takes_every_command(guide: Any, cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    found = [words for words in commands(guide) if words[0] != "configure"]
    monkeypatch.chdir(tmp_path)
    read = {word.partition("file://")[2] for words in found for word in words if word.startswith("file://")}
    for name in read | {words[words.index("--body") + 1] for words in found if "--body" in words}:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    for words in found:
        cli(words)


@pytest.mark.parametrize("guide", WITH_COMMANDS, ids=lambda guide: guide.name)
def test_templates_take_the_parameters_that_guides_give_them(guide: Any) -> None:
    for words in commands(guide):
        if words[:2] == ["cloudformation", "deploy"]:
            template = make_fragment.read((ROOT / words[words.index("--template-file") + 1]).read_text(encoding="utf-8"))
            given = {word.partition("=")[0] for word in words if re.match(r"[A-Z]\w*=", word)}
            assert given <= set(template.get("Parameters", {})), words
