"""Operations that run after their request was answered, and the virtual clock that stands in for their waits."""

import threading
from collections import defaultdict
from collections.abc import Callable


class Background:
    """Runs operations in threads and can wait for all of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._threads: set[threading.Thread] = set()

    def start(self, operation: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                operation()
            finally:
                with self._lock:
                    self._threads.discard(threading.current_thread())

        thread = threading.Thread(target=run, daemon=True)
        with self._lock:
            self._threads.add(thread)
        thread.start()
        return thread

    def wait(self) -> None:
        """Returns when no operation runs any more, including those that operations started."""
        while True:
            with self._lock:
                threads = list(self._threads)
            if not threads:
                return
            for thread in threads:
                thread.join()


class VirtualClock:
    """Seconds that handlers asked CloudFormation to wait; nothing sleeps. Also counts the invocations."""

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


BACKGROUND = Background()
CLOCK = VirtualClock()
