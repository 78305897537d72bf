"""What a goal of the Makefile says where it can't be reached: one sentence, and a status other than 0."""

import ctypes
import fcntl
import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKE = shutil.which("make")
# All that the Makefile's own recipes call.
COMMANDS = ("cat", "expand", "find", "grep", "mkdir", "rm", "sed", "sh", "touch")


class Clone:
    """A copy of what the Makefile needs, its tools installed already, on a machine whose commands are those in `bin`."""

    def __init__(self, folder):
        self.folder = folder / "clone"
        self.bin = folder / "bin"
        self.environment = {"PATH": str(self.bin), "HOME": str(folder)}
        self.bin.mkdir()
        for command in COMMANDS:
            (self.bin / command).symlink_to(shutil.which(command))
        self.install("python3", f'exec {sys.executable} "$@"')
        self.install("java", "echo 'openjdk version \"17.0.15\" 2025-04-15' >&2")
        self.install("javac", "")
        self.install("mvn", "echo Maven was called")
        for file in ("Makefile", "pom.xml", "shrink.pro", "lombok.config", ".mvn/jvm.config", ".mvn/maven.config", *(file.relative_to(ROOT) for file in ROOT.glob("tools/*.*"))):
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, self.folder / file)
        # There are no jars to pack.
        (self.folder / "tools" / "package.py").write_text("")
        (self.folder / "logging-domain" / "src" / "main").mkdir(parents=True)
        (self.folder / "logging-domain" / "pom.xml").touch()
        (self.folder / ".venv" / "bin").mkdir(parents=True)
        (self.folder / ".venv" / "bin" / "python").symlink_to(self.bin / "python3")
        (self.folder / ".venv" / "made-from-lock").touch()

    def install(self, command, script):
        """Makes a command of that name, in place of the one there was."""
        self.remove(command)
        (self.bin / command).write_text(f"#!/bin/sh\n{script}\n")
        (self.bin / command).chmod(0o755)

    def remove(self, command):
        (self.bin / command).unlink(missing_ok=True)

    def start(self, *arguments, before=lambda: None, **options):
        """make, in a process group of its own, which heeds Ctrl-C even where these tests run in the background.

        `before` is called in the process that becomes make."""

        def prepare():
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            before()

        return subprocess.Popen(
            [MAKE, *arguments],
            cwd=self.folder,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=prepare,
            **options,
        )

    def sentence(self, *arguments, before=lambda: None):
        """The one line that make prints before it fails, besides its own."""
        with self.start(*arguments, before=before) as make:
            printed = make.stdout.read()
        assert make.returncode != 0, printed
        (line,) = [line for line in printed.splitlines() if not line.startswith("make: ***")]
        return line

    def succeeds(self, *arguments):
        """What make prints."""
        with self.start(*arguments) as make:
            printed = make.stdout.read()
        assert make.returncode == 0, printed
        return printed


@pytest.fixture
def clone(tmp_path):
    return Clone(tmp_path)


def test_nothing_lacks_and_the_goal_is_reached(clone):
    assert "building central-logging-resource, member-logging-resource, verification, local-organization" in clone.succeeds("package")


def test_what_is_built_is_not_built_again(clone):
    clone.succeeds("package")
    assert clone.succeeds("package") == ""


def test_no_java(clone):
    clone.remove("java")
    assert clone.sentence("demo") == "Java: there is none in the PATH; install a JDK, 17 or later"


def test_a_java_home_without_java(clone):
    clone.environment["JAVA_HOME"] = "/nowhere"
    assert clone.sentence("unit") == "Java: there is none in JAVA_HOME (/nowhere); install a JDK, 17 or later"


@pytest.mark.parametrize(("printed", "version"), [("11.0.2", 11), ("1.8.0_402", 8), ("16-ea", 16)])
def test_a_java_that_is_too_old(clone, printed, version):
    clone.install("java", f"echo 'Picked up _JAVA_OPTIONS: -Xmx1g' >&2; echo 'openjdk version \"{printed}\"' >&2")
    assert clone.sentence("test") == f"Java: {clone.bin}/java is Java {version}; install a JDK, 17 or later"


def test_a_java_that_does_not_run(clone):
    clone.install("java", "echo 'Unable to locate a Java Runtime.'; exit 1")
    assert clone.sentence("package") == f"Java: {clone.bin}/java does not tell its version; install a JDK, 17 or later"


def test_a_java_without_a_compiler(clone):
    clone.remove("javac")
    assert clone.sentence("test-full") == f"Java: {clone.bin}/java comes without a compiler; install a JDK, 17 or later"


def test_no_maven(clone):
    clone.remove("mvn")
    assert clone.sentence("demo") == "Maven: there is no mvn in the PATH; install Maven, or name another: make MVN=FILE"


def test_no_maven_of_the_name_that_is_given(clone):
    assert clone.sentence("demo", "MVN=/nowhere/mvn") == "Maven: there is no /nowhere/mvn in the PATH; install Maven, or name another: make MVN=FILE"


def test_no_chromium(clone):
    sentence = clone.sentence("browser", "CHROMIUM=chromium-of-nobody")
    assert sentence.startswith("Chromium: there is no chromium-of-nobody in the PATH; install it (Debian: apt-get install chromium;")


def test_goals_without_java_need_neither_java_nor_maven(clone):
    for command in ("java", "javac", "mvn"):
        clone.remove(command)
    clone.succeeds("clean")
    assert not (clone.folder / ".venv").exists()


def test_no_python(clone):
    clone.remove("python3")
    assert clone.sentence("demo") == "Python: python3 is missing or older than 3.11; install Python, or name another: make PYTHON=FILE"


def test_a_python_that_is_too_old_is_passed_over(clone):
    (clone.bin / "python3").rename(clone.bin / "python3.13")
    clone.install("python3", "exit 1")
    clone.succeeds("clean")


def test_a_named_python_that_is_too_old(clone):
    clone.install("python3.9", "exit 1")
    expected = "Python: python3.9 is missing or older than 3.11; install Python, or name another: make PYTHON=FILE"
    assert clone.sentence("demo", "PYTHON=python3.9") == expected


@pytest.mark.parametrize("module", ["ensurepip", "venv"])
def test_a_python_without_virtual_environments(clone, tmp_path, module):
    (tmp_path / f"{module}.py").write_text("raise ImportError")
    clone.environment["PYTHONPATH"] = str(tmp_path)
    sentence = clone.sentence("demo")
    assert sentence.startswith("Python: ")
    assert sentence.endswith(" can't make a virtual environment; install python3-venv, or name another: make PYTHON=FILE")


def without_roots_right_to_write_anywhere():
    """Of this process, before it becomes make: PR_CAPBSET_DROP of CAP_DAC_OVERRIDE, see capabilities(7)."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


def test_a_folder_that_is_read_only(clone):
    clone.folder.chmod(0o555)
    try:
        sentence = clone.sentence("demo", before=without_roots_right_to_write_anywhere)
    finally:
        clone.folder.chmod(0o755)
    assert sentence == f"Folder: {clone.folder} can't be written to; take a copy that can"


@pytest.mark.parametrize("goal", ["contract", "package"])
def test_an_unknown_type(clone, goal):
    assert clone.sentence(goal, "TYPE=central foo").endswith(" TYPE: there is no foo, only central and member.  Stop.")


def test_a_type_means_nothing_to_other_goals(clone):
    clone.environment["TYPE"] = "foo"
    clone.succeeds("clean")


def test_policies_of_no_input(clone):
    assert " INPUT: which file? make policies INPUT=examples/central.yaml; docs/reviewing.md says what it may hold.  Stop." in clone.sentence("policies")
    assert clone.sentence("policies", "INPUT=nothing.json").endswith(" INPUT: there is no file nothing.json.  Stop.")


class Waiting:
    """A Maven that says when it was started, and goes on when it is told to."""

    def __init__(self, clone, folder):
        started, end = folder / "started", folder / "end"
        os.mkfifo(started)
        os.mkfifo(end)
        # Neither of these waits for the other side.
        self.started, self.end = os.open(started, os.O_RDONLY | os.O_NONBLOCK), os.open(end, os.O_RDWR)
        clone.install("mvn", f"echo > {started}; read -r line < {end}")

    def await_start(self):
        readable, _, _ = select.select([self.started], [], [], 60)
        assert readable, "Maven was not started"

    def let_it_end(self):
        os.write(self.end, b"\n")


@pytest.fixture
def maven(clone, tmp_path):
    waiting = Waiting(clone, tmp_path)
    yield waiting
    os.close(waiting.started)
    os.close(waiting.end)


def await_unlocked(clone):
    """Comes back when nothing holds the folder any more."""
    with (clone.folder / ".lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


def test_a_second_goal_is_refused_while_one_is_at_work(clone, maven):
    with clone.start("package") as first:
        maven.await_start()
        holder = (clone.folder / ".lock").read_text()
        assert holder.startswith("make package (process ")
        assert clone.sentence("clean") == f"Folder: {holder} is at work in {clone.folder}; try again when it has ended"
        maven.let_it_end()
        first.stdout.read()
    assert first.returncode == 0
    clone.succeeds("clean")


def test_what_a_killed_make_has_started_keeps_others_out_until_it_ends(clone, maven):
    with clone.start("package") as first:
        maven.await_start()
        inner = int((clone.folder / ".lock").read_text().partition("process ")[2].removesuffix(")"))
        os.kill(first.pid, signal.SIGKILL)
        os.kill(inner, signal.SIGKILL)
        assert " is at work in " in clone.sentence("clean")
        maven.let_it_end()
    await_unlocked(clone)
    clone.succeeds("clean")


def test_a_killed_run_leaves_no_lock(clone, maven):
    with clone.start("package") as first:
        maven.await_start()
        os.killpg(first.pid, signal.SIGKILL)
    await_unlocked(clone)
    clone.succeeds("clean")


def test_an_interrupted_run_ends_without_a_traceback(clone):
    clone.install("mvn", "echo '[ERROR] at work'; read -r line")
    with clone.start("unit", stdin=subprocess.PIPE) as make:
        while "at work" not in (line := make.stdout.readline()):
            assert line, "Maven was not started"
        os.killpg(make.pid, signal.SIGINT)
        printed = make.stdout.read()
    assert make.returncode != 0
    assert "Traceback" not in printed
    assert "passed" not in printed


def test_help_lists_every_goal(clone):
    listed = {line.split()[1] for line in clone.succeeds("help").splitlines()}
    makefile = (ROOT / "Makefile").read_text()
    assert listed == {"help"} | {
        goal for line in makefile.splitlines() if line.startswith(("JAVA_GOALS :=", "OTHER_GOALS :=")) for goal in line.split()[2:]
    }
