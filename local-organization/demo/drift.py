"""Step: a preference that somebody changes by hand is found as drift."""

import json
import time

from .breaks import write_by_hand
from .organization import HOME_REGION, REGIONS, content
from .run import STACK, STACK_SET, Run, expect
from .stacks import PATIENCE_SECONDS, POLL_SECONDS
from .tables import table

NAMED = {"StackSetName": STACK_SET, "CallAs": "DELEGATED_ADMIN"}


class Drift(Run):
    def show_drift(self):
        """In one account and Region of all; nothing else has drifted, and nothing has when it is put right."""
        # Not where BREAK=1 writes: SSM takes no content that another version has.
        member, region = self.organization.members[-1], REGIONS[1]
        ssm = member.client("ssm", region)
        former = content(ssm, "$LATEST")
        write_by_hand(ssm, former | {"inputs": former["inputs"] | {"idleSessionTimeout": "60"}})
        self.say(f"{member}: somebody sets the idle timeout to 60 minutes in {region}, by hand")
        found = self.members_drift()
        expect([(row["account"], row["Region"], row["property"]) for row in found] == [(member.number, region, "/IdleSessionTimeout")], f"drift: {found}")
        self.proof.add("drift")
        print(f"\nfound by detect-stack-set-drift:\n{table(found)}\n", flush=True)
        write_by_hand(ssm, former)
        expect(self.members_drift() == [], "drift is left although the preference was put right")
        status = self.own_drift()
        expect(status == "IN_SYNC", f"stack {STACK} of the log account: {status}")
        self.say(f"put right: neither {STACK_SET} nor the log account's stack {STACK} has drifted")

    def members_drift(self):
        """A row for each property that differs, after one more look at every account and Region."""
        cloudformation = self.organization.log.client("cloudformation")
        preferences = {"RegionConcurrencyType": "PARALLEL", "FailureTolerancePercentage": 100, "MaxConcurrentPercentage": 100}
        operation = cloudformation.detect_stack_set_drift(**NAMED, OperationPreferences=preferences)["OperationId"]
        ended("RUNNING", lambda: cloudformation.describe_stack_set_operation(**NAMED, OperationId=operation)["StackSetOperation"]["Status"])
        rows = []
        for it in cloudformation.list_stack_instances(**NAMED, Filters=[{"Name": "DRIFT_STATUS", "Values": "DRIFTED"}])["Summaries"]:
            place = {"StackInstanceAccount": it["Account"], "StackInstanceRegion": it["Region"], "OperationId": operation}
            for resource in cloudformation.list_stack_instance_resource_drifts(**NAMED, **place)["Summaries"]:
                rows += [row(it, difference) for difference in resource["PropertyDifferences"]]
        return rows

    def own_drift(self):
        cloudformation = self.organization.log.client("cloudformation", HOME_REGION)
        detection = cloudformation.detect_stack_drift(StackName=STACK)["StackDriftDetectionId"]
        asked = {"StackDriftDetectionId": detection}
        ended("DETECTION_IN_PROGRESS", lambda: cloudformation.describe_stack_drift_detection_status(**asked)["DetectionStatus"])
        said = cloudformation.describe_stack_drift_detection_status(**asked)
        for drift in cloudformation.describe_stack_resource_drifts(StackName=STACK, StackResourceDriftStatusFilters=["MODIFIED"])["StackResourceDrifts"]:
            self.say(f"{drift['LogicalResourceId']}: {json.dumps(drift['PropertyDifferences'])}")
        return said.get("StackDriftStatus", said.get("DetectionStatusReason"))


def row(instance, difference):
    return {
        "account": instance["Account"],
        "Region": instance["Region"],
        "property": difference["PropertyPath"],
        "the template says": difference["ExpectedValue"],
        "there is": difference["ActualValue"],
    }


def ended(running, status):
    """Waits while a status is that of something that runs, or is about to."""
    end = time.monotonic() + PATIENCE_SECONDS
    while status() in (running, "QUEUED"):
        expect(time.monotonic() < end, f"still {running} after {PATIENCE_SECONDS} s")
        time.sleep(POLL_SECONDS)
