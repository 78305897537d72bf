"""examples/organization.yaml and its short form: how long they are, how one becomes the other, and how a Region leaves."""

import json
import re
import shlex
import sys
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jmespath
import pytest
from demo.agent import run_session
from demo.organization import HOME_REGION, INSTANCE_ROLE, PREFERENCES, REGIONS, Organization, content
from demo.stacks import Stack, as_parameters, await_instances, gone
from emulated import Aws
from processes import ROOT

sys.path.append(str(ROOT / "tools"))

import make_fragment  # noqa: E402  (in tools/)
import quick_create  # noqa: E402

FURTHER = REGIONS[1]
STACK = "session-logging"
LINES = {"organization.yaml": 130, "organization-short.yaml": 40}


def text(name: str) -> str:
    return (ROOT / "examples" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LINES)
def test_a_template_can_be_read_as_a_whole(name: str) -> None:
    lines = [line for line in text(name).splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(lines) <= LINES[name]


@pytest.mark.parametrize("name", quick_create.TEMPLATES)
def test_a_link_fills_in_parameters_of_its_template(name: str) -> None:
    """CloudFormation passes over parameters that a template does not have."""
    url = urlsplit(quick_create.link(name, "acme-templates", "eu-central-1", "1.2.3"))
    query = dict(parse_qsl(url.fragment.partition("?")[2]))
    assert query.pop("templateURL") == f"https://acme-templates.s3.eu-central-1.amazonaws.com/1.2.3/{name}"
    assert re.fullmatch("[A-Za-z][A-Za-z0-9-]{0,127}", query.pop("stackName"))
    assert query == {"param_Regions": "eu-central-1"}
    assert {it.removeprefix("param_") for it in query} <= make_fragment.read(text(name))["Parameters"].keys()


def test_the_links_stand_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^https://\S+quickcreate\S+$", readme, re.MULTILINE) == [quick_create.link(it) for it in quick_create.TEMPLATES if it != "regional.yaml"]


class Deployed:
    """The stack, and what can be said of it from outside."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self.stack = Stack(organization.log, STACK, lambda line: None)
        self.sessions = 0

    def template(self, name: str, **parameters: str) -> dict[str, Any]:
        values = {"OrganizationalUnitIds": self.organization.unit, "Regions": ",".join(REGIONS), "InstanceRoleNames": INSTANCE_ROLE, **parameters}
        return {"TemplateBody": text(name), "Parameters": as_parameters(values)}

    def update(self, **parameters: str) -> dict[str, str]:
        self.outputs = self.stack.update(**self.template("organization.yaml", **parameters))
        return self.outputs

    def session(self, member: Any, region: str) -> None:
        self.sessions += 1
        session = run_session(member, region, self.sessions, b"$ whoami\n")
        assert session.bucket == self.outputs["BucketName"]
        self.organization.log.client("s3").head_object(Bucket=session.bucket, Key=session.key)

    def failed(self) -> list[list[str]]:
        """What the command in the stack's outputs shows."""
        words = shlex.split(self.outputs["FailedInstances"])
        assert words[:3] == ["aws", "cloudformation", "list-stack-instances"]
        said = dict(zip(words[3::2], words[4::2], strict=True))
        listed = self.organization.log.client("cloudformation", said["--region"]).list_stack_instances(StackSetName=said["--stack-set-name"], CallAs=said["--call-as"])
        return jmespath.search(said["--query"], listed)

    def replica(self) -> str:
        """The state of the session key's replica."""
        key = self.outputs["SessionKeyArn"].replace(HOME_REGION, FURTHER)
        return self.organization.log.client("kms", FURTHER).describe_key(KeyId=key)["KeyMetadata"]["KeyState"]


@pytest.fixture
def deployed(registered_types: Aws) -> Deployed:
    registered_types.reset()
    organization = Organization(registered_types.url)
    for name in ("payments", "web-shop"):
        organization.add_member(name)
    return Deployed(organization)


def edit(member: Any, region: str) -> None:
    """Somebody changes the preferences, which Member does not throw away on delete."""
    ssm = member.client("ssm", region)
    changed = content(ssm, "$LATEST")
    changed["inputs"]["shellProfile"] = {"linux": "date", "windows": ""}
    version = ssm.update_document(Name=PREFERENCES, Content=json.dumps(changed), DocumentVersion="$LATEST")["DocumentDescription"]["DocumentVersion"]
    ssm.update_document_default_version(Name=PREFERENCES, DocumentVersion=version)


def test_the_short_form_grows_and_a_region_leaves_without_a_session_lost(deployed: Deployed) -> None:
    payments, web_shop = deployed.organization.members
    deployed.outputs = deployed.stack.create(**deployed.template("organization-short.yaml"))
    everywhere = {(member.number, region) for member in deployed.organization.members for region in REGIONS}
    await_instances(deployed.organization.log, f"{STACK}-members", everywhere)
    bucket = deployed.outputs["BucketName"] = deployed.organization.log.client("s3").list_buckets()["Buckets"][0]["Name"]
    for region in REGIONS:
        deployed.session(payments, region)

    assert deployed.update(RetentionInDays="400", ObjectLockMode="GOVERNANCE")["BucketName"] == bucket
    s3 = deployed.organization.log.client("s3")
    lock = s3.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert lock == {"Mode": "GOVERNANCE", "Days": 400}
    assert 400 in [it.get("Expiration", {}).get("Days") for it in s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]]
    assert deployed.failed() == []

    edit(web_shop, FURTHER)
    still = {"RetentionInDays": "400", "ObjectLockMode": "GOVERNANCE", "Regions": HOME_REGION}
    deployed.update(**still)
    (row,) = deployed.failed()
    assert row[:2] == [web_shop.number, FURTHER]
    assert gone(lambda: payments.client("ssm", FURTHER).describe_document(Name=PREFERENCES), "InvalidDocument")
    # Where a member could not leave, its sessions go on and their logs arrive.
    assert deployed.replica() == "Enabled"
    deployed.session(web_shop, FURTHER)

    deployed.update(**still, RetiredRegions=FURTHER)
    assert deployed.replica() == "PendingDeletion"
    deployed.session(payments, HOME_REGION)
