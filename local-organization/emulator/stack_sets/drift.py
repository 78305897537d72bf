"""Drift of a StackSet: of each instance's stack, one operation over all of them.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-drift.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetDriftDetectionDetails.html
"""

from typing import Any

from ..stacks import drift
from .instances import Instance
from .operations import Operation
from .stack_set import StackSet

STATUSES = {"RUNNING": "IN_PROGRESS", "QUEUED": "IN_PROGRESS", "SUCCEEDED": "COMPLETED", "FAILED": "FAILED"}


def detect(stack_set: StackSet, preferences: dict[str, Any] | None) -> Operation:
    """A difference is no failure of the operation: only a stack that could not be looked at is."""

    def act(account: str, region: str) -> str | None:
        instance = stack_set.instances[account, region]
        failure = _look_at(instance)
        instance.detail = "FAILED" if failure else "SUCCEEDED"
        return failure

    return stack_set.operate("DETECT_DRIFT", list(stack_set.instances), preferences, act)


def _look_at(instance: Instance) -> str | None:
    if not instance.stack:
        return "The stack instance has no stack"
    detection = drift.Detection(instance.stack)
    drift.refuse_unsettled(instance.stack)
    drift.run(detection)
    return detection.reason


def status_of(instance: Instance) -> dict[str, Any]:
    """As instances are described."""
    stack = instance.stack
    return {"DriftStatus": stack.drift_status if stack else "NOT_CHECKED", "LastDriftCheckTimestamp": stack.drift_checked if stack else None}


def details(stack_set: StackSet) -> dict[str, Any]:
    """Of the StackSet, after its last look."""
    looks = [it for it in stack_set.operations if it.action == "DETECT_DRIFT"]
    if not looks:
        return {"DriftStatus": "NOT_CHECKED"}
    last, found = looks[-1], [status_of(it)["DriftStatus"] for it in list(stack_set.instances.values())]
    return {
        "DriftStatus": "DRIFTED" if "DRIFTED" in found else "IN_SYNC",
        "DriftDetectionStatus": STATUSES[last.status],
        "LastDriftCheckTimestamp": last.created,
        "TotalStackInstancesCount": len(found),
        "DriftedStackInstancesCount": found.count("DRIFTED"),
        "InSyncStackInstancesCount": found.count("IN_SYNC"),
        "InProgressStackInstancesCount": sum(it.status in ("PENDING", "RUNNING") for it in last.results),
        "FailedStackInstancesCount": sum(it.status == "FAILED" for it in last.results),
    }
