"""examples/distribution/ with the packages of the jars: registered in an organization, upgraded and back, in every account and Region."""

import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from botocore.exceptions import ClientError
from demo.organization import HOME_REGION, INSTANCE_ROLE, REGIONS, Organization
from demo.packages import TYPES, packaged
from demo.registration import MEMBER, NEWER, VERSION, WORDS, Registration, default_version
from demo.run import deployment
from demo.stacks import DeploymentFailed, Stack, await_instances, gone
from emulator.stacks.loader import Loader
from guides import Cli, Shell, blocks, section
from processes import ROOT

STACK_SET = "session-logging-members"


class Deployed:
    """An organization with one member, in which the types are registered, and whose sessions are logged."""

    def __init__(self, url: str, work: Path) -> None:
        self.organization = Organization(url)
        self.member = self.organization.add_member("payments")
        self.registration = Registration(self.organization, REGIONS, lambda line: None)
        self.registration.make_bucket(work)
        self.arn = self.registration.create()
        values = {"OrganizationalUnitIds": self.organization.unit, "Regions": ",".join(REGIONS)}
        more = {"InstanceRoleNames": INSTANCE_ROLE, "TypesStackSetArn": self.arn}
        self.stack = Stack(self.organization.log, "session-logging", lambda line: None)
        self.outputs = self.stack.create(**deployment(ROOT / "examples" / "organization.yaml", values | more, keeps_logs=False))

    def await_all(self) -> None:
        self.registration.await_members(self.organization.members)
        places = {(member.number, region) for member in self.organization.members for region in REGIONS}
        await_instances(self.organization.log, STACK_SET, places)

    def versions(self) -> set[Any]:
        return set(self.registration.versions([self.organization.log, *self.organization.members]).values())


@pytest.fixture(scope="module")
def deployed(unregistered_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    yield Deployed(unregistered_url, tmp_path_factory.mktemp("newer"))


def test_members_are_logged_with_handlers_from_the_packages(deployed: Deployed) -> None:
    deployed.await_all()
    document = deployed.member.client("ssm").get_document(Name="SSM-SessionManagerRunShell")
    assert json.loads(document["Content"])["inputs"]["s3BucketName"] == deployed.outputs["BucketName"]
    described = deployed.member.client("cloudformation").describe_type(Type="RESOURCE", TypeName=MEMBER)
    assert described["ExecutionRoleArn"] == f"arn:aws:iam::{deployed.member.number}:role/session-logging/SessionLoggingMemberExecution"


def test_handlers_write_their_log_to_a_group_that_forgets(deployed: Deployed) -> None:
    for account, name in ((deployed.member, "member"), (deployed.organization.log, "central")):
        logs = account.client("logs")
        (group,) = logs.describe_log_groups(logGroupNamePrefix=f"/session-logging/handlers/{name}")["logGroups"]
        assert group["retentionInDays"] == 90
        assert logs.describe_log_streams(logGroupName=group["logGroupName"])["logStreams"]


def test_an_account_that_joins_gets_role_type_and_settings_by_itself(deployed: Deployed) -> None:
    joined = deployed.organization.add_member("mobile")
    deployed.await_all()
    assert {default_version(joined, region)[0] for region in REGIONS} == {"00000001"}
    assert joined.client("iam").get_role(RoleName="SessionLoggingMemberExecution")
    assert joined.client("ssm").describe_document(Name="SSM-SessionManagerRunShell")


def test_a_version_is_one_parameter_and_so_is_the_way_back(deployed: Deployed) -> None:
    (before,) = {it for it in deployed.versions() if it}
    deployed.registration.change(NEWER)
    assert {it for it in deployed.versions() if it} == {("00000002", WORDS)}
    deployed.registration.change(VERSION)
    assert {it for it in deployed.versions() if it} == {("00000003", before[1])}
    listed = deployed.member.client("cloudformation").list_type_versions(Type="RESOURCE", TypeName=MEMBER)["TypeVersionSummaries"]
    assert [it["VersionId"] for it in listed] == ["00000003"]  # none is retained


def test_the_guides_commands_about_types_are_taken(deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell(Cli(monkeypatch, deployed.organization.url).act_as(deployed.member, HOME_REGION))
    by_hand = blocks(section(ROOT / "docs" / "runbook.md", "Upgrade and roll-back of the types"), "sh")[1]
    listed, _ = shell.carry_out(by_hand.replace("00000001", "00000003"))
    assert [(it["VersionId"], it["IsDefaultVersion"]) for it in json.loads(listed)["TypeVersionSummaries"]] == [("00000003", True)]
    (asked,) = [it for it in blocks((ROOT / "docs" / "observability.md").read_text(encoding="utf-8"), "sh") if "describe-type" in it]
    assert json.loads(shell.carry_out(asked)[0])["LogGroupName"] == "/session-logging/handlers/member"


def test_a_version_that_is_not_there_reaches_nobody_and_says_so(deployed: Deployed) -> None:
    before = deployed.versions()
    with pytest.raises(DeploymentFailed, match="UPDATE_ROLLBACK_COMPLETE\n  Roles: S3 error: The specified key does not exist"):
        deployed.registration.change("9.9.9")
    assert deployed.versions() == before


def test_a_leaver_keeps_its_type_until_its_member_is_gone(deployed: Deployed) -> None:
    leaver = deployed.organization.members.pop()
    organizations = deployed.organization.management.client("organizations")
    organizations.move_account(AccountId=leaver.number, SourceParentId=deployed.organization.unit, DestinationParentId=deployed.organization.root)
    deployed.await_all()
    for region in REGIONS:
        ssm, cloudformation = leaver.client("ssm", region), leaver.client("cloudformation", region)
        with pytest.raises(ClientError, match="InvalidDocument"):
            ssm.describe_document(Name="SSM-SessionManagerRunShell")
        assert default_version(leaver, region)
        assert {it["StackName"].split("-")[3] for it in cloudformation.describe_stacks()["Stacks"]} <= {"roles", "types"}


def test_all_of_it_goes_by_the_lines_of_the_runbook(deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stacks first; their StackSets stay, and are taken away by hand, the types before the roles."""
    organization = deployed.organization
    deployed.stack.delete()
    shell = Shell(Cli(monkeypatch, organization.url).act_as(organization.log, HOME_REGION))
    lines = blocks(section(ROOT / "docs" / "runbook.md", "Removal"), "sh")[1]
    for guides, ours in {"ou-ab12-cdefghij": organization.unit, "--regions eu-central-1": f"--regions {HOME_REGION}", "--region eu-central-1": f"--region {HOME_REGION}"}.items():
        lines = lines.replace(guides, ours)
    stack, loop = lines.split("for set in ")
    names, _, turn = loop.partition("; do\n")
    assert names.split() == ["session-logging-types", "session-logging-roles"]
    shell.carry_out(stack)
    for name in names.split():
        shell.carry_out(f"set={name}\n{turn}")
    assert gone(lambda: deployed.stack.cloudformation.describe_stacks(StackName="session-logging-registration"), "ValidationError")
    for name in names.split():
        assert gone(lambda name=name: deployed.stack.cloudformation.list_stack_instances(StackSetName=name, CallAs="DELEGATED_ADMIN"), "StackSetNotFoundException")
    for account in (organization.log, *organization.members):
        assert [default_version(account, region) for region in REGIONS] == [None] * len(REGIONS)
        assert account.client("iam").list_roles(PathPrefix="/session-logging/")["Roles"] == []


def test_the_log_account_is_left_out_of_a_root_that_is_targeted() -> None:
    resources = yaml.load((ROOT / "examples" / "distribution" / "registration.yaml").read_text(encoding="utf-8"), Loader)["Resources"]
    for name in ("MemberRoles", "MemberTypes"):
        (group,) = resources[name]["Properties"]["StackInstancesGroup"]
        assert (group["DeploymentTargets"]["AccountFilterType"], group["DeploymentTargets"]["Accounts"]) == ("DIFFERENCE", [{"Ref": "AWS::AccountId"}])


def test_a_package_that_the_cli_did_not_finish_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cfn").write_text("#!/bin/sh\ntouch sessionmanager-logging-member.zip\necho no jar\n", encoding="utf-8")
    (tmp_path / "cfn").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("demo.packages.MADE", tmp_path)
    with pytest.raises(RuntimeError, match="no jar"):
        packaged("member")
    assert not list((tmp_path / "member").glob("*.zip"))


@pytest.mark.parametrize("type_", TYPES)
def test_a_package_is_what_the_registry_reads(type_: str) -> None:
    with zipfile.ZipFile(packaged(type_)) as archive:
        assert json.loads(archive.read("schema.json"))["typeName"] == f"SessionManager::Logging::{type_.capitalize()}"
        assert len([name for name in archive.namelist() if name.startswith("target/") and name.endswith(".jar")]) == 1
