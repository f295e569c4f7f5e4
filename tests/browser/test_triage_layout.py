"""On a phone, in the dark and on paper: the same schools, nothing cut off, nothing in the way."""

from playwright.sync_api import Page, expect

from tests.browser.triage_page import LAKEVIEW, choose, detail, groups, names, open_triage, rows
from tests.serving import Server

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BACKGROUND = "getComputedStyle(document.querySelector('main')).getPropertyValue('--surface').trim()"
PHONE = {"width": 390, "height": 844}


def test_on_a_phone_rows_are_cards_filters_a_drawer_and_a_school_fills_the_screen(page: Page, office: Server):
    page.set_viewport_size(PHONE)
    open_triage(page, office)
    assert groups(page) == LAKEVIEW
    expect(page.get_by_role("columnheader").first).to_be_hidden()
    card = rows(page).first
    school, why = card.locator(".school").bounding_box(), card.locator(".why").bounding_box()
    assert why["y"] >= school["y"] + school["height"], "the reason stands under the name"
    assert page.evaluate(TOO_WIDE) <= 0

    # A school fills the screen, and closes again.
    page.get_by_role("button", name="Harlan Creek", exact=True).click()
    expect(detail(page).get_by_role("heading", name="Harlan Creek")).to_be_visible()
    assert detail(page).bounding_box()["width"] == PHONE["width"]
    detail(page).get_by_role("button", name="Close").click()
    expect(detail(page)).to_be_hidden()
    expect(rows(page).first).to_be_visible()

    # The drawer of the filters opens, filters and closes.
    expect(page.locator("#side")).to_be_hidden()
    page.locator("button.filters-button").click()
    expect(page.locator("#side")).to_be_visible()
    choose(page, "School level", "K-8")
    page.locator("#side").get_by_role("button", name="Close").click()
    expect(page.locator("#side")).to_be_hidden()
    expect(page.locator("#showing-short")).to_have_text("2 of 85")
    assert names(page) == ["Otter Bend", "Quarry Road"]
    page.get_by_role("button", name="More: figures, news and files").click()
    page.get_by_role("link", name="Leave out K-8").click()
    expect(page.locator("#showing-short")).to_have_text("11 of 85")
    assert page.evaluate(TOO_WIDE) <= 0

    # The months fit, too.
    page.get_by_text("Months", exact=True).click()
    expect(page.locator("button.line")).to_have_count(11)
    assert page.evaluate(TOO_WIDE) <= 0


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
