"""On a phone, in the dark and on paper: the same schools, nothing cut off, nothing in the way."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.triage_page import LAKEVIEW, choose, detail, groups, names, open_triage, rows
from tests.serving import Server

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BACKGROUND = "getComputedStyle(document.querySelector('main')).getPropertyValue('--surface').trim()"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(page: Page, office: Server) -> Page:
    page.set_viewport_size(PHONE)
    open_triage(page, office)
    return page


def test_rows_are_cards_on_a_phone_and_nothing_is_wider_than_the_screen(phone: Page):
    assert groups(phone) == LAKEVIEW
    expect(phone.get_by_role("columnheader").first).to_be_hidden()
    card = rows(phone).first
    school, why = card.locator(".school").bounding_box(), card.locator(".why").bounding_box()
    assert why["y"] >= school["y"] + school["height"], "the reason stands under the name"
    assert phone.evaluate(TOO_WIDE) <= 0


def test_the_drawer_of_the_filters_opens_filters_and_closes(phone: Page):
    expect(phone.locator("#side")).to_be_hidden()
    phone.locator("button.filters-button").click()
    expect(phone.locator("#side")).to_be_visible()
    choose(phone, "School level", "K-8")
    phone.locator("#side").get_by_role("button", name="Close").click()
    expect(phone.locator("#side")).to_be_hidden()
    expect(phone.locator("#showing-short")).to_have_text("2 of 85")
    assert names(phone) == ["Otter Bend", "Quarry Road"]
    phone.get_by_role("button", name="More: figures, news and files").click()
    phone.get_by_role("link", name="Leave out K-8").click()
    expect(phone.locator("#showing-short")).to_have_text("11 of 85")
    assert phone.evaluate(TOO_WIDE) <= 0


def test_a_school_fills_a_phone_and_closes_again(phone: Page):
    phone.get_by_role("button", name="Harlan Creek", exact=True).click()
    expect(detail(phone).get_by_role("heading", name="Harlan Creek")).to_be_visible()
    assert detail(phone).bounding_box()["width"] == PHONE["width"]
    detail(phone).get_by_role("button", name="Close").click()
    expect(detail(phone)).to_be_hidden()
    expect(rows(phone).first).to_be_visible()


def test_the_months_fit_a_phone(phone: Page):
    phone.get_by_text("Months", exact=True).click()
    expect(phone.locator("button.line")).to_have_count(11)
    assert phone.evaluate(TOO_WIDE) <= 0


def test_the_theme_follows_the_system_until_one_is_chosen(page: Page, office: Server):
    page.emulate_media(color_scheme="dark")
    open_triage(page, office)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = page.evaluate(BACKGROUND)
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    assert page.evaluate(BACKGROUND) != dark
    page.locator("[data-theme-button]").click()
    page.locator("[data-theme-button]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_paper_shows_every_row_and_no_filter(page: Page, office: Server):
    open_triage(page, office, cluster="all")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("#side")).to_be_hidden()
    expect(page.locator("header.bar")).to_be_hidden()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.locator("#stamp")).to_be_visible()
    shown = page.locator("tr.school-row").evaluate_all(
        "rows => rows.filter(row => row.getBoundingClientRect().height > 20).length"
    )
    assert shown == 86
    scrolls = "places => places.map(place => getComputedStyle(place).overflowY)"
    assert set(page.locator(".list, main, .body, .page").evaluate_all(scrolls)) == {"visible"}
