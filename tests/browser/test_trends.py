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

    page.get_by_role("link", name="Lakeview", exact=True).click()
    expect(page).to_have_url(re.compile("cluster=Lakeview"))
    expect(page.locator("#showing")).to_have_text("About 11 schools")
    copied = page.url
    page.get_by_role("link", name="Harlan Creek", exact=True).click()
    page.wait_for_url(re.compile("/triage.*school="))
    wait_until_settled(page)
    expect(page.locator("#detail").get_by_role("heading", name="Harlan Creek", exact=True)).to_be_visible()

    visit(page, copied)
    expect(page.locator("#showing")).to_have_text("About 11 schools")
    expect(tile(page, "Activities")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Cluster", exact=True).select_option("All clusters")
    expect(page.get_by_role("link", name="Lakeview", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="Harlan Creek", exact=True)).to_be_visible()


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
