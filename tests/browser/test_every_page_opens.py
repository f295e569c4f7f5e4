"""Every page opens for a fresh visitor on the sample district: no error anywhere, no other host, nothing cut off."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from models.settings import ROOT
from tests.serving import Server
from tests.watching import visit, wait_until_settled

OPENED_AS = {"our_school": "c.eriksen33", "people": "d.petrov", "status": "d.petrov"}
"""Whose a page is that not everybody of the office has."""
PAGES = sorted(path.stem for path in Path(ROOT / "dashboards").glob("*.py"))
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_whole(name: str, office: Server, page: Page):
    """On a phone, and then as wide as a desk."""
    page.set_viewport_size({"width": 390, "height": 1000})
    visit(page, f"{office.url}/{name}" + (f"?as={OPENED_AS[name]}" if name in OPENED_AS else ""))
    expect(page).to_have_url(re.compile(f"/{name}([?]|$)"))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.title()
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 1000})
        wait_until_settled(page)
        assert page.evaluate(TOO_WIDE) <= 0, f"the page is wider than the screen of {width}"
