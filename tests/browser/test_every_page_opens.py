"""Every page opens on the sample district: no error anywhere, no other host, nothing cut off, no rule of axe broken."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from models.settings import ROOT
from tests.browser.axe import DESK, PHONE, broken_at_every_size, look, press
from tests.browser.walk_trends import sections as every_card
from tests.serving import Server
from tests.watching import visit, wait_until_settled

PAGES = {path.stem for path in (ROOT / "dashboards").glob("*.py")}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LIAISON, DIRECTOR = "c.eriksen33", "m.alvarez"


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


def open_somebody(page: Page) -> None:
    """A person with every form that can be open at once."""
    page.get_by_role("button", name="Rosa Okafor").click()
    for name in ("End Lakeview", "Add", "Close the account"):
        page.get_by_role("button", name=name, exact=True).click()


def log_a_contact(page: Page) -> None:
    page.locator("tr.school-row button.name").first.focus()
    page.keyboard.press("l")
    expect(page.locator("#contact form")).to_be_visible()


def table_and_step(page: Page) -> None:
    press("[aria-label='Table of Families']")(page)
    press(".programme [data-key^=write]")(page)


OTHERS: dict[str, Callable[[Page], None]] = {
    f"our_school?as={LIAISON}": lambda page: None,
    "method": lambda page: None,
    "notebook": lambda page: None,
    f"trends?as={DIRECTOR}": every_card,
    "status?as=d.petrov": lambda page: None,
    **{f"home?as={login}": lambda page: None for login in ("r.okafor", DIRECTOR, "d.petrov")},
    "people?as=d.petrov": open_somebody,
    f"school?as={DIRECTOR}&school=4-017": table_and_step,
}
OF_THE_MONTH: dict[str, Callable[[Page], None]] = {
    f"report?as={LIAISON}": press(".teachers summary"),
    "report?as=r.okafor&school=4-012": press(".sources [aria-expanded]"),
    "review?as=r.okafor": press(".pick input"),
    f"review?as={DIRECTOR}": press(".backlog summary"),
    "support?as=r.okafor": press("[data-key^=snooze]"),
    f"support?as={DIRECTOR}": lambda page: None,
    "triage?as=r.okafor": log_a_contact,
    "meeting?as=r.okafor&cluster=Lakeview": lambda page: None,
    "practices?as=r.okafor&practice=32": press("button[data-key=write]"),
    "practices?as=r.okafor": press(".bar .btn.pri"),
    f"plan?as={LIAISON}": press("button.step"),
    "reminders?as=r.okafor": press(".act button"),
    "training?as=r.okafor": press("[data-key=write]"),
    f"import?as={DIRECTOR}": press(".drop summary"),
    "audit?as=d.petrov": lambda page: None,
}


def test_every_page_is_opened_here():
    assert {re.split("[?]", address)[0] for address in (OTHERS | OF_THE_MONTH)} == PAGES


def test_every_page_opens_whole_and_no_rule_of_axe_is_broken(page: Page, office: Server):
    assert broken_on_each(page, office, OTHERS) == {}


def test_so_does_every_page_on_which_the_office_works_through_its_month(page: Page, office: Server):
    assert broken_on_each(page, office, OF_THE_MONTH) == {}
