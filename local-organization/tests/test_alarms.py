"""examples/alarm-on-silence.yaml: its rules hear what AWS says, and nothing else."""

import json
from typing import Any

import pytest
from moto.events.models import EventPattern
from test_documents import ROOT, make_fragment

RESOURCES = make_fragment.read((ROOT / "examples" / "alarm-on-silence.yaml").read_text(encoding="utf-8"))["Resources"]

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
