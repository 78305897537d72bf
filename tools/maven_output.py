"""What Maven prints, read: how many tests ran, and how it gets on."""

import re
import time

BUILDING = re.compile(r"^\[INFO\] Building (.+) \S+ +(\[\d+/\d+\])$")
# Surefire's closing line of a module; the lines of single classes go on after the counts.
TOTAL = re.compile(r"^\[\w+\] Tests run: (\d+), Failures: (\d+), Errors: (\d+), Skipped: (\d+)$", re.MULTILINE)
# A row of the closing summary.
SKIPPED = re.compile(r"^\[INFO\] (.+?) \.* *SKIPPED$")
# Maven closes with advice about itself.
ERROR = re.compile(
    r"^\[ERROR\] (?!$|-> \[Help|To see the full stack trace|Re-run Maven|For more information|After correcting|  mvn <args>|\[Help \d+\])"
)


def is_error(line):
    """Whether it says what is wrong."""
    return bool(ERROR.match(line))


def surefire_counts(output):
    """(passed, failed) from the closing lines of all modules."""
    totals = [passed_and_failed(total) for total in TOTAL.finditer(output)]
    return sum(passed for passed, _ in totals), sum(failed for _, failed in totals)


def passed_and_failed(total):
    """The same from one such line, as matched."""
    run, failures, errors, skipped = map(int, total.groups())
    return run - failures - errors - skipped, failures + errors


class MavenProgress:
    """One line for each module with tests, once they have run, and each error: called with Maven's lines, gives what to print."""

    def __init__(self, clock=time.monotonic):
        self.clock = clock
        self.module, self.started = "", clock()

    def __call__(self, line):
        if building := BUILDING.match(line):
            self.module, self.started = building[1], self.clock()
        elif total := TOTAL.match(line):
            passed, failed = passed_and_failed(total)
            return f"{self.module:40} {passed:5} passed {failed:4} failed {self.clock() - self.started:6.0f} s\n"
        elif skipped := SKIPPED.match(line):
            return f"{skipped[1]:40} not run: a module that it needs failed\n"
        elif is_error(line):
            return line
        return ""
