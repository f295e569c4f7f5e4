"""The page about one school: opened from triage and back, from school to school, on a phone, on paper, and without."""

import re

from playwright.sync_api import Page, expect

from data.sample.make import STORIES
from tests.browser.test_first_picture import SHIFTS, bokeh_held_back
from tests.browser.triage_page import detail, open_triage
from tests.serving import Server
from tests.watching import visit, wait_until_settled

HARLAN_CREEK = STORIES["lost_liaison"].school_id
LAKEVIEW = "as=r.okafor&month=2026-03&cluster=Lakeview"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def card(page: Page, title: str):
    return page.locator("section.card").filter(has=page.get_by_role("heading", level=2, name=re.compile(f"^{title}")))


def test_the_panel_of_triage_leads_to_the_page_of_its_school_and_back_leads_back(page: Page, office: Server):
    open_triage(page, office, school=HARLAN_CREEK, login="r.okafor", cluster="Lakeview")
    expect(detail(page).get_by_role("heading", name="Harlan Creek")).to_be_visible()
    detail(page).get_by_role("link", name="School page").click()
    expect(page).to_have_url(re.compile(rf"/school\?.*cluster=Lakeview.*school={HARLAN_CREEK}"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Harlan Creek")
    expect(page.locator("#room")).to_contain_text("2 of the last 4 reports have not arrived")
    expect(page.locator(".who .chips")).to_contain_text("Extra support")
    for title in ("Month by month", "Why this school", "Six types", "Action plan", "Activities", "Support log"):
        expect(card(page, title)).to_be_visible()
    wait_until_settled(page)
    reports = card(page, "Why this school").get_by_role("button", name="4 reports")
    reports.click()
    expect(page.get_by_role("dialog").get_by_role("table")).to_be_visible()
    page.keyboard.press("Escape")
    search = page.get_by_role("textbox", name="Search the activities")
    search.fill("coffee")
    expect(card(page, "Activities").get_by_role("row")).to_have_count(2)
    similar = card(page, "A similar school that does what is missing here").get_by_role("link").first
    name = similar.inner_text()
    similar.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harlan Creek")
    page.go_back()
    expect(page).to_have_url(re.compile("/triage"))
    expect(detail(page).get_by_role("heading", name="Harlan Creek")).to_be_visible()


def test_the_arrow_keys_lead_through_the_schools_of_the_filters_and_print_on_two_sides(page: Page, office: Server):
    page.add_init_script(SHIFTS)
    with bokeh_held_back(page):  # read before Bokeh, and then taken over as it stands
        page.goto(f"{office.url}/school?{LAKEVIEW}&school={HARLAN_CREEK}", wait_until="commit")
        expect(card(page, "Support log")).to_be_visible()
    expect(page.locator("#first")).to_have_attribute("data-taken", re.compile("."))
    assert sum(shift[0] for shift in page.evaluate("window.shifts")) < 0.003
    heading = page.get_by_role("heading", level=1)
    expect(page.locator(".place")).to_have_text(re.compile(r"^\d+ of 11 schools: Lakeview$"))
    page.keyboard.press("ArrowRight")
    expect(heading).not_to_have_text("Harlan Creek")
    after = heading.inner_text()
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_text("Harlan Creek")
    page.get_by_role("link", name=f"Next school: {after}").focus()
    page.keyboard.press("Enter")
    expect(heading).to_have_text(after)
    assert page.evaluate("window.partnership.focused().dataset.key") == "next"
    page.get_by_role("textbox", name="Search the activities").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(300)
    expect(heading).to_have_text(after)  # in a field the arrows move in its text
    page.go_back()
    expect(heading).to_have_text("Harlan Creek")
    wait_until_settled(page)
    page.get_by_label("As of", exact=True).select_option("10 November 2025")
    expect(page.locator("#stamp")).to_contain_text("10 November 2025")
    expect(heading).to_have_text("Harlan Creek")
    paper = page.pdf(format="Letter")
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", paper)) <= 2


def test_on_a_phone_the_page_is_one_column_without_sideways_scrolling(page: Page, office: Server):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{office.url}/school?{LAKEVIEW}&school={HARLAN_CREEK}")
    tops = {
        title: card(page, title).evaluate("node => node.getBoundingClientRect().top")
        for title in ("Month by month", "Why this school", "Activities")
    }
    assert sorted(tops, key=lambda title: tops[title]) == list(tops)
    card(page, "Month by month").get_by_role("button", name="Activities").click()
    page.get_by_role("button", name="Table of Activities").click()
    for width in (390, 320, 720, 1024):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(TOO_WIDE) <= 0, width


def test_an_unknown_school_is_said_with_a_link_and_a_liaison_is_shown_the_own_one(page: Page, office: Server):
    visit(page, f"{office.url}/school?{LAKEVIEW}&school=9-999")
    expect(page.get_by_role("heading", level=1)).to_have_text("No school has the number 9-999")
    page.keyboard.press("/")
    page.keyboard.type("harlan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Harlan Creek")
    expect(page).to_have_url(re.compile(f"school={HARLAN_CREEK}"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("No school has the number 9-999")
    page.locator(".nobody").get_by_role("link", name="Open triage").click()
    expect(page).to_have_url(re.compile(r"/triage\?.*cluster=Lakeview"))
    visit(page, f"{office.url}/school?as=c.eriksen33&school={HARLAN_CREEK}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fairbrook")
    expect(page.locator("#notice")).to_contain_text(f"left out: school={HARLAN_CREEK}. The rest holds.")
    expect(page.locator("body")).not_to_contain_text("Harlan Creek")
