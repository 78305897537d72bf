"""Drift of a StackSet: one operation looks at every instance's stack; a difference is found, and no failure."""

from typing import Any

from emulated import refused
from members import ADMINISTRATOR, TOLERANT, Organization, deployed
from things import StandIn

NAMED = {"StackSetName": "set", **ADMINISTRATOR}


def detect(organization: Organization, **preferences: Any) -> dict[str, Any]:
    """The operation, when it has ended."""
    started = organization.cfn.detect_stack_set_drift(**NAMED, OperationPreferences=preferences)["OperationId"]
    organization.idle()
    return organization.cfn.describe_stack_set_operation(**NAMED, OperationId=started)["StackSetOperation"]


def details(organization: Organization) -> dict[str, Any]:
    return organization.cfn.describe_stack_set(**NAMED)["StackSet"]["StackSetDriftDetectionDetails"]


def drifted(organization: Organization) -> list[tuple[str, str]]:
    found = organization.cfn.list_stack_instances(**NAMED, Filters=[{"Name": "DRIFT_STATUS", "Values": "DRIFTED"}])["Summaries"]
    return [(it["Account"], it["Region"]) for it in found]


def test_the_instances_that_differ_are_found(organization: Organization, stand_in: StandIn) -> None:
    one = organization.members[0]
    organization.deploy()
    assert details(organization)["DriftStatus"] == "NOT_CHECKED"
    assert (detect(organization, **TOLERANT)["Status"], details(organization)["DriftStatus"]) == ("SUCCEEDED", "IN_SYNC")
    stand_in.things[one, "us-east-1", f"a-{one}"]["Size"] = "9"
    operation = detect(organization)
    assert (operation["Action"], operation["Status"]) == ("DETECT_DRIFT", "SUCCEEDED")
    found = details(organization)
    assert operation["StackSetDriftDetectionDetails"] == found
    counts = [found[f"{name}StackInstancesCount"] for name in ("Total", "Drifted", "InSync", "InProgress", "Failed")]
    assert (found["DriftStatus"], found["DriftDetectionStatus"], counts) == ("DRIFTED", "COMPLETED", [4, 1, 3, 0, 0])
    assert drifted(organization) == [(one, "us-east-1")]
    place = {"StackInstanceAccount": one, "StackInstanceRegion": "us-east-1"}
    assert organization.cfn.describe_stack_instance(**NAMED, **place)["StackInstance"]["DriftStatus"] == "DRIFTED"
    told = organization.cfn.list_stack_instance_resource_drifts(**NAMED, **place, OperationId=operation["OperationId"])["Summaries"]
    assert [(it["LogicalResourceId"], it["StackResourceDriftStatus"]) for it in told] == [("A", "MODIFIED")]
    assert deployed(stand_in) == organization.everywhere()
    assert {it["StackInstanceStatus"]["DetailedStatus"] for it in organization.instances()} == {"SUCCEEDED"}


def test_a_stack_that_cannot_be_looked_at_is_a_failure(organization: Organization, stand_in: StandIn) -> None:
    organization.deploy()
    stand_in.answers_read = {"status": "FAILED", "errorCode": "AccessDenied", "message": "no"}
    operation = detect(organization, **TOLERANT | {"FailureTolerancePercentage": 100})
    assert (operation["Status"], details(organization)["FailedStackInstancesCount"]) == ("SUCCEEDED", 4)
    assert all("AccessDenied" in it["StatusReason"] for it in organization.results(operation["OperationId"]).values())


def test_what_is_not_there_is_refused(organization: Organization, stand_in: StandIn) -> None:
    organization.deploy()
    place = {"StackInstanceAccount": organization.log, "StackInstanceRegion": "us-east-1"}
    assert refused(lambda: organization.cfn.describe_stack_instance(**NAMED, **place)) == "StackInstanceNotFoundException"
    assert refused(lambda: organization.cfn.describe_stack_set_operation(**NAMED, OperationId="x")) == "OperationNotFoundException"
    assert refused(lambda: organization.cfn.describe_stack_drift_detection_status(StackDriftDetectionId="x")) == "ValidationError"
