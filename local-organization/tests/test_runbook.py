"""docs/runbook.md and docs/observability.md, carried out by their own commands: removal, re-adopting what stayed, accounts that leave or
are closed, drift."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from demo.organization import PREFERENCES, Account, Organization, preferences, write_preferences
from demo.stacks import gone
from emulated import Aws, eventually
from guides import Cli, Shell, blocks, section
from processes import ROOT
from test_documents import make_fragment

RUNBOOK, DEPLOYING, OBSERVABILITY = (ROOT / "docs" / f"{name}.md" for name in ("runbook", "deploying", "observability"))
come_true = partial(eventually, seconds=300)
HOME, REGIONS = "eu-central-1", ["eu-central-1", "eu-west-1"]
# What the guides call them.
LOG, MEMBER, OTHER = "111122223333", "444455556666", "777788889999"
BUCKET = f"session-logging-{LOG}-{HOME}-an"


class Operator:
    """Somebody with the guides beside a terminal in the log account."""

    def __init__(self, organization: Organization, cli: Cli) -> None:
        self.organization = organization
        self.shell = Shell(cli.act_as(organization.log, HOME))
        self.cloudformation = organization.log.client("cloudformation")

    def follow(self, guide: Path, heading: str, number: int = 0) -> list[str]:
        """Carries out one of a section's blocks, for the unit that is really there."""
        block = blocks(section(guide, heading), "sh")[number]
        return self.shell.carry_out(block.replace("ou-ab12-cdefghij", self.organization.unit))

    def stack(self) -> str:
        return self.cloudformation.describe_stacks(StackName="session-logging")["Stacks"][0]["StackStatus"]

    def instances(self) -> set[tuple[str, str]]:
        listed = self.cloudformation.list_stack_instances(StackSetName="session-logging-members", CallAs="DELEGATED_ADMIN")
        return {(it["Account"], it["StackInstanceStatus"]["DetailedStatus"]) for it in listed["Summaries"]}


@pytest.fixture
def operator(registered_types: Aws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Operator:
    """After the first deployment, over two accounts of which one had preferences."""
    registered_types.reset()
    organization = Organization(registered_types.url, HOME, {"organization": ["o-exampleorgid"], "account": ["999988887777", LOG, MEMBER, OTHER]})
    for name in ("payments", "web-shop"):
        organization.add_member(name, ["InstanceRole"])
    write_preferences(organization.members[0], HOME)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    operator = Operator(organization, Cli(monkeypatch, organization.url))
    operator.follow(DEPLOYING, "2. Deploy")
    assert operator.stack() == "CREATE_COMPLETE"
    assert operator.instances() == {(MEMBER, "SUCCEEDED"), (OTHER, "SUCCEEDED")}
    return operator


def documents(account: Account) -> list[str]:
    return [it["Name"] for region in REGIONS for it in account.client("ssm", region).list_documents(Filters=[{"Key": "Owner", "Values": ["Self"]}])["DocumentIdentifiers"]]


def policies(log: Account) -> dict[str, Any]:
    """What says who may do what with the logs."""
    s3, kms = log.client("s3"), log.client("kms")
    keys = [it["KeyId"] for it in kms.list_keys()["Keys"]]
    return {"bucket": s3.get_bucket_policy(Bucket=BUCKET)["Policy"]} | {it: kms.get_key_policy(KeyId=it, PolicyName="default")["Policy"] for it in keys}


def name_the_bucket(examples: Path) -> None:
    """organization.yaml with the bucket's name, as the last step of re-adopting has it."""
    template = make_fragment.read((examples / "organization.yaml").read_text(encoding="utf-8"))
    template["Resources"]["Central"]["Properties"]["BucketName"] = BUCKET
    examples.unlink()
    examples.mkdir()
    (examples / "organization.yaml").write_text(json.dumps(template), encoding="utf-8")


def test_what_stays_after_removal_is_taken_into_a_stack_again(operator: Operator) -> None:
    log, member = operator.organization.log, operator.organization.members[0]
    log.client("s3").put_object(Bucket=BUCKET, Key=f"{MEMBER}/{HOME}/session.log", Body=b"$ whoami\n")
    before, written = policies(log), preferences(member, HOME)

    operator.follow(RUNBOOK, "Removal")
    assert gone(operator.stack, "ValidationError")
    assert preferences(member, HOME)["sessions"]["inputs"]["idleSessionTimeout"] == "15"
    assert documents(operator.organization.members[1]) == []
    assert policies(log) == before

    (template,) = blocks(section(RUNBOOK, "Re-adopting a Central that stayed"), "yaml")
    Path("import.yaml").write_text(template, encoding="utf-8")
    operator.follow(RUNBOOK, "Re-adopting a Central that stayed", 1)
    assert operator.stack() == "IMPORT_COMPLETE"
    assert policies(log) == before
    assert log.client("s3").get_object(Bucket=BUCKET, Key=f"{MEMBER}/{HOME}/session.log")["Body"].read() == b"$ whoami\n"

    name_the_bucket(Path("examples"))
    operator.follow(DEPLOYING, "2. Deploy")
    assert operator.stack() == "UPDATE_COMPLETE"
    assert policies(log) == before
    assert preferences(member, HOME) == written


def test_accounts_that_leave_or_are_closed_keep_nothing_from_its_end(operator: Operator) -> None:
    leaver, closed = operator.organization.members
    operator.follow(RUNBOOK, "Accounts that are closed, or leave")
    come_true(lambda: operator.instances() == {(OTHER, "SUCCEEDED")})
    assert documents(leaver) == [PREFERENCES]
    assert preferences(leaver, HOME)["sessions"]["inputs"]["runAsDefaultUser"] == "operator"

    operator.organization.management.client("organizations").close_account(AccountId=closed.number)
    operator.cloudformation.delete_stack(StackName="session-logging")
    come_true(lambda: operator.stack() == "DELETE_FAILED")
    assert operator.instances() == {(OTHER, "SKIPPED_SUSPENDED_ACCOUNT")}

    known = Shell(operator.shell.run)
    block = blocks(section(RUNBOOK, "Accounts that are closed, or leave"), "sh")[1]
    known.carry_out(block.replace(MEMBER, OTHER).replace("ou-ab12-cdefghij", operator.organization.unit))
    come_true(lambda: operator.instances() == set())
    operator.follow(RUNBOOK, "Removal")
    assert gone(operator.stack, "ValidationError")


def test_what_somebody_changes_is_found_as_drift(operator: Operator) -> None:
    log, member = operator.organization.log, operator.organization.members[0]
    status, found = map(json.loads, operator.follow(OBSERVABILITY, "Drift"))
    assert come_true(lambda: json.loads(operator.follow(OBSERVABILITY, "Drift")[0])["DetectionStatus"] == "DETECTION_COMPLETE")
    assert (status["DetectionStatus"], found["StackResourceDrifts"]) == ("DETECTION_IN_PROGRESS", [])

    log.client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"})
    statement = {"Sid": "Ours", "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{MEMBER}:root"}, "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{BUCKET}/*"}
    policy = json.loads(log.client("s3").get_bucket_policy(Bucket=BUCKET)["Policy"])
    policy["Statement"].append(statement)
    log.client("s3").put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy))
    (central,) = come_true(lambda: json.loads(operator.follow(OBSERVABILITY, "Drift")[1])["StackResourceDrifts"])
    assert ("/AccountPrefix", "REMOVE") in {(it["PropertyPath"], it["DifferenceType"]) for it in central["PropertyDifferences"]}

    ssm = member.client("ssm", "eu-west-1")
    text = json.loads(ssm.get_document(Name=PREFERENCES)["Content"])
    text["inputs"]["idleSessionTimeout"] = "5"
    ssm.update_document(Name=PREFERENCES, DocumentVersion="$LATEST", Content=json.dumps(text))
    operator.follow(OBSERVABILITY, "Drift", 1)
    listing = "aws cloudformation list-stack-instances" + blocks(section(OBSERVABILITY, "Drift"), "sh")[1].split("aws cloudformation list-stack-instances")[1]
    assert come_true(lambda: operator.shell.carry_out(listing)[0].split()) == [MEMBER, "eu-west-1"]
    described = [json.loads(operator.follow(DEPLOYING, "1. Register the types", number)[0]) for number in describing("1. Register the types")]
    assert [it["TypeName"] for it in described] == ["SessionManager::Logging::Member"]


def describing(heading: str) -> list[int]:
    """Which blocks of a section ask what is registered, and nothing else."""
    return [number for number, block in enumerate(blocks(section(DEPLOYING, heading), "sh")) if block.strip().startswith("aws cloudformation describe-type")]
