"""What the suite said about one input set, and the table of all of them."""

import ast
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

# Tests in the suite of the locked CLI: fewer means that some were left out without a word.
SUITE = 15
# Every call of the handlers is allowed to their role of examples/distribution/roles.yaml.
NARROW = "narrow role"
# Ours, beside them: contract/suite.
OURS = {"contract_read_by_identifier_alone", "contract_delete_by_identifier_alone"}


@dataclass
class Report:
    """Outcomes of one input set by test; `failures` in the order in which they came up."""

    type: str
    name: str
    seconds: float = 0
    passed: set = field(default_factory=set)
    skipped: dict = field(default_factory=dict)
    failures: dict = field(default_factory=dict)
    # Requests that IAM decides, of all calls of the handlers.
    requests: int = 0

    def read_refused(self, requests, refused):
        """Takes over what the role of the handlers refused of their calls: one more test."""
        self.requests = requests
        if refused:
            self.failures[NARROW] = "\n".join(refused)
        else:
            self.passed.add(NARROW)

    def read_junit(self, file):
        """Takes over what pytest wrote; a test may be reported twice, for itself and for what it left to its fixtures."""
        outcomes = {}
        for case in ElementTree.parse(file).iter("testcase"):
            outcomes.setdefault(case.get("name"), []).extend(case)
        for name, found in outcomes.items():
            skipped = [outcome for outcome in found if outcome.get("type") == "pytest.skip"]
            failed = [outcome for outcome in found if outcome.tag in ("failure", "error", "skipped") and outcome not in skipped]
            if failed:
                text = failed[0].text or failed[0].get("message")
                self.failures[name] = "\n".join([text, *answers("".join(outcome.text for outcome in found if outcome.tag == "system-out"))])
            elif skipped:
                self.skipped[name] = skipped[0].get("message")
            else:
                self.passed.add(name)
        missing = SUITE + len(OURS) - len(outcomes)
        if missing:
            self.failures["contract suite"] = f"{len(outcomes)} tests were run instead of {SUITE + len(OURS)}"


def answers(log):
    """What the handlers gave as reasons, in the order of the CLI's log, which has a response on a line of its own."""
    responses = [ast.literal_eval(line) for line in log.splitlines() if line.startswith("{'")]
    reasons = [f"the handler answered {response['errorCode']}: {response.get('message')}" for response in responses if response.get("errorCode")]
    return list(dict.fromkeys(reasons))


def table(reports):
    """One line per input set, one below it per skipped test."""
    columns = "{:8} {:10} {:>16} {:>16} {:>12} {:>8} {:>8} {:>7}"
    lines = [columns.format("type", "input set", "contract suite", "identifier only", "narrow role", "skipped", "failed", "time")]
    for report in reports:
        suite = f"{len(report.passed - OURS - {NARROW})} of {SUITE} passed"
        ours = f"{len(report.passed & OURS)} of {len(OURS)} passed"
        narrow = f"{report.requests} requests"
        counts = len(report.skipped), len(report.failures), f"{report.seconds:.0f} s"
        lines.append(columns.format(report.type, report.name, suite, ours, narrow, *counts))
        lines.extend(f"{'':20}skipped {name}: {reason}" for name, reason in report.skipped.items())
    return "\n".join(lines)
