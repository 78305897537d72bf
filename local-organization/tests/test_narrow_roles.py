"""The roles of examples/distribution/roles.yaml: the actions of the schemas and no others, and none of it on what is not ours.

That they let the handlers make every call is decided over the contract suite's calls: `make contract`.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from access import narrow_roles
from access.guardrails import guardrails
from access.iam import schema_permissions
from access.linting import findings
from access.narrow_roles import LOGS, Decider
from access.recorded_calls import UnknownCall, requests
from access.simulator import Simulator
from emulated import ACCOUNT, OTHER, Aws
from processes import ROOT

GUIDE = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
CENTRAL, MEMBER = narrow_roles.EXECUTION["central"], narrow_roles.EXECUTION["member"]
BUCKET, KEY = "acme-session-logs", "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
OURS = {"aws:ResourceTag/session-logging:bucket": BUCKET}
ROLE, POLICY = f"arn:aws:iam::{ACCOUNT}:role", f"arn:aws:iam::{ACCOUNT}:policy"
HOSTS = f"{ROLE}/SessionLoggingDefaultHostManagementRole"
OUR_POLICY = f"{POLICY}/session-logging/SSM-SessionManagerRunShell/session-logging-0123456789abcdef"
OF_AWS = "arn:aws:iam::aws:policy"
HOST_POLICY = f"{OF_AWS}/AmazonSSMManagedEC2InstanceDefaultPolicy"
DOCUMENT = f"arn:aws:ssm:eu-west-1:{ACCOUNT}:document"
SETTING = f"arn:aws:ssm:eu-west-1:{ACCOUNT}:servicesetting/ssm"
LOG = f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/session-logging/handlers/central:log-stream:1"
METRICS = f"arn:aws:cloudwatch:eu-west-1:{ACCOUNT}:dataset/default"  # the simulator asks for one; AWS puts metrics where no resource is
VIA_S3 = {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}
A_LOG = {"kms:EncryptionContext:aws:s3:arn": f"arn:aws:s3:::{BUCKET}/123456789012/eu-west-1/session.log"}
A_SESSION = {"kms:EncryptionContext:aws:ssm:SessionId": "operator-0", "kms:EncryptionContext:aws:ssm:TargetId": "i-0"}


def attaching(arn: str) -> dict[str, str]:
    return {"iam:PolicyARN": arn}


# Who, what, on what, with what: denied, though an allowed request is like it but for one thing.
ABUSES = [
    # Become somebody else.
    (MEMBER, "iam:AttachRolePolicy", f"{ROLE}/web", attaching(f"{OF_AWS}/AdministratorAccess")),
    (MEMBER, "iam:AttachRolePolicy", HOSTS, attaching(f"{OF_AWS}/AdministratorAccess")),
    (MEMBER, "iam:AttachRolePolicy", f"{ROLE}/web", attaching(HOST_POLICY)),
    (MEMBER, "iam:AttachRolePolicy", f"{ROLE}/web", attaching(f"{POLICY}/other/session-logging/x")),
    (MEMBER, "iam:AttachRolePolicy", f"{ROLE}/web", attaching(f"{POLICY}/session-logging-x")),
    (MEMBER, "iam:AttachRolePolicy", f"{ROLE}/web", attaching(OUR_POLICY.replace(ACCOUNT, OTHER))),
    (MEMBER, "iam:AttachUserPolicy", f"arn:aws:iam::{ACCOUNT}:user/somebody", attaching(OUR_POLICY)),
    (MEMBER, "iam:PutRolePolicy", HOSTS, {}),
    (MEMBER, "iam:CreatePolicy", f"{POLICY}/another", {}),
    (MEMBER, "iam:CreatePolicyVersion", f"{POLICY}/another/session-logging", {}),
    (MEMBER, "iam:SetDefaultPolicyVersion", OUR_POLICY, {}),
    (MEMBER, "iam:DeletePolicy", f"{POLICY}/another", {}),
    (MEMBER, "iam:TagPolicy", f"{POLICY}/another", {}),
    (MEMBER, "iam:PassRole", f"{ROLE}/admin", {"iam:PassedToService": "ssm.amazonaws.com"}),
    (MEMBER, "iam:PassRole", HOSTS, {"iam:PassedToService": "ec2.amazonaws.com"}),
    (MEMBER, "iam:PassRole", HOSTS, {"iam:PassedToService": "lambda.amazonaws.com"}),
    (MEMBER, "iam:CreateRole", f"{ROLE}/SessionLogging", {}),
    (MEMBER, "iam:CreateRole", f"{ROLE}/session-logging/SessionLoggingDefaultHostManagementRole", {}),
    (MEMBER, "iam:UpdateAssumeRolePolicy", f"{ROLE}/admin", {}),
    (MEMBER, "iam:UpdateAssumeRolePolicy", f"{ROLE}/session-logging/{MEMBER}", {}),
    (MEMBER, "iam:PutRolePermissionsBoundary", f"{ROLE}/admin", {}),
    (MEMBER, "iam:DeleteRolePermissionsBoundary", f"{ROLE}/admin", {}),
    (MEMBER, "sts:AssumeRole", f"{ROLE}/admin", {}),
    (CENTRAL, "iam:PassRole", HOSTS, {"iam:PassedToService": "ssm.amazonaws.com"}),
    (CENTRAL, "iam:AttachRolePolicy", f"{ROLE}/web", attaching(OUR_POLICY)),
    (CENTRAL, "iam:GetRole", f"{ROLE}/admin", {}),
    (CENTRAL, "iam:CreateServiceLinkedRole", f"{ROLE}/aws-service-role/ecs.amazonaws.com/x", {"iam:AWSServiceName": "ecs.amazonaws.com"}),
    (CENTRAL, "iam:CreateServiceLinkedRole", f"{ROLE}/aws-service-role/mrk.kms.amazonaws.com/x", {"iam:AWSServiceName": "ecs.amazonaws.com"}),
    # Take away what others have.
    (MEMBER, "iam:DetachRolePolicy", f"{ROLE}/web", attaching(HOST_POLICY)),
    (MEMBER, "iam:DetachRolePolicy", f"{ROLE}/web", attaching(f"{OF_AWS}/AmazonSSMManagedInstanceCore")),
    (MEMBER, "iam:DetachRolePolicy", HOSTS, attaching(f"{OF_AWS}/AmazonSSMManagedInstanceCore")),
    (MEMBER, "iam:DeleteRole", f"{ROLE}/web", {}),
    (MEMBER, "ssm:DeleteDocument", f"{DOCUMENT}/Runbook", {}),
    (MEMBER, "ssm:UpdateDocument", f"{DOCUMENT}/Runbook", {}),
    (MEMBER, "ssm:PutParameter", f"arn:aws:ssm:eu-west-1:{ACCOUNT}:parameter/database/password", {}),
    (MEMBER, "ssm:GetParameter", f"arn:aws:ssm:eu-west-1:{ACCOUNT}:parameter/database/password", {}),
    (MEMBER, "ssm:UpdateServiceSetting", f"{SETTING}/parameter-store/high-throughput-enabled", {}),
    (MEMBER, "ssm:StartSession", f"{DOCUMENT}/SSM-SessionManagerRunShell", {}),
    (MEMBER, "ssm:ModifyDocumentPermission", f"{DOCUMENT}/SSM-SessionManagerRunShell", {}),
    (CENTRAL, "s3:DeleteBucket", "arn:aws:s3:::another", {}),
    (CENTRAL, "s3:PutBucketPolicy", "arn:aws:s3:::another", {}),
    (CENTRAL, "s3:GetBucketPolicy", "arn:aws:s3:::another", {}),
    (CENTRAL, "s3:PutBucketTagging", "arn:aws:s3:::another", {}),
    (CENTRAL, "s3:CreateBucket", "arn:aws:s3:::another", {}),
    (CENTRAL, "s3:DeleteBucketPolicy", f"arn:aws:s3:::{BUCKET}", {}),
    (CENTRAL, "s3:PutReplicationConfiguration", f"arn:aws:s3:::{BUCKET}", {}),
    (CENTRAL, "kms:ScheduleKeyDeletion", KEY, {}),
    (CENTRAL, "kms:ScheduleKeyDeletion", KEY, {"aws:ResourceTag/session-logging:bucket": "another"}),
    (CENTRAL, "kms:PutKeyPolicy", KEY, {}),
    (CENTRAL, "kms:PutKeyPolicy", KEY, {"kms:ResourceAliases": f"alias/session-logging/{BUCKET}/bucket"}),
    (CENTRAL, "kms:ReplicateKey", KEY, {}),
    (CENTRAL, "s3:PutBucketPolicy", "arn:aws:s3:::acme-access-logs", {}),
    (CENTRAL, "kms:TagResource", KEY, {"aws:RequestTag/team": "security"}),
    (CENTRAL, "kms:TagResource", KEY, {"aws:RequestTag/session-logging:bucket": "another"}),
    (CENTRAL, "kms:UntagResource", KEY, {}),
    (CENTRAL, "kms:CreateKey", "*", {"aws:RequestTag/session-logging:bucket": "another"}),
    (CENTRAL, "kms:CreateAlias", f"arn:aws:kms:eu-west-1:{ACCOUNT}:alias/database", {}),
    (CENTRAL, "kms:UpdateAlias", f"arn:aws:kms:eu-west-1:{ACCOUNT}:alias/session-logging/another/session", {}),
    (CENTRAL, "kms:DisableKey", KEY, OURS),
    (CENTRAL, "kms:CreateGrant", KEY, OURS),
    # Read what is in the archive, or take it away.
    (CENTRAL, "s3:GetObject", f"arn:aws:s3:::{BUCKET}/123456789012/eu-west-1/session.log", {}),
    (CENTRAL, "s3:PutObject", f"arn:aws:s3:::{BUCKET}/123456789012/eu-west-1/session.log", {}),
    (CENTRAL, "s3:DeleteObject", f"arn:aws:s3:::{BUCKET}/123456789012/eu-west-1/session.log", {}),
    (CENTRAL, "s3:DeleteObjectVersion", f"arn:aws:s3:::{BUCKET}/123456789012/eu-west-1/session.log", {}),
    (CENTRAL, "s3:BypassGovernanceRetention", f"arn:aws:s3:::{BUCKET}/123456789012/eu-west-1/session.log", {}),
    (CENTRAL, "kms:Decrypt", KEY, OURS | VIA_S3 | A_LOG),
    (CENTRAL, "kms:GenerateDataKey", KEY, OURS | A_SESSION),
    (CENTRAL, "kms:GenerateDataKey", KEY, OURS | VIA_S3 | A_LOG),
    (MEMBER, "s3:GetObject", f"arn:aws:s3:::{BUCKET}/123456789012/eu-west-1/session.log", {}),
    (MEMBER, "s3:GetEncryptionConfiguration", "arn:aws:s3:::another", {}),
    (MEMBER, "kms:Decrypt", KEY, VIA_S3 | A_LOG),
    (MEMBER, "kms:Decrypt", KEY, A_SESSION),
    (MEMBER, "kms:Decrypt", KEY, {}),
    (MEMBER, "kms:GenerateDataKey", KEY, A_SESSION),
    # Write or read other logs, or count what others count.
    (LOGS, "logs:PutLogEvents", LOG.replace("/session-logging/", "/database/"), {}),
    (LOGS, "logs:GetLogEvents", LOG, {}),
    (LOGS, "logs:DeleteLogGroup", LOG.partition(":log-stream")[0], {}),
    (LOGS, "cloudwatch:PutMetricData", METRICS, {"cloudwatch:namespace": "Database"}),
    (LOGS, "s3:GetObject", f"arn:aws:s3:::{BUCKET}/123456789012/eu-west-1/session.log", {}),
]
# The same, as it is meant: what makes the abuses mean something, and what the contract suite does not do.
USES = [
    (MEMBER, "iam:AttachRolePolicy", f"{ROLE}/web", attaching(OUR_POLICY)),
    (MEMBER, "iam:AttachRolePolicy", f"{ROLE}/path/web", attaching(OUR_POLICY)),
    (MEMBER, "iam:DetachRolePolicy", HOSTS, attaching(HOST_POLICY)),
    (MEMBER, "iam:CreatePolicyVersion", OUR_POLICY, {}),
    (MEMBER, "iam:PassRole", HOSTS, {"iam:PassedToService": "ssm.amazonaws.com"}),
    (MEMBER, "iam:DeleteRolePermissionsBoundary", HOSTS, {}),
    (CENTRAL, "s3:DeleteBucket", f"arn:aws:s3:::{BUCKET}", {}),
    (CENTRAL, "kms:ScheduleKeyDeletion", KEY, OURS),
    (CENTRAL, "kms:PutKeyPolicy", KEY, OURS),
    # A replica that has lost all its tags gets them back.
    (CENTRAL, "kms:TagResource", KEY, {"aws:RequestTag/session-logging:bucket": BUCKET}),
    # A given key bears no tag of ours.
    (CENTRAL, "kms:CreateAlias", KEY, {}),
    (LOGS, "logs:DescribeLogGroups", "*", {}),
    (LOGS, "logs:CreateLogStream", LOG, {}),
    (LOGS, "logs:PutLogEvents", LOG, {}),
    (LOGS, "cloudwatch:PutMetricData", METRICS, {"cloudwatch:namespace": "AWS/CloudFormation/SessionManager/Logging/Member"}),
]


# Statements that read of whatever there is, as the guide says.
OPEN = {(CENTRAL, "LookAround"), (CENTRAL, "FindBuckets"), (CENTRAL, "LookAtKeys"), (MEMBER, "LookAround"), (MEMBER, "LookAtRoles"), (MEMBER, "AskKeys"), (LOGS, "FindLogGroup")}


@pytest.fixture(scope="module")
def roles(emulator_url: str) -> dict[str, Any]:
    aws = Aws(emulator_url)
    aws.reset()
    narrow_roles.deploy(aws.client("cloudformation"), narrow_roles.parameters("BOTH", [{"BucketName": BUCKET, "AccessLog": {"Bucket": "acme-access-logs"}}], "mrk-1234abcd12ab34cd56ef1234567890ab"))
    return narrow_roles.made(aws.client("iam"))


@pytest.fixture(scope="module")
def decider(roles: dict[str, Any]) -> Iterator[Decider]:
    with Simulator() as running:
        yield Decider(running, roles)


def decided(decider: Decider, asked: list[tuple[str, str, str, dict[str, str]]]) -> list[bool]:
    return decider.decide([(who, {"action": action, "resource": resource, "account": ACCOUNT, "context": context}) for who, action, resource, context in asked])


def statements(role: dict[str, Any]) -> list[dict[str, Any]]:
    return [it for policy in role["policies"].values() for it in policy["Statement"]]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("type_", narrow_roles.EXECUTION)
def test_actions_are_those_of_the_schema(type_: str, roles: dict[str, Any]) -> None:
    granted = {action for it in statements(roles[narrow_roles.EXECUTION[type_]]) for action in listed(it["Action"])}
    assert granted == schema_permissions(type_)


def test_what_is_no_handlers_work_is_denied(decider: Decider) -> None:
    assert [abuse for abuse, allowed in zip(ABUSES, decided(decider, ABUSES)) if allowed] == []


def without(part: str, statement: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in statement.items() if key != part} | ({"Resource": "*"} if part == "Resource" else {})


def test_each_statement_and_each_condition_keeps_an_abuse_away(decider: Decider, roles: dict[str, Any]) -> None:
    idle = []
    for name, role in roles.items():
        for statement in statements(role):
            open_ = without("Condition", without("Resource", statement))
            weaker = [("open", open_), *([("without condition", without("Condition", statement))] if "Condition" in statement else [])]
            asked = [it for it in ABUSES if it[0] == name and it[1] in listed(statement["Action"])]
            for how, changed in weaker:
                weak = Decider(decider.simulator, {name: role | {"policies": {"Changed": {"Version": "2012-10-17", "Statement": [changed]}}}})
                if not (asked and any(decided(weak, asked))):
                    idle.append((name, statement["Sid"], how))
    assert {it[:2] for it in idle} == OPEN


def test_what_is_handlers_work_is_allowed(decider: Decider) -> None:
    assert [use for use, allowed in zip(USES, decided(decider, USES)) if not allowed] == []


@pytest.mark.parametrize("type_", narrow_roles.EXECUTION)
def test_the_type_of_the_own_account_alone_has_the_role_in_every_region(type_: str, roles: dict[str, Any]) -> None:
    (statement,) = roles[narrow_roles.EXECUTION[type_]]["trust"]["Statement"]
    assert statement["Principal"] == {"Service": "resources.cloudformation.amazonaws.com"}
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
        "ArnLike": {"aws:SourceArn": f"arn:aws:cloudformation:*:{ACCOUNT}:type/resource/SessionManager-Logging-{type_.title()}/*"},
    }


def test_policies_fit_into_roles(roles: dict[str, Any]) -> None:
    # IAM quotas: all inline policies of a role together, without white space; a trust policy.
    for role in roles.values():
        assert sum(len(json.dumps(it, separators=(",", ":"))) for it in role["policies"].values()) < 10_240
        assert len(json.dumps(role["trust"], separators=(",", ":"))) < 2_048


def test_each_statement_has_a_name_and_allows(roles: dict[str, Any]) -> None:
    for role in roles.values():
        assert {it["Effect"] for it in statements(role)} == {"Allow"}
        assert len({it["Sid"] for it in statements(role)}) == len(statements(role))


def test_parliament_finds_what_the_guide_says_and_no_other_fault(roles: dict[str, Any]) -> None:
    faults, _ = findings({f"{name} {it}": policy for name, role in roles.items() for it, policy in role["policies"].items()})
    # Who writes the bucket's policy can give himself the logs, and who writes its rules loses them: docs/permissions.md, "Who may register types".
    means = ("s3:PutBucketPolicy", "s3:PutLifecycleConfiguration")
    inherent = {it for it in faults if it.startswith(f"{CENTRAL} Handlers: RESOURCE_POLICY_PRIVILEGE_ESCALATION") and any(f"does allow {mean} " in it for mean in means)}
    assert inherent and faults == inherent


def test_the_guide_says_of_each_statement_what_it_is_for(roles: dict[str, Any]) -> None:
    section = GUIDE.partition("### Narrow roles")[2].partition("\n### ")[0]
    assert [it["Sid"] for role in roles.values() for it in statements(role) if f"`{it['Sid']}`" not in section] == []


def test_the_guide_shows_the_guardrails_statements_that_keep_others_from_the_roles() -> None:
    (shown,) = (json.loads(it) for it in re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL) if "RegisterType" in it)
    guardrail = guardrails()["deployment"]["Statement"]
    assert shown["Statement"] == [it for it in guardrail if it["Sid"] in ("KeepRoles", "KeepTypes")]
    assert {"iam:PassRole", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"} <= set(shown["Statement"][0]["Action"])
    assert {"cloudformation:RegisterType", "cloudformation:SetTypeDefaultVersion", "cloudformation:ActivateType"} <= set(shown["Statement"][1]["Action"])


@pytest.mark.parametrize("types, made", [("MEMBER", {MEMBER, LOGS}), ("CENTRAL", {CENTRAL, LOGS}), ("BOTH", {CENTRAL, MEMBER, LOGS})])
def test_an_account_gets_the_roles_of_its_types(types: str, made: set[str], aws: Aws) -> None:
    narrow_roles.deploy(aws.client("cloudformation"), {"Types": types})
    assert narrow_roles.made(aws.client("iam")).keys() == made
    (stack,) = aws.client("cloudformation").describe_stacks()["Stacks"]
    names = {CENTRAL: "CentralExecutionRoleArn", MEMBER: "MemberExecutionRoleArn", LOGS: "HandlerLogsRoleArn"}
    assert {it["OutputKey"]: it["OutputValue"] for it in stack["Outputs"]} == {names[it]: f"{ROLE}/session-logging/{it}" for it in made}


def test_a_call_that_nobody_knows_is_an_error(decider: Decider) -> None:
    call = {"account": ACCOUNT, "region": "eu-west-1", "service": "s3", "operation": "DoSomethingNew", "parameters": {"Bucket": BUCKET}}
    with pytest.raises(UnknownCall, match="s3:DoSomethingNew"):
        list(requests(call, decider.taken))
    with pytest.raises(UnknownCall, match="ssm:GetMaintenanceWindow takes"):
        list(requests(call | {"service": "ssm", "operation": "GetMaintenanceWindow", "parameters": {}}, decider.taken))
