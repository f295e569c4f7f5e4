"""People: an administrator finds who is there, adds somebody with a school, and hears of what another one changed."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from models.actions.access_requests import ask_for_access
from models.database import connect
from models.people_rules import Asking
from tests.browser.axe import broken_on
from tests.serving import Server
from tests.watching import visit, wait_until_settled

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def own(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """A server of this file's own: these stories change rows."""
    return served(sample_district())


def open_people(page: Page, server: Server, login: str = "d.petrov") -> None:
    visit(page, f"{server.url}/people?as={login}")
    expect(rows(page).first).to_be_visible()


def rows(page: Page) -> Locator:
    return page.locator("tbody tr:visible")


def panel(page: Page) -> Locator:
    return page.locator("aside.panel")


def press(page: Page, name: str) -> None:
    panel(page).get_by_role("button", name=name, exact=True).click()


def test_somebody_is_found_by_group_and_search_and_opened_by_keyboard(page: Page, office: Server):
    open_people(page, office)
    expect(rows(page)).to_have_count(99)
    page.get_by_role("radio", name="Coordinators 9").check()
    expect(rows(page)).to_have_count(9)
    page.get_by_role("searchbox", name="Search in the list").fill("LAKEV")
    # Another story of this server may have been hers.
    expect(rows(page)).to_have_text([re.compile("^RORosa OkaforCoordinatorLakeviewr.okafor(not yet|today)$")])
    page.get_by_role("searchbox", name="Search in the list").fill("")
    rows(page).get_by_role("button").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "End", "Home", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("Denise Whitlock")
    expect(panel(page)).to_contain_text("So Denise can")
    expect(panel(page).get_by_role("button", name="Save")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Denise Whitlock")).to_be_focused()
    page.get_by_role("radio", name="By school").check()
    page.get_by_role("radio", name="Without a liaison").check()
    said = page.locator("#answer").inner_text()
    assert f"{rows(page).count()} open schools have no liaison." in said
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(TOO_WIDE) <= 0
    visit(page, f"{office.url}/people?as=m.alvarez")
    expect(page.get_by_role("navigation", name="Pages").get_by_role("link", name="People")).to_have_count(0)
    assert "/home" in page.url


def test_somebody_is_added_with_a_school_and_the_account_closed_after_what_ends_was_said(page: Page, own: Server):
    open_people(page, own)
    page.get_by_role("button", name="Add a person").click()
    panel(page).get_by_label("Name").fill("Nia <b>Odum</b>")
    panel(page).get_by_label("Signs in as").fill("r.okafor")
    press(page, "Add")
    expect(panel(page).get_by_role("alert")).to_contain_text('Rosa Okafor signs in as "r.okafor" already.')
    panel(page).get_by_label("Signs in as").fill("n.odum")
    press(page, "Add")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("Nia <b>Odum</b>")
    wait_until_settled(page)
    expect(page.locator("#answer")).to_contain_text("87 people work here")
    press(page, "Add")
    panel(page).locator("[data-key=give-key]").select_option("Harlan Creek")
    press(page, "Give")
    expect(panel(page).locator(".lines li")).to_have_count(1)
    expect(panel(page).locator("svg.days")).to_be_visible()
    press(page, "Close the account")
    expect(panel(page)).to_contain_text("Today is the last day for Harlan Creek.")
    expect(panel(page).get_by_role("button", name="Leave it open")).to_be_focused()
    panel(page).get_by_role("group").get_by_role("button", name="Close the account").click()
    expect(panel(page)).to_contain_text("This account is closed.")
    expect(page.get_by_role("radio", name="Closed 14")).to_be_visible()
    expect(panel(page).locator(".changes li").first).to_contain_text("Account closed, by Dana Petrov")


def test_the_second_of_two_administrators_sees_what_the_first_changed_beside_the_own_words(page: Page, own: Server):
    open_people(page, own)
    other = page.context.new_page()
    for one, phone in ((page, "555-0101"), (other, "555-0102")):
        if one is other:
            open_people(other, own)
        one.get_by_role("button", name="Priya Raman").click()
        panel(one).get_by_label("Work phone").fill(phone)
    press(page, "Save")
    expect(panel(page).get_by_role("status")).to_contain_text("Saved.")
    press(other, "Save")
    expect(panel(other).get_by_role("alert")).to_contain_text("Dana Petrov changed this since you opened it")
    expect(panel(other)).to_contain_text("Now it says: 555-0101")
    expect(panel(other).get_by_label("Work phone")).to_have_value("555-0102")
    press(other, "Save")
    expect(panel(other).get_by_role("status")).to_contain_text("Saved.")
    expect(panel(other).locator(".changes li").first).to_contain_text("Phone: 555-0102, by Dana Petrov")


def test_who_asked_for_access_is_added_with_what_is_known_or_put_away(page: Page, own: Server):
    with closing(connect(own.database_url)) as database, database.writing() as session:
        for who, name, note in (
            ("nina.new@district.example", "Nina New", "I file for Old Mill <b>now</b>."),
            ("b.brook@district.example", "", ""),
        ):
            ask_for_access(session, 1, Asking(who, name), note, at=datetime.now(UTC))
    open_people(page, own)
    asked = page.get_by_role("region", name="Waiting for access")
    expect(asked.get_by_role("listitem")).to_have_count(2)
    expect(asked).to_contain_text("I file for Old Mill <b>now</b>.")
    assert broken_on(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(TOO_WIDE) <= 0
    page.set_viewport_size({"width": 1280, "height": 800})
    asked.get_by_role("button", name="Put away: b.brook@district.example").press("Enter")
    expect(asked.get_by_role("listitem")).to_have_count(1)
    asked.get_by_role("button", name="Add Nina New (nina.new@district.example)").press("Enter")
    expect(panel(page).get_by_label("Name", exact=True)).to_have_value("Nina New")
    expect(panel(page).get_by_label("Signs in as")).to_have_value("nina.new")
    expect(panel(page).get_by_label("Work e-mail")).to_have_value("nina.new@district.example")
    press(page, "Add")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("Nina New")
    expect(asked).to_be_hidden()
