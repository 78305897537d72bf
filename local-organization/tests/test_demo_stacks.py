"""How the demonstration follows a stack and a StackSet."""

import pytest
from demo import stacks
from demo.stacks import DeploymentFailed, Stack, await_instances


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


class LongLists:
    """Says what it has of a StackSet one by one, as AWS does by the hundred."""

    said = {
        "list_stack_set_operations": [{"Status": "SUCCEEDED"}, {"Status": "SUCCEEDED"}],
        "list_stack_instances": [{"Account": it, "Region": "eu-west-1", "Status": "CURRENT"} for it in ("1", "2", "3")],
    }

    def get_paginator(self, operation):
        self.operation = operation
        return self

    def paginate(self, **_named):
        return [{"Summaries": [it]} for it in self.said[self.operation]]


class Administrator:
    def client(self, _service, _region):
        return LongLists()


def test_instances_beyond_the_first_page_count(monkeypatch):
    monkeypatch.setattr(stacks, "PATIENCE_SECONDS", 0)
    await_instances(Administrator(), "members", {(it, "eu-west-1") for it in ("1", "2", "3")})
    with pytest.raises(DeploymentFailed, match="'3', 'eu-west-1'"):
        await_instances(Administrator(), "members", {("1", "eu-west-1")})
