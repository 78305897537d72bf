"""CloudWatch and its Logs, as far as the plugin inside the handlers publishes to them."""

from typing import Any

from moto.cloudwatch import urls
from moto.logs.models import LogsBackend

from .patching import extend

# The Java SDK speaks Smithy's RPC v2 CBOR here, which moto does not: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
PUT_METRIC_DATA = "{0}/service/GraniteServiceVersion20100801/operation/PutMetricData$"
EMPTY_CBOR_MAP = b"\xa0"

provider_log_groups: set[str] = set()  # made where they are missing, as by a role of `cfn submit`
streams_of_handlers: set[str] = set()  # groups that are there, or nothing is written


def put_metric_data(request: Any, full_url: str, headers: Any) -> Any:
    """Accepts the plugin's metrics and forgets them."""
    return 200, {"Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}, EMPTY_CBOR_MAP


urls.url_paths[PUT_METRIC_DATA] = put_metric_data

moto_put_log_events = LogsBackend.put_log_events


@extend(LogsBackend)
def put_log_events(self: LogsBackend, log_group_name: str, log_stream_name: str, log_events: list[Any]) -> Any:
    """Makes a handler's log stream where it is missing.

    On AWS each account and Region has handler processes of its own, which make their stream once. Here one process serves
    all of them and outlives a reset.
    """
    if log_group_name in provider_log_groups:
        if log_group_name not in self.groups:
            self.create_log_group(log_group_name=log_group_name, tags={})
    made = log_group_name in provider_log_groups | streams_of_handlers and log_group_name in self.groups
    if made and log_stream_name not in self.groups[log_group_name].streams:
        self.create_log_stream(log_group_name, log_stream_name)
    return moto_put_log_events(self, log_group_name, log_stream_name, log_events)
