"""How tests are run and counted, and what may not be in a jar."""

import re
import shutil
import subprocess
from pathlib import Path

import formatting
import pytest
import run_tests
from check_jars import kept, stray
from maven_output import MavenProgress, surefire_counts
from run_tests import Result, Step, outcome, run, run_side_by_side, steps, worded_counts

MAVEN = """\
[INFO] Scanning for projects...
[INFO] Building Session Logging 0.1.0                                     [1/4]
[INFO] Building Logging domain 0.1.0                                      [2/4]
[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s -- in org.sessionlogging.domain.OneTest
[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0
[INFO] Building Handler kit 0.1.0                                         [3/4]
[ERROR]   OneTest.addsUp:12 expected 2
[ERROR] Tests run: 5, Failures: 1, Errors: 1, Skipped: 1
[ERROR]\x20
[INFO] Handler kit ........................................ FAILURE [  9.538 s]
[INFO] Session Logging, log account ....................... SKIPPED
 [proguard] Warning: org.example.A: can't find referenced class org.example.B
 [proguard] Warning: there were 1 unresolved references to classes or interfaces.
[ERROR] -> [Help 1]
[ERROR] Re-run Maven using the -X switch to enable full debug logging.
"""
CI = Path(__file__).resolve().parent.parent / ".ci" / "run"


def test_surefires_closing_lines_are_counted_and_those_of_classes_are_not():
    assert surefire_counts(MAVEN) == (5, 2)


def test_progress_is_one_line_for_each_module_and_the_errors():
    seconds = iter(range(0, 100, 4))
    progress = MavenProgress(clock=lambda: next(seconds))
    assert "".join(progress(line) for line in MAVEN.splitlines(keepends=True)) == """\
Logging domain                               3 passed    0 failed      4 s
[ERROR]   OneTest.addsUp:12 expected 2
Handler kit                                  2 passed    2 failed      4 s
Session Logging, log account             not run: a module that it needs failed
 [proguard] Warning: there were 1 unresolved references to classes or interfaces.
"""


def test_modules_that_are_built_side_by_side_have_a_line_each():
    side_by_side = """\
[mvn-builder-a] [INFO] Building Door to AWS 0.1.0                                         [3/9]
[mvn-builder-b] [INFO] Building Handler kit 0.1.0                                         [4/9]
[pool-3-thread-1] [INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s -- in org.sessionlogging.aws.OneTest
[mvn-builder-a] [INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0
[mvn-builder-b] [ERROR]   OneTest.addsUp:12 expected 2
[mvn-builder-b] [ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0
[main] [INFO] Session Logging, log account ....................... SKIPPED
"""
    seconds = iter(range(0, 100, 4))
    progress = MavenProgress(clock=lambda: next(seconds))
    assert "".join(progress(line) for line in side_by_side.splitlines(keepends=True)) == """\
Door to AWS                                  3 passed    0 failed      8 s
[ERROR]   OneTest.addsUp:12 expected 2
Handler kit                                  0 passed    1 failed      8 s
Session Logging, log account             not run: a module that it needs failed
"""
    assert surefire_counts(side_by_side) == (3, 1)


def test_the_last_line_with_counts_counts():
    assert worded_counts("1 passed\n=== 2 failed, 30 passed, 4 skipped, 1 error in 3.20s ===\nmore\n") == (30, 3)
    assert worded_counts("64 passed, 0 failed\n") == (64, 0)


def test_the_closing_line_of_tests_side_by_side_counts():
    side_by_side = "2 workers [805 items]\n....F...\n=== short test summary info ===\nFAILED tools/test_tools.py::test_it - assert 1 failed\n=== 1 failed, 804 passed in 142.10s (0:02:22) ===\n"
    assert worded_counts(side_by_side) == (804, 1)


def test_python_tests_run_in_two_processes_each_file_in_one(tmp_path):
    (command,) = [step.command for step in steps("test", ["mvn"], tmp_path) if step.title == "Python tests"]
    assert command[command.index("--numprocesses") :][:4] == ["--numprocesses", "2", "--dist", "loadfile"]


def test_a_command_that_counts_and_fails_without_a_failed_test_has_failed():
    step = Step("Python tests", [], 1, worded_counts)
    assert outcome(step, "30 passed\n", 0) == (30, 0)
    assert outcome(step, "30 passed\n", 2) == (30, 1)
    assert outcome(step, "28 passed, 2 failed\n", 1) == (28, 2)


def test_a_command_without_counts_is_one_test_of_its_status_and_its_last_line():
    step = Step("Demonstration", [], 1, closing="succeeded")
    assert outcome(step, "it goes on\n  3.0 s  it succeeded\n", 0) == (1, 0)
    assert outcome(step, "it succeeded\n", 1) == (0, 1)
    assert outcome(step, "it succeeded\nand then\n", 0) == (0, 1)
    assert outcome(step, "", 0) == (0, 1)
    assert outcome(Step("cfn validate", [], 1), "", 0) == (1, 0)


def test_all_output_is_in_the_log_and_only_some_of_it_is_shown(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("run_tests.ROOT", tmp_path)
    step = Step("Broken tests", ["sh", "-c", "echo one; echo two; exit 2"], 1, worded_counts, show=lambda line: line * (line == "two\n"), folder=tmp_path)
    result = run(step, tmp_path)
    assert (result.passed, result.failed) == (0, 1)
    assert (tmp_path / "broken-tests.log").read_text() == "one\ntwo\n"
    assert capsys.readouterr().out == "\n== Broken tests\ntwo\n"


def test_two_steps_run_side_by_side_and_are_printed_one_after_the_other(tmp_path, monkeypatch, capsys):
    """Each of the first two waits for what the other writes; the third begins when one of them has ended."""
    monkeypatch.setattr("run_tests.ROOT", tmp_path)

    def meeting(title, other, budget):
        script = f"echo {title} began; touch {title}; until [ -e {other} ]; do :; done; echo {title} ended"
        return Step(title, ["sh", "-c", script], budget, closing="ended", folder=tmp_path)

    planned = [Step("last", ["sh", "-c", "exit 3"], 1, folder=tmp_path), meeting("one", "two", 2), meeting("two", "one", 3)]
    results = run_side_by_side(planned, tmp_path)
    assert [(result.step.title, result.failed) for result in results] == [("last", 1), ("one", 0), ("two", 0)]
    printed = capsys.readouterr().out
    assert "\n== one\none began\none ended\n" in printed
    assert "\n== two\ntwo began\ntwo ended\n" in printed


def test_a_step_over_its_budget_is_marked_and_has_not_failed():
    step = Step("Java", [], 240)
    assert Result(step, 3, 0, 240, Path("log")).row() == f"ok      {'Java':40}     3 passed    0 failed    240 s of  240   log"
    assert Result(step, 3, 0, 241, Path("log")).row() == f"ok      {'Java':40}     3 passed    0 failed    241 s of  240   log  over its budget"
    assert Result(step, 3, 1, 5, Path("log")).row().startswith("FAILED  Java")


def test_what_make_test_consists_of_fits_into_its_budget(tmp_path):
    planned = steps("test", ["mvn"], tmp_path)
    assert {"Java", "cfn-lint", "Python tests", "Access matrix", "Contract tests", "Demonstration"} < {step.title for step in planned}
    assert sum(step.budget for step in planned) <= run_tests.BUDGET


def test_laws_are_tried_on_a_sample_but_for_the_full_tests(tmp_path):
    def maven(tests):
        (command,) = [step.command for step in steps(tests, ["mvn", "-B"], tmp_path) if step.title == "Java"]
        return command

    assert maven("unit") == ["mvn", "-B", "--fail-at-end", "test"]
    assert maven("test") == ["mvn", "-B", "--fail-at-end", "verify"]
    assert maven("test-full")[3:] == ["-Dlaws=whole", "-Dgroups=sampled", "-Djacoco.skip", "test"]


def test_whatever_is_sampled_runs_as_a_whole_in_the_full_tests():
    # The annotation @Law bears the tag itself. Another Sample is the verification's, of a report.
    sampled = re.compile(r'\bimport org\.sessionlogging\.fakes\.Sample;|\bnew Cases\(|\bGeneratedSettings\.cases\(|"laws"')
    themselves = {"Sample.java", "Cases.java", "GeneratedSettings.java"}
    users = {path: text for path in run_tests.ROOT.glob("*/src/**/*.java") if path.name not in themselves and sampled.search(text := path.read_text())}
    assert len(users) > 10
    assert [path.name for path, text in users.items() if not re.search(r'^ *@(Law\b|(org\.junit\.jupiter\.api\.)?Tag\("sampled"\))', text, re.MULTILINE)] == []
    assert '@Tag("sampled")' in (run_tests.ROOT / "logging-domain/src/test/java/org/sessionlogging/domain/Law.java").read_text()


def test_the_access_matrix_is_decided_as_a_sample_but_for_the_full_tests(tmp_path):
    def arguments(tests):
        (command,) = [step.command for step in steps(tests, ["mvn"], tmp_path) if "access" in step.command]
        return command[command.index("access") + 1 :]

    assert arguments("test") == ["--sample", "30000"]
    assert arguments("test-full") == ["--mutate"]


@pytest.fixture
def formatter_of_17_to_24(tmp_path, monkeypatch):
    properties = "<google-java-format.version>1.2.3</google-java-format.version><google-java-format.jdks>17-24</google-java-format.jdks>"
    (tmp_path / "pom.xml").write_text(f'<project xmlns="http://maven.apache.org/POM/4.0.0"><properties>{properties}</properties></project>')
    monkeypatch.setattr("formatting.ROOT", tmp_path)


@pytest.mark.parametrize("version", [17, 21, 24])
def test_the_format_is_looked_at_on_the_formatters_own_jdks(formatter_of_17_to_24, version, tmp_path, monkeypatch):
    assert formatting.left_out(version) is None
    monkeypatch.setattr("run_tests.jdk_version", lambda: version)
    assert steps("test", ["mvn"], tmp_path)[0].title == "Format"


@pytest.mark.parametrize("version", [16, 25])
def test_the_format_is_left_out_on_another_jdk_with_a_sentence(formatter_of_17_to_24, version, tmp_path, monkeypatch, capsys):
    sentence = f"Formatting: left out, since google-java-format 1.2.3 runs on JDK 17 to 24 and this is JDK {version}"
    monkeypatch.setattr("run_tests.jdk_version", lambda: version)
    assert steps("test", ["mvn"], tmp_path)[0].title == "Java"
    assert capsys.readouterr().out == f"{sentence}\n"
    monkeypatch.setattr("formatting.jdk_version", lambda: version)
    monkeypatch.setattr("sys.argv", ["formatting.py", "apply", "--maven", "mvn"])
    with pytest.raises(SystemExit, match=sentence):
        formatting.main()


def passed(count, failed=0, status=0):
    """A set of tests that counts and ends like this."""
    return f"echo {count} passed, {failed} failed > target/$1/counts; exit {status}"


@pytest.mark.parametrize(
    ("test", "test_full", "browser", "apt", "closing", "status"),
    [
        (passed(20), passed(5), passed(3), 0, "28 passed, 0 failed", 0),
        (passed(18, 2, status=2), passed(5), passed(3), 0, "26 passed, 2 failed", 2),
        (passed(20), passed(1, 4, status=2), passed(3), 0, "24 passed, 4 failed", 2),
        ("exit 2", passed(5), passed(3), 0, "8 passed, 1 failed", 2),
        ("exit 2", "exit 2", "exit 2", 0, "0 passed, 3 failed", 2),
        # Where no browser can be had.
        (passed(20), passed(5), "exit 2", 1, "25 passed, 0 failed", 0),
    ],
)
def test_ci_runs_all_sets_and_counts_all_tests(tmp_path, test, test_full, browser, apt, closing, status):
    for folder in (".ci", "bin", "target/test", "target/test-full", "target/browser"):
        (tmp_path / folder).mkdir(parents=True)
    # What an earlier run left does not count.
    (tmp_path / "target" / "test" / "counts").write_text("99 passed, 99 failed\n")
    (tmp_path / ".ci" / "run").write_text(CI.read_text())
    goals = f"case $1 in\n  test) {test};;\n  test-full) {test_full};;\n  browser) {browser};;\nesac"
    for command, script in {"make": goals, "apt-get": f"exit {apt}"}.items():
        (tmp_path / "bin" / command).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "bin" / command).chmod(0o755)
    for command in ("cat", "dirname", "rm", "sh"):
        (tmp_path / "bin" / command).symlink_to(shutil.which(command))
    ran = subprocess.run(["sh", ".ci/run"], cwd=tmp_path, env={"PATH": f"{tmp_path}/bin"}, capture_output=True, text=True, check=False)
    assert ran.stdout.splitlines()[-1] == closing
    assert ("left out" in ran.stdout) == bool(apt)
    assert (ran.stderr, ran.returncode) == ("", status)


def test_ci_can_run_it():
    assert CI.stat().st_mode & 0o111 == 0o111


def test_build_tools_are_found_in_a_jar():
    assert stray(["org/sessionlogging/central/Central.class", "org/apache/maven/Maven.class"]) == ["org/apache/maven/"]
    assert stray(["org/sessionlogging/central/Central.class"]) == []


def test_rules_name_classes_in_full_or_with_what_is_nested():
    rules = "-keep class a.B { *; }\n# -keep class a.C\n-keepclassmembers class a.D, a.E** { *; }\n-keep interface a.F { *; }\n-dontwarn a.G\n-keep class a.** { *; }\n"
    assert kept(rules) == {"a.B", "a.D", "a.E", "a.F"}
