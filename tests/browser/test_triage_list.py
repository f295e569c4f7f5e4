"""The list itself: sorting inside a group, the keyboard, and the school that opens beside it."""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from data.sample.make import STORIES
from tests.browser.triage_page import detail, groups, names, open_school, open_triage, row, rows
from tests.serving import Server
from tests.watching import wait_until_settled

TIERS = ["Extra support", "Check in", "Not enough data yet", "One thing to raise", "Steady", "Closed or not open yet"]
CELLS = """(bodies, column) => bodies.filter(body => !body.hidden).map(body =>
    [...body.querySelectorAll(`tr.school-row .${column}`)].map(cell => cell.textContent))"""


# ---------------------------------------------------------------- sorting
def as_days(cell: str) -> float | None:
    """ "18 days" since the last answered contact; None for a school that never answered."""
    return None if cell.startswith(("none yet", "never answered")) else 0 if cell == "today" else int(cell.split()[0])


def as_due(cell: str) -> date | None:
    """The day a next step is due, as seen on 10 April 2026; None where there is none or it has no day."""
    if cell.endswith("due today"):
        return date(2026, 4, 10)
    found = re.search(r"due (\d+ [A-Z][a-z]{2})$", cell)
    if not found:
        return None
    due = datetime.strptime(f"{found[1]} 2026", "%d %b %Y").replace(tzinfo=UTC).date()
    return due if due.month < 9 else due.replace(year=2025)


@pytest.mark.parametrize(
    ("column", "cells", "value", "unknown_first"),
    [("Last contact", "contact", as_days, (False, True)), ("Next step", "step", as_due, (False, False))],
)
def test_a_column_sorts_inside_each_group_and_never_across(
    column, cells, value, unknown_first, page: Page, office: Server
):
    open_triage(page, office, cluster="all")
    members = {tier: sorted(schools) for tier, schools in groups(page).items()}
    head = page.get_by_role("columnheader", name=column)
    for descending in (False, True):
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "descending" if descending else "ascending")
        wait_until_settled(page)
        assert {tier: sorted(schools) for tier, schools in groups(page).items()} == members
        for shown in page.locator(".schools tbody").evaluate_all(CELLS, cells):
            values = [value(cell) for cell in shown]
            known = sorted((one for one in values if one is not None), reverse=descending)
            unknown = [None] * (len(values) - len(known))
            assert values == (unknown + known if unknown_first[descending] else known + unknown)


def test_schools_sort_by_name_both_ways_inside_their_group(page: Page, office: Server):
    open_triage(page, office, cluster="all")
    for schools in groups(page).values():
        assert schools == sorted(schools, key=str.casefold)
    page.get_by_role("columnheader", name="School").get_by_role("button").click()
    expect(page.get_by_label("Order in a group", exact=True)).to_have_value("School, Z to A")
    wait_until_settled(page)
    assert list(groups(page)) == TIERS
    for schools in groups(page).values():
        assert schools == sorted(schools, key=str.casefold, reverse=True)


# ---------------------------------------------------------------- keyboard
def focused(page: Page) -> str:
    return page.evaluate("window.partnership.focused().textContent")


def test_the_arrows_walk_through_the_schools_and_enter_opens_one(page: Page, office: Server):
    open_triage(page, office)
    order = names(page)
    page.get_by_role("button", name=order[0], exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert focused(page) == order[2]
    page.keyboard.press("ArrowUp")
    assert focused(page) == order[1]
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    assert focused(page) == order[-1]
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(detail(page).get_by_role("heading", name=order[0], exact=True)).to_be_visible()
    expect(row(page, order[0])).to_have_attribute("aria-current", "true")


def test_tab_stops_at_one_school_of_the_list(page: Page, office: Server):
    open_triage(page, office)
    assert page.locator("tr.school-row button.name[tabindex='0']").count() == 1


def test_escape_closes_the_school_and_the_address_forgets_it(page: Page, office: Server):
    open_triage(page, office)
    open_school(page, "Harlan Creek")
    assert "school=4-017" in page.url
    page.keyboard.press("Escape")
    expect(detail(page)).to_be_hidden()
    expect(page).not_to_have_url(re.compile("school="))
    expect(rows(page).and_(page.locator("[aria-current]"))).to_have_count(0)


def test_the_close_button_closes_the_school(page: Page, office: Server):
    open_triage(page, office, school="4-017")
    detail(page).get_by_role("button", name="Close").click()
    expect(detail(page)).to_be_hidden()
    expect(page).not_to_have_url(re.compile("school="))


# ---------------------------------------------------------------- one school
def test_the_open_school_tells_why_how_sure_and_what_was_tried(page: Page, office: Server):
    open_triage(page, office)
    open_school(page, STORIES["lost_liaison"].name)
    beside = detail(page)
    expect(beside).to_contain_text("Elementary · 412 pupils · Lakeview cluster")
    expect(beside.get_by_role("heading", name="Why this school")).to_be_visible()
    expect(beside.locator("li.reason").first).to_contain_text("2 of the last 4 reports have not arrived")
    expect(beside.get_by_role("heading", name="How sure are we")).to_be_visible()
    expect(beside).to_contain_text("offer a visit", ignore_case=True)
    expect(beside.get_by_role("heading", name="Activities All")).to_be_visible()
    expect(beside.locator("ul.activities li").first).to_be_visible()
    expect(beside.locator("ul.contacts li").first).to_be_visible()


def test_a_reason_shows_the_very_rows_it_rests_on(page: Page, office: Server):
    open_triage(page, office)
    open_school(page, STORIES["lost_liaison"].name)
    proof = detail(page).locator("li.reason").first
    proof.get_by_role("button").click()
    expect(proof.get_by_role("table")).to_be_visible()
    cells = [text.split("\t") for text in proof.locator("tbody tr").all_inner_texts()]
    assert cells == [
        ["December 2025", "5 Jan", "not arrived", "missing"],
        ["January 2026", "5 Feb", "7 Feb", "late"],
        ["February 2026", "5 Mar", "not arrived", "missing"],
        ["March 2026", "5 Apr", "7 Apr", "late"],
    ]


def test_the_silent_school_stays_to_be_judged_later(page: Page, office: Server):
    open_triage(page, office, school=STORIES["silent"].school_id)
    expect(detail(page)).to_contain_text("Not enough data yet")
    expect(detail(page)).to_contain_text("4 of the last 4 reports have not arrived")


def test_a_typing_error_is_marked_to_be_checked(page: Page, office: Server):
    open_triage(page, office, school=STORIES["typing_error"].school_id)
    expect(detail(page)).to_contain_text("480 families")
    expect(detail(page)).to_contain_text("please check this figure")
