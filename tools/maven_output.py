"""What Maven prints, read: how many tests ran, and how it gets on."""

import re
import time

# Modules are built side by side, each by a thread of its own that Maven names before its lines (.mvn/jvm.config).
THREAD = re.compile(r"^\[([^\]]+)\] (?=\[(?:INFO|WARNING|ERROR)\] )")
BUILDING = re.compile(r"^\[INFO\] Building (.+) \S+ +(\[\d+/\d+\])$")
# Surefire's closing line of a module; the lines of single classes go on after the counts.
TOTAL = re.compile(r"^\[\w+\] Tests run: (\d+), Failures: (\d+), Errors: (\d+), Skipped: (\d+)$")
# A row of the closing summary.
SKIPPED = re.compile(r"^\[INFO\] (.+?) \.* *SKIPPED$")
# Maven closes with advice about itself. ProGuard sums up what it has not found; each of it stands in the log.
ERROR = re.compile(
    r"^(?:\[ERROR\] (?!$|-> \[Help|To see the full stack trace|Re-run Maven|For more information|After correcting|  mvn <args>|\[Help \d+\])"
    r"| \[proguard\] Warning: there were )"
)


def by_thread(line):
    """(thread, the line without it); nobody's thread is empty."""
    thread = THREAD.match(line)
    return (thread[1], line[thread.end() :]) if thread else ("", line)


def is_error(line):
    """Whether it says what is wrong."""
    return bool(ERROR.match(line))


def surefire_counts(output):
    """(passed, failed) from the closing lines of all modules."""
    said = (by_thread(line)[1] for line in output.splitlines())
    totals = [passed_and_failed(total) for total in map(TOTAL.match, said) if total]
    return sum(passed for passed, _ in totals), sum(failed for _, failed in totals)


def passed_and_failed(total):
    """The same from one such line, as matched."""
    run, failures, errors, skipped = map(int, total.groups())
    return run - failures - errors - skipped, failures + errors


class MavenProgress:
    """One line for each module with tests, once they have run, and each error: called with Maven's lines, gives what to print."""

    def __init__(self, clock=time.monotonic):
        self.clock = clock
        self.begun = clock()
        # (module, when it began) of each thread.
        self.modules = {}

    def __call__(self, line):
        thread, said = by_thread(line)
        if building := BUILDING.match(said):
            self.modules[thread] = building[1], self.clock()
        elif total := TOTAL.match(said):
            passed, failed = passed_and_failed(total)
            module, began = self.modules.get(thread, ("", self.begun))
            return f"{module:40} {passed:5} passed {failed:4} failed {self.clock() - began:6.0f} s\n"
        elif skipped := SKIPPED.match(said):
            return f"{skipped[1]:40} not run: a module that it needs failed\n"
        elif is_error(said):
            return said
        return ""
