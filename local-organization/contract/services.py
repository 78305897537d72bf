"""Servers in processes of their own, for as long as a `with` block lasts."""

import queue
import re
import subprocess
import threading

READY = re.compile(r"^\w+ ready (http\S+)$")


class Service:
    """A process that prints `<name> ready <URL>` once it can be called; entering the block waits for that line."""

    def __init__(self, name, command, log, environment):
        self.name = name
        self.command = command
        self.log = log
        self.environment = environment

    def __enter__(self):
        self.process = subprocess.Popen(
            self.command, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        ready = queue.SimpleQueue()
        self.copier = threading.Thread(target=self._copy, args=(ready,), daemon=True)
        self.copier.start()
        url = ready.get()
        if url is None:
            code = self.process.wait()
            tail = "".join(self.log.read_text(encoding="utf-8").splitlines(keepends=True)[-15:])
            raise RuntimeError(f"{self.name}: did not start (exit code {code}); its log {self.log} ends with:\n{tail}")
        return url

    def __exit__(self, *_exception):
        self.process.terminate()
        self.process.wait()
        self.copier.join()

    def _copy(self, ready):
        """Keeps the output in the log, reports the URL when it is printed and None when the process has ended."""
        with self.log.open("w", encoding="utf-8") as file:
            for line in self.process.stdout:
                file.write(line)
                file.flush()
                if found := READY.match(line):
                    ready.put(found[1])
        ready.put(None)
