"""Whatever led here: without an open school no panel stands open, and with one there is a way out of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.triage_page import detail, open_triage
from tests.serving import Server
from tests.watching import wait_until_settled

HARLAN_CREEK, OTTER_BEND = "4-017", "4-009"
LIST, MONTHS = {"view": "list"}, {"view": "months", "cluster": "Lakeview"}
WIDE, NARROW, TABLET, PHONE = (1440, 900), (1024, 768), (768, 1024), (390, 844)
VIEWS = [
    pytest.param(LIST, (WIDE, NARROW, TABLET, PHONE), id="list"),
    pytest.param(MONTHS, (WIDE, PHONE), id="months"),
]
OPENED_AT = [
    pytest.param((WIDE,), LIST, id="wide"),
    pytest.param((NARROW, TABLET), LIST, id="narrow"),
    pytest.param((PHONE,), MONTHS, id="phone, months"),
]


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    wait_until_settled(page)


def school(page: Page, name: str):
    """The row of a school, in whichever picture it stands."""
    return page.locator("tr.school-row button.name, button.line").filter(has_text=name)


def is_open(page: Page, name: str) -> None:
    expect(page).to_have_url(re.compile("school="))
    expect(detail(page).get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(detail(page).get_by_role("button", name="Close").first).to_be_in_viewport()
    wait_until_settled(page)


def nobody_is_open(page: Page) -> None:
    expect(detail(page)).to_be_hidden()
    expect(page).not_to_have_url(re.compile("school="))
    wait_until_settled(page)
    expect(detail(page)).to_be_hidden()
    expect(school(page, "Harlan Creek")).to_be_in_viewport()  # what there is to tap
    assert page.evaluate("document.documentElement.dataset.drawer ?? ''") == ""
    expect(page.locator("[aria-current=true]:is(tr, button.line)")).to_have_count(0)


@pytest.mark.parametrize(("words", "sizes"), VIEWS)
def test_no_panel_stands_open_without_a_school_whatever_was_pressed(
    page: Page, office: Server, words: dict[str, str], sizes: tuple[tuple[int, int], ...]
):
    """Opened once, and the same story at every size."""
    open_triage(page, office, **words)
    for size in sizes:
        resize(page, size)
        nobody_is_open(page)
        school(page, "Harlan Creek").click()
        is_open(page, "Harlan Creek")
        page.go_back()
        nobody_is_open(page)
        page.go_forward()
        is_open(page, "Harlan Creek")
        page.keyboard.press("Escape")
        nobody_is_open(page)
        page.go_back()
        is_open(page, "Harlan Creek")
        detail(page).get_by_role("button", name="Close").first.click()
        nobody_is_open(page)
        school(page, "Harlan Creek").click()
        page.keyboard.press("Escape")  # before or after the answer, as it comes
        nobody_is_open(page)


@pytest.mark.parametrize(("sizes", "words"), OPENED_AT)
def test_no_panel_stands_open_without_a_school_whatever_the_address_said(
    page: Page, office: Server, sizes: tuple[tuple[int, int], ...], words: dict[str, str]
):
    """Opened at the first of the sizes, where a wide page, a drawer and a phone begin differently."""
    page.set_viewport_size({"width": sizes[0][0], "height": sizes[0][1]})
    open_triage(page, office, school="nobody", **words)
    nobody = page.url
    for size in sizes:
        resize(page, size)
        nobody_is_open(page)
        expect(page.locator("#notice")).to_contain_text("school=nobody")
    page.goto(f"{nobody}&school={HARLAN_CREEK}")
    for size in sizes:
        resize(page, size)
        is_open(page, "Harlan Creek")
    page.go_back()
    wait_until_settled(page)
    for size in sizes:
        resize(page, size)
        nobody_is_open(page)


def test_a_link_to_another_school_and_back_keeps_a_panel_only_while_there_is_one(page: Page, office: Server):
    page.set_viewport_size({"width": 390, "height": 844})
    open_triage(page, office)
    page.locator("[data-fold=more]").click()
    page.locator("#news a").filter(has_text="Harlan Creek").first.click()
    is_open(page, "Harlan Creek")
    page.go_back()
    nobody_is_open(page)


def test_a_school_that_is_open_stays_open_when_the_page_gets_narrow_and_wide_again(page: Page, office: Server):
    open_triage(page, office, school=HARLAN_CREEK)
    for width in (1440, 720, 1000, 1300):
        page.set_viewport_size({"width": width, "height": 800})
        is_open(page, "Harlan Creek")
    page.go_back()
    page.set_viewport_size({"width": 1440, "height": 900})


def test_what_the_server_said_before_it_heard_of_the_closing_opens_nothing(page: Page, office: Server):
    open_triage(page, office, school=HARLAN_CREEK)
    is_open(page, "Harlan Creek")
    seen = page.evaluate(
        """() => {
            const {settleSchool} = window.partnership
            const open = () => document.documentElement.dataset.detail
            dispatchEvent(new CustomEvent("school-closed"))
            settleSchool("Harlan Creek")
            const late = open()
            settleSchool("")
            settleSchool("Otter Bend")
            return {late, then: open()}
        }"""
    )
    assert seen == {"late": "closed", "then": "open"}


def test_a_click_marks_the_row_and_names_the_school_before_the_server_has_answered(page: Page, office: Server):
    open_triage(page, office, school=OTTER_BEND)
    # The server hears of it only after the page has been looked at.
    seen = page.evaluate(
        """() => {
            const row = document.querySelector("#first").shadowRoot.querySelector("tr[data-id='4-017']")
            row.querySelector("button").click()
            const panel = document.getElementById("detail")
            return {
                marked: row.getAttribute("aria-current"), expanded: row.querySelector("button").ariaExpanded,
                name: document.getElementById("detail-name").textContent, busy: panel.ariaBusy,
                head: getComputedStyle(panel.querySelector(".detail-head")).visibility,
            }
        }"""
    )
    assert seen == {"marked": "true", "expanded": "true", "name": "Harlan Creek", "busy": "true", "head": "visible"}
    is_open(page, "Harlan Creek")
    expect(detail(page)).to_have_attribute("aria-busy", "false")
    expect(page.locator("#said")).to_have_text("Harlan Creek is open")


def test_the_name_and_the_way_out_stay_in_sight_however_far_a_panel_is_scrolled(page: Page, office: Server):
    open_triage(page, office, school=HARLAN_CREEK)
    head = page.locator(".detail-head")
    expect(head).to_be_hidden()
    detail(page).evaluate("panel => panel.scrollTo(0, 700)")
    expect(head).to_be_visible()
    expect(head).to_contain_text("Harlan Creek")
    head.get_by_role("button", name="Close").click()
    nobody_is_open(page)
