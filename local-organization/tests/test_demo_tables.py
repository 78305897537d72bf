"""What the demonstration shows fits a terminal; and its last line says what was proven."""

import pytest
from access.modes import OUTSIDER
from demo import drift, judging, proof, refusals, registration, sessions
from demo.agent import Session
from demo.breaks import BREAKS
from demo.organization import INSTANCE_ROLE
from demo.run import OWN_REGION
from demo.tables import CUT, WIDTH, table

# The longest of the accounts and Regions.
ACCOUNT, REGION = "analytics", OWN_REGION
SESSION = Session(f"operator-{'0' * 17}", ACCOUNT, REGION, "12", "60", f"{OUTSIDER}/{REGION}", "bucket", "key", "arn")
DRIFTED = {"Account": OUTSIDER, "Region": REGION}
DIFFERENCE = {"PropertyPath": "/IdleSessionTimeout", "ExpectedValue": "20", "ActualValue": "60"}
ROWS = {
    "sessions": [sessions.row(SESSION, INSTANCE_ROLE, 6 * 1024 * 1024)],
    "versions": [registration.row(ACCOUNT, REGION, ("00000001", "One member account's side of central Session Manager logging in one Region"))],
    "drift": [drift.row(DRIFTED, DIFFERENCE)],
    "refusals": [refusals.row(who, what, allowed, 12, "bucket: RefuseForeignPrefixes") for *_, who, what, allowed in refusals.ASKED],
    "breaks": [judging.row(it, finding.format(log=OUTSIDER, home=REGION, member=OUTSIDER, region=REGION)) for it in BREAKS for finding in it.findings],
}


@pytest.mark.parametrize("name", ROWS)
def test_the_widest_rows_fit_and_nothing_of_them_is_cut(name: str) -> None:
    lines = table(ROWS[name]).splitlines()
    assert max(map(len, lines)) <= WIDTH == 100
    assert not any(f"{CUT} " in line or line.endswith(CUT) for line in lines if name != "versions")


def test_what_is_too_wide_is_cut_where_it_is_widest() -> None:
    lines = table([{"name": "n", "text": "x" * 200, "end": "e"}]).splitlines()
    assert len(lines[1]) == WIDTH
    assert lines[2].endswith("xx...  e")


def test_the_last_line_counts_what_ran_and_nothing_else() -> None:
    counted = proof.Proof()
    counted.see("accounts", "1", "2")
    counted.see("accounts", "2")
    counted.add("joined")
    counted.add("refused", 36)
    counted.add("left", 0)
    assert str(counted) == "proven: 2 accounts, 1 account joined by itself, 36 calls refused, 0 things left behind"
