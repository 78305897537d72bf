"""Ctrl-C, and an organization that is still running, end what make runs with a sentence at most."""

import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import contract.__main__ as contract
import demo.__main__ as demo
import pytest


def interrupted(*_arguments):
    raise KeyboardInterrupt


@pytest.fixture
def demo_work(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["demo"])
    monkeypatch.setattr(demo, "WORK", tmp_path)
    monkeypatch.setattr(demo, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(demo, "emulated_aws", interrupted)
    return tmp_path


def test_an_interrupted_demonstration_ends(demo_work):
    assert demo.main() == 130


def test_interrupted_contract_tests_end_without_the_sets_that_have_not_begun(monkeypatch):
    begun, told_to_end = [], threading.Event()

    class Pool(ThreadPoolExecutor):
        """Tells when the sets that have not begun are off its list, or were meant to stay on it."""

        def shutdown(self, wait=True, *, cancel_futures=False):
            super().shutdown(wait=False, cancel_futures=cancel_futures)
            told_to_end.set()
            super().shutdown(wait=wait)

    def run(inputs):
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
