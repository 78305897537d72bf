"""The emulated AWS, and the handlers of the jars that would be registered: servers in processes of their own.

Each is a context manager: entering the block waits until the server can be called and gives its URL, leaving it ends the
server. The contract tests and the demo start both in this way.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
REGION = "us-east-1"
JAVA = str(Path(os.environ["JAVA_HOME"], "bin", "java")) if os.environ.get("JAVA_HOME") else "java"
# The client compiler alone and the simplest collector: half the start-up time of a short-lived JVM.
JVM_OPTIONS = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
SESSION_LOGGING = [JAVA, *JVM_OPTIONS, "-jar", str(ROOT / "verification" / "target" / "session-logging.jar")]
READY = re.compile(r"^\w+ ready (http\S+)$", re.MULTILINE)


class ServerProcess:
    """A process that prints `<name> ready <URL>` once it can be called; all its output goes to the log.

    It is the leader of its own session, so that it can outlive the one that started it.
    """

    def __init__(self, name, command, log, environment):
        self.name = name
        self.command = command
        self.log = log
        self.environment = environment

    def __enter__(self):
        with self.log.open("w", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        try:
            return self._url()
        except BaseException:
            # Whoever leaves the block before it has begun never comes to its end.
            self.__exit__()
            raise

    def _url(self):
        while True:
            ended = self.process.poll() is not None
            printed = self.log.read_text(encoding="utf-8")
            if found := READY.search(printed):
                return found[1]
            if ended:
                tail = "".join(printed.splitlines(keepends=True)[-15:])
                raise RuntimeError(f"{self.name}: did not start (exit code {self.process.returncode}); its log {self.log} ends with:\n{tail}")
            time.sleep(0.05)

    def __exit__(self, *_exception):
        self.process.terminate()
        self.process.wait()


@contextmanager
def lent(free):
    """One of the processes in a queue, which take turns, for as long as the block lasts."""
    process = free.get()
    try:
        yield process
    finally:
        free.put(process)


def free_port():
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(work):
    """Variables for the processes of one run: nothing of the developer's own AWS settings, home and temporary folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    own = {"HOME": str(work), "TMPDIR": str(work), "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
    aws = {"AWS_ACCESS_KEY_ID": "emulated", "AWS_SECRET_ACCESS_KEY": "emulated", "AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION}
    return kept | own | aws


def emulator(work, *arguments, port=0):
    """An AWS of its own, with its log in the given folder."""
    command = [sys.executable, "-m", "emulator", "--port", str(port), *arguments]
    return ServerProcess("emulator", command, work / "emulator.log", environment(work))


def endpoint(type_, work, aws_url):
    """The handlers of central or member: the type's shaded jar in a JVM of its own, its calls sent to the given AWS."""
    command = endpoint_command(type_jar(type_), entrypoint(type_), work)
    return ServerProcess("endpoint", command, work / f"{type_}-endpoint.log", environment(work) | {"AWS_ENDPOINT_URL": aws_url})


def endpoint_command(jar, handler, work):
    """What serves a jar's handler class over Lambda's Invoke."""
    jars = [only_jar(HERE / "target", "local-organization-*.jar"), jar]
    java = [JAVA, *JVM_OPTIONS, f"-Djava.io.tmpdir={work}", "-cp", os.pathsep.join(map(str, jars)), "org.sessionlogging.local.LambdaEndpoint"]
    return [*java, "--port", "0", "--handler", handler]


def type_folder(type_):
    """The Maven module of central or member."""
    return ROOT / f"{type_}-logging-resource"


def type_jar(type_):
    """The jar of central or member that would be registered."""
    return only_jar(type_folder(type_) / "target", "sessionmanager-logging-*-handler-*.jar")


def entrypoint(type_):
    """The class that is registered with it."""
    config = json.loads((type_folder(type_) / ".rpdk-config").read_text(encoding="utf-8"))
    return config["entrypoint"].partition("::")[0]


def only_jar(folder, pattern):
    """The one jar of that name in a build folder."""
    jars = sorted(folder.glob(pattern))
    if len(jars) != 1:
        raise RuntimeError(f"Jars: looking for {pattern} in {folder.relative_to(ROOT)} found {len(jars)} where one is built: run make clean package")
    return jars[0]
