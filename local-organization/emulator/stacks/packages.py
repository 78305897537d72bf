"""Packages of types, as `cfn submit --dry-run` makes them, and the processes that run their handlers.

https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-cli-submit.html
https://github.com/aws-cloudformation/cloudformation-cli/blob/HEAD/src/rpdk/core/project.py (_create_context, submit)
"""

import hashlib
import io
import json
import subprocess
import tempfile
import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .stored_files import stored


@dataclass(frozen=True)
class Package:
    """What the registry needs of one: the schema, the handlers' class, and the file of the jar that has it, called by its digest."""

    schema: dict[str, Any]
    handler: str
    jar: Path


@dataclass(frozen=True)
class ModulePackage:
    """What the registry needs of a module: its schema, and the fragment that takes its place in a template."""

    schema: dict[str, Any]
    fragment: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.schema["typeName"])


_read: dict[str, Package | ModulePackage] = {}  # by S3's digest of the zip, of which many are asked for that have many megabytes
_reading = threading.Lock()  # accounts and Regions register side by side


def read(address: str, account: str) -> Package | ModulePackage:
    """The package at an address. LookupError: it can't be got; ValueError: it is none."""
    zipped = stored(address, account)
    with _reading:
        if zipped.etag not in _read:
            _read[zipped.etag] = _parsed(zipped.value)
        return _read[zipped.etag]


def _parsed(content: bytes) -> Package | ModulePackage:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            schema, config = (json.loads(files.read(name)) for name in ("schema.json", ".rpdk-config"))
            if config.get("artifact_type") == "MODULE":
                (fragment,) = (files.read(name) for name in files.namelist() if name.startswith("fragments/"))
                return ModulePackage(schema, json.loads(fragment))
            (jar,) = (files.read(name) for name in files.namelist() if name.startswith("target/") and name.endswith(".jar"))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ValueError(f"Error processing type artifact: {error}") from error
    return Package(schema, config["entrypoint"].partition("::")[0], kept(jar))


def kept(jar: bytes) -> Path:
    """The file of a jar, written once, however many have it."""
    file = _jars() / f"{hashlib.sha256(jar).hexdigest()}.jar"
    if not file.exists():
        file.write_bytes(jar)
    return file


@cache
def _jars() -> Path:
    return Path(tempfile.mkdtemp(prefix="packages-"))


class Runtime:
    """Runs the handlers of packages: those of a type at an address that is given for it, all others in a process for each jar.

    The command starts one that prints `<name> ready <URL>`; {jar} and {handler} in it stand for the package's.
    """

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}
        self.command: list[str] = []
        self.environment: dict[str, str] = {}
        self._processes: dict[tuple[str, ...], tuple[subprocess.Popen[str], str]] = {}
        self._lock = threading.Lock()

    def of(self, package: Package) -> Callable[[], str]:
        """Where its handlers are called. They are started by the first who asks."""
        name = package.schema["typeName"]
        return lambda: self.addresses.get(name) or self.running(package.jar, package.handler, {})

    def running(self, jar: Path, handler: str, variables: dict[str, str], *arguments: str) -> str:
        """Where a jar's handler is called, in a process with these variables and further arguments of the command."""
        key = (str(jar), handler, *variables.values(), *arguments)
        with self._lock:
            if key not in self._processes:
                self._processes[key] = self._start(jar, handler, variables, arguments)
            return self._processes[key][1]

    def _start(
        self, jar: Path, handler: str, variables: dict[str, str], arguments: tuple[str, ...]
    ) -> tuple[subprocess.Popen[str], str]:
        command = [part.replace("{jar}", str(jar)).replace("{handler}", handler) for part in self.command]
        environment = self.environment | variables
        process = subprocess.Popen([*command, *arguments], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        for line in process.stdout:
            if " ready http" in line:
                threading.Thread(target=process.stdout.read, daemon=True).start()  # so that it never waits for a reader
                return process, line.split()[-1]
        raise RuntimeError(f"{handler} ended with {process.wait()} before they could be called")

    def end(self) -> None:
        for process, _ in self._processes.values():
            process.terminate()
        for process, _ in self._processes.values():
            process.wait()
        self._processes.clear()


RUNTIME = Runtime()
