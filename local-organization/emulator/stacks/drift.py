"""Drift of a stack: each resource that can be read is read, and what it says is compared with what the template sets.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/detect-drift-stack.html (the states in which a stack can be looked at)
A handler that answers NotFound means DELETED. Of AWS's own types none is read here: they stay unchecked, as those on AWS do that do
not support it.
"""

import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from . import resource_operations
from .background import BACKGROUND
from .differences import differences
from .failures import invalid
from .providers import ResourceFailure, ResourceMissing, attempt
from .registered_types import RegisteredType
from .stack import Stack, StackResource
from .type_registry import provider_of

LOOKED_AT = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"}


@dataclass
class Drift:
    """What was found of one resource, or, without properties, why nothing could be."""

    status: str
    expected: dict[str, Any] = field(default_factory=dict)
    actual: dict[str, Any] | None = None
    differences: list[dict[str, str]] = field(default_factory=list)
    reason: str | None = None
    checked: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass
class Detection:
    """One look at a stack, or at some of its resources."""

    stack: Stack
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: str = "DETECTION_IN_PROGRESS"
    reason: str | None = None
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    drifted: int = 0
    drift_status: str = "NOT_CHECKED"


DETECTIONS: dict[str, Detection] = {}  # by id


def start(stack: Stack, logical_ids: list[str]) -> Detection:
    refuse_unsettled(stack)
    detection = Detection(stack)
    DETECTIONS[detection.id] = detection
    BACKGROUND.start(lambda: run(detection, logical_ids))
    return detection


def refuse_unsettled(stack: Stack) -> None:
    if stack.status not in LOOKED_AT:
        raise invalid(f"Drift detection cannot be performed on stack [{stack.stack_id}] while it is in status {stack.status}")


def run(detection: Detection, logical_ids: list[str] | None = None) -> None:
    """Looks at all of the stack's resources that can be read, or at those of them that are named."""
    stack = detection.stack
    failures = []
    for resource in list(stack.resources.values()):
        if resource.resource and is_read(stack, resource) and (not logical_ids or resource.logical_id in logical_ids):
            resource.drift = look_at(stack, resource)
            if resource.drift.status == "UNKNOWN":
                failures.append(f"Failed to detect drift on resource [{resource.logical_id}]: {resource.drift.reason}")
    known = [it.drift.status for it in list(stack.resources.values()) if it.drift]
    detection.drifted = sum(status in ("MODIFIED", "DELETED") for status in known)
    detection.drift_status = "DRIFTED" if detection.drifted else "UNKNOWN" if failures else "IN_SYNC"
    detection.reason = "; ".join(failures) or None
    stack.drift_status, stack.drift_checked = detection.drift_status, detection.started
    detection.status = "DETECTION_FAILED" if failures else "DETECTION_COMPLETE"


def is_read(stack: Stack, resource: StackResource) -> bool:
    return isinstance(provider_of(resource.type_name, stack.account, stack.region), RegisteredType)


def look_at(stack: Stack, resource: StackResource) -> Drift:
    """Reads one resource."""
    provider: RegisteredType = provider_of(resource.type_name, stack.account, stack.region)  # type: ignore[assignment]
    expected = provider.readable(resource.properties)
    try:
        made = attempt(lambda: provider.read(resource_operations.request(stack, resource), provider.identified(resource.resource)))
    except ResourceMissing:
        return Drift("DELETED", expected)
    except ResourceFailure as failure:
        return Drift("UNKNOWN", expected, reason=failure.reason)
    actual = provider.without_stack_tags(made.attributes, expected, resource.stack_tags)
    found = differences(provider.schema, expected, actual)
    shown = {name: value for name, value in actual.items() if name in expected}
    return Drift("MODIFIED" if found else "IN_SYNC", expected, shown, found)


def described(stack: Stack, resource: StackResource, found: Drift) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceDrift.html"""
    return {
        "StackId": stack.stack_id,
        "LogicalResourceId": resource.logical_id,
        "PhysicalResourceId": resource.physical_id,
        "ResourceType": resource.type_name,
        "ExpectedProperties": json.dumps(found.expected),
        "ActualProperties": None if found.actual is None else json.dumps(found.actual),
        "PropertyDifferences": found.differences,
        "StackResourceDriftStatus": found.status,
        "DriftStatusReason": found.reason,
        "Timestamp": found.checked,
    }
