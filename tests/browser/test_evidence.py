"""A coordinator finds out why a school is on the list: the rows behind a reason, its months, its place among all."""

from playwright.sync_api import Locator, Page, expect

from data.sample.make import STORIES
from tests.browser.triage_page import detail, open_school, open_triage
from tests.serving import Server
from tests.watching import wait_until_settled

HARLAN = STORIES["lost_liaison"]
COLUMNS = """() => [...Bokeh.documents[0].all_models].filter(model => model.type === "ColumnDataSource")
    .map(source => [...(source.data instanceof Map ? source.data.keys() : Object.keys(source.data))])"""


def cells(table: Locator) -> list[list[str]]:
    return [text.split("\t") for text in table.locator("tbody tr").all_inner_texts()]


def reason(page: Page, words: str) -> Locator:
    return detail(page).locator("li.reason").filter(has_text=words)


def opened(page: Page, words: str, button: str) -> Locator:
    """The table behind the reason with these words."""
    line = reason(page, words)
    line.get_by_role("button", name=button).click()
    expect(line.get_by_role("table")).to_be_visible()
    return line.get_by_role("table")


def compared(page: Page) -> Locator:
    return detail(page).get_by_role("button", name="Compared with other schools")


def open_comparison(page: Page) -> None:
    compared(page).click()
    expect(compared(page)).to_have_attribute("aria-expanded", "true")
    wait_until_settled(page)


def test_a_coordinator_finds_out_why_a_school_is_on_the_list_and_what_changed(page: Page, office: Server):
    open_triage(page, office)
    open_school(page, HARLAN.name)
    # It came down, and says so before its reasons.
    why = detail(page).locator("section").filter(has_text="Why this school")
    expect(why.locator("> p")).to_have_text("The recent months are clearly lower than before.")

    rows = cells(opened(page, "2 of the last 4 reports have not arrived", "4 reports"))
    assert [row[0] for row in rows if row[3] == "missing"] == ["December 2025", "February 2026"]
    assert [row for row in rows if row[3] == "late"] == [
        ["January 2026", "5 Feb", "7 Feb", "late"],
        ["March 2026", "5 Apr", "7 Apr", "late"],
    ]
    expect(detail(page).get_by_role("heading", name="Since last month")).to_be_visible()
    expect(detail(page)).to_contain_text("Check in last month, Extra support now.")
    expect(detail(page).get_by_role("img", name="beyond the line of the visit list")).to_be_visible()

    # The figure of activities is the rows under it, added up.
    rows = cells(opened(page, "2.2 activities a month", "6 months"))
    received = {row[0] for row in rows if row[3] != "not counted"}
    assert (sum(int(row[3]) for row in rows if row[3] != "not counted"), len(received)) == (13, 6)
    assert [row[0] for row in rows if row[3] == "not counted"] == ["February", "December"]

    # The months say in a table what the chart draws, and a chart is saved as a picture of its own.
    detail(page).get_by_role("button", name="Table of Activities").click()
    table = detail(page).get_by_role("table", name="Month by month")
    assert [row[:2] for row in cells(table)[:4]] == [
        ["Mar 2026", "1"],
        ["Feb 2026", "no report"],
        ["Jan 2026", "1"],
        ["Dec 2025", "no report"],
    ]
    assert len(cells(table)) == 18
    with page.expect_download() as saved:
        detail(page).get_by_role("button", name="PNG of Activities").click()
    assert saved.value.suggested_filename == "activities.png"


def test_the_comparison_is_drawn_when_it_is_opened_and_begins_with_the_first_reason(page: Page, office: Server):
    open_triage(page, office, school=HARLAN.school_id)
    charts = detail(page).locator(".bk-Figure")
    expect(charts).to_have_count(2)
    open_comparison(page)
    expect(charts).to_have_count(3)
    expect(detail(page).get_by_label("Indicator")).to_have_value("reporting")
    expect(detail(page)).to_contain_text("Reports that have not arrived")
    detail(page).get_by_label("Indicator").select_option("Activity")
    expect(detail(page).get_by_role("heading", name="Activities a month")).to_have_count(2)
    expect(detail(page)).to_contain_text("Inside the limits: chance and the usual differences")
    # A picture has a name for a screen reader, and it follows the figures.
    expect(detail(page).get_by_role("img", name="Activities a month. Inside the limits")).to_be_visible()
    detail(page).get_by_role("button", name="Table of Activities").last.click()
    table = detail(page).get_by_role("table", name="Activities, a month")
    expect(table).to_be_visible()
    assert cells(table)[:2] == [["Harlan Creek", "2.2"], ["Schools like it", "2.7"]]

    # The next school is compared by its own first reason.
    open_school(page, STORIES["first_plan"].name)
    expect(detail(page).get_by_label("Indicator")).to_have_value("plan")
    compared(page).click()
    expect(compared(page)).to_have_attribute("aria-expanded", "false")
    expect(detail(page).locator(".bk-Figure:visible")).to_have_count(2)

    # Plan steps on time are as many as that reason says.
    line = detail(page).locator("li.reason").first
    said = line.inner_text().split()
    line.get_by_role("button").click()
    counts = [row[3] for row in cells(line.get_by_role("table"))]
    assert said[1] == "of"
    assert (counts.count("on time"), counts.count("on time") + counts.count("not on time")) == (
        int(said[0]),
        int(said[2]),
    )


def test_data_behind_a_school_open_their_rows_in_a_wide_sheet_one_at_a_time(page: Page, office: Server):
    open_triage(page, office, school=STORIES["typing_error"].school_id)
    strip = detail(page).locator(".quality")
    strip.get_by_role("button", name="3 to check").click()
    checks = detail(page).get_by_role("table", name="Figures to ask about")
    expect(checks).to_contain_text("480")
    expect(checks).to_contain_text("more than twice as many families as pupils")
    sheet = detail(page).get_by_role("dialog", name="Figures to ask about")
    box = sheet.bounding_box()
    assert box is not None
    assert box["width"] >= 720
    received = strip.get_by_role("button", name="of 8 received")
    received.click()
    expect(checks).to_be_hidden()
    expect(detail(page).get_by_role("table", name="Reports received")).to_be_visible()
    page.keyboard.press("Escape")  # closes the sheet, not the school
    expect(detail(page).get_by_role("table", name="Reports received")).to_be_hidden()
    expect(received).to_be_focused()
    expect(detail(page).get_by_role("heading", name="Maple Fork")).to_be_visible()
    page.keyboard.press("Escape")
    expect(detail(page).get_by_role("heading", name="Maple Fork")).to_be_hidden()


def test_a_silent_and_a_closed_school_say_so_before_their_reasons(page: Page, office: Server):
    open_triage(page, office, cluster="all")
    open_school(page, "Pine Hollow")
    why = detail(page).locator("section").filter(has_text="Why this school")
    expect(why.locator("> p")).to_contain_text("Nothing received since")
    expect(why.locator("> p")).to_contain_text("judged by older reports.")
    open_school(page, STORIES["closed"].name)
    expect(why.locator("> p")).to_have_text("Closed on 31 December 2025; no report is expected.")
    expect(why.get_by_role("listitem")).to_have_count(0)
