"""A bucket for each Region, or group of Regions, by examples/regional.yaml: logs stay where they come from."""

from demo.agent import run_session
from demo.organization import INSTANCE_ROLE, REGIONS, Organization
from demo.stacks import Stack, as_parameters, await_instances
from processes import ROOT

TEMPLATE = (ROOT / "examples" / "regional.yaml").read_text(encoding="utf-8")
STACK = "regional-logging"


def deploy(organization, region, **parameters):
    values = {"BucketPrefix": "acme-logs", "OrganizationalUnitIds": organization.unit, "InstanceRoleNames": INSTANCE_ROLE, **parameters}
    outputs = Stack(organization.log, STACK, lambda line: None, region).create(TemplateBody=TEMPLATE, Parameters=as_parameters(values))
    regions = parameters.get("Regions", region).split(",")
    await_instances(organization.log, f"{STACK}-members", {(member.number, it) for member in organization.members for it in regions}, region)
    return outputs


def test_each_region_logs_to_its_own_bucket_under_its_own_keys(organization: Organization) -> None:
    member = organization.members[0]
    made = {region: deploy(organization, region) for region in REGIONS}

    for number, region in enumerate(REGIONS, 1):
        session = run_session(member, region, number, b"$ whoami\n")
        assert session.bucket == made[region]["BucketName"] == f"acme-logs-{region}"
        held = organization.log.client("s3", region).head_object(Bucket=session.bucket, Key=session.key)
        assert held["SSEKMSKeyId"] == made[region]["BucketKeyArn"]
        assert f":{region}:" in made[region]["SessionKeyArn"]


def test_a_group_of_regions_shares_a_bucket_by_a_replica_in_each(organization: Organization) -> None:
    home, further = REGIONS
    made = deploy(organization, home, Regions=f"{home},{further}")

    session = run_session(organization.members[0], further, 1, b"$ whoami\n")

    assert session.bucket == f"acme-logs-{home}"
    held = organization.log.client("s3", home).head_object(Bucket=session.bucket, Key=session.key)
    assert held["SSEKMSKeyId"] == made["BucketKeyArn"]
