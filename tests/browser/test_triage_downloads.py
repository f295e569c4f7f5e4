"""What people take away: the very rows on screen, in order, with what they were filtered by."""

import csv
import io
from datetime import datetime
from typing import Any

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.triage_page import choose, detail, groups, open_triage, row
from tests.serving import Server


def take(page: Page, button: str) -> bytes:
    page.locator("#download-button").click()
    with page.expect_download() as download:
        page.get_by_text(button, exact=True).click()
    page.keyboard.press("Escape")
    return download.value.path().read_bytes()


def csv_of(page: Page) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The remarks above the rows, by name, and the rows."""
    read = list(csv.reader(io.StringIO(take(page, "CSV").decode("utf-8-sig"), newline="")))
    remarks = [line[0][2:].split(": ", 1) for line in read if line[0].startswith("# ")]
    head, *rows = (line for line in read if not line[0].startswith("# "))
    return dict(remarks), [dict(zip(head, row, strict=True)) for row in rows]


def on_screen(page: Page) -> list[tuple[str, str]]:
    return [(tier, school) for tier, schools in groups(page).items() for school in schools]


def filtered(page: Page, office: Server) -> None:
    open_triage(page, office, cluster="all", level="elementary", tiers="extra_support,steady", sort="-contact")


def test_the_csv_holds_the_rows_on_screen_in_their_order(page: Page, office: Server):
    filtered(page, office)
    _, rows = csv_of(page)
    assert [(row["support_tier"], row["school"]) for row in rows] == on_screen(page)


def test_the_csv_says_what_it_shows_as_of_when_and_which_reports_are_in(page: Page, office: Server):
    filtered(page, office)
    remarks, _ = csv_of(page)
    assert remarks["Filters"] == "Elementary; Extra support, Steady"
    assert remarks["School year"] == "2025-26"
    assert remarks["As of"].startswith("10 April 2026")
    assert f"Showing {remarks['Schools shown']} schools" == page.locator("#showing").inner_text()
    assert "received" in remarks["March reports"]
    assert remarks["Missing"] == "a month without a report is never counted as zero"
    assert remarks["Taken by"] == "Rosa Okafor"
    assert next(iter(remarks.values())) == "Alder Valley Schools"


def test_the_menu_says_what_the_file_will_hold_and_closes_alone(page: Page, office: Server):
    open_triage(page, office, cluster="all", level="elementary", school="4-017")
    remarks, rows = csv_of(page)
    page.locator("#download-button").click()
    menu = page.locator("#download")
    names, values = menu.locator("dt").all_inner_texts(), menu.locator("dd").all_inner_texts()
    assert names == ["Schools shown", "Filters", "As of", "March reports"]
    assert dict(zip(names, values, strict=True)) == {name: remarks[name] for name in names}
    assert values[0].startswith(f"{len(rows)} of ")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(detail(page).locator("h2")).to_have_text("Harlan Creek")
    expect(page.locator("#download-button")).to_be_focused()


def test_a_cell_of_the_csv_says_what_the_row_says(page: Page, office: Server):
    open_triage(page, office, cluster="Lakeview")
    _, rows = csv_of(page)
    harlan = next(row for row in rows if row["school"] == "Harlan Creek")
    assert (harlan["school_id"], harlan["cluster"], harlan["level"], harlan["enrollment"]) == (
        "4-017",
        "Lakeview",
        "Elementary",
        "412",
    )
    assert harlan["why"].startswith("2 of the last 4 reports have not arrived")
    marks = [harlan[f"report_{month}"] for month in ("2025_10", "2025_11", "2025_12", "2026_01", "2026_02", "2026_03")]
    assert marks == [
        "accepted",
        "accepted, came late",
        "missing",
        "accepted, came late",
        "missing",
        "to review, came late",
    ]


def test_a_changed_filter_changes_the_next_file(page: Page, office: Server):
    open_triage(page, office)
    assert len(csv_of(page)[1]) == 11
    choose(page, "School level", "K-8")
    assert [row["school"] for row in csv_of(page)[1]] == ["Otter Bend", "Quarry Road"]


def test_the_workbook_holds_the_same_rows_and_a_sheet_about_them(page: Page, office: Server):
    filtered(page, office)
    remarks, rows = csv_of(page)
    book = openpyxl.load_workbook(io.BytesIO(take(page, "Excel")))
    sheet, about = book.worksheets
    head, *cells = [[as_text(cell.value) for cell in line] for line in sheet.iter_rows()]
    assert [dict(zip(head, line, strict=True)) for line in cells] == rows
    assert about.title == "About"
    assert {str(name.value): as_text(value.value) for name, value in about.iter_rows(max_col=2)} == remarks
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n", "d"}


def test_a_next_step_is_a_day_with_its_year_and_an_empty_cell_where_none_is_open(page: Page, office: Server):
    open_triage(page, office, cluster="Lakeview")
    _, rows = csv_of(page)
    steps = {row["school"]: (row["next_step"], row["next_step_due"]) for row in rows}
    shown = {name: row(page, name).locator("td.step").inner_text() for name in steps}
    assert {name: bool(step) for name, (step, _) in steps.items()} == {
        name: not text.startswith(("none yet", "–")) for name, text in shown.items()
    }
    assert {due[:4] for step, due in steps.values() if due} == {"2026"}
    sheet = openpyxl.load_workbook(io.BytesIO(take(page, "Excel"))).worksheets[0]
    column = [cell.value for cell in next(sheet.iter_rows())].index("next_step_due")
    days = [line[column].value for line in sheet.iter_rows(min_row=2)]
    assert [day and f"{day:%Y-%m-%d}" for day in days] == [due or None for _, due in steps.values()]


def as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(int(value)) if isinstance(value, float) and value == int(value) else str(value)


def test_a_file_of_no_school_still_says_why(page: Page, office: Server):
    open_triage(page, office, search="no school is called so")
    remarks, rows = csv_of(page)
    assert rows == []
    assert remarks["Schools shown"] == "0 of 85"
    assert remarks["Filters"] == 'Lakeview; "no school is called so"'
