"""Several Regions of one account at once, through the real jars: what they share is made once, and goes with the last of them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from access.deployment import template
from demo.organization import CORE_POLICY, HOME_REGION, HOST_MANAGEMENT, INSTANCE_ROLE, PREFERENCES, Account, Organization, attached
from demo.stacks import Stack

REGIONS = [HOME_REGION, "eu-west-1", "eu-central-1", "ap-south-1", "sa-east-1", "ca-central-1"]
HOST_ROLE = "SessionLoggingDefaultHostManagementRole"


def member(bucket: str, host_management: str) -> str:
    properties = {"DocumentName": PREFERENCES, "BucketName": bucket, "RoleNames": [INSTANCE_ROLE], "DefaultHostManagement": host_management}
    return template("Member", properties, ("PolicyArn",))


def hosts(account: Account) -> dict[str, str]:
    """The role that Default Host Management has, by Region."""
    return {it: account.client("ssm", it).get_service_setting(SettingId=HOST_MANAGEMENT)["ServiceSetting"]["SettingValue"] for it in REGIONS}


def test_regions_come_change_and_go_at_the_same_time(shared_organization: Organization) -> None:
    bucket = "logs-of-many-regions"
    central = Stack(shared_organization.log, "central", lambda line: None)
    central.create(TemplateBody=template("Central", {"BucketName": bucket, "ReplicaRegions": REGIONS[1:]}, ("BucketName",)))
    account = shared_organization.members[0]
    stacks = {region: Stack(account, "member", lambda line: None, region) for region in REGIONS}
    turning_on, later = REGIONS[:3], REGIONS[2:5]
    roles = account.client("iam")

    def in_each(regions: list[str], act: Any) -> list[Any]:
        with ThreadPoolExecutor(len(regions)) as pool:
            return list(pool.map(act, regions))

    def mode(region: str, on: list[str]) -> str:
        return member(bucket, "TURN_ON" if region in on else "USE_IF_ON")

    made = in_each(REGIONS, lambda it: stacks[it].create(TemplateBody=mode(it, turning_on)))

    (policy,) = {it["PolicyArn"] for it in made}
    assert attached(account, INSTANCE_ROLE) == {CORE_POLICY, policy}
    assert policy in attached(account, HOST_ROLE)
    assert hosts(account) == {it: HOST_ROLE if it in turning_on else "$None" for it in REGIONS}

    changed = [it for it in REGIONS if (it in turning_on) != (it in later)]
    in_each(changed, lambda it: stacks[it].update(TemplateBody=mode(it, later)))

    assert hosts(account) == {it: HOST_ROLE if it in later else "$None" for it in REGIONS}
    assert policy in attached(account, HOST_ROLE)

    in_each(REGIONS, lambda it: stacks[it].delete())

    assert hosts(account) == dict.fromkeys(REGIONS, "$None")
    assert attached(account, INSTANCE_ROLE) == {CORE_POLICY}
    assert HOST_ROLE not in {it["RoleName"] for it in roles.list_roles()["Roles"]}
    assert roles.list_policies(Scope="Local")["Policies"] == []
