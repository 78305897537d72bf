"""Deployments through CloudFormation's ordinary API, with their events shown while they happen."""

import time

from botocore.exceptions import ClientError

POLL_SECONDS = 0.2
PATIENCE_SECONDS = 300


def as_parameters(values):
    """As CloudFormation wants them."""
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]


class DeploymentFailed(Exception):
    """A stack or a StackSet that did not come to a good end: which, where and why."""


class Stack:
    """One stack, in the account's home Region unless another is given, followed event by event."""

    def __init__(self, account, name, say, region=None):
        self.account = account
        self.name = name
        # A stack that was made before is known by its name.
        self.id = name
        self.say = say
        self.patience, self.pause = PATIENCE_SECONDS, POLL_SECONDS
        self.cloudformation = account.client("cloudformation", region)
        self.seen = set()

    def create(self, **arguments):
        self.id = self.cloudformation.create_stack(StackName=self.name, **arguments)["StackId"]
        return self.follow("CREATE_COMPLETE")

    def update(self, **arguments):
        self.cloudformation.update_stack(StackName=self.name, **arguments)
        return self.follow("UPDATE_COMPLETE")

    def delete(self):
        self.cloudformation.delete_stack(StackName=self.id)
        return self.follow("DELETE_COMPLETE")

    def follow(self, wanted):
        """Shows events until the stack rests; returns its outputs."""
        end = time.monotonic() + self.patience
        failures = []
        while True:
            stack = self.cloudformation.describe_stacks(StackName=self.id)["Stacks"][0]
            failures += self.show_events()
            if not stack["StackStatus"].endswith("_IN_PROGRESS"):
                break
            if time.monotonic() > end:
                raise DeploymentFailed(f"stack {self.name} in {self.account}: still {stack['StackStatus']} after {self.patience} s")
            time.sleep(self.pause)
        if stack["StackStatus"] != wanted:
            reasons = "\n  ".join(failures) or stack.get("StackStatusReason", "no reason given")
            raise DeploymentFailed(f"stack {self.name} in {self.account}: {stack['StackStatus']}\n  {reasons}")
        return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}

    def show_events(self):
        """Prints the events that came since the last call; returns the reasons of failures among them."""
        failures = []
        for event in reversed(self.cloudformation.describe_stack_events(StackName=self.id)["StackEvents"]):
            if event["EventId"] in self.seen:
                continue
            self.seen.add(event["EventId"])
            self.say(f"{event['ResourceStatus']:<28} {event['LogicalResourceId']} ({event['ResourceType']})")
            if event["ResourceStatus"].endswith("_FAILED") and event.get("ResourceStatusReason"):
                failures.append(f"{event['LogicalResourceId']}: {event['ResourceStatusReason']}")
        return failures


def summaries(cloudformation, operation, stack_set, call_as="DELEGATED_ADMIN"):
    """All that a list of a StackSet holds; one page of it has 100."""
    pages = cloudformation.get_paginator(operation).paginate(StackSetName=stack_set, CallAs=call_as)
    return [it for page in pages for it in page["Summaries"]]


def await_instances(account, stack_set, wanted, region=None, call_as="DELEGATED_ADMIN"):
    """Waits until exactly the wanted (account number, Region) pairs are deployed and no operation runs."""
    cloudformation = account.client("cloudformation", region)
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        running = [
            operation
            for operation in summaries(cloudformation, "list_stack_set_operations", stack_set, call_as)
            if operation["Status"] in ("RUNNING", "QUEUED", "STOPPING")
        ]
        instances = summaries(cloudformation, "list_stack_instances", stack_set, call_as)
        failed = [instance for instance in instances if instance["Status"] != "CURRENT"]
        if not running and not failed and {(i["Account"], i["Region"]) for i in instances} == wanted:
            return
        if (failed and not running) or time.monotonic() > end:
            raise DeploymentFailed(
                f"StackSet {stack_set}: " + "; ".join(f"account {i['Account']} in {i['Region']}: {i.get('StatusReason', i['Status'])}" for i in failed)
                if failed
                else f"StackSet {stack_set}: its instances are {sorted((i['Account'], i['Region']) for i in instances)}, wanted {sorted(wanted)}"
            )
        time.sleep(POLL_SECONDS)


def gone(call, *codes):
    """Whether a call says that its object does not exist."""
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] in codes
    return False
