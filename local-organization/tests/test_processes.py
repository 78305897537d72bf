"""Servers for as long as a block lasts: ready when they say so, gone afterwards, and clear when they do not start."""

import sys

import pytest
from processes import ServerProcess, only_jar, type_folder


def server(tmp_path, program):
    return ServerProcess("toy", [sys.executable, "-u", "-c", program], tmp_path / "toy.log", {})


def test_the_url_is_the_one_that_the_server_prints(tmp_path):
    toy = server(tmp_path, "import time; print('starting'); print('toy ready http://127.0.0.1:1'); time.sleep(60)")
    with toy as url:
        assert url == "http://127.0.0.1:1"
    assert toy.process.returncode is not None
    assert "starting" in (tmp_path / "toy.log").read_text()


def test_a_server_that_ends_at_once_shows_its_log(tmp_path):
    with pytest.raises(RuntimeError, match=r"(?s)toy: did not start \(exit code 3\).*port is taken"):
        with server(tmp_path, "print('port is taken'); raise SystemExit(3)"):
            pass


def test_a_missing_jar_says_what_to_do():
    with pytest.raises(RuntimeError, match="run make clean package"):
        only_jar(type_folder("central") / "inputs", "*.jar")
