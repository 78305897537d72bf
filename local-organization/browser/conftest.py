"""A browser for all tests, and the pages that the Java tests leave."""

import os
import shutil

import pytest

from processes import ROOT

from .chromium import chromium

PAGES = ROOT / "verification" / "target" / "pages"
PICTURES = ROOT / "target" / "browser"


@pytest.fixture(scope="session")
def browser():
    PICTURES.mkdir(parents=True, exist_ok=True)
    with chromium(shutil.which(os.environ.get("CHROMIUM", "chromium"))) as page:
        yield page


@pytest.fixture(autouse=True)
def nothing_is_fetched_and_nothing_complains(browser):
    yield
    assert browser.asked_for() == []
    assert browser.complaints() == []
