"""What `make test` counts, and what may not be in a jar."""

from check_jars import stray
from run_tests import run, surefire_counts, worded_counts

MAVEN = """\
[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s -- in org.sessionlogging.domain.OneTest
[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0
[ERROR] Tests run: 5, Failures: 1, Errors: 1, Skipped: 1
"""


def test_surefires_closing_lines_are_counted_and_those_of_classes_are_not():
    assert surefire_counts(MAVEN) == (5, 2)


def test_the_last_line_with_counts_counts():
    assert worded_counts("1 passed\n=== 2 failed, 30 passed, 4 skipped, 1 error in 3.20s ===\nmore\n") == (30, 3)
    assert worded_counts("64 passed, 0 failed\n") == (64, 0)


def test_a_command_that_fails_before_it_counts_has_failed(tmp_path, monkeypatch):
    monkeypatch.setattr("run_tests.ROOT", tmp_path)
    monkeypatch.setattr("run_tests.LOGS", tmp_path)
    result = run("Broken", ["sh", "-c", "echo no such option; exit 2"], worded_counts, folder=tmp_path)
    assert (result.passed, result.failed) == (0, 1)
    assert (tmp_path / "broken.log").read_text() == "no such option\n"


def test_build_tools_are_found_in_a_jar():
    assert stray(["org/sessionlogging/central/Central.class", "org/apache/maven/Maven.class"]) == ["org/apache/maven/"]
    assert stray(["org/sessionlogging/central/Central.class"]) == []
