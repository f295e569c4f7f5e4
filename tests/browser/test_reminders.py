"""Reminders: a coordinator sees who has not reported, takes the list along, writes to two schools and marks them."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.mail_server import MailServer, mail_server, mail_settings
from tests.serving import Server
from tests.watching import visit

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    with mail_server() as started:
        yield started


@pytest.fixture(scope="module")
def own(served: Callable[..., Server], sample_district: Callable[[], str], mail: MailServer) -> Server:
    """A server of this file's own: the story changes rows."""
    return served(sample_district(), **mail_settings(mail))


def test_who_has_not_reported_is_taken_along_marked_by_keyboard_and_written_to(
    page: Page, own: Server, mail: MailServer
):
    visit(page, f"{own.url}/reminders?as=m.alvarez")
    expect(page.locator("#answer")).to_have_text(
        "6 reports for March 2026 have not arrived; 2 were returned and not mended."
    )
    rows = page.locator("tr[data-school]")
    expect(rows).to_have_count(8)
    # The ready text, in Spanish, and the link to one's own mail program.
    page.get_by_label("Text in").select_option("es")
    page.wait_for_url("**/reminders?**text=es**")
    row = page.locator("tr[data-school]", has_text="Finch Bridge")
    row.get_by_role("button", name="Text for Finch Bridge").press("Enter")
    text = page.get_by_role("textbox", name="Text")
    expect(text).to_have_value(
        re.compile("^Hola, Paula Underhill:\n\nEl informe de Finch Bridge correspondiente a mar")
    )
    body = text.input_value()
    link = urlsplit(page.get_by_role("link", name="Open in your mail program").get_attribute("href") or "")
    assert (link.scheme, unquote(link.path)) == ("mailto", "p.underhill45@example.org")
    assert parse_qs(link.query)["body"] == [body.replace("\n", "\r\n")]
    # Two of them by keyboard.
    page.get_by_role("checkbox", name="Choose Finch Bridge").focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name="Choose Mill Park").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("2 chosen")).to_be_visible()
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").or_(page.get_by_role("button", name="CSV")).click()
    lines = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [line["School"] for line in lines] == ["Finch Bridge", "Mill Park"]
    assert (lines[0]["E-mail"], lines[0]["Text"]) == ("p.underhill45@example.org", body)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Mark as reminded by phone").press("Enter")
    expect(page.get_by_role("status").filter(has_text="marked")).to_have_text(
        "2 schools are marked as reminded by phone."
    )
    expect(row).to_contain_text("phone, Maria Alvarez")
    expect(page.get_by_role("radio", name="Not reminded yet 6")).to_be_visible()
    # On a phone, and sent from here: what it will do is said before.
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(TOO_WIDE) <= 0
    page.get_by_role("checkbox", name="Choose all").check()
    page.get_by_role("button", name="Send 7 e-mails").press("Enter")
    expect(page.get_by_text("Sends 7 e-mails to 7 schools. No e-mail address is known: Pine Hollow.")).to_be_visible()
    assert mail.letters == []
    mail.refused = {"z.eriksen17@example.org"}
    page.keyboard.press("Enter")
    said = page.locator(".said")
    expect(said).to_contain_text("6 e-mails went out.")
    expect(said).to_contain_text("Raven Creek: The mail server does not take the address.")
    assert len(mail.letters) == 6
    expect(row).to_contain_text("e-mail from here, Maria Alvarez")
    # Within a day it asks first.
    page.get_by_role("checkbox", name="Choose Finch Bridge").check()
    page.get_by_role("button", name="Send 1 e-mail", exact=True).press("Enter")
    expect(page.get_by_text("Written to within a day already: Finch Bridge.")).to_be_visible()
    page.get_by_role("button", name="Leave it").press("Enter")
    assert len(mail.letters) == 6


def test_a_coordinator_chooses_among_own_schools_and_an_administrator_reads(page: Page, office: Server):
    visit(page, f"{office.url}/reminders?as=r.okafor")
    expect(page.locator("tr[data-school]")).to_have_count(2)
    page.locator("tr[data-school='4-022']").get_by_role("button", name="Log a contact").click()
    expect(page.locator("#contact form")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("Cluster").select_option("all")
    expect(page.locator("tr[data-school]")).to_have_count(8)
    expect(page.locator("[data-tick]")).to_have_count(2)
    expect(page.get_by_text("6 schools here are other coordinators'")).to_be_visible()
    assert "cluster=all" in page.url
    page.go_back()
    expect(page.locator("tr[data-school]")).to_have_count(2)
    visit(page, f"{office.url}/reminders?as=d.petrov")
    expect(page.locator("tr[data-school]")).to_have_count(8)
    expect(page.locator("[data-tick]")).to_have_count(0)
    expect(page.get_by_role("button", name="Mark as reminded by phone")).to_have_count(0)
