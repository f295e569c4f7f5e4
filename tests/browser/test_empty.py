"""A page without data says what to do: no database, no district, no schools, no reports, one report."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from models.database import connect
from models.recording.incoming import IncomingRows
from tests.factories import OCTOBER, SEPTEMBER, activity_row, district_rows, make_district, report_row
from tests.serving import Server
from tests.watching import visit

INSIDES = re.compile(r"Traceback|site-packages|sqlalchemy|sqlite3\.|/tmp/")


@pytest.fixture(scope="module")
def several(served: Callable[..., Server], _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Districts in one database: without schools, with one school and no report, with one school and one report."""
    path = tmp_path_factory.mktemp("empty") / "small.sqlite"
    path.write_bytes(_sqlite_template.read_bytes())
    database = connect(f"sqlite:///{path}")
    make_district(database, code="nothing")
    make_district(database, IncomingRows(calendar=[{"month": SEPTEMBER}]), code="calendar")
    make_district(database, district_rows(schools=1), code="school")
    one = district_rows(schools=1, reports=[report_row()], activities=[activity_row("A1")])
    make_district(database, one, code="report")
    empty = district_rows(schools=1, reports=[report_row("S1", OCTOBER)])
    make_district(database, empty, code="zero")
    database.close()
    return served(f"sqlite:///{path}")


def look(page: Page, address: str, theme: Literal["light", "dark"] = "light") -> None:
    page.emulate_media(color_scheme=theme)
    visit(page, address)
    assert not INSIDES.search(page.content())
    expect(page.locator("html")).to_have_attribute("data-theme", theme)


def test_a_database_without_a_district_says_how_to_fill_it(page: Page, served: Callable[..., Server], sqlite_url: str):
    server = served(sqlite_url)
    for theme in ("light", "dark"):
        look(page, f"{server.url}/triage", theme)
        told = page.get_by_text("There is no district in the database yet. Run `partnership sample` to look around")
        expect(told).to_be_visible()


def test_serving_a_database_that_is_not_there_says_how_to_make_it(served: Callable[..., Server], tmp_path: Path):
    with pytest.raises(RuntimeError, match=r"There is no database yet. Run `partnership init`.") as refusal:
        served(f"sqlite:///{tmp_path / 'missing.sqlite'}")
    assert not INSIDES.search(str(refusal.value).removeprefix("The dashboards did not start:"))


@pytest.mark.parametrize(
    ("district", "answer"),
    [
        ("nothing", "There are no schools yet."),
        ("calendar", "There are no schools yet."),
        ("school", "No monthly reports for 2024-25 yet."),
    ],
)
def test_a_district_without_schools_or_reports_says_so(district: str, answer: str, page: Page, several: Server):
    look(page, f"{several.url}/triage?district={district}")
    page.emulate_media(color_scheme="dark")  # night comes
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("heading", level=1)).to_have_text(answer)
    if district != "school":
        expect(page.get_by_text("Bring in your schools")).to_be_visible()
        expect(page.get_by_text("partnership import data/examples")).to_be_visible()


@pytest.mark.parametrize("district", ["report", "zero"])
def test_one_school_with_one_report_is_listed_and_opens(district: str, page: Page, several: Server):
    look(page, f"{several.url}/triage?district={district}")
    expect(page.get_by_role("heading", level=1)).to_have_text("School S1: Steady.")
    page.get_by_role("button", name="School S1", exact=True).click()
    expect(page.locator("#detail").get_by_role("heading", name="School S1")).to_be_visible()
    page.get_by_text("Months", exact=True).click()
    expect(page.locator("button.line")).to_have_count(1)


def test_a_district_nobody_has_is_refused_with_those_there_are(page: Page, several: Server):
    look(page, f"{several.url}/triage?district=elsewhere")
    told = page.get_by_text('There is no district "elsewhere" here. There is: calendar, nothing, report, school, zero.')
    expect(told).to_be_visible()


def test_a_file_of_an_empty_page_can_be_taken(page: Page, several: Server):
    look(page, f"{several.url}/triage?district=school")
    with page.expect_download() as download:
        page.locator("#download-button").click()
        page.get_by_text("CSV", exact=True).click()
    assert "School S1" in download.value.path().read_text("utf-8-sig")


def test_the_liveness_address_answers_without_a_page(page: Page, several: Server):
    answer = page.request.get(f"{several.url}/liveness")
    assert answer.ok
    assert not INSIDES.search(json.dumps(answer.json()))
