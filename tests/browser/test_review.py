"""Review: a queue gone through by keyboard, a correction seen cell by cell, and two people over one report."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from models import queries
from models.actions.reviewing import SeenReport, accept_reports
from models.database import connect
from models.recording.incoming import IncomingRows
from models.today import today
from models.vocabulary import ReportState
from tests.factories import activity_row, record_rows, report_row
from tests.serving import Server
from tests.watching import Watch, visit

MARCH = date(2026, 3, 1)


@pytest.fixture(scope="module")
def own(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """
    A server of this file's own: these stories change rows. Bramble Hill was accepted once, and its correction waits.
    """
    url = sample_district()
    database = connect(url)
    held = [activity_row("C1", "4-002", MARCH, title="Family reading night", families_attended=48)]
    mended = [held[0] | {"families_attended": 84}]
    with database.writing() as session:
        revision = queries.review_rows(session, queries.viewer(session, 1, "m.alvarez", today()), MARCH)
        number = int(revision.set_index("school_id").loc[["4-002"], "revision"].iloc[0])
    for activities, day in ((held, 11), (mended, 13)):
        at = datetime(2026, 4, day, 9, tzinfo=UTC)
        filed = report_row("4-002", MARCH, submitted_date=date(2026, 4, day))
        record_rows(database, 1, IncomingRows(reports=[filed], activities=activities), at=at)
        number += 1
        if day == 11:
            with database.writing() as session:
                director = queries.viewer(session, 1, "m.alvarez", today())
                accept_reports(session, director, [SeenReport("4-002", MARCH, ReportState.SUBMITTED, number)], at=at)
    database.close()
    return served(url)


def open_review(page: Page, server: Server, login: str = "r.okafor", more: str = "") -> None:
    visit(page, f"{server.url}/review?as={login}{more}")
    expect(head(page)).not_to_have_text("")


def head(page: Page) -> Locator:
    return page.locator(".report-head h2")


def row(page: Page, name: str) -> Locator:
    return page.locator(".queue-list .row", has_text=name)


def answer(page: Page) -> Locator:
    return page.locator("#answer")


def test_the_queue_is_gone_through_by_keyboard(page: Page, own: Server):
    open_review(page, own)
    waiting = int(page.locator("nav.pages [data-waiting]").inner_text())
    expect(answer(page)).to_contain_text(f"{waiting} reports to review")
    expect(head(page)).to_contain_text("Fairbrook")
    page.keyboard.press("j")
    expect(head(page)).to_contain_text("Maple Fork")
    page.keyboard.press("k")
    expect(head(page)).to_contain_text("Fairbrook")
    # A contact is logged over the report that is open; the page's letters mean nothing there.
    page.keyboard.press("l")
    expect(page.locator("#contact header")).to_contain_text("Fairbrook")
    expect(page.locator("#contact").get_by_role("radio", name="Call", exact=True)).to_be_focused()
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(page.locator("#contact")).to_be_hidden()
    expect(head(page)).to_contain_text("Fairbrook")
    expect(page.locator("nav.pages [data-waiting]")).to_have_text(str(waiting))
    # While somebody types the letters are letters; what the school reads is there before it goes, in both languages.
    page.keyboard.press("r")
    text = page.get_by_role("textbox", name="Carla reads")
    expect(text).to_have_value(re.compile("^Thank you for March, Carla. One thing: At .+ Everything else is fine.$"))
    page.keyboard.type(" jkaru")
    expect(text).to_have_value(re.compile("fine. jkaru$"))
    page.get_by_label("Also in Spanish").check()
    expect(page.locator(".sentence[lang=es]")).to_contain_text("Gracias por marzo, Carla. Una cosa:")
    text.press("Control+Enter")
    expect(head(page)).to_contain_text("Maple Fork")
    expect(page.locator(".done")).to_contain_text("Fairbrook returned")
    expect(row(page, "Fairbrook")).to_contain_text("returned")
    page.get_by_role("article").focus()
    page.keyboard.press("a")
    expect(head(page)).not_to_contain_text("Maple Fork")
    expect(page.locator(".done")).to_contain_text("Maple Fork accepted")
    expect(page.locator("nav.pages [data-waiting]")).to_have_text(str(waiting - 2))
    for left in (waiting - 1, waiting):
        page.keyboard.press("u")
        expect(page.locator("nav.pages [data-waiting]")).to_have_text(str(left))
    expect(page.locator(".done")).to_be_hidden()
    # Switched off, a letter decides nothing.
    page.get_by_role("button", name="Keys on").click()
    page.get_by_role("article").focus()
    shown = head(page).inner_text()
    page.keyboard.press("a")
    page.keyboard.press("j")
    expect(head(page)).to_have_text(shown)
    page.get_by_role("button", name="Keys off").click()
    # The clean ones are shown with their reason before they are accepted; one undo for all.
    page.get_by_role("button", name=re.compile("Accept the [0-9]+ clean ones")).click()
    expect(page.locator(".clean-ones li")).to_contain_text(["nothing contradicts", "nothing contradicts"])
    clean = page.locator(".clean-ones li").count()
    page.get_by_role("button", name=f"Accept these {clean}").click()
    expect(page.locator(".done")).to_contain_text(f"{clean} reports accepted")
    page.locator(".done").get_by_role("button", name="Undo").click()
    expect(page.locator("nav.pages [data-waiting]")).to_have_text(str(waiting))


def test_a_correction_is_seen_cell_by_cell_and_a_locked_month_is_opened_by_the_director(page: Page, own: Server):
    open_review(page, own, more="&school=4-002")
    expect(head(page)).to_contain_text("Bramble Hill")
    card = page.locator(".card.changed")
    expect(card).to_contain_text("What this changes in the report accepted on 11 April 2026")
    expect(card.get_by_role("row")).to_have_text(["acceptednow", "Family reading nightFamilies4884"])
    expect(page.locator("aside.decide")).to_contain_text("Accept")
    open_review(page, own, "m.alvarez", "&month=2025-09&school=4-002")
    expect(page.locator(".lock")).to_contain_text("September is locked since 31 October.")
    expect(page.locator("aside.decide")).to_contain_text("Ask the director to open it again.")
    page.get_by_role("button", name="Open it again").click()
    page.get_by_label("Open until", exact=True).press("t")  # a letter in the field of the day begins the day in words
    page.keyboard.type("oday")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Open until", exact=True)).to_have_value(today().isoformat())
    page.get_by_label("Why, as charts say it").fill("Two sheets were swapped.")
    page.get_by_role("button", name="Open the month again").click()
    expect(page.locator(".lock")).to_contain_text("Two sheets were swapped.")
    expect(page.get_by_role("button", name="Put back to review")).to_be_visible()
    # A cluster for a leave.
    page.get_by_text("Backlog by coordinator").click()
    expect(page.locator(".backlog tbody tr")).to_have_count(9)
    form = page.locator(".backlog form")
    form.locator("[name=cluster]").select_option("Garden")
    form.locator("[name=person]").select_option("Rosa Okafor")
    form.locator("[name=begins]").fill(today().isoformat())
    form.get_by_label("until, in words").fill("tomorow")
    page.get_by_role("button", name="Give for these days").click()
    expect(form.get_by_role("status").last).to_contain_text('"tomorow" is not understood as a day.')
    form.get_by_label("until, in words").fill("today")
    form.get_by_label("until, in words").press("Enter")
    expect(form.locator("[name=ends]")).to_have_value(today().isoformat())
    page.get_by_role("button", name="Give for these days").click()
    expect(page.locator(".backlog li")).to_contain_text("Rosa Okafor has Garden from")


def test_of_two_people_over_one_report_the_second_is_told(page: Page, watch: Watch, own: Server):
    open_review(page, own, more="&school=4-037")
    expect(head(page)).to_contain_text("Otter Bend")
    page.locator("aside.decide .foot").get_by_role("button", name="Return").click()
    page.get_by_role("textbox", name="Victor reads").fill("Is the count really blank?")
    other = watch.context.new_page()
    open_review(other, own, "m.alvarez", "&school=4-037")
    expect(head(other)).to_contain_text("Otter Bend")
    other.locator("aside.decide .foot").get_by_role("button", name="Accept").click()
    expect(other.locator(".done")).to_contain_text("Otter Bend accepted")
    expect(page.locator("aside.decide .foot")).to_contain_text("accepted, by Maria Alvarez")
    expect(head(page)).to_contain_text("Otter Bend")
    expect(page.locator("aside.decide .foot").get_by_role("button", name="Put back to review")).to_be_visible()
    # What was typed is not lost: put back to review, it stands there again.
    page.locator("aside.decide .foot").get_by_role("button", name="Put back to review").click()
    expect(page.get_by_role("textbox", name="Victor reads")).to_have_value("Is the count really blank?")
