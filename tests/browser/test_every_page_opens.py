"""
Every page opens on the sample district: no error anywhere, no other host, nothing cut off, no rule of axe broken.

Most are looked at by the walk in the language nobody speaks, which opens them anyway.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from models.settings import ROOT
from tests.browser.axe import DESK, PHONE, broken_at_every_size, look, press
from tests.browser.pseudo_walk import WHOLE
from tests.browser.walk import WALK
from tests.serving import Server
from tests.watching import visit, wait_until_settled

PAGES = {path.stem for path in (ROOT / "dashboards").glob("*.py")}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DIRECTOR = "m.alvarez"


def open_whole(page: Page, server: Server, address: str) -> None:
    """On a phone, and then as wide as a desk."""
    look(page, *PHONE)
    visit(page, f"{server.url}/{address}")
    expect(page).to_have_url(re.compile(f"/{re.split('[?]', address)[0]}([?]|$)"))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.title()
    for size in (PHONE, DESK):
        look(page, *size)
        wait_until_settled(page)
        assert page.evaluate(TOO_WIDE) <= 0, f"{address} is wider than the screen of {size[0]}"


def broken_on_each(page: Page, server: Server, pages: dict[str, Callable[[Page], None]]) -> dict[str, list[str]]:
    """Each page opened once, then seen light on a desk and dark on a phone; nothing is saved. Only what is broken."""
    broken: dict[str, list[str]] = {}
    for address, reach in pages.items():
        open_whole(page, server, address)
        reach(page)
        broken |= broken_at_every_size(page, address)
    assert len(broken) >= 2 * len(pages)
    return {where: rules for where, rules in broken.items() if rules}


def table_and_step(page: Page) -> None:
    press("[aria-label='Table of Families']")(page)
    press(".programme [data-key^=write]")(page)


OTHERS: dict[str, Callable[[Page], None]] = {
    "status?as=d.petrov": lambda page: None,
    f"school?as={DIRECTOR}&school=4-017": table_and_step,
    "report?as=r.okafor&school=4-012": press(".sources [aria-expanded]"),
}
"""What the walk in the language nobody speaks does not look at as whole."""


def test_every_page_is_opened_here_or_by_that_walk():
    walked = {step.address for step in WALK if step.name in WHOLE}
    assert {re.split("[?]", address)[0] for address in walked | OTHERS.keys()} == PAGES


def test_every_page_opens_whole_and_no_rule_of_axe_is_broken(page: Page, office: Server):
    assert broken_on_each(page, office, OTHERS) == {}
