"""The module, from its package: registered in the log account, deployed, changed and deleted as one resource of a template."""

import json
from pathlib import Path
from typing import Any

import pytest
from demo.agent import run_session
from demo.organization import CORE_POLICY, HOME_REGION, PREFERENCES, Organization, attached, content, make_role
from demo.packages import packaged_module
from demo.stacks import DeploymentFailed, Stack, gone
from guides import Cli, Shell, blocks, section
from processes import ROOT

MODULE = "SessionManager::Logging::Organization::MODULE"
FURTHER, ROLE = "eu-west-1", "InstanceRole"  # as the guide calls them
PAGE = ROOT / "docs" / "deploying.md"
PACKAGES = "packages-session-logging-111122223333-eu-central-1"


@pytest.fixture
def shell(organization: Organization, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """Of somebody in the log account who has built the packages, beside a bucket for them."""
    log = organization.log
    make_role(log, ROLE, "ec2.amazonaws.com", CORE_POLICY)
    log.client("s3", "eu-central-1").create_bucket(Bucket=PACKAGES, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    packaged_module(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return Shell(Cli(monkeypatch, organization.url).act_as(log, HOME_REGION))


def declared(**properties: Any) -> str:
    """A template of the module alone, with these properties."""
    return json.dumps({"Resources": {"Logging": {"Type": MODULE, "Properties": properties}}})


def test_the_module_is_both_sides_of_one_account(organization: Organization, shell: Shell) -> None:
    log = organization.log
    for block in blocks(section(PAGE, "By the module"), "sh"):
        shell.carry_out(block.replace("--region eu-central-1", f"--region {HOME_REGION}").replace("=eu-central-1,", f"={HOME_REGION},"))
    cloudformation = log.client("cloudformation")
    (stack,) = cloudformation.describe_stacks(StackName="session-logging")["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    said = {it["OutputKey"]: it["OutputValue"] for it in stack["Outputs"]}

    made = cloudformation.describe_stack_resources(StackName="session-logging")["StackResources"]
    assert {it["LogicalResourceId"]: it["ModuleInfo"]["LogicalIdHierarchy"] for it in made} == {"LoggingCentral": "Logging", "LoggingMember": "Logging"}
    assert attached(log, ROLE) == {CORE_POLICY, said["PolicyArn"]}
    assert content(log.client("ssm"), "$LATEST")["inputs"]["s3BucketName"] == said["BucketName"]
    key = said["SessionKeyArn"].replace(HOME_REGION, FURTHER)
    assert log.client("kms", FURTHER).describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Enabled"
    session = run_session(log, HOME_REGION, 1, b"$ whoami\n")
    assert log.client("s3").head_object(Bucket=said["BucketName"], Key=session.key)["ContentLength"]

    assert content(log.client("ssm"), "$LATEST")["inputs"]["idleSessionTimeout"] == "20"
    deployed = Stack(log, stack["StackId"], lambda line: None)
    deployed.update(TemplateBody=declared(Regions=f"{HOME_REGION},{FURTHER}", IdleSessionTimeout=5, RetentionInDays=400))
    assert content(log.client("ssm"), "$LATEST")["inputs"]["idleSessionTimeout"] == "5"
    rules = log.client("s3").get_bucket_lifecycle_configuration(Bucket=said["BucketName"])["Rules"]
    assert 400 in [it.get("Expiration", {}).get("Days") for it in rules]
    with pytest.raises(DeploymentFailed, match=r"LoggingMember: .*IdleSessionTimeout.*HandlerErrorCode: InvalidRequest"):
        deployed.update(TemplateBody=declared(Regions=f"{HOME_REGION},{FURTHER}", IdleSessionTimeout=61, RetentionInDays=400))
    assert content(log.client("ssm"), "$LATEST")["inputs"]["idleSessionTimeout"] == "5"

    deployed.delete()
    assert gone(lambda: log.client("ssm").describe_document(Name=PREFERENCES), "InvalidDocument")
    assert log.client("s3").head_object(Bucket=said["BucketName"], Key=session.key)["ContentLength"]
