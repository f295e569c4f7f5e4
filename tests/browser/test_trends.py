"""The director's story: what moved, what it is made of, where; down to a school, back again, and a link that lasts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.serving import Server
from tests.watching import visit, wait_until_settled

CHART = "[aria-label^='Families attended a month.'], [aria-label^='Activities a month.']"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def open_trends(page: Page, server: Server, **words: str) -> None:
    query = "&".join(f"{name}={text}" for name, text in {"as": "m.alvarez", "month": "2026-03", **words}.items())
    visit(page, f"{server.url}/trends?{query}")
    expect(page.get_by_role("button", name=re.compile("^Families attended"))).to_be_visible()


def tile(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{name}"))


def test_the_director_goes_from_the_sentence_to_a_school_and_comes_back(page: Page, office: Server):
    open_trends(page, office)
    expect(page.locator("#answer")).to_contain_text("families")
    expect(tile(page, "Families attended")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(CHART).first).to_be_visible()
    expect(page.get_by_role("heading", name="Explain this change")).to_be_visible()

    tile(page, "Activities").click()
    expect(page).to_have_url(re.compile("figure=activities"))
    expect(tile(page, "Activities")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("table.waterfall")).to_contain_text("Activities a report")

    for picture in ("Explain this change", "Activities by month", "Involvement types"):
        with page.expect_download() as taken:
            page.get_by_role("button", name=f"PNG of {picture}", exact=True).click()
        assert len(taken.value.path().read_bytes()) > 10_000, "more than an empty card"

    page.get_by_role("link", name="Lakeview", exact=True).click()
    expect(page).to_have_url(re.compile("cluster=Lakeview"))
    expect(page.locator("#showing")).to_have_text("About 11 schools")
    copied = page.url
    page.get_by_role("link", name="Harlan Creek", exact=True).focus()
    page.keyboard.press("l")
    expect(page.locator("#contact header")).to_contain_text("Harlan Creek")
    page.keyboard.press("Escape")
    expect(page.locator("#contact")).to_be_hidden()
    page.get_by_role("link", name="Harlan Creek", exact=True).click()
    page.wait_for_url(re.compile("/school.*school="))
    wait_until_settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Harlan Creek")

    visit(page, copied)
    expect(page.locator("#showing")).to_have_text("About 11 schools")
    expect(tile(page, "Activities")).to_have_attribute("aria-pressed", "true")
    page.locator("#download-button").click()
    with page.expect_download() as taken:
        page.get_by_text("CSV", exact=True).click()
    assert "# Filters: Lakeview" in taken.value.path().read_text(encoding="utf-8-sig")
    page.keyboard.press("Escape")
    page.get_by_label("Cluster", exact=True).select_option("All clusters")
    expect(page.get_by_role("link", name="Lakeview", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="Harlan Creek", exact=True)).to_be_visible()


def test_a_card_below_is_worked_out_when_somebody_comes_to_it_and_follows_the_filters(page: Page, office: Server):
    open_trends(page, office)
    expect(page.locator(CHART).first).to_be_visible()
    levels, programme = (
        page.locator("section.section").filter(has_text=name) for name in ("Levels:", "programme healthy")
    )
    expect(programme.locator(".waits")).to_have_count(1)

    levels.scroll_into_view_if_needed()
    expect(levels.get_by_role("row", name=re.compile("^Volunteering"))).to_be_visible()
    expect(page.locator("[aria-label^='Families attended by level']")).to_be_visible()
    page.get_by_label("Cluster", exact=True).select_option("Lakeview")
    expect(levels).to_contain_text("of 11 schools of Lakeview lie")
    expect(programme.locator(".waits")).to_have_count(1)
    page.emulate_media(media="print")
    expect(programme.get_by_text("Not printed: scroll to this part before you print.")).to_be_visible()
    page.emulate_media(media="screen")

    programme.scroll_into_view_if_needed()
    expect(programme.get_by_role("row", name=re.compile("^Rosa Okafor Lakeview"))).to_have_class("on")
    expect(page.locator("[aria-label^='Steps of the programme']")).to_be_visible()


def test_two_periods_are_set_beside_each_other_by_keyboard_and_by_their_address(page: Page, office: Server):
    open_trends(page, office)
    compare = page.get_by_label("Compare", exact=True)
    compare.focus()
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile("compare=2024-08_2025-03_2025-08_2026-03"))
    expect(compare).to_be_focused()
    page.get_by_label("Second period from").select_option("Jan 2026")
    expect(page).to_have_url(re.compile("compare=2024-08_2025-03_2026-01_2026-03"))
    expect(page.get_by_text("Aug 2024 – Mar 2025 to Jan 2026 – Mar 2026")).to_be_visible()
    expect(page.locator("table.waterfall")).to_contain_text("Months")
    copied = page.url
    compare.select_option("month on month")
    expect(tile(page, "Activities")).to_contain_text("on Feb 2026")
    visit(page, copied)
    expect(page.get_by_label("Second period from")).to_have_value("2026-01")


def test_by_keyboard_alone_a_tile_is_chosen_and_keeps_the_keyboard(page: Page, office: Server):
    open_trends(page, office)
    tile(page, "Reach").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("figure=reach"))
    expect(tile(page, "Reach")).to_have_attribute("aria-pressed", "true")
    expect(tile(page, "Reach")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1024, 768)])
def test_on_a_small_screen_nothing_is_wider_than_it_and_filters_are_a_drawer(
    page: Page, office: Server, width: int, height: int
):
    page.set_viewport_size({"width": width, "height": height})
    open_trends(page, office)
    assert page.evaluate(TOO_WIDE) <= 0
    page.locator("[data-drawer=side]:visible").first.click()
    expect(page.get_by_label("Cluster", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Cluster", exact=True)).to_be_hidden()


def test_a_liaison_who_follows_a_link_to_trends_is_led_to_the_own_page(page: Page, office: Server):
    visit(page, f"{office.url}/trends?as=c.eriksen33&month=2026-03")
    expect(page).to_have_url(re.compile("/our_school"))
