"""The months picture: what arrived, what is missing, explained by pointer and by keyboard."""

import re

from playwright.sync_api import Locator, Page, expect

from data.sample.make import STORIES
from tests.browser.triage_page import choose, detail, open_triage, says
from tests.serving import Server


def line(page: Page, school: str) -> Locator:
    return page.locator("button.line").filter(has_text=school)


def open_months(page: Page, office: Server, **words: str) -> None:
    open_triage(page, office, view="months", **words)
    expect(page.locator("button.line").first).to_be_visible()


def test_the_switch_changes_list_and_months_and_back(page: Page, office: Server):
    open_triage(page, office)
    page.get_by_text("Months", exact=True).click()
    expect(page.locator("button.line")).to_have_count(11)
    expect(page).to_have_url(re.compile("view=months"))
    page.get_by_text("List", exact=True).click()
    expect(page.locator("tr.school-row")).to_have_count(11)
    expect(page).not_to_have_url(re.compile("view="))


def test_the_answer_counts_the_reports_of_the_month(page: Page, office: Server):
    open_months(page, office)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "10 of 11 March reports are in, 1 of them late; 3.1 activities a report (4.8 in March 2025)."
    )


def test_the_silent_schools_months_are_read_out_in_words(page: Page, office: Server):
    open_months(page, office)
    expect(line(page, STORIES["silent"].name)).to_have_attribute(
        "aria-label",
        "Pine Hollow, Alt, Not enough data yet, September accepted, came late, October missing, November missing, "
        "December missing, January missing, February missing, March missing",
    )


def test_a_school_outside_the_cluster_is_not_in_the_picture_until_all_are_chosen(page: Page, office: Server):
    open_months(page, office)
    expect(line(page, STORIES["first_breadth"].name)).to_have_count(0)
    page.get_by_role("button", name="Filters").first.click()
    choose(page, "Cluster", "All clusters")
    says(page, "Showing 85 of 85 schools, and 1 that is closed or not open yet")
    expect(page.locator("button.line")).to_have_count(86)
    expect(page.locator("section[aria-label='Stonebridge cluster']")).to_be_visible()


def test_pointing_at_a_box_explains_it(page: Page, office: Server):
    open_months(page, office)
    boxes = line(page, STORIES["silent"].name).locator("svg").last
    size = boxes.bounding_box()
    boxes.hover(position={"x": size["width"] * 0.25, "y": size["height"] / 2})
    expect(page.locator(".tip")).to_have_text("Pine Hollow, October: missing")
    page.mouse.move(5, 5)
    expect(page.locator(".tip")).to_be_hidden()


def test_a_tap_opens_the_school(page: Page, office: Server):
    open_months(page, office)
    line(page, STORIES["lost_liaison"].name).click()
    expect(detail(page).get_by_role("heading", name="Harlan Creek")).to_be_visible()
    expect(line(page, "Harlan Creek")).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile("school=4-017"))


def test_the_keyboard_walks_through_schools_and_months_and_opens_one(page: Page, office: Server):
    open_months(page, office)
    page.locator("button.line[tabindex='0']").focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    first = page.locator("button.line").first.locator(".name").inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".picture [role=status]")).to_contain_text("September:")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".picture [role=status]")).to_contain_text("August:")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(detail(page).get_by_role("heading", level=2)).to_be_visible()
    assert detail(page).get_by_role("heading", level=2).inner_text() not in first
    page.keyboard.press("Escape")
    expect(detail(page)).to_be_hidden()
