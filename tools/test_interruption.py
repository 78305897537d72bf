"""Ctrl-C, and an organization that is still running, end what make runs with a sentence at most."""

import os
import re
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import contract.__main__ as contract
import demo.__main__ as demo
import pytest
from processes import ROOT

QUIETLY = ROOT / "tools" / "quietly.py"


def interrupted(*_arguments):
    raise KeyboardInterrupt


@pytest.fixture
def demo_work(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["demo"])
    monkeypatch.setattr(demo, "WORK", tmp_path)
    monkeypatch.setattr(demo, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(demo, "aws_without_types", interrupted)
    return tmp_path


def test_an_interrupted_demonstration_ends(demo_work):
    assert demo.main() == 130


def test_a_demonstration_that_is_interrupted_mid_way_ends_its_servers(demo_work, monkeypatch):
    ended = []

    @contextmanager
    def aws(work):
        yield SimpleNamespace(url="http://127.0.0.1:9", pids=[])
        ended.append(work)

    class Interrupted:
        """Every step of it is the one at which somebody ends it."""

        def __init__(self, *_):
            """Nothing."""

        def __getattr__(self, _name):
            return interrupted

    monkeypatch.setattr(demo, "aws_without_types", aws)
    monkeypatch.setattr(demo, "Organization", lambda url: url)
    monkeypatch.setattr(demo, "Demo", Interrupted)
    assert demo.main() == 130
    assert ended == [demo_work / "types"]


def test_ctrl_c_ends_a_program_without_a_traceback(tmp_path):
    (tmp_path / "program.py").write_text("import sys\nprint(sys.argv[1:])\nraise KeyboardInterrupt\n")
    for how in ([str(tmp_path / "program.py")], ["-m", "program"]):
        done = subprocess.run([sys.executable, QUIETLY, *how, "--a", "b"], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (130, "['--a', 'b']\n", "")


def test_every_program_of_the_makefile_ends_so():
    recipes = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if line.startswith("\t@")]
    assert [line for line in recipes if re.search(r"(?<!/)\bpython (-m|tools/)", line.replace("$(QUIETLY)", ""))] == []


def test_an_interrupted_build_of_the_jars_ends(tmp_path):
    """A Maven that interrupts whoever reads it, as Ctrl-C interrupts both."""
    maven = tmp_path / "mvn"
    maven.write_text("#!/bin/sh\necho '[INFO] Building Session Logging: domain 0.1.0            [2/9]'\nexec sleep 60\n")
    maven.chmod(0o755)
    log = ROOT / "target" / "package.log"
    kept = log.read_bytes() if log.exists() else None
    try:
        with subprocess.Popen([sys.executable, QUIETLY, "tools/build_jars.py", "--maven", str(maven), "some-module"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True) as build:
            try:
                assert "[2/9]  Session Logging: domain" in "".join(build.stdout.readline() for _ in range(2))
            finally:
                os.killpg(build.pid, signal.SIGINT)
            assert (build.wait(), build.stderr.read()) == (130, "")
    finally:
        if kept is not None:
            log.write_bytes(kept)


def test_interrupted_contract_tests_end_without_the_sets_that_have_not_begun(monkeypatch):
    begun, told_to_end = [], threading.Event()

    class Pool(ThreadPoolExecutor):
        """Tells when the sets that have not begun are off its list, or were meant to stay on it."""

        def shutdown(self, wait=True, *, cancel_futures=False):
            super().shutdown(wait=False, cancel_futures=cancel_futures)
            told_to_end.set()
            super().shutdown(wait=wait)

    def run(inputs, _places):
        begun.append(inputs.label)
        if len(begun) == 1:
            raise KeyboardInterrupt
        told_to_end.wait()

    monkeypatch.setattr("sys.argv", ["contract", "central"])
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    monkeypatch.setattr(contract, "ThreadPoolExecutor", Pool)
    monkeypatch.setattr(contract, "input_sets", lambda type_: [SimpleNamespace(label=f"{type_}-{number}") for number in range(9)])
    monkeypatch.setattr(contract, "run", run)
    assert contract.main() == 130
    assert set(begun) <= {"central-0", "central-1"}


class Answering(BaseHTTPRequestHandler):
    """An emulator, as far as the demonstration asks whether it is there."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        """Quiet."""


@pytest.fixture
def emulator_url():
    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_demonstration_leaves_an_organization_alone_that_is_still_running(demo_work, emulator_url, capsys):
    (demo_work / "kept").write_text(f"{emulator_url}\n11 12 13\n")
    assert demo.main() == 1
    assert capsys.readouterr().out == "The organization of an earlier make demo KEEP=1 is still running here; end it first: kill 11 12 13\n"


def test_an_organization_that_was_ended_is_in_nobodys_way(demo_work):
    (demo_work / "kept").write_text("http://127.0.0.1:9\n11 12 13\n")
    assert demo.main() == 130
