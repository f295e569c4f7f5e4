"""Others write while a page is open: a line says so, nothing moves, and who asks for it keeps their place."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from models.database import Database, connect
from tests.browser.triage_page import detail, open_triage, row
from tests.serving import Server
from tests.visits import decide, rename
from tests.watching import Watch, visit, wait_until_settled

HARLAN_CREEK, NORTHWATER = "4-017", "4-032"
HEARD = 5_000
"""Milliseconds after a write in which an open page hears of it, on a machine that is not busy with other tests."""
PLACES = """() => ({
    list: document.querySelector(".list")?.scrollTop, detail: document.querySelector("#detail")?.scrollTop,
    page: scrollY, text: document.querySelector("main").scrollTop, address: location.search,
    tops: [...document.querySelectorAll("#answer, #figures, #news, #showing, .list, #stamp")].map(
        node => node.getBoundingClientRect().top).filter(top => top < innerHeight),
})"""
KEYBOARD = """() => {
    const at = root => root.activeElement?.shadowRoot ? at(root.activeElement.shadowRoot) : root.activeElement
    return at(document).textContent
}"""


@pytest.fixture
def own(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """A server of this story's own: others write into its database."""
    return served(sample_district())


@pytest.fixture
def database(own: Server) -> Iterator[Database]:
    opened = connect(own.database_url)
    yield opened
    opened.close()


def line(page: Page):
    return page.locator("#newer .message")


def places(page: Page) -> Any:
    return page.evaluate(PLACES)


def show_them(page: Page) -> None:
    page.get_by_role("button", name="Show them").click()
    expect(line(page)).to_be_hidden()
    wait_until_settled(page)


def test_an_import_is_said_and_shown_when_asked_for_without_losing_the_place(
    page: Page, own: Server, database: Database
):
    page.set_viewport_size({"width": 1440, "height": 800})
    open_triage(page, own, school=HARLAN_CREEK, cluster="all")
    note = detail(page).get_by_label("Why, in a sentence")
    detail(page).locator(".decided button.decide").click()
    note.fill("Two members left.")
    page.locator(".list").evaluate("list => list.scrollTo(0, 240)")
    detail(page).evaluate("panel => panel.scrollTo(0, 260)")
    before = places(page)
    assert (before["list"], before["detail"]) == (240, 260)
    rename(database, "Renamed Meadow")
    expect(line(page)).to_be_visible()
    expect(line(page)).to_contain_text("Newer data have come in since this was shown.")
    expect(page.get_by_role("status").filter(has_text="Newer data")).to_have_count(1)
    assert places(page) == before
    expect(page.get_by_role("button", name="Renamed Meadow")).to_have_count(0)
    show_them(page)
    expect(page.get_by_role("button", name="Renamed Meadow", exact=True)).to_have_count(1)
    expect(detail(page).get_by_role("heading", name="Harlan Creek", exact=True)).to_be_visible()
    expect(note).to_have_value("Two members left.")
    assert places(page) == before
    assert page.evaluate(KEYBOARD) == note.evaluate("field => field.textContent")


def test_who_comes_by_the_keyboard_is_back_at_the_row(page: Page, own: Server, database: Database):
    open_triage(page, own)
    row(page, "Otter Bend").get_by_role("button").first.focus()
    decide(database, school_id=NORTHWATER)
    expect(line(page)).to_be_visible()
    assert page.evaluate(KEYBOARD) == "Otter Bend"
    page.get_by_role("button", name="Show them").focus()
    page.keyboard.press("Enter")
    expect(line(page)).to_be_hidden()
    expect(row(page, "Northwater")).to_contain_text("Coordinator's judgement")
    wait_until_settled(page)
    assert page.evaluate(KEYBOARD) == "Otter Bend"


def test_what_somebody_saves_here_raises_no_line_there_it_does(page: Page, own: Server):
    other = page.context.new_page()
    open_triage(other, own)
    open_triage(page, own, school="4-002")
    decided = detail(page).locator(".decided")
    decided.locator("button.decide").click()
    decided.get_by_label("What happened").select_option("Coordinator's judgement")
    decided.get_by_label("Why, in a sentence").fill("Two members left.")
    decided.get_by_label("Until", exact=True).fill("2026-06-30")
    decided.get_by_role("button", name="Save").click()
    expect(page.locator("#notice")).to_contain_text("Saved. Bramble Hill is on Check in by hand")
    expect(line(other)).to_be_visible()
    page.wait_for_timeout(HEARD)
    expect(line(page)).to_be_hidden()
    expect(page.locator("#notice")).to_contain_text("Saved. Bramble Hill is on Check in by hand")
    other.get_by_label("Cluster", exact=True).select_option("All clusters")  # any filter brings it, too
    expect(line(other)).to_be_hidden()
    expect(row(other, "Bramble Hill")).to_contain_text("Coordinator's judgement")


READ_BY = {"our_school": "c.eriksen33", "method": "r.okafor", "trends": "m.alvarez", "school": "m.alvarez"}


def test_pages_to_read_say_it_too(watch: Watch, own: Server, database: Database):
    """All of them open while one write comes."""
    before = {}
    for name, login in READ_BY.items():
        page = watch.context.new_page()
        page.set_viewport_size({"width": 390, "height": 844})
        visit(page, f"{own.url}/{name}?as={login}")
        if name == "school":  # it says in its address which school it opened at
            expect(page).to_have_url(re.compile("[?&]school="))
        if name in ("our_school", "trends"):  # its charts follow once it is open
            expect(page.locator(".bk-Figure").first).to_be_visible()
            wait_until_settled(page)
        page.evaluate("document.scrollingElement.scrollTo(0, 400); document.querySelector('main').scrollTo(0, 400)")
        before[page] = places(page)
    rename(database, "Renamed Meadow")
    for page, as_it_was in before.items():
        expect(line(page)).to_be_visible()
        expect(page.get_by_role("button", name="Show them")).to_be_in_viewport()
        assert places(page) == as_it_was
        show_them(page)
        assert places(page) == as_it_was
