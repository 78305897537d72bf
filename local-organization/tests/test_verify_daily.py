"""What examples/verify-daily.yaml runs every day: its commands, with stand-ins for aws and java."""

import subprocess

import pytest
import yaml

from test_documents import ROOT, make_fragment

PROJECT = make_fragment.read((ROOT / "examples" / "verify-daily.yaml").read_text(encoding="utf-8"))["Resources"]["Verification"]["Properties"]
# Tells each call, and puts down what it is given to keep.
AWS = 'echo "$@" >> calls\nif [ "$3" = --only-show-errors ] && [ "$4" = verdict.html ]; then cp verdict.html kept; fi'


def run(folder, java):
    """The commands of the build, one shell for all as CodeBuild has it (buildspec version 0.2)."""
    for name, script in {"aws": AWS, "java": java}.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    commands = yaml.safe_load(PROJECT["Source"]["BuildSpec"])["phases"]["build"]["commands"]
    environment = {it["Name"]: it["Name"].lower() for it in PROJECT["Environment"]["EnvironmentVariables"]}
    environment |= {"MORE_ARGUMENTS": "--ou r-ab12", "PATH": f"{folder}:/usr/bin:/bin"}
    return subprocess.run(["sh", "-c", "\n".join(commands)], cwd=folder, env=environment, check=False).returncode


@pytest.mark.parametrize("status", [0, 1, 2])
def test_the_page_is_kept_and_the_build_ends_as_the_command_did(tmp_path, status):
    assert run(tmp_path, f'echo "$@" > page; cat page; exit {status}') == status
    command = "-jar session-logging.jar verify --bucket log_bucket --role-name auditor_role --ou r-ab12 --format html"
    assert (tmp_path / "kept").read_text().strip() == command
    fetched, kept = (tmp_path / "calls").read_text().splitlines()
    assert fetched == "s3 cp --only-show-errors s3://verdicts/session-logging.jar ."
    assert kept.startswith("s3 cp --only-show-errors verdict.html s3://verdicts/verdicts/2")


def test_what_could_not_begin_leaves_no_page(tmp_path):
    assert run(tmp_path, "echo 'There is no bucket' >&2; exit 2") == 2
    assert not (tmp_path / "kept").exists()
