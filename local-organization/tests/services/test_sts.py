"""Who may become a role of another account."""

import json
from typing import Any

from emulated import ACCOUNT, OTHER, Aws, refused


def assume(aws: Aws, role: str) -> Any:
    return aws.client("sts").assume_role(RoleArn=f"arn:aws:iam::{OTHER}:role/{role}", RoleSessionName="test")["Credentials"]


def trust(**principal: str) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}]})


def test_a_role_is_assumed_by_the_accounts_that_it_names(aws: Aws) -> None:
    iam = aws.client("iam", account=OTHER)
    iam.create_role(RoleName="Auditor", AssumeRolePolicyDocument=trust(AWS=f"arn:aws:iam::{ACCOUNT}:root"))
    assert assume(aws, "Auditor")["AccessKeyId"]
    iam.update_assume_role_policy(RoleName="Auditor", PolicyDocument=trust(AWS="arn:aws:iam::444455556666:root"))
    assert refused(lambda: assume(aws, "Auditor")) == "AccessDenied"


def test_a_role_of_a_service_is_assumed_by_what_stands_in_for_it(aws: Aws) -> None:
    aws.client("iam", account=OTHER).create_role(RoleName="instances", AssumeRolePolicyDocument=trust(Service="ec2.amazonaws.com"))
    assert assume(aws, "instances")["AccessKeyId"]
