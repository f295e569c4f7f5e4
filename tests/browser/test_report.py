"""Report: a liaison files a month on a phone, and what is typed outlives a dead server and a second pair of hands."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import create_engine, text

from tests.serving import Server
from tests.watching import Watch, visit, wait_until_settled

PHONE = {"width": 390, "height": 844}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NOTHING_WAITS = "!Object.keys(localStorage).some(name => name.startsWith('field '))"
PASTED = (
    "7 apr\tMath night\t4 Learning at home\t31\t40\t\tsign-in\n14 apr\tSpring fair\tcommunity\t52\t66\t70\thead count"
)
PASTE = """(input, text) => {
    const data = new DataTransfer()
    data.setData("text/plain", text)
    const how = {clipboardData: data, bubbles: true, composed: true, cancelable: true}
    input.dispatchEvent(new ClipboardEvent("paste", how))
}"""


@pytest.fixture(scope="module")
def open_months(served: Callable[..., Server], sample_district: Callable[[], str]) -> Server:
    """The sample with a calendar that locks April and May on a day that does not come."""
    url = sample_district()
    with (engine := create_engine(url)).begin() as connection:
        connection.execute(text("UPDATE reporting_month SET lock_date = '2999-12-31' WHERE month >= '2026-04-01'"))
    engine.dispose()
    return served(url)


def asked(server: Server, statement: str) -> list[Any]:
    with (engine := create_engine(server.database_url)).connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return rows


def open_report(page: Page, server: Server, words: str) -> None:
    visit(page, f"{server.url}/report?month=2026-04&{words}")
    expect(rows(page).last).to_be_visible()


def rows(page: Page) -> Locator:
    return page.locator("li.row")


def state(page: Page) -> Locator:
    return page.locator(".aside .state")


def test_a_liaison_files_a_month_with_a_mistake_on_a_phone(page: Page, open_months: Server):
    page.set_viewport_size(PHONE)
    open_report(page, open_months, "as=m.yamada1")
    expect(page.locator("#answer")).to_have_text("April was due on 5 May. No activity is in yet.")
    rows(page).last.get_by_label("Activity").press_sequentially("Family <b>reading</b> night")
    first = rows(page).first
    expect(first.get_by_label("Activity")).to_be_focused()  # the card that is begun stays open
    first.get_by_label("Day").fill("31")  # April has 30
    first.get_by_label("Type").select_option("4 Learning at home")
    first.get_by_label("Counted by").select_option("sign-in")
    expect(first.locator(".say")).to_contain_text(["31 is no day. Write it as 23 Apr."])
    first.get_by_label("Families").fill("480")
    page.wait_for_function(NOTHING_WAITS)  # saved after a pause in the field; it is asked about once that is left
    expect(first.locator(".say")).to_have_count(1)
    first.get_by_label("Adults").fill("57")
    expect(first.locator(".say")).to_contain_text(["480 families? The school has 477 pupils."])
    assert page.evaluate(TOO_WIDE) <= 0
    page.locator(".sticky").get_by_role("button", name="Send to Denise").click()
    expect(page.get_by_role("alert")).to_contain_text("can't be read yet")
    expect(first.get_by_label("Day")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("thu")
    first.get_by_role("button", name="It is 48").click()
    expect(first.get_by_label("Families")).to_have_value("48")
    expect(first.locator(".say")).to_have_count(0)
    expect(first.get_by_label("Day")).to_have_value("Thu 30 Apr")
    page.get_by_role("button", name="From the plan").click()
    page.locator(".steps button", has_text="School garden").click()
    expect(page.locator(".aside li.done", has_text="School garden work day (March)")).to_be_visible()
    page.get_by_label("Principal changed").check()
    expect(page.locator(".sticky .state")).to_contain_text("Saved")
    page.locator(".sticky").get_by_role("button", name="Send to Denise").click()
    expect(page.locator("#answer")).to_have_text("April is sent. It waits for review.", timeout=15_000)
    expect(page.locator(".report")).to_contain_text("April is sent to Denise. It counts as late by")
    assert asked(
        open_months,
        "SELECT r.state, r.revision, a.title, a.families_attended, a.activity_date, a.involvement_type"
        " FROM monthly_report r JOIN activity a USING (district_id, school_id, month, revision)"
        " WHERE r.school_id = '1-002' AND r.month = '2026-04-01' AND a.involvement_type = 4",
    ) == [("submitted", 1, "Family <b>reading</b> night", 48, "2026-04-30", 4)]
    steps = "SELECT reported_month FROM planned_activity WHERE school_id = '1-002' AND item_id = '10'"
    assert asked(open_months, f"{steps} AND school_year = '2025-26'") == [("2026-04-01",)]
    assert asked(open_months, "SELECT kind FROM decision WHERE school_id = '1-002' AND author = 'Mei Yamada'") == [
        ("principal_changed",)
    ]
    page.get_by_role("button", name="Change it").click()
    expect(rows(page).first.get_by_label("Activity")).to_have_value("Family <b>reading</b> night")
    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.get_by_role("button", name="Change it")).to_be_visible()


def test_what_is_typed_is_there_after_the_server_died_and_what_is_pasted_becomes_rows(
    page: Page, watch: Watch, open_months: Server
):
    watch.expect("ERR_CONNECTION|WebSocket|Lost websocket|Failed to load resource|Failed to fetch")
    open_report(page, open_months, "as=d.whitlock&school=1-007")
    expect(page.locator(".top")).to_contain_text("the report says that it was you")
    rows(page).last.get_by_label("Day").evaluate(PASTE, PASTED)
    expect(rows(page)).to_have_count(3)
    expect(rows(page).nth(1).get_by_label("Counted by")).to_have_value("head_count")
    rows(page).nth(0).get_by_label("Families").focus()
    for key in ("Enter", "Shift+Enter", "Control+d"):  # down, up, and the row once more
        page.keyboard.press(key)
    expect(rows(page)).to_have_count(4)
    expect(rows(page).nth(1).locator(".say")).to_contain_text(["stands here twice on that day"])
    rows(page).nth(1).get_by_role("button", name="Take this row out").click()
    page.get_by_role("button", name="Undo").click()
    expect(rows(page)).to_have_count(4)
    rows(page).nth(1).get_by_role("button", name="Take this row out").click()
    expect(state(page)).to_contain_text("Saved")
    notes = page.get_by_label("Anything else")
    notes.fill("Before.\n")
    open_months.stop()
    notes.press_sequentially("And while it was away.")
    expect(page.locator(".lines")).to_contain_text("You can go on typing; it is kept on this computer.")
    expect(state(page)).to_contain_text("kept here")
    open_months.start()
    with page.expect_navigation(timeout=20_000):
        pass  # it loads itself again once nobody types
    wait_until_settled(page)
    expect(notes).to_have_value("Before.\nAnd while it was away.")
    expect(notes).to_be_focused()
    expect(state(page)).to_contain_text("Saved")
    expect(rows(page)).to_have_count(3)
    kept = "SELECT value FROM report_draft_field WHERE school_id = '1-007' AND path = 'form/notes'"
    assert asked(open_months, kept) == [('"Before.\\nAnd while it was away."',)]
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('field ')).length") == 0


def test_two_who_write_one_report_see_each_others_fields_and_choose_where_both_typed(page: Page, open_months: Server):
    other = page.context.new_page()
    for one, login in ((page, "d.whitlock"), (other, "m.alvarez")):
        open_report(one, open_months, f"as={login}&school=1-012")
    rows(page).last.get_by_label("Activity").fill("Coffee morning")
    page.get_by_label("Anything else").focus()
    expect(rows(other).first.get_by_label("Activity")).to_have_value("Coffee morning", timeout=10_000)
    notes = {one: one.get_by_label("Anything else") for one in (page, other)}
    notes[other].fill("From the office.")
    expect(state(other)).to_contain_text("Saved")
    notes[page].fill("From the coordinator.")
    line = page.locator(".lines .say")
    expect(line).to_contain_text("Maria Alvarez changed this at")
    expect(line).to_contain_text("From the office.. You typed: From the coordinator..")
    expect(notes[page]).to_have_value("From the coordinator.")
    line.get_by_role("button", name="Keep mine").click()
    expect(state(page)).to_contain_text("Saved")
    expect(notes[other]).to_have_value("From the coordinator.", timeout=10_000)


def test_what_a_coordinator_sends_for_a_school_says_so_in_review_and_on_the_schools_pages(
    page: Page, open_months: Server
):
    page.set_viewport_size(PHONE)
    open_report(page, open_months, "as=r.okafor&school=4-012")
    page.get_by_role("radio", name="Nothing to report").check(force=True)
    page.get_by_label("Why is there nothing to report?").fill("The team could not meet.")
    expect(page.locator(".sticky .state")).to_contain_text("Saved")
    page.locator(".sticky").get_by_role("button", name=re.compile("^Send")).click()
    expect(page.locator("#answer")).to_contain_text("April is sent", timeout=15_000)
    told = "sent by Rosa Okafor, coordinator, for the school"

    visit(page, f"{open_months.url}/review?as=r.okafor&school=4-012&month=2026-04")
    expect(page.locator(".report-head")).to_contain_text(told)
    expect(page.get_by_role("button", name=re.compile(f"Fairbrook.*{told}"))).to_have_count(1)
    expect(page.locator(".queue-list .sent")).to_have_count(1)
    assert page.evaluate(TOO_WIDE) <= 0
    visit(page, f"{open_months.url}/our_school?as=c.eriksen33")
    expect(page.locator("ol.months small.sent")).to_have_text(["sent by Rosa Okafor"])
    expect(page.locator("ul.rows")).to_contain_text(["Sent by Rosa Okafor, coordinator, for the school."])
    assert page.evaluate(TOO_WIDE) <= 0


def test_rows_come_from_last_month_and_from_what_is_common_a_figure_is_kept_and_nothing_to_report_has_a_reason(
    page: Page, open_months: Server
):
    open_report(page, open_months, "as=d.whitlock&school=1-022")
    named = (
        "SELECT a.title, CAST(a.involvement_type AS TEXT) FROM activity a JOIN monthly_report r"
        " USING (district_id, school_id, month, revision) WHERE school_id = '1-022' AND month = '2026-03-01'"
    )
    before = sorted({title for title, _ in asked(open_months, named)})
    page.get_by_role("button", name="Copy from March").click()
    titles = rows(page).get_by_label("Activity", exact=True)
    expect(titles.last).to_have_value("")
    copied = [field.input_value() for field in titles.all()][:-1]
    assert sorted(copied) == before != []
    common = page.locator(".common .pill").first
    name = common.inner_text()
    common.click()
    expect(titles.nth(len(copied))).to_have_value(name)
    row = rows(page).nth(len(copied))
    expect(row.get_by_label("Type")).not_to_have_value("")
    row.get_by_label("Families").fill("480")
    row.get_by_label("Adults").focus()
    row.get_by_role("button", name="Keep 480").click()
    expect(row.locator(".kept")).to_contain_text("Kept.")
    expect(row.get_by_label("Families")).to_have_value("480")

    page.get_by_role("radio", name="Nothing to report").check()
    page.get_by_role("button", name="Send to").locator("visible=true").first.click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator(".nil .pills button").first.click()
    reason = page.get_by_label("Why is there nothing to report?").input_value()
    page.get_by_role("button", name="Send to").locator("visible=true").first.click()
    expect(page.locator("#answer")).to_contain_text("April is sent.", timeout=15_000)
    filed = "SELECT nil_reason FROM report_revision WHERE school_id = '1-022' AND month = '2026-04-01'"
    assert asked(open_months, filed) == [(reason,)]
