"""docs/costs.md holds what tools/costs.py makes of the prices."""

import costs


def test_the_page_holds_the_figures_of_now():
    text = costs.PAGE.read_text(encoding="utf-8")
    assert costs.page(text) == text, "run: python tools/costs.py"


def test_every_price_is_used_and_says_where_it_comes_from():
    lines = (costs.ROOT / "tools" / "costs.py").read_text(encoding="utf-8")
    for name, price in costs.PRICED["prices"].items():
        assert f'dollars("{name}"' in lines
        assert price["source"].startswith("https://aws.amazon.com/")


def test_prices_that_nobody_has_compared_are_said_to_be_so(monkeypatch):
    assert "compared with no page of AWS since" in costs.sources()
    monkeypatch.setitem(costs.PRICED, "checked", "2027-01")
    assert "written down in 2026-11 and compared with AWS's pages in 2027-01." in costs.sources()


def test_what_is_free_is_free_once():
    assert costs.dollars("handler operation", 1000) == 0
    assert round(costs.dollars("handler operation", 2000), 2) == 0.9
