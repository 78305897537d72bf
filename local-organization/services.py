"""The emulated AWS, and the handlers of the jars that would be registered: servers in processes of their own.

Each is a context manager: entering the block waits until the server can be called and gives its URL, leaving it ends the
server. The contract tests and the demo start both in this way.
"""

import json
import os
import queue
import re
import subprocess
import sys
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
REGION = "us-east-1"
JAVA = str(Path(os.environ["JAVA_HOME"], "bin", "java")) if os.environ.get("JAVA_HOME") else "java"
# The client compiler alone and the simplest collector: half the start-up time of a short-lived JVM.
JVM_OPTIONS = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
READY = re.compile(r"^\w+ ready (http\S+)$")


class Service:
    """A process that prints `<name> ready <URL>` once it can be called; the rest of its output is in the log as well."""

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


def environment(work):
    """Variables for the processes of one run: nothing of the developer's own AWS settings, home and temporary folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    own = {"HOME": str(work), "TMPDIR": str(work), "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
    aws = {"AWS_ACCESS_KEY_ID": "emulated", "AWS_SECRET_ACCESS_KEY": "emulated", "AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION}
    return kept | own | aws


def emulator(work, *arguments):
    """An AWS of its own, with its log in the given folder."""
    command = [sys.executable, "-m", "emulator", "--port", "0", *arguments]
    return Service("emulator", command, work / "emulator.log", environment(work))


def endpoint(type_, work, aws_url):
    """The handlers of central or member: the type's shaded jar in a JVM of its own, its calls sent to the given AWS."""
    folder = type_folder(type_)
    jars = [only_jar(HERE / "target", "local-organization-*.jar"), only_jar(folder / "target", "sessionmanager-logging-*-handler-*.jar")]
    config = json.loads((folder / ".rpdk-config").read_text(encoding="utf-8"))
    handler = config["entrypoint"].partition("::")[0]
    java = [JAVA, *JVM_OPTIONS, f"-Djava.io.tmpdir={work}", "-cp", os.pathsep.join(map(str, jars)), "org.sessionlogging.local.LambdaEndpoint"]
    command = [*java, "--port", "0", "--handler", handler]
    return Service("endpoint", command, work / f"{type_}-endpoint.log", environment(work) | {"AWS_ENDPOINT_URL": aws_url})


def type_folder(type_):
    """The Maven module of central or member."""
    return ROOT / f"{type_}-logging-resource"


def only_jar(folder, pattern):
    """The one jar of that name in a build folder."""
    jars = sorted(folder.glob(pattern))
    if len(jars) != 1:
        raise RuntimeError(f"Jars: looking for {pattern} in {folder.relative_to(ROOT)} found {len(jars)} where one is built: run make clean package")
    return jars[0]
