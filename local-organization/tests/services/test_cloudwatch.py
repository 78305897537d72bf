"""What the plugin inside the handlers publishes."""

import time
import urllib.request

from emulated import OTHER, Aws, refused

EVENTS = [{"timestamp": int(time.time() * 1000), "message": "handled"}]


def test_metrics_are_accepted_in_cbor(aws: Aws) -> None:
    request = urllib.request.Request(
        f"{aws.url}/service/GraniteServiceVersion20100801/operation/PutMetricData",
        b"\xa0",
        {
            "Content-Type": "application/cbor",
            "smithy-protocol": "rpc-v2-cbor",
            "Authorization": "AWS4-HMAC-SHA256 Credential=x/20260101/eu-west-1/monitoring/aws4_request, SignedHeaders=host, Signature=x",
        },
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["smithy-protocol"] == "rpc-v2-cbor"
        assert answer.read() == b"\xa0"


def test_a_handlers_log_stream_survives_a_reset_and_serves_all_accounts(aws: Aws) -> None:
    for account in (None, OTHER):
        logs = aws.client("logs", account=account)
        stream = {"logGroupName": "test-things-thing-logs", "logStreamName": "held-by-the-process"}
        logs.put_log_events(**stream, logEvents=EVENTS)
        assert [e["message"] for e in logs.get_log_events(**stream)["events"]] == ["handled"]
    stranger = {"logGroupName": "anyones", "logStreamName": "stream"}
    assert refused(lambda: logs.put_log_events(**stranger, logEvents=EVENTS)) == "ResourceNotFoundException"
