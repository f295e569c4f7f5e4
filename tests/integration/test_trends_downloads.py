"""What people take away of the trends: the figures of the page, as they were filtered, in two kinds of file."""

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest
from sqlalchemy import text

from dashboards.state.trends.export_frames import one_frame
from dashboards.state.trends.visit import TrendsVisit
from data.exporting import write_csv, write_workbook
from data.trends_export import trends_csv
from models.database import Database, connect
from models.vocabulary import Role
from models.wording.language import words_in
from tests.factories import district_rows, make_district, on_the_server
from tests.trends_page import TODAY, visit


@pytest.fixture(scope="module")
def database(sample_looked_at: Database) -> Database:
    return sample_looked_at


def agree(frame: pd.DataFrame, rows: list[dict[str, str]], key: list[str], names: dict[str, str]) -> None:
    """Every row of the export is one of the frame, and figures of a name are those of its column there."""
    own: dict[tuple[str, ...], dict[str, Any]] = {
        tuple(str(row[column]) for column in key): row for row in frame.to_dict("records")
    }
    assert rows
    for row in rows:
        found = own[tuple(row[column] for column in key)]
        for name, column in names.items():
            told, value = row[column], found[name]
            assert value == pytest.approx(float(told), abs=1e-5) if told else value is None


def test_the_tables_are_those_that_other_programs_get(database: Database):
    frames, _ = visit(database).tables("Alder Valley Schools")
    with database.reading() as session:
        files = trends_csv(session, 1, date(2025, 8, 1), date(2026, 3, 1))
    told = {name: list(csv.DictReader(io.StringIO(rows))) for name, rows in files.items()}
    headline = [row | {"figure": row["measure"]} for row in told["headline"]]
    figures = {"value": "value", "reports_expected": "expected", "reports_received": "reported"}
    district = [row for row in headline if row["scope"] == "district"]
    agree(frames["over_time"], district, ["month", "figure"], figures)
    ranges = [row for row in district if row["measure"] in ("activities", "families")]
    agree(frames["over_time"], ranges, ["month", "figure"], {"likely": "likely"})
    clusters = [row for row in headline if row["scope"] == "cluster"]
    agree(frames["groups_by_month"], clusters, ["name", "month", "figure"], figures)
    equity = [row | {"figure": row["measure"]} for row in told["equity"] if row["split"] != "concentration"]
    same = ("value", "low", "high", "ratio", "ratio_low", "ratio_high")
    agree(frames["equity"], equity, ["split", "group", "figure"], dict.fromkeys(same) | {name: name for name in same})
    plans = [row for row in told["programme"] if row["measure"] == "plan"]
    agree(frames["plan_steps"], plans, ["month"], {name: name for name in ("due", "done", "open", "unknown")})
    support = {name: name for name in ("episodes", "supported", "compared", "naive", "effect", "low", "high")}
    agree(frames["support"], told["support"], [], support)


def test_the_first_table_says_what_the_tiles_say(database: Database):
    page = visit(database, "?month=2026-03&cluster=Lakeview&compare=month")
    frames, about = page.tables("Alder Valley Schools")
    shown = {tile["figure"]: tile for tile in page.trends().part["tiles"]}
    for row in frames["headline"].to_dict("records"):
        tile = shown[row["figure"]]
        assert tile["value"].rstrip(" %").replace(",", "") in (f"{row['value']:.0f}", f"{row['value']:.1f}")
        assert f"{abs(row['change']):.1f}".removesuffix(".0") in tile["change"].replace(",", "")
    assert set(frames["groups_by_month"]["name"]) == {row["name"] for row in page.trends().part["heat"]["rows"]}
    assert about == {
        "Trends": "Alder Valley Schools",
        "Schools shown": "11 schools",
        "Filters": "Lakeview",
        "As of": "10 April 2026 (what was filed later is not in it)",
        "Reports": about["Reports"],
        "Compared": "March 2026 with February 2026",
        "Missing": "a month without a report is never counted as zero",
        "Whole district": "is support working, whatever the filters; the table of levels has all clusters and tiers",
        "Taken by": "Maria Alvarez",
    }
    assert about["Reports"].startswith("10 of 11 received")


def test_both_kinds_of_file_hold_the_same_figures(database: Database):
    frames, about = visit(database).tables("Alder Valley Schools")
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(frames, about)))
    assert book.sheetnames == [*frames, "About"]
    lines = list(csv.reader(io.StringIO(write_csv(one_frame(frames), about).decode("utf-8-sig"))))
    remarks = [line[0] for line in lines if line[0].startswith("# ")]
    head, *rows = (line for line in lines if not line[0].startswith("# "))
    assert len(remarks) == len(about)
    assert len(rows) == sum(len(frame) for frame in frames.values())
    for name in ("headline", "equity", "plan_steps"):
        first, *sheet = book[name].iter_rows(values_only=True)
        own = [dict(zip(head, row, strict=True)) for row in rows if row[0] == name]
        for cells, row in zip(sheet, own, strict=True):
            for column, value in zip(first, cells, strict=True):
                assert row[column] == ("" if value is None else str(value))


def test_no_coordinators_name_is_taken_away_by_who_only_looks_on(database: Database):
    page = visit(database)
    assert "coordinator" in page.tables("")[0]["care"]
    page.viewer = replace(page.viewer, role=Role.VIEWER)
    with database.reading() as session:
        names = session.execute(text("SELECT name FROM person WHERE role = 'coordinator'")).scalars().all()
    taken = str(one_frame(page.tables("")[0]).to_csv())
    assert not [name for name in names if name in taken]


def test_a_year_without_monthly_reports_has_nothing_to_take(sqlite_url: str):
    database = connect(sqlite_url)
    number = make_district(database, district_rows(months=()))
    page = TrendsVisit(database, on_the_server(number), "", words_in(), today=lambda: TODAY)
    frames, about = page.tables("")
    database.close()
    assert (frames, about) == ({}, {})
    assert write_workbook(frames, about)
    assert one_frame(frames).empty
