"""Above the list: who is new since last month, each name opening its school; a school drawn by chance says so."""

import re

from playwright.sync_api import Page, expect

from tests.browser.triage_page import detail, open_triage
from tests.serving import Server


def test_a_new_name_opens_its_school(page: Page, office: Server):
    open_triage(page, office)
    news = page.locator("#news")
    expect(news).to_contain_text("Since February's list: 1 new on Extra support (Harlan Creek)")
    expect(news).to_contain_text("District: 3.1 activities a report (3.5 in March 2025)")
    news.get_by_role("link", name="Harlan Creek").click()
    expect(detail(page).get_by_role("heading", name="Harlan Creek")).to_be_visible()
    expect(detail(page)).to_contain_text("Check in last month, Extra support now. What moved most:")
    assert "school=4-017" in page.url


def test_many_names_open_with_their_reasons(page: Page, office: Server):
    open_triage(page, office, login="m.alvarez", cluster="all")
    news = page.locator("#news")
    expect(news).to_contain_text("2 new on Extra support; 5 new on Check in; 1 now without enough data; 4 now with")
    expect(news.get_by_role("link")).to_have_count(0)
    button = news.get_by_role("button", name="Names and why")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(news.get_by_role("listitem").last).to_contain_text(
        "Iron Glen (from Extra support: more plan steps done than before)"
    )


def test_a_school_drawn_by_chance_says_so(page: Page, office: Server):
    open_triage(page, office, login="m.alvarez", cluster="all")
    drawn = page.locator("tr.school-row").filter(has_text="also visit: drawn by chance, to check the list")
    expect(drawn).to_have_count(2)
    expect(drawn.first).to_have_class(re.compile(r"\b(steady|one_thing)\b"))
    drawn.first.get_by_role("button").click()
    expect(detail(page)).to_contain_text("also visit: drawn by chance, to check the list")


def test_the_stamp_says_how_past_lists_did(page: Page, office: Server):
    open_triage(page, office)
    expect(page.locator("#stamp")).to_contain_text(
        "Past lists: of 25 visits to schools on a list 15 found the need, 6 in part"
    )
