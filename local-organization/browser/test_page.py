"""The page of a verdict, as somebody with a mouse, a keyboard, a screen reader or paper meets it."""

import os
import re

import pytest

from processes import ROOT

from .conftest import PAGES, PICTURES

SAMPLE = PAGES / "organization.html"
LARGE = PAGES / "large.html"
# What is shown of the sample before anything is filtered.
ALL = "10 accounts of 10 and 15 findings of 15 are shown."
STATUS = "document.getElementById('shown').textContent"

# Each text and each shape with less contrast to what is behind it than WCAG 2.2 asks: 4.5 for text (1.4.3), 3 for shapes (1.4.11).
# Chromium computes a mixed color as color(srgb ...), others as rgb(...).
TOO_WEAK = """
(() => {
  const parse = color => {
    const numbers = color.match(/-?[\\d.]+(e-?\\d+)?/g).map(Number);
    const [r, g, b, alpha = 1] = color.startsWith('color(') ? [...numbers.slice(0, 3).map(it => it * 255), numbers[3] ?? 1] : numbers;
    return [r, g, b, alpha];
  };
  const over = ([r, g, b, alpha], under) => [r, g, b].map((it, n) => it * alpha + under[n] * (1 - alpha)).concat(1);
  const behind = element => {
    const layers = [];
    for (let it = element; it; it = it.parentElement) layers.push(parse(getComputedStyle(it).backgroundColor));
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255, 1]);
  };
  const light = color => color.slice(0, 3).map(it => it / 255).map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
    .reduce((sum, it, n) => sum + it * [0.2126, 0.7152, 0.0722][n], 0);
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const weak = [];
  let looked = 0;
  for (const element of document.querySelectorAll('body *')) {
    const text = [...element.childNodes].some(it => it.nodeType === 3 && it.data.trim()) || element.matches('input, select');
    const shape = element.matches('svg.shape');
    if (!(text || shape) || !element.checkVisibility() || element.closest('script, .unseen')) continue;
    const paper = behind(element);
    const contrast = ratio(over(parse(getComputedStyle(element).color), paper), paper);
    looked++;
    if (contrast < (shape ? 3 : 4.5)) weak.push(`${element.tagName} ${element.className.baseVal ?? element.className} ${element.textContent.slice(0, 30)}: ${contrast.toFixed(2)}`);
  }
  return {looked, weak};
})()
"""

# Names of what can be worked and has none, and headers of tables without a scope.
UNNAMED = """
[...document.querySelectorAll('button, input, select, table, ul[aria-label=""]')]
  .filter(it => it.checkVisibility())
  .filter(it => !(it.ariaLabel || it.labels?.[0]?.textContent.trim() || it.caption?.textContent.trim() || it.textContent.trim()))
  .concat([...document.querySelectorAll('th:not([scope])')])
  .map(it => it.outerHTML)
"""


def cell(account, region):
    """The button of a cell."""
    return f"document.querySelector('tr[data-account=\"{account}\"] button[data-region=\"{region}\"]')"


def choose(browser, field, value):
    """Fills in a filter, and waits for what it does."""
    before = browser.run(STATUS)
    browser.run(f"(it => {{ it.value = '{value}'; it.dispatchEvent(new Event('input', {{bubbles: true}})); }})(document.getElementById('{field}'))")
    browser.until(f"{STATUS} !== '{before}'")
    return browser.run(STATUS)


def states(browser):
    """Words of all cells, row by row, after each account's name."""
    return browser.run("[...document.querySelectorAll('#matrix > tbody > tr[data-account]')].map(row => [...row.cells].map(it => (it.querySelector('.word') ?? it.firstChild).textContent))")


def test_the_verdict_is_said_in_words(browser):
    browser.open(SAMPLE)
    assert browser.run("document.querySelector('h1').textContent") == "Logs will be missing, or are not safe."
    said = browser.run("document.querySelector('header').innerText")
    assert "10 accounts in 5 Regions: of 50 places, 13 wrong, 5 unknown, 1 with a warning, 31 fine. 15 findings of 5 checks, 1,043 proven right." in said
    assert {"central-logs", "2026-03-02 06:00 UTC"} <= set(re.split(r"[\t\n]", said))
    assert "session-logging verify --bucket central-logs" in said
    assert browser.run("document.title").startswith("Logs will be missing")
    assert browser.run(STATUS) == ALL


def test_the_matrix_shows_each_account_and_region_the_worst_first(browser):
    browser.open(SAMPLE)
    rows = states(browser)
    assert [row[0] for row in rows] == ["web-shop", "analytics", "identity", "sandbox", "log-archive", "data-lake", "mobile", "payments", "warehouse", "search"]
    assert rows[0][1:] == ["fine", "fine", "fine", "wrong", "fine"]
    # The account that refuses to be looked at is wrong everywhere, not fine anywhere.
    assert rows[3][1:] == ["wrong"] * 5
    assert rows[5][1:] == ["unknown"] * 5
    # Not by color alone.
    shapes = "[...new Set([...document.querySelectorAll('#matrix use')].map(it => it.getAttribute('href')))].sort()"
    assert browser.run(shapes) == ["#shape-fine", "#shape-unknown", "#shape-warning", "#shape-wrong"]
    assert browser.run("document.querySelectorAll('#shape-fine, #shape-unknown, #shape-warning, #shape-wrong').length") == 4


def test_what_was_not_looked_at_is_not_fine(browser):
    browser.open(PAGES / "one-account.html")
    rows = states(browser)
    assert rows[0] == ["999988887777", "wrong", "not looked at", "not looked at"]
    assert rows[-1][1:] == ["not looked at", "fine", "fine"]


@pytest.mark.parametrize(
    "field, value, shown",
    [
        ("account", "shop", "1 account of 10 and 1 finding of 15 are shown."),
        ("account", "999988887777", "1 account of 10 and 1 finding of 15 are shown."),
        ("region", "4", "10 accounts of 10 and 4 findings of 15 are shown."),
        ("check", "attachment", "1 account of 10 and 1 finding of 15 are shown."),
        ("words", "permissions BOUNDARY", "1 account of 10 and 5 findings of 15 are shown."),
        ("words", "111122556333/eu-west-1", "1 account of 10 and 1 finding of 15 are shown."),
        ("words", "nothing of it", "0 accounts of 10 and 0 findings of 15 are shown."),
    ],
)
def test_filters(browser, field, value, shown):
    browser.open(SAMPLE)
    assert choose(browser, field, value) == shown
    browser.run("document.querySelector('#filters [type=reset]').click()")
    browser.until(f"{STATUS} === '{ALL}'")


def test_states_are_filtered(browser):
    browser.open(SAMPLE)
    browser.run("document.querySelector('#states [value=fine]').click()")
    browser.until(f"{STATUS} === '7 accounts of 10 and 15 findings of 15 are shown.'")
    assert "fine" not in sum(states(browser), [])
    browser.run("document.querySelector('#states [value=wrong]').click()")
    browser.until(f"{STATUS} === '2 accounts of 10 and 6 findings of 15 are shown.'")
    assert states(browser)[1] == ["mobile", "warning", *["left out by the filters"] * 4]


def test_a_cell_opens_and_closes_by_keyboard(browser):
    browser.open(SAMPLE)
    # Sixth of the page: the skip link, four states, four fields, Clear and the table come first.
    for _ in range(20):
        browser.press("Tab")
        if browser.run("document.activeElement.matches('#matrix button')"):
            break
    focused = "document.activeElement.getAttribute('aria-label')"
    assert browser.run(focused) == "wrong: web-shop 111122445332, us-east-1, 1 finding"
    assert browser.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    browser.press("ArrowDown")
    assert browser.run(focused) == "wrong: analytics 111122556333, us-east-1, 1 finding"
    browser.press("ArrowLeft")
    browser.press("Enter")
    assert browser.run(focused) == "wrong: analytics 111122556333, eu-west-1, 1 finding"
    assert browser.run("document.activeElement.ariaExpanded") == "true"
    opened = browser.run("document.querySelector('tr[data-account] + tr.opened').innerText")
    assert "s3:PutObject of role workload-instances on arn:aws:s3:::central-logs/111122556333/eu-west-1/* is outside of its permissions boundary." in opened
    assert "Allow in the boundary what the policy allows" in opened
    browser.press("Escape")
    assert browser.run("document.activeElement.ariaExpanded") == "false"
    assert browser.run("document.querySelector('tr.opened')") is None


def test_what_is_about_an_account_as_a_whole_opens_in_each_region(browser):
    browser.open(SAMPLE)
    for region in (1, 5):
        browser.run(f"{cell(8, region)}.click()")
        assert "sandbox 111123222339, all Regions" in browser.run("document.querySelector('tr.opened').innerText")


def test_a_finding_names_all_its_places(browser):
    browser.open(SAMPLE)
    first = "document.querySelector('#list .finding')"
    assert "5 places in 1 account" in browser.run(f"{first}.innerText")
    browser.run(f"{first}.querySelector('button').click()")
    assert "analytics 111122556333: every Region." in browser.run(f"{first}.innerText")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["organization", "many-regions", "fine", "one-account"])
def test_everything_can_be_read_in_both_schemes(browser, name, scheme):
    browser.open(PAGES / f"{name}.html", scheme)
    browser.run("document.querySelectorAll('#matrix button').forEach(it => document.body.contains(it) && it.click())")
    browser.run("document.querySelectorAll('#list button').forEach(it => it.click())")
    background = browser.run("getComputedStyle(document.body).backgroundColor")
    assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 28)"}[scheme]
    contrast = browser.run(TOO_WEAK)
    assert contrast["looked"] > 30
    assert contrast["weak"] == []
    browser.picture(PICTURES / f"{name}-{scheme}.png")


def test_everything_has_a_name(browser):
    browser.open(SAMPLE)
    assert browser.run(UNNAMED) == []
    browser.open(LARGE)
    choose(browser, "account", "workload-4999")
    browser.run("document.querySelector('#matrix .unfold').click()")
    assert browser.run(UNNAMED) == []


def test_words_of_others_stay_words(browser):
    browser.open(PAGES / "hostile.html")
    browser.run("document.querySelectorAll('#matrix button, #list button').forEach(it => it.click())")
    assert browser.run("document.querySelectorAll('img').length") == 0
    assert browser.run("document.querySelector('tr.opened .remedy').textContent").startswith("</script><img src=x onerror=")
    assert browser.run("document.title") != "broken"


def test_a_narrow_window_shows_all_of_it(browser):
    browser.open(SAMPLE, width=360)
    assert browser.run("document.documentElement.scrollWidth") <= 360


def test_the_largest_page_is_by_account_and_unfolds_to_regions(browser):
    browser.open(LARGE)
    assert browser.run(STATUS) == "5,000 accounts of 5,000 and 255,000 findings of 255,000 are shown."
    assert browser.run("document.querySelectorAll('#matrix > tbody > tr').length") == 5000
    browser.run("document.querySelector('#matrix .unfold').focus()")
    browser.press("Enter")
    assert browser.run("document.activeElement.ariaExpanded") == "true"
    inner = "document.querySelector('tr.opened table')"
    assert browser.run(f"{inner}.querySelectorAll('thead th').length") == 18
    browser.run(f"{inner}.querySelector('button').focus()")
    browser.press("Enter")
    assert "in 100000000000 and xx-region-1 there is arn:aws:kms" in browser.run(f"{inner}.innerText")
    assert choose(browser, "account", "workload-4999") == "1 account of 5,000 and 51 findings of 255,000 are shown."
    assert choose(browser, "region", "1") == "1 account of 5,000 and 3 findings of 255,000 are shown."


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_paper_has_all_findings_in_light_colors(browser):
    browser.open(SAMPLE, "dark")
    pdf = browser.printed()
    (PICTURES / "organization.pdf").write_bytes(pdf)
    assert 1 <= pages_of(pdf) <= 4
    # The page is as it was given to the printer.
    browser.ask("Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not browser.run("document.getElementById('filters').checkVisibility()")
    assert "analytics 111122556333: every Region." in browser.run("document.getElementById('list').innerText")


@pytest.mark.parametrize("name", ["organization", "many-regions"])
def test_paper_is_wide_enough(browser, name):
    browser.open(PAGES / f"{name}.html")
    (PICTURES / f"{name}.pdf").write_bytes(browser.printed())
    # A4 less the margins, in CSS pixels.
    browser.ask("Emulation.setDeviceMetricsOverride", width=703, height=1000, deviceScaleFactor=1, mobile=False)
    browser.ask("Emulation.setEmulatedMedia", media="print")
    assert browser.run("document.documentElement.scrollWidth") <= 703
    assert browser.run("document.getElementById('matrix').getBoundingClientRect().right") <= 703


def test_the_picture_of_the_guides(browser):
    """Only looked at by people: fonts differ from machine to machine."""
    browser.open(SAMPLE, width=1040)
    browser.run(f"{cell(2, 2)}.click()")
    browser.run("document.activeElement.blur()")
    file = (ROOT / "docs" if os.environ.get("RECORD") else PICTURES) / "verdict.png"
    browser.picture(file, height=browser.run("document.getElementById('matrix').getBoundingClientRect().bottom") + 24)
    assert file.stat().st_size <= 200_000
