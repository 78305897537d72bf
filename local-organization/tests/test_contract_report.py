"""The contract tests' report: every outcome of the suite is counted once, and nothing can be left out without a word."""

import pytest
from contract.report import OURS, Report, table

SUITE_TESTS = [f"contract_{number}" for number in range(15)]


def junit(tmp_path, outcomes, tests=(*SUITE_TESTS, *OURS)):
    """A file as pytest writes it; `outcomes` holds the XML inside a test's element."""
    cases = "".join(f'<testcase name="{test}">{outcomes.get(test, "")}</testcase>' for test in tests)
    file = tmp_path / "junit.xml"
    file.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>", encoding="utf-8")
    return file


@pytest.fixture
def report():
    return Report("central", "inputs_1", seconds=7.2)


def test_all_passed(tmp_path, report):
    report.read_junit(junit(tmp_path, {}))
    assert len(report.passed) == 17
    assert not report.failures
    report.read_refused(373, [])
    assert len(report.passed) == 18
    assert table([report]).splitlines()[1].split() == "central inputs_1 15 of 15 passed 2 of 2 passed 373 requests 0 0 7 s".split()


def test_a_call_that_the_role_refuses_has_failed(tmp_path, report):
    report.read_junit(junit(tmp_path, {}))
    report.read_refused(373, ["SessionLoggingCentralExecution: s3:DeleteObject", "SessionLoggingCentralExecution: s3:GetObject"])
    assert report.failures == {"narrow role": "SessionLoggingCentralExecution: s3:DeleteObject\nSessionLoggingCentralExecution: s3:GetObject"}
    assert len(report.passed) == 17


def test_a_skip_is_named_with_the_suites_reason(tmp_path, report):
    skip = '<skipped type="pytest.skip" message="No writable identifiers. Skipping test."/>'
    report.read_junit(junit(tmp_path, {"contract_3": skip}))
    assert not report.failures
    assert "14 of 15 passed" in table([report])
    assert "skipped contract_3: No writable identifiers. Skipping test." in table([report])


def test_an_expected_failure_is_no_skip(tmp_path, report):
    report.read_junit(junit(tmp_path, {"contract_3": '<skipped type="pytest.xfail" message="known"/>'}))
    assert list(report.failures) == ["contract_3"]


def test_a_failure_shows_what_the_handler_answered(tmp_path, report):
    log = "Received response\n{'status': 'FAILED', 'errorCode': 'InvalidRequest', 'message': 'Bucket: its name is taken'}\n"
    failure = f"<failure>status should be SUCCESS</failure><system-out>{log}</system-out>"
    report.read_junit(junit(tmp_path, {"contract_3": failure}))
    assert report.failures == {
        "contract_3": "status should be SUCCESS\nthe handler answered InvalidRequest: Bucket: its name is taken"
    }


def test_what_passed_but_left_an_error_to_its_fixture_has_failed(tmp_path, report):
    outcomes = {"contract_3": '<error message="failed on teardown">delete failed</error>'}
    report.read_junit(junit(tmp_path, outcomes, tests=("contract_3", *SUITE_TESTS, *OURS)))
    assert "contract_3" not in report.passed
    assert report.failures == {"contract_3": "delete failed"}


def test_a_suite_with_fewer_tests_has_failed(tmp_path, report):
    report.read_junit(junit(tmp_path, {}, tests=(*SUITE_TESTS[1:], *OURS)))
    assert report.failures == {"contract suite": "16 tests were run instead of 17"}
