"""The page that tells how the lists are worked out, and the ways to it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.triage_page import detail, open_triage
from tests.serving import Server
from tests.watching import visit, wait_until_settled


def test_the_open_school_leads_to_the_method_of_its_month(page: Page, office: Server):
    open_triage(page, office, school="4-017", month="2026-02")
    detail(page).get_by_role("link", name="How this is worked out").click()
    expect(page).to_have_url(re.compile(r"/method\?.*month=2026-02"))
    wait_until_settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("How the lists come about")
    expect(page.get_by_role("heading", name="The eight indicators")).to_be_visible()
    expect(page.get_by_role("table", name="The February 2026 lists by kinds of schools")).to_be_visible()
    expect(page.get_by_role("table", name="Harlan Creek on the February 2026 list")).to_be_visible()
    expect(page.locator(".who")).to_contain_text("Rosa Okafor")


def test_the_stamp_leads_there_and_the_navigation_back(page: Page, office: Server):
    open_triage(page, office)
    page.locator("#stamp").get_by_role("link", name="How this is worked out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How the lists come about")
    page.get_by_role("navigation", name="Pages", exact=True).get_by_role("link", name="Triage").click()
    expect(page.locator(".who")).to_contain_text("Rosa Okafor")
    expect(page.get_by_label("Cluster", exact=True)).to_have_value("Lakeview")


def test_the_check_of_the_lists_adds_up(page: Page, office: Server):
    visit(page, f"{office.url}/method?as=m.alvarez")
    rows = page.get_by_role("table", name="The March 2026 lists by kinds of schools").locator("tbody tr")
    expect(rows.first).to_be_visible()
    cells = {row[0]: row for row in (text.split("\t") for text in rows.all_inner_texts())}
    levels = ["Elementary", "K-8", "Middle", "High", "Alternative"]
    assert sum(int(cells[level][1]) for level in levels) == 85
    assert sum(int(cells[level][2].split()[0]) for level in levels) == 12
    rules = page.get_by_role("table", name="Rules so far")
    expect(rules).to_contain_text("Default")


def test_a_liaison_reads_the_method_and_sees_nothing_of_other_schools(page: Page, office: Server):
    visit(page, f"{office.url}/method?as=u.rossi54")
    expect(page.get_by_role("heading", level=1)).to_have_text("How the lists come about")
    expect(page.get_by_role("table", name="Rules so far")).to_be_visible()
    expect(page.get_by_role("table", name=re.compile("lists by kinds of schools"))).to_have_count(0)


def test_on_a_phone_the_menu_leads_back(page: Page, office: Server):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{office.url}/method?as=r.okafor")
    page.get_by_role("button", name="Pages").click()
    page.get_by_role("navigation", name="Pages, on a phone").get_by_role("link", name="Triage").click()
    expect(page.locator("#showing-short")).to_have_text("11 of 85")
