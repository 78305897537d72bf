"""make scale: its figures stand in docs/scaling.md, and what grows with the organization is found. The run itself is a sample of make test-full."""

from dataclasses import replace

from scale.calls import ROWS, documented, others, section
from scale.cycle import Cost
from scale.figures import GUIDE, grown, read, recorded

SMALL = Cost(accounts=10, operation="create", instances=30, invocations=130, cpu_seconds=30.0, seconds=40)
LARGE = replace(SMALL, accounts=100, instances=300, invocations=1300, cpu_seconds=300.0, seconds=400)


def test_the_guide_has_the_committed_figures():
    guide = GUIDE.read_text(encoding="utf-8")
    assert recorded(guide, read()) == guide, "make scale RECORD=1 writes both"


def test_no_member_costs_more_in_a_larger_organization():
    costs = read()
    assert {cost.operation for cost in costs} == {"create", "update", "delete"}
    assert grown(costs) == []


def test_more_of_the_same_is_no_growth():
    assert grown([SMALL, LARGE, replace(LARGE, cpu_seconds=449.0, invocations=1364)]) == []


def test_growth_is_named_in_cpu_and_in_invocations():
    assert grown([SMALL, replace(LARGE, cpu_seconds=451.0)]) == ["create: 1.50 s of CPU a member, 1.00 s with 10 accounts"]
    assert grown([replace(LARGE, invocations=1366), SMALL]) == ["create: 4.55 invocations a member, 4.33 with 10 accounts"]


def test_calls_that_the_guide_has_otherwise_are_named():
    told = documented()
    assert list(told) == list(ROWS)
    assert others(told, told) == []
    assert others(told | {"IAM": tuple(it + 2 for it in told["IAM"])}, told) != []
    assert others(told, {name: it for name, it in told.items() if name != "SSM"}) != []


def test_what_the_guide_reckons_with_are_the_calls_of_its_table():
    guide, told = GUIDE.read_text(encoding="utf-8"), documented()
    whole = [name for name in ROWS if not name.startswith("of these")]
    assert f"a create is {sum(told[it][0] for it in whole)} calls to AWS" in guide
    assert f"17 x {max(told['IAM'])} = {17 * max(told['IAM'])} calls of IAM" in section(guide)
    assert f"170,000 x {max(told[whole[-1]])} / 28 hours" in guide
