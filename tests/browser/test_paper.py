"""What is printed: all that is on screen, with who and as of when, and nothing lost that was a button."""

from playwright.sync_api import Page, expect

from tests.browser.triage_page import open_triage
from tests.serving import Server

SHOWN = "node => getComputedStyle(node).display"


def test_a_printed_list_says_whose_it_is_and_repeats_its_head_on_every_sheet(page: Page, office: Server):
    open_triage(page, office)
    page.emulate_media(media="print")
    expect(page.locator("#printed")).to_contain_text("Showing 11 of 85 schools")
    expect(page.locator("#printed")).to_contain_text("10 April 2026")
    expect(page.locator("#printed-by")).to_have_text("Alder Valley Schools · Rosa Okafor, Coordinator, Lakeview")
    assert page.locator("thead").evaluate(SHOWN) == "table-header-group"
    for head in ("School", "Last contact", "Next step"):
        expect(page.locator("thead").get_by_text(head, exact=True)).to_be_visible()
    expect(page.get_by_text("Call: nothing since October")).to_be_visible()
    expect(page.locator("#side")).to_be_hidden()
    sheets = page.pdf(prefer_css_page_size=True)
    assert sheets.startswith(b"%PDF")


def test_a_printed_school_keeps_the_counts_and_figures_that_were_buttons(page: Page, office: Server):
    open_triage(page, office, school="4-017")
    behind = page.locator("#detail .quality")
    expect(behind).to_be_visible()
    on_screen = behind.inner_text().split()
    page.emulate_media(media="print")
    assert behind.inner_text().split() == on_screen
    assert behind.evaluate("node => [...node.children].every(child => child.getBoundingClientRect().width > 0)")
    expect(page.locator("#detail").get_by_text("4 reports", exact=True)).to_be_visible()
    expect(page.locator("#detail").get_by_role("button", name="Close")).to_be_hidden()
