"""New figures take a while: the page stays as it was, says so, and follows once they are there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.triage_page import LAKEVIEW, groups, open_triage
from tests.serving import Server
from tests.troubles import locked_file
from tests.watching import Watch, wait_until_settled


@pytest.fixture(scope="module")
def own(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """A server of this file's own: its database is locked now and then."""
    return served(sample_district())


def test_the_page_stays_and_says_so_until_the_new_list_is_there(page: Page, own: Server):
    open_triage(page, own, month="2026-03")
    with locked_file(own.database_url, "EXCLUSIVE"):
        page.get_by_label("As of", exact=True).select_option("10 February 2026")
        expect(page.locator("#notice")).to_have_text(
            "New figures are being worked out. Until then the page stays as it was."
        )
        expect(page.locator("main")).to_have_attribute("aria-busy", "true")
        assert groups(page) == LAKEVIEW
        expect(page.locator("#stamp")).to_contain_text("10 April 2026")
    expect(page.locator("#stamp")).to_contain_text("10 February 2026")
    wait_until_settled(page)
    expect(page.locator("#notice")).to_be_hidden()
    assert "month=2026-01" in page.url


def test_where_they_do_not_come_the_filters_go_back_and_a_sentence_says_why(page: Page, own: Server, watch: Watch):
    watch.expect("NoAnswerError")
    open_triage(page, own, month="2026-03")
    with locked_file(own.database_url, "EXCLUSIVE"):
        page.get_by_label("As of", exact=True).select_option("10 December 2025")
        expect(page.locator("#notice")).to_contain_text("The database is busy with another change.")
        expect(page.get_by_label("As of", exact=True)).to_have_value("10 April 2026")
        assert groups(page) == LAKEVIEW
