"""One step of the walk: an address, what a person does there, and how to do it in a browser."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.moves import new_address, settle
from tests.watching import wait_until_settled

WIDE, NARROW, PHONE = (1440, 900), (1024, 768), (390, 844)
BOTH, ONE = (WIDE, PHONE), (WIDE,)
DARK: Mapping[str, Any] = {"color_scheme": "dark"}


@dataclass(frozen=True)
class Step:
    name: str
    address: str
    """Page and query."""
    move: Callable[[Page], None] | None = None
    place: str = "sample"
    changes: bool = False
    sizes: tuple[tuple[int, int], ...] = BOTH
    """Windows to see it in: `ONE` where a phone shows nothing that another step does not show there."""
    visitor: Mapping[str, Any] = field(default_factory=dict)
    """How this visitor's browser differs: options of `Browser.new_context`."""


FOLLOW = """address => {
    const link = Object.assign(document.createElement("a"), {href: address})
    link.dataset.address = ""
    document.body.append(link)
    link.click()
    link.remove()
}"""


def walk(step: Step, page: Page, url: str, *, is_there: bool = False) -> None:
    """
    Do a step in a page of a served place and return when it shows what it should, standing still.

    is_there: the page is open for this person, at another address; it goes on as by its own links, without a load.
    Raises AssertionError or TimeoutError where the page does not get there.
    """
    if is_there:
        with new_address(page):
            page.evaluate(FOLLOW, step.address)
    else:
        page.goto(f"{url}/{step.address}")
    if step.visitor.get("java_script_enabled") is False or "extra_http_headers" in step.visitor:
        return  # what such a visitor gets has no scripts to wait for
    wait_until_settled(page)
    # Components of our own are drawn after Panel is idle.
    one_of = (
        ".only, .told table, .schools, .picture, .own, .home, .tiles, .school-page, .cells, .people,"
        ".report, .review, .meeting, .practices, .plan, .training, .reminders, .importing, .audit"
    )
    expect(page.locator(one_of).first).to_be_attached()
    if "school=" in step.address and page.locator("#detail").count():
        expect(page.locator("#detail h2")).to_be_visible()
    if page.locator(".own .over-charts").count():  # the charts of a school's own page follow once it is open
        expect(page.locator(".v-charts .over-chart")).to_have_count(2)
    settle(page)
    if step.move is not None:
        step.move(page)
