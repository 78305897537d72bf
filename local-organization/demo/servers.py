"""The emulated AWS of the demonstration: the emulator, and the handlers of both jars as Lambda would run them."""

import json
import shutil
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from processes import emulator, endpoint, endpoint_command, free_port, type_folder

TYPES = {"central": "SessionManager::Logging::Central", "member": "SessionManager::Logging::Member"}


@dataclass(frozen=True)
class EmulatedAws:
    """Where it is called, the processes that it consists of, and how to let them outlive the block."""

    url: str
    pids: list
    leave_running: Callable


@contextmanager
def aws_without_types(work):
    """An AWS that knows no type of ours until one is registered there, from a package in S3."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with ExitStack() as running:
        aws = emulator(work, "--run-packages", json.dumps(endpoint_command("{jar}", "{handler}", work)))
        url = running.enter_context(aws)
        yield EmulatedAws(url, [aws.process.pid], running.pop_all)


@contextmanager
def emulated_aws(work, *further):
    """Runs until the block is left; its logs are in the given folder, which is emptied before. Both types are registered everywhere.
    Further arguments are the emulator's.

    Emulator and handlers call each other, so the emulator's port is chosen beforehand.
    """
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    port = free_port()
    with ExitStack() as running:
        pids, arguments = [], []
        for short_name, type_name in TYPES.items():
            handlers = endpoint(short_name, work, f"http://127.0.0.1:{port}")
            url = running.enter_context(handlers)
            pids.append(handlers.process.pid)
            (schema,) = type_folder(short_name).glob("sessionmanager-*.json")
            arguments += ["--schema", str(schema), "--type", f"{type_name}={url}"]
        aws = emulator(work, *arguments, *further, port=port)
        url = running.enter_context(aws)
        yield EmulatedAws(url, [*pids, aws.process.pid], running.pop_all)
