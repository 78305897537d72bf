"""docs/runbook.md and docs/observability.md, carried out by their own commands: removal, re-adopting what stayed, accounts that leave or
are closed, drift."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from demo.organization import PREFERENCES, Account, Organization, preferences, write_preferences
from demo.stacks import DeploymentFailed, Stack, gone, summaries
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
        listed = summaries(self.cloudformation, "list_stack_instances", "session-logging-members")
        return {(it["Account"], it["StackInstanceStatus"]["DetailedStatus"]) for it in listed}

    def operations(self) -> list[tuple[str, str]]:
        """Of the members' StackSet, newest first."""
        listed = summaries(self.cloudformation, "list_stack_set_operations", "session-logging-members")
        return [(it["Action"], it["Status"]) for it in listed]


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
    operator.follow(RUNBOOK, "One account out of many")
    come_true(lambda: operator.operations()[0] == ("UPDATE", "SUCCEEDED"))
    assert operator.instances() == {(MEMBER, "SUCCEEDED"), (OTHER, "SUCCEEDED")}

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


def test_a_central_that_holds_logs_can_be_left_by_a_stack_that_would_delete_it(organization: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    log, bucket = organization.log, "logs-that-are-kept"
    template = {"Resources": {"Central": {"Type": "SessionManager::Logging::Central", "DeletionPolicy": "Delete", "Properties": {"BucketName": bucket}}}}
    stack = Stack(log, "session-logging", lambda line: None)
    stack.create(TemplateBody=json.dumps(template))
    log.client("s3").put_object(Bucket=bucket, Key=f"{MEMBER}/{HOME}/session.log", Body=b"$ whoami\n")
    with pytest.raises(DeploymentFailed, match="DELETE_FAILED\n  Central: .*it holds logs"):
        stack.delete()

    (row,) = [it for it in section(RUNBOOK, "A delete that failed").splitlines() if it.startswith("| Central: it holds logs")]
    (command,) = re.findall("`(aws .*?)`", row)
    Shell(Cli(monkeypatch, organization.url).act_as(log, organization.region)).carry_out(command)
    stack.follow("DELETE_COMPLETE")
    assert log.client("s3").get_object(Bucket=bucket, Key=f"{MEMBER}/{HOME}/session.log")["Body"].read() == b"$ whoami\n"
    assert {log.client("kms").describe_key(KeyId=it["KeyId"])["KeyMetadata"]["KeyState"] for it in log.client("kms").list_keys()["Keys"]} == {"Enabled"}


def test_what_somebody_changes_is_found_as_drift(operator: Operator) -> None:
    log, member = operator.organization.log, operator.organization.members[0]
    assert look_for_drift(operator) == ({"StackDriftStatus": "IN_SYNC", "DriftedStackResourceCount": 0}, [])

    log.client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"})
    statement = {"Sid": "Ours", "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{MEMBER}:root"}, "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{BUCKET}/*"}
    policy = json.loads(log.client("s3").get_bucket_policy(Bucket=BUCKET)["Policy"])
    policy["Statement"].append(statement)
    log.client("s3").put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy))
    status, (central,) = look_for_drift(operator)
    assert status == {"StackDriftStatus": "DRIFTED", "DriftedStackResourceCount": 1}
    assert ("/AccountPrefix", "REMOVE") in {(it["PropertyPath"], it["DifferenceType"]) for it in central["PropertyDifferences"]}

    ssm = member.client("ssm", "eu-west-1")
    text = json.loads(ssm.get_document(Name=PREFERENCES)["Content"])
    text["inputs"]["idleSessionTimeout"] = "5"
    written = ssm.update_document(Name=PREFERENCES, DocumentVersion="$LATEST", Content=json.dumps(text))["DocumentDescription"]
    ssm.update_document_default_version(Name=PREFERENCES, DocumentVersion=written["DocumentVersion"])
    detect, listed = blocks(section(OBSERVABILITY, "Drift"), "sh")[1].split("aws cloudformation list-stack-instances")
    operator.shell.carry_out(detect)
    assert come_true(lambda: operator.shell.carry_out(f"aws cloudformation list-stack-instances{listed}")[0].split()) == [MEMBER, "eu-west-1"]
    (asked,) = [it for it in blocks(section(DEPLOYING, "1. Register the types"), "sh") if it.strip().startswith("aws cloudformation describe-type")]
    assert json.loads(operator.shell.carry_out(asked)[0])["TypeName"] == "SessionManager::Logging::Member"


def look_for_drift(operator: Operator) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the guide's commands say, of the stack and of its resources, when the detection that they start has ended."""
    detect, status, drifts = blocks(section(OBSERVABILITY, "Drift"), "sh")[0].strip().split("\n")
    operator.shell.carry_out(detect)
    said = come_true(lambda: next((it for it in map(json.loads, operator.shell.carry_out(status)) if it["DetectionStatus"] == "DETECTION_COMPLETE"), None))
    (found,) = map(json.loads, operator.shell.carry_out(drifts))
    return {name: said[name] for name in ("StackDriftStatus", "DriftedStackResourceCount")}, found["StackResourceDrifts"]
