"""A month's workbook that people fill in away from the page: what stands in it, and how it comes back."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from sqlalchemy import text

from dashboards.state.district.data import district_now
from dashboards.state.reminders.visit import RemindersVisit
from dashboards.state.report.gathered import Gathered, gathered
from dashboards.state.report.month_workbook import month_workbook, month_workbooks
from data.importing.import_files import IncomingFile, import_files
from models import queries
from models.database import Database, connect
from models.errors import NotAllowedError, RefusedImportError
from models.permissions import administrator_on_the_server
from models.wording.language import words_in

NOW = date(2026, 4, 10)
AT = datetime(2026, 4, 11, 9, 0, tzinfo=UTC)
SCHOOL, APRIL = "4-017", "2026-04"
DUE = """
SELECT title, involvement_type FROM planned_activity
WHERE district_id = 1 AND school_id = :school AND school_year = '2025-26' AND done_month IS NULL
AND planned_month <= '2026-04-01' ORDER BY title
"""


@pytest.fixture
def database(sample_district: Callable[[], str]) -> Iterator[Database]:
    opened = connect(sample_district())
    yield opened
    opened.close()


def asked(database: Database, login: str, school_id: str = SCHOOL) -> Gathered:
    with district_now(database, 1) as district, district.reading() as session:
        found = gathered(district, queries.viewer(session, 1, login, NOW), school_id, APRIL, NOW)
    assert found is not None
    return found


def sheets(content: bytes) -> dict[str, list[dict[str, Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    told = {}
    for sheet in book:
        heads, *rows = sheet.iter_rows(values_only=True)
        told[sheet.title] = [dict(zip(map(str, heads), row, strict=True)) for row in rows]
    return told


def bring(database: Database, content: bytes) -> dict[str, dict[str, int]]:
    ana = administrator_on_the_server("Ana", 1)
    return import_files(database, [IncomingFile("april.xlsx", content)], viewer=ana, at=AT).counts


def test_it_holds_the_plan_s_open_steps_and_comes_back_once_it_is_filled_in(database: Database):
    content = month_workbook(words_in(), "Alder Valley Schools", asked(database, "r.okafor"))
    told = sheets(content)
    with database.reading() as session:
        due = [tuple(row) for row in session.execute(text(DUE), {"school": SCHOOL})]
    assert due
    assert sorted((row["title"], row["involvement_type"]) for row in told["activities"]) == due
    (report,) = told["monthly_reports"]
    assert (report["school_id"], report["month"], report["state"]) == (SCHOOL, APRIL, "submitted")
    assert report["due_date"].date() == date(2026, 5, 5)
    assert told["parent_responses"] == []

    with pytest.raises(RefusedImportError) as refused:  # nobody has filled it in
        bring(database, content)
    assert [problem.column for problem in refused.value.problems] == ["submitted_date"]

    book = openpyxl.load_workbook(io.BytesIO(content))
    reports, activities = book["monthly_reports"], book["activities"]
    place = {str(cell.value): number for number, cell in enumerate(reports[1], start=1)}
    reports.cell(2, place["submitted_date"], date(2026, 4, 30))
    place = {str(cell.value): number for number, cell in enumerate(activities[1], start=1)}
    activities.cell(2, place["families_attended"], 31)
    filled = io.BytesIO()
    book.save(filled)
    counts = bring(database, filled.getvalue())
    assert counts["activity"]["new"] == len(due)
    assert counts["monthly_report"]["new"] == 1


def test_a_zip_holds_one_for_each_school_that_one_may_write_for(database: Database):
    with district_now(database, 1) as district, district.reading() as session:
        reads_only = session.scalar(text("SELECT min(login) FROM person WHERE role = 'viewer'"))
        rosa, vera = (queries.viewer(session, 1, login, NOW) for login in ("r.okafor", str(reads_only)))
        made = month_workbooks(words_in(), "Alder Valley", district, rosa, ["4-017", "8-007"], APRIL, NOW)
        assert zipfile.ZipFile(io.BytesIO(made)).namelist() == ["report-4-017-2026-04.xlsx"]
        with pytest.raises(NotAllowedError):
            month_workbooks(words_in(), "Alder Valley", district, vera, ["4-017"], APRIL, NOW)
    visit = RemindersVisit(database, rosa, "", words_in(), lambda: NOW, district="Alder Valley")
    names = zipfile.ZipFile(io.BytesIO(visit.workbooks()())).namelist()
    assert names == [f"report-{row['id']}-2026-03.xlsx" for row in visit.rows()]
