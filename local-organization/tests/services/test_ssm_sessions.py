"""Sessions: begun, ended, and listed as long as SSM remembers them."""

import json
from datetime import timedelta
from typing import Any

from emulated import REGION, Aws

DAY = 24 * 60 * 60


def ended(ssm: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ssm.describe_sessions(State="History")["Sessions"]
    return found


def test_what_has_ended_is_remembered_for_thirty_days(aws: Aws) -> None:
    ssm = aws.client("ssm")
    session = ssm.start_session(Target="i-1")["SessionId"]
    assert ended(ssm) == []
    ssm.terminate_session(SessionId=session)
    (now,) = ended(ssm)

    aws.let_pass("us-west-2", 40 * DAY)
    assert ended(ssm) == [now]
    aws.let_pass(REGION, 29 * DAY)
    (later,) = ended(ssm)
    assert [now[it] - later[it] for it in ("StartDate", "EndDate")] == [timedelta(days=29)] * 2
    aws.let_pass(REGION, 2 * DAY)
    assert ended(ssm) == []


def test_time_passes_for_documents_with_the_sessions_that_they_are_for(aws: Aws) -> None:
    ssm = aws.client("ssm")
    content = {"schemaVersion": "1.0", "sessionType": "Standard_Stream", "inputs": {}}
    ssm.create_document(Name="Sessions", DocumentType="Session", DocumentFormat="JSON", Content=json.dumps(content))
    made = ssm.describe_document(Name="Sessions")["Document"]["CreatedDate"]
    aws.let_pass(REGION, DAY)
    assert made - ssm.describe_document(Name="Sessions")["Document"]["CreatedDate"] == timedelta(days=1)
