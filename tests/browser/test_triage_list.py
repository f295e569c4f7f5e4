"""The list itself: sorting inside a group, the keyboard, and the school that opens beside it."""

import re
from datetime import UTC, date, datetime

from playwright.sync_api import Page, expect

from data.sample.make import STORIES
from tests.browser.triage_page import detail, groups, names, open_school, open_triage, row
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


def test_a_column_sorts_inside_each_group_and_never_across(page: Page, office: Server):
    open_triage(page, office, cluster="all")
    members = {tier: sorted(schools) for tier, schools in groups(page).items()}
    for schools in groups(page).values():
        assert schools == sorted(schools, key=str.casefold)
    for column, cells, value, unknown_first in (
        ("Last contact", "contact", as_days, (False, True)),
        ("Next step", "step", as_due, (False, False)),
    ):
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
    for order, descending in (("School, A to Z", False), ("School, Z to A", True)):
        page.get_by_role("columnheader", name="School").get_by_role("button").click()
        expect(page.get_by_label("Order in a group", exact=True)).to_have_value(order)
        wait_until_settled(page)
        assert list(groups(page)) == TIERS
        for schools in groups(page).values():
            assert schools == sorted(schools, key=str.casefold, reverse=descending)


# ---------------------------------------------------------------- keyboard
def focused(page: Page) -> str:
    return page.evaluate("window.partnership.focused().textContent")


def test_tab_stops_at_one_school_the_arrows_walk_through_all_and_enter_opens_one(page: Page, office: Server):
    open_triage(page, office)
    assert page.locator("tr.school-row button.name[tabindex='0']").count() == 1
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


# ---------------------------------------------------------------- one school
def test_the_open_school_tells_why_how_sure_and_what_was_tried(page: Page, office: Server):
    open_triage(page, office, cluster="all")
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

    # A reason shows the very rows it rests on.
    proof = beside.locator("li.reason").first
    proof.get_by_role("button").click()
    expect(proof.get_by_role("table")).to_be_visible()
    cells = [text.split("\t") for text in proof.locator("tbody tr").all_inner_texts()]
    assert cells == [
        ["December 2025", "5 Jan", "not arrived", "missing"],
        ["January 2026", "5 Feb", "7 Feb", "late"],
        ["February 2026", "5 Mar", "not arrived", "missing"],
        ["March 2026", "5 Apr", "7 Apr", "late"],
    ]

    # The silent school stays to be judged later.
    open_school(page, STORIES["silent"].name)
    expect(beside).to_contain_text("Not enough data yet")
    expect(beside).to_contain_text("4 of the last 4 reports have not arrived")

    # A typing error is marked to be checked.
    open_school(page, STORIES["typing_error"].name)
    expect(beside).to_contain_text("480 families")
    expect(beside).to_contain_text("please check this figure")
