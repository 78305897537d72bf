"""Functions that are started, each in an AWS that holds what it is asked for, and what a start costs."""

import json
import os
import re
import shutil
import subprocess
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from access import narrow_roles
from contract.accounts import ACCOUNT, ACCOUNTS, BUCKET, clients
from contract.input_sets import input_sets
from processes import HERE, JAVA, JVM_OPTIONS, REGION, ROOT, emulator, entrypoint, environment, only_jar, type_folder, type_jar

from . import default_type

WORK = ROOT / "target" / "cold-start"
TYPES = ("central", "member")
# Those of Lambda's JVM for Java 17, whose heap is 85 % of the memory.
LAMBDA = [*JVM_OPTIONS, "-XX:MaxRAM=512m", "-Xmx435m"]
SOURCE = re.compile(r" source: (\S+)")
STATUS = re.compile(r'"status":"(\w+)"')


@dataclass(frozen=True)
class Start:
    """A JVM from its start to its end, after the answers to its requests."""

    # Seconds of CPU, user and system, and of the wall clock.
    cpu: float
    wall: float
    # The most memory that was resident, in MB.
    memory: float


@dataclass(frozen=True)
class Function:
    """A function in its AWS, and a request that it answers by SUCCESS: a READ."""

    name: str
    jar: Path
    handler: str
    aws_url: str
    read: dict | None = None

    def command(self, *options):
        """What starts it; the plugin empties the temporary folder, which is therefore one of its own."""
        temporary = WORK / f"{self.name}-tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        classes = os.pathsep.join(map(str, [self.jar, only_jar(HERE / "target", "local-organization-*.jar")]))
        return [JAVA, *LAMBDA, *options, f"-Djava.io.tmpdir={temporary}", "-cp", classes, "org.sessionlogging.local.ColdFunction", self.handler]

    def environment(self):
        return environment(WORK) | {"AWS_ENDPOINT_URL": self.aws_url}

    def started(self, *options, reads=1):
        """Starts it, has it read so many times, and waits for its end."""
        requests = WORK / f"{self.name}-requests"
        requests.write_text(f"{json.dumps(self.read)}\n" * reads, encoding="utf-8")
        answers, log = WORK / f"{self.name}-answers", WORK / f"{self.name}.log"
        with requests.open() as given, answers.open("w") as taken, log.open("w") as told:
            before = time.monotonic()
            process = subprocess.Popen(self.command(*options), env=self.environment(), stdin=given, stdout=taken, stderr=told)
            # Of this one process; it is waited for once.
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            wall = time.monotonic() - before
        if process.returncode or STATUS.findall(answers.read_text(encoding="utf-8")) != ["SUCCESS"] * reads:
            raise RuntimeError(f"Cold start: {self.name} did not answer; {answers.relative_to(ROOT)} and {log.relative_to(ROOT)} say why")
        return Start(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)

    def classes(self):
        """How many classes a start loads out of its jar, how many out of jar and JDK, and how many with those that are made at run time."""
        log = WORK / f"{self.name}-classes"
        self.started(f"-Xlog:class+load:file={log}:none")
        sources = SOURCE.findall(log.read_text(encoding="utf-8"))
        from_jar = sum(it.endswith(f"/{self.jar.name}") for it in sources)
        return from_jar, sum(it.startswith(("file:", "jrt:", "shared")) for it in sources), len(sources)

    def carried_out(self, request):
        """The model that an operation ends with, over as many invocations as it takes."""
        with (WORK / f"{self.name}.log").open("w") as told, subprocess.Popen(
            self.command(), env=self.environment(), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told
        ) as process:
            while True:
                print(json.dumps(request), file=process.stdin, flush=True)
                answer = json.loads(process.stdout.readline() or '{"status": "FAILED", "message": "none"}')
                if answer["status"] == "SUCCESS":
                    return answer["resourceModel"]
                if answer["status"] != "IN_PROGRESS":
                    raise RuntimeError(f"Cold start: {self.name} was not created: {answer}")
                request = request | {"callbackContext": answer.get("callbackContext")}


def request(action, type_name, model, credentials):
    """As CloudFormation sends it, of a type that is registered with roles for its handlers and for their log."""
    keys = {f"{name[0].lower()}{name[1:]}": credentials[name] for name in ("AccessKeyId", "SecretAccessKey", "SessionToken")}
    return {
        "action": action,
        "awsAccountId": ACCOUNT,
        "region": REGION,
        "bearerToken": "cold-start",
        "resourceType": type_name,
        "resourceTypeVersion": "00000001",
        "stackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/cold-start/0",
        "callbackContext": None,
        "requestData": {
            "callerCredentials": keys,
            "providerCredentials": keys,
            "providerLogGroupName": "cold-start",
            "logicalResourceId": "Resource",
            "resourceProperties": model,
            "systemTags": {},
            "stackTags": {},
        },
    }


@contextmanager
def functions(default_jar=None):
    """Those of the types, each in an AWS where its resource has been created; and before them that of the default, when its jar is given."""
    shutil.rmtree(WORK, ignore_errors=True)
    ready = []
    with ExitStack() as running:
        for type_ in TYPES:
            work = WORK / type_
            work.mkdir(parents=True)
            url = running.enter_context(emulator(work))
            inputs = next(input_sets(type_)).models["CREATE"]
            running.enter_context(ACCOUNTS[type_](clients(url), [inputs]))
            ready.append(created(type_, url, inputs))
        if default_jar:
            url = ready[0].aws_url
            # Of its model only the title says anything: whose tags it asks for.
            model = {"Title": BUCKET, "TestCode": "CANCELLED"}
            ready.insert(0, Function("default", default_jar, default_type.ENTRYPOINT, url, request("READ", default_type.NAME, model, credentials(url, "default"))))
        yield ready


def created(type_, url, inputs):
    """The function of a type whose resource it has made."""
    function = Function(type_, type_jar(type_), entrypoint(type_), url)
    name = json.loads((type_folder(type_) / ".rpdk-config").read_text(encoding="utf-8"))["typeName"]
    own = credentials(url, narrow_roles.EXECUTION[type_])
    made = function.carried_out(request("CREATE", name, inputs, own))
    return replace(function, read=request("READ", name, made, own))


def credentials(url, role):
    """Of a role of the account."""
    return clients(url)("sts").assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/session-logging/{role}", RoleSessionName="cold-start")["Credentials"]
