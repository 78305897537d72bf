"""Managed nodes: instances, by the role that serves them."""

import json
from typing import Any

from emulated import Aws

SETTING = "/ssm/managed-instance/default-ec2-instance-management-role"


def nodes(ssm: Any) -> dict[str, str | None]:
    pages = ssm.get_paginator("describe_instance_information").paginate(PaginationConfig={"PageSize": 5})
    return {node["InstanceId"]: node.get("IamRole") for page in pages for node in page["InstanceInformationList"]}


def test_instances_are_managed_by_their_profile_or_by_default_host_management(aws: Aws, ssm: Any) -> None:
    iam, ec2 = aws.client("iam"), aws.client("ec2")
    iam.create_role(RoleName="app", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": []}))
    iam.create_instance_profile(InstanceProfileName="app")
    iam.add_role_to_instance_profile(InstanceProfileName="app", RoleName="app")
    image = {"ImageId": "ami-12c6146b", "MinCount": 1}
    own = ec2.run_instances(**image, MaxCount=1, IamInstanceProfile={"Name": "app"})["Instances"][0]["InstanceId"]
    others = [it["InstanceId"] for it in ec2.run_instances(**image, MaxCount=6)["Instances"]]
    assert nodes(ssm) == {own: None}
    ssm.update_service_setting(SettingId=SETTING, SettingValue="service-role/hosts")
    assert nodes(ssm) == {own: None} | dict.fromkeys(others, "service-role/hosts")
    ec2.stop_instances(InstanceIds=[own])
    assert own not in nodes(ssm)
    assert nodes(aws.client("ssm", region="us-east-1")) == {}
