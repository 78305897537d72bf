"""One operation of a StackSet: its work over accounts and Regions, how many failures it bears, and its results.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html#stackset-ops-options
"""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ..stacks.background import BACKGROUND
from ..stacks.failures import refuse_unread

Place = tuple[str, str]  # account, Region
Act = Callable[[str, str], str | None]  # what is done in an account and Region; gives why it failed, if it did


@dataclass
class Result:
    """What the operation did in one account and Region."""

    account: str
    region: str
    status: str = "PENDING"
    reason: str | None = None


class Preferences:
    """OperationPreferences; Regions always run one after the other, in the order in which they were named."""

    READ = {"ConcurrencyMode", "FailureTolerancePercentage", "MaxConcurrentPercentage", "RegionConcurrencyType"}

    def __init__(self, given: dict[str, Any] | None) -> None:
        self.given = given or {}
        refuse_unread("OperationPreferences", self.given, self.READ)

    def tolerance(self, accounts: int) -> int:
        """How many accounts may fail in one Region."""
        return accounts * int(self.given.get("FailureTolerancePercentage") or 0) // 100

    def concurrency(self, accounts: int) -> int:
        """How many accounts run at a time: strictly, never so many that they could exceed the tolerance together."""
        wanted = max(1, accounts * int(self.given.get("MaxConcurrentPercentage") or 0) // 100)
        if self.given.get("ConcurrencyMode") == "SOFT_FAILURE_TOLERANCE":
            return wanted
        return min(wanted, self.tolerance(accounts) + 1)


class Operation:
    """Acts in each place, Region by Region."""

    def __init__(self, action: str, places: list[Place], preferences: dict[str, Any] | None, act: Act) -> None:
        self.id = str(uuid.uuid4())
        self.action = action
        self.preferences = Preferences(preferences)
        self.act = act
        self.results = [Result(account, region) for account, region in dict.fromkeys(places)]
        self.status = "QUEUED"
        self.created = datetime.now(UTC)
        self.ended: datetime | None = None
        self.thread: threading.Thread | None = None

    def start(self, behind: list["Operation"], after: list["Operation"]) -> None:
        """Behind some, and after others of StackSets that it depends on, which have to succeed as well.

        What becomes of one whose dependency failed AWS does not say; that it does not begin, it does (API_AutoDeployment).
        """

        def run() -> None:
            for operation in behind + after:
                operation.wait()
            self.status = "RUNNING"
            exceeded = any(operation.status != "SUCCEEDED" for operation in after)
            for region in dict.fromkeys(result.region for result in self.results):
                exceeded = self._run_region([it for it in self.results if it.region == region], exceeded)
            self.ended = datetime.now(UTC)
            self.status = "FAILED" if exceeded else "SUCCEEDED"

        self.thread = BACKGROUND.start(run)

    def _run_region(self, results: list[Result], exceeded: bool) -> bool:
        """Runs one Region; when more fail than are tolerated, the rest of it and all Regions after it are cancelled."""
        tolerance = self.preferences.tolerance(len(results))
        failures = 0
        lock = threading.Lock()

        def run(result: Result) -> None:
            nonlocal failures
            if exceeded or failures > tolerance:
                result.status, result.reason = "CANCELLED", "Cancelled since failure tolerance has exceeded"
                return
            result.status = "RUNNING"
            try:
                result.reason = self.act(result.account, result.region)
            except Exception as error:
                result.reason = getattr(error, "message", None) or str(error)
            result.status = "FAILED" if result.reason else "SUCCEEDED"
            if result.reason:
                with lock:
                    failures += 1

        with ThreadPoolExecutor(self.preferences.concurrency(len(results))) as pool:
            list(pool.map(run, results))
        return exceeded or failures > tolerance

    def wait(self) -> None:
        if self.thread:
            self.thread.join()

    @property
    def running(self) -> bool:
        return self.ended is None

    def described(self) -> dict[str, Any]:
        return {
            "OperationId": self.id,
            "Action": self.action,
            "Status": self.status,
            "StatusReason": self.failure() if self.status == "FAILED" else None,
            "CreationTimestamp": self.created,
            "EndTimestamp": self.ended,
            "OperationPreferences": self.preferences.given,
        }

    def failure(self) -> str:
        """Where and why it failed."""
        failed = (it for it in self.results if it.status == "FAILED")
        causes = "; ".join(f"account {it.account}, Region {it.region}: {it.reason}" for it in failed)
        return f"Stack set operation [{self.id}] failed: {causes}"
