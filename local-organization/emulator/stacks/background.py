"""Operations of stacks and StackSets, which run after their request was answered."""

import threading
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


BACKGROUND = Background()
