"""The clock of handlers that ask to be invoked again later: it is put forward, and nothing sleeps."""

import threading
from collections import defaultdict


class VirtualClock:
    """Seconds that handlers asked CloudFormation to wait (CallbackDelaySeconds); also counts their invocations."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        with self._lock:
            self.seconds = 0
            self.invocations: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def wait(self, seconds: int) -> None:
        with self._lock:
            self.seconds += seconds

    def count(self, type_name: str, action: str) -> None:
        with self._lock:
            self.invocations[type_name][action] += 1

    def report(self) -> dict[str, object]:
        with self._lock:
            return {"seconds": self.seconds, "invocations": {t: dict(n) for t, n in self.invocations.items()}}


CLOCK = VirtualClock()
