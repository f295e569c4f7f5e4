"""What the scripts say is said in the page's language: tried with one that puts every text in brackets."""

import json

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from models.wording.language import CATALOGUES
from tests.browser.triage_page import detail, open_triage
from tests.serving import Server


def bracketed() -> str:
    """Every text of the scripts in brackets, plural forms by CLDR category, as JSON."""
    with (CATALOGUES / "messages.pot").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    texts = {
        message.id if isinstance(message.id, str) else message.id[0]: f"[{message.id}]"
        if isinstance(message.id, str)
        else {"one": f"[{message.id[0]}]", "other": f"[{message.id[1]}]"}
        for message in messages
        if any(name.endswith(".js") for name, _ in message.locations)
    }
    return json.dumps(texts)


SPEAK = """texts => { window.partnershipSpoken = {
    language: "de", texts, plurals: new Intl.PluralRules("de"), numbers: new Intl.NumberFormat("de")} }"""


@pytest.fixture
def in_brackets(page: Page) -> Page:
    """A page whose scripts find these texts as if it had carried them."""
    page.add_init_script(f"({SPEAK})({bracketed()})")
    return page


def test_list_detail_and_drawer_speak_the_language_of_the_page(in_brackets: Page, office: Server):
    page = in_brackets
    open_triage(page, office, "m.alvarez")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("columnheader", name="[Last contact]")).to_be_visible()
    expect(page.get_by_role("table", name="[Schools by support tier]")).to_be_visible()
    expect(page.locator(".group .count").first).to_have_text("[12 schools] · offer a visit")
    expect(page.locator("[data-theme-button]")).to_have_attribute("title", "[Theme: system. Change to light]")

    page.locator("tr.school-row button.name").first.click()
    for heading in ("[Why this school]", "[How sure are we]", "[Since last month]", "[Last contacts]"):
        expect(detail(page).get_by_role("heading", name=heading)).to_be_visible()
    expect(detail(page).get_by_role("heading", name="[Decided by hand]")).to_be_visible()
    expect(detail(page).get_by_role("button", name="[Table of Activities]")).to_be_visible()

    page.locator("#what-if-button").click()
    drawer = page.locator("#what-if")
    expect(drawer.get_by_role("heading", name="[What counts]")).to_be_visible()
    page.get_by_role("slider").first.press("Home")
    expect(drawer.get_by_role("button", name="[Put in force]")).to_be_visible()
    expect(drawer.get_by_role("heading", name="[Would enter (1)]")).to_be_visible()
