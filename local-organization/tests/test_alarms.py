"""examples/alarm-on-silence.yaml: its rules hear what AWS says, and nothing else; deployed beside a Central, it counts what arrives."""

import json
from typing import Any

import pytest
from access.deployment import template
from demo.agent import run_session
from demo.organization import HOME_REGION, INSTANCE_ROLE, PREFERENCES, Organization
from demo.stacks import Stack, as_parameters, gone
from guides import blocks, section
from moto.events.models import EventPattern
from test_documents import ROOT, make_fragment

TEXT = (ROOT / "examples" / "alarm-on-silence.yaml").read_text(encoding="utf-8")
RESOURCES = make_fragment.read(TEXT)["Resources"]
ARRIVALS = "/aws/events/session-logging-arrivals"

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
ARRIVED = {
    "source": "aws.s3",
    "detail-type": "Object Created",
    "detail": {"version": "0", "bucket": {"name": "logs"}, "object": {"key": "444455556666/eu-west-1/x.log", "size": 5}, "reason": "PutObject"},
}
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stack-drift-detection-change.html
DRIFTED = {
    "source": "aws.cloudformation",
    "detail-type": "CloudFormation Drift Detection Status Change",
    "detail": {
        "stack-id": "arn:aws:cloudformation:eu-central-1:111122223333:stack/session-logging/x",
        "stack-drift-detection-id": "x",
        "status-details": {"stack-drift-status": "DRIFTED", "detection-status": "DETECTION_COMPLETE"},
        "drift-detection-details": {"drifted-stack-resource-count": 1},
    },
}


def hears(rule: str, event: dict[str, Any]) -> bool:
    pattern = json.dumps(RESOURCES[rule]["Properties"]["EventPattern"]).replace('{"Ref": "LogBucketName"}', '"logs"')
    return EventPattern.load(pattern).matches_event(event)


@pytest.mark.parametrize(
    ("rule", "event", "path", "other"),
    [("Arrival", ARRIVED, ("bucket", "name"), "another"), ("DriftedStack", DRIFTED, ("status-details", "stack-drift-status"), "IN_SYNC")],
)
def test_a_rule_hears_its_event_alone(rule: str, event: dict[str, Any], path: tuple[str, str], other: str) -> None:
    assert hears(rule, event)
    inner = event["detail"][path[0]] | {path[1]: other}
    assert not hears(rule, event | {"detail": event["detail"] | {path[0]: inner}})


def test_silence_is_what_the_rule_no_longer_writes() -> None:
    silence = RESOURCES["Silence"]["Properties"]
    assert silence["Dimensions"] == [{"Name": "LogGroupName", "Value": {"Ref": "Arrivals"}}]
    assert silence["TreatMissingData"] == "breaching"
    assert RESOURCES["Arrivals"]["Properties"]["LogGroupName"].startswith("/aws/events/")


def test_a_log_that_arrives_is_a_line_of_the_group_that_the_alarm_counts(organization: Organization) -> None:
    (member,), log = organization.members, organization.log
    central = Stack(log, "central", lambda line: None)
    bucket = central.create(TemplateBody=template("Central", {"BucketName": "heard-logs", "EventBridgeEnabled": True}, ("BucketName",)))["BucketName"]
    logged = {"DocumentName": PREFERENCES, "BucketName": bucket, "RoleNames": [INSTANCE_ROLE]}
    Stack(member, "member", lambda line: None).create(TemplateBody=template("Member", logged, ("PolicyArn",)))
    alarms = Stack(log, "alarm", lambda line: None)
    alarms.create(TemplateBody=TEXT, Parameters=as_parameters({"LogBucketName": bucket, "Hours": "48", "Email": "security@example.com"}))

    log.client("s3").create_bucket(Bucket="anothers")
    log.client("s3").put_object(Bucket="anothers", Key="no-log", Body=b"x")
    session = run_session(member, HOME_REGION, 1, b"$ whoami\n")
    heard = [json.loads(it["message"]) for it in log.client("logs").filter_log_events(logGroupName=ARRIVALS)["events"]]
    assert [it["detail"]["object"]["key"] for it in heard] == [session.key]
    (asked,) = blocks(section(ROOT / "docs" / "observability.md", "Silence"), "sh")
    assert f"--log-group-name {ARRIVALS} " in asked

    (silence,) = log.client("cloudwatch").describe_alarms()["MetricAlarms"]
    assert (silence["Period"] * silence["EvaluationPeriods"], silence["DatapointsToAlarm"]) == (48 * 3600, 48)
    assert silence["Dimensions"] == [{"Name": "LogGroupName", "Value": ARRIVALS}]
    sns = log.client("sns")
    (topic,) = silence["AlarmActions"]
    assert [(it["Protocol"], it["Endpoint"]) for it in sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]] == [("email", "security@example.com")]
    rules = {it["Name"]: it["Arn"] for it in log.client("events").list_rules()["Rules"]}
    lets = {it["Sid"]: it["Condition"]["ArnEquals"]["aws:SourceArn"] for it in json.loads(sns.get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"])["Statement"]}
    assert lets == {"TellSilence": silence["AlarmArn"], "TellDrift": next(arn for name, arn in rules.items() if "DriftedStack" in name)}

    alarms.update(TemplateBody=TEXT, Parameters=as_parameters({"LogBucketName": bucket, "Hours": "24"}))
    (silence,) = log.client("cloudwatch").describe_alarms()["MetricAlarms"]
    assert silence["EvaluationPeriods"] == 24
    assert sns.list_subscriptions()["Subscriptions"] == []
    alarms.delete()
    assert log.client("cloudwatch").describe_alarms()["MetricAlarms"] == sns.list_topics()["Topics"] == log.client("events").list_rules()["Rules"] == []
    assert gone(lambda: log.client("logs").filter_log_events(logGroupName=ARRIVALS), "ResourceNotFoundException")
