"""CloudFormation's API for the drift of stacks.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackDrift.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResourceDrifts.html
"""

from moto.core.responses import ActionResult

from . import drift
from .failures import invalid
from .requests import CloudFormationRequest, reads


class DriftApi(CloudFormationRequest):
    @reads("StackName", "LogicalResourceIds")
    def detect_stack_drift(self) -> ActionResult:
        stack = self._stacks().find(self._get_param("StackName"))
        return ActionResult({"StackDriftDetectionId": drift.start(stack, self._get_param("LogicalResourceIds", [])).id})

    @reads("StackDriftDetectionId")
    def describe_stack_drift_detection_status(self) -> ActionResult:
        wanted = self._get_param("StackDriftDetectionId")
        detection = drift.DETECTIONS.get(wanted)
        if not detection or detection.stack not in self._stacks().all():
            raise invalid(f"Drift detection with id {wanted} does not exist")
        ended = detection.status != "DETECTION_IN_PROGRESS"
        return ActionResult(
            {
                "StackId": detection.stack.stack_id,
                "StackDriftDetectionId": detection.id,
                "DetectionStatus": detection.status,
                "DetectionStatusReason": detection.reason,
                "Timestamp": detection.started,
                **({"StackDriftStatus": detection.drift_status, "DriftedStackResourceCount": detection.drifted} if ended else {}),
            }
        )

    @reads("StackName", "StackResourceDriftStatusFilters", "MaxResults", "NextToken")
    def describe_stack_resource_drifts(self) -> ActionResult:
        """Of resources that have been looked at."""
        stack, wanted = self._stacks().find(self._get_param("StackName")), self._get_param("StackResourceDriftStatusFilters", [])
        looked_at = [(it, it.drift) for it in list(stack.resources.values()) if it.drift]
        return ActionResult({"StackResourceDrifts": [drift.described(stack, *it) for it in looked_at if not wanted or it[1].status in wanted]})

    @reads("StackName", "LogicalResourceId")
    def detect_stack_resource_drift(self) -> ActionResult:
        """At once."""
        stack, name = self._stacks().find(self._get_param("StackName")), self._get_param("LogicalResourceId")
        drift.refuse_unsettled(stack)
        resource = stack.resources.get(name)
        if not resource:
            raise invalid(f"Resource {name} does not exist for stack {stack.name}")
        if not drift.is_read(stack, resource):
            raise invalid("Drift detection is not supported for the specified ResourceType")
        drift.run(drift.Detection(stack), [name])
        return ActionResult({"StackResourceDrift": drift.described(stack, resource, resource.drift)})
