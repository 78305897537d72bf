"""A function for tests of custom resources: it prints where it is invoked, and answers as the event's properties say.

Fail: a reason; Silent: no answer; Long: an attribute of so many letters. The physical id is the property Name.
"""

import json
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        properties = event["ResourceProperties"]
        if "Silent" not in properties:
            answer(event, properties)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def answer(event: dict[str, Any], properties: dict[str, Any]) -> None:
    fails = "Fail" in properties and event["RequestType"] != "Delete"
    body = {key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")} | {
        "Status": "FAILED" if fails else "SUCCESS",
        "Reason": properties.get("Fail", ""),
        "PhysicalResourceId": event.get("PhysicalResourceId") if fails or event["RequestType"] == "Delete" else properties["Name"],
        "Data": {"Event": event["RequestType"], "Size": repr(properties.get("Size")), "Long": "x" * int(properties.get("Long", 0))},
    }
    body["PhysicalResourceId"] = body["PhysicalResourceId"] or "none"
    put = urllib.request.Request(event["ResponseURL"], json.dumps(body).encode(), {"Content-Type": ""}, method="PUT")
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(put).close()


server = HTTPServer(("127.0.0.1", 0), Handler)
print(f"function ready http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
