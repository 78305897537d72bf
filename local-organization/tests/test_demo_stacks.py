"""How the demonstration follows a stack."""

import pytest
from demo import stacks
from demo.stacks import DeploymentFailed, Stack


def event(number, logical_id, status, reason=None):
    return {
        "EventId": str(number),
        "LogicalResourceId": logical_id,
        "ResourceType": "Test::Things::Thing",
        "ResourceStatus": status,
        "ResourceStatusReason": reason,
    }


class FailingCloudFormation:
    """Each look at the stack finds it one step further: failed, on its way back, back."""

    steps = ["CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"]
    events = [event(1, "A", "CREATE_IN_PROGRESS"), event(2, "A", "CREATE_FAILED", "the bucket is another's"), event(3, "A", "DELETE_COMPLETE")]

    def __init__(self):
        self.looks = 0

    def create_stack(self, **_arguments):
        return {"StackId": "id"}

    def describe_stacks(self, **_arguments):
        self.looks += 1
        return {"Stacks": [{"StackStatus": self.steps[self.looks - 1]}]}

    def describe_stack_events(self, **_arguments):
        return {"StackEvents": self.events[: self.looks][::-1]}


class Account:
    def client(self, _service, _region):
        return FailingCloudFormation()


def test_a_reason_is_kept_although_the_stack_was_still_on_its_way(monkeypatch):
    monkeypatch.setattr(stacks, "POLL_SECONDS", 0)
    with pytest.raises(DeploymentFailed, match="ROLLBACK_COMPLETE\n  A: the bucket is another's"):
        Stack(Account(), "stack", lambda line: None).create()
