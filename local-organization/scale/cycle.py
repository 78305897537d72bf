"""The life of an organization of some size: its stack with Central and the members' StackSet is created, changed and deleted."""

import json
import os
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from demo.doors import DOORS
from demo.run import deployment, organization_wide
from demo.stacks import Stack, summaries

REGIONS = ["us-east-1", "eu-central-1", "eu-west-1"]
STACK = "session-logging"
MEMBER = "SessionManager::Logging::Member"
# A stack of three hundred members on a busy machine; looked at so rarely that the looks count for nothing.
PATIENCE_SECONDS, PAUSE_SECONDS = 4 * 3600, 2
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What one operation came to, of all members together."""

    accounts: int
    operation: str
    instances: int
    invocations: int
    cpu_seconds: float
    seconds: int

    @property
    def cpu_each(self):
        return self.cpu_seconds / self.instances

    @property
    def invocations_each(self):
        return self.invocations / self.instances


class Cycle:
    """Deploys to all members that the organization has by then, and looks that each has got what was declared."""

    def __init__(self, aws, organization):
        self.aws, self.organization = aws, organization
        self.stack = Stack(organization.log, STACK, lambda _text: None)
        self.stack.patience, self.stack.pause = PATIENCE_SECONDS, PAUSE_SECONDS

    def run(self, accounts):
        """The costs of create, update and delete."""
        while len(self.organization.members) < accounts:
            self.organization.add_member(f"member-{len(self.organization.members)}")
        yield self._measured("create", lambda: self.stack.create(**self._template("20")))
        yield self._measured("update", lambda: self.stack.update(**self._template("30")))
        yield self._measured("delete", self.stack.delete)

    def _template(self, idle_minutes):
        return deployment(DOORS["types"].template, organization_wide(self.organization, REGIONS, idle_minutes), keeps_logs=False)

    def _measured(self, operation, act):
        seconds, cpu, invocations = time.monotonic(), self._cpu_seconds(), self._invocations()
        act()
        cost = Cost(
            accounts=len(self.organization.members),
            operation=operation,
            instances=len(self.organization.members) * len(REGIONS),
            invocations=self._invocations() - invocations,
            cpu_seconds=round(self._cpu_seconds() - cpu, 2),
            seconds=round(time.monotonic() - seconds),
        )
        if operation != "delete":
            self._look()
        return cost

    def _look(self):
        """Every account and Region is current: the stack succeeds without those that failed."""
        listed = summaries(self.stack.cloudformation, "list_stack_instances", f"{STACK}-members")
        found = {(it["Account"], it["Region"]): it.get("StatusReason", it["Status"]) for it in listed}
        wanted = {(member.number, region): "CURRENT" for member in self.organization.members for region in REGIONS}
        if found != wanted:
            raise AssertionError(f"instances that are not as wanted: {sorted(found.items() - wanted.items())}, absent: {sorted(wanted.keys() - found.keys())}")

    def _invocations(self):
        with urllib.request.urlopen(f"{self.aws.url}/moto-api/virtual-clock") as answer:
            return sum(json.load(answer)["invocations"].get(MEMBER, {}).values())

    def _cpu_seconds(self):
        """User and system time of emulator and handlers (proc_pid_stat(5): fields 14 and 15)."""
        stats = (Path(f"/proc/{pid}/stat").read_text(encoding="utf-8") for pid in self.aws.pids)
        return sum(sum(map(int, stat.rpartition(")")[2].split()[11:13])) for stat in stats) / TICKS_PER_SECOND
