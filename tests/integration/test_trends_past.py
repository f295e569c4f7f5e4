"""
A month as it was known on its as-of date: the same from everything as from a folder cut off on that day; and districts
so small that most figures are unknown.
"""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner, Result

from data.__main__ import app
from data.importing.import_files import import_paths
from data.trends_export import COLUMNS, trends_csv
from models.database import URL_VARIABLE, Database
from models.recording.record import district_named
from models.school_year import next_month
from tests.factories import (
    ANA,
    OCTOBER,
    SEPTEMBER,
    activity_row,
    contact_row,
    district_rows,
    make_district,
    record_rows,
    report_row,
)
from tests.unit.trends.worlds import reporting_months

AT = datetime(2025, 7, 1, 12, tzinfo=UTC)
MONTHS = reporting_months("2022-08", 26)
PAST = "2024-03"
"""The month looked at again from later."""
FIELDS = {
    "schools": "school_id,name,cluster,level,enrollment,frl_pct,ell_pct,home_languages",
    "reports": "report_id,school_id,month,due_date,submitted_date,status",
    "activities": "activity_id,school_id,month,date,type,goal,audience,languages,attendance",
    "responses": "activity_id,school_id,month,n_responses,mean_rating,n_comments",
    "plans": "school_id,school_year,item_id,goal,type,planned_month,done_month,reported_month",
}
Folder = dict[str, list[list[str]]]


def due(month: str) -> date:
    return next_month(date.fromisoformat(f"{month}-01")).replace(day=5)


def generated(schools: int, months: list[str], until: date | None = None, *, need: bool = True) -> Folder:
    """A district in the exchange layout, from one seed; `until`: only what had come in by a day."""
    draw, made = Random(11), {name: [] for name in FIELDS}
    for number in range(schools):
        school, level = f"S{number:02d}", draw.choice(["elementary", "elementary", "middle", "high"])
        known = [draw.choice(["", "300", "520"]), str(draw.randint(5, 90)), str(draw.randint(0, 30))]
        share = known[1:] if need else ["", ""]
        made["schools"].append([school, f"School {school}", draw.choice("AB"), level, known[0], *share, ""])
        opens, closes = draw.choice([(8, 99), (0, 14), (22, 99)]) if number % 4 == 3 else (0, 99)
        for month in months[opens:closes]:
            late = timedelta(days=draw.choice([-3, -3, -3, 2, 5, 6, 40, 300]))
            came = due(month) + late if draw.random() < 0.85 else None
            is_listed = until is None or due(month) <= until
            is_in = is_listed and came is not None and (until is None or came <= until)
            held = [
                (draw.randint(1, 6), draw.choice([None, 8, 21, 34]), draw.randint(0, 12))
                for _ in range(draw.randint(0, 4))
            ]
            if is_listed:
                status = ("late" if late.days > 0 else "on_time") if is_in else "missing"
                day = f"{came}" if is_in else ""
                made["reports"].append([f"R{school}-{month}", school, month, f"{due(month)}", day, status])
            for at, (kind, families, answers) in enumerate(held if is_in else []):
                activity = f"A{school}-{month}-{at}"
                count = "" if families is None else str(families)
                made["activities"].append([activity, school, month, f"{month}-15", str(kind), "", "", "English", count])
                if families is not None and answers:
                    made["responses"].append([activity, school, month, str(answers), "4.0", "0"])
            year = int(month[:4]) - (int(month[5:]) < 8)
            told = [month, month] if draw.random() < 0.6 and is_in else ["", ""]
            if is_listed:
                made["plans"].append([school, f"{year}-{year + 1}", f"P-{month}", "reading", "1", month, *told])
    return made


def brought(database: Database, folder: Path, rows: Folder) -> None:
    folder.mkdir()
    for name, fields in FIELDS.items():
        lines = [fields, *(",".join(row) for row in rows[name])]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    code = folder.name
    make_district(database, code=code)
    import_paths(database, [folder], mapping="exchange", viewer=ANA, at=AT, district=code)


def exported(database: Database, code: str, first: str, last: str) -> dict[str, list[dict[str, str]]]:
    days = [date.fromisoformat(f"{month}-01") for month in (first, last)]
    with database.reading() as session:
        files = trends_csv(session, district_named(session, code), *days)
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in files.items()}


def test_a_past_month_is_the_same_from_everything_and_from_what_had_come_by_its_day(
    database: Database, tmp_path: Path
) -> None:
    brought(database, tmp_path / "everything", generated(12, MONTHS))
    brought(database, tmp_path / "cut-off", generated(12, MONTHS, until=due(PAST) + timedelta(days=5)))
    whole, cut = (exported(database, code, "2023-09", PAST) for code in ("everything", "cut-off"))
    assert len(whole["explain"]) > 100
    assert whole == cut


def test_a_revision_counts_from_the_day_it_came_and_punctual_is_the_first(database: Database) -> None:
    months = (SEPTEMBER, OCTOBER, date(2024, 11, 1))
    rows = district_rows(1, months, reports=[report_row()], activities=[activity_row("A1")])
    district = make_district(database, rows)
    later = district_rows(1, months, reports=[report_row(submitted_date=date(2024, 11, 20))])
    later.activities = [activity_row("A1"), activity_row("A2", families_attended=11)]
    record_rows(database, district, later, at=datetime(2024, 11, 20, 15, tzinfo=UTC))
    seen = {}
    for last in ("2024-10", "2024-11"):
        rows_of = exported(database, "test-valley", "2024-09", last)["headline"]
        seen[last] = {
            row["measure"]: float(row["value"])
            for row in rows_of
            if (row["month"], row["scope"]) == ("2024-09", "district") and row["measure"] in ("families", "on_time")
        }
    assert seen == {
        "2024-10": {"on_time": 100, "families": 20},
        "2024-11": {"on_time": 100, "families": 31},
    }


def test_a_correction_moves_a_contact_from_the_day_it_was_written(database: Database) -> None:
    rows = district_rows(1, reports=[report_row()])
    rows.contacts = [
        contact_row("K-1", contacted_on=date(2024, 9, 20)),
        contact_row("K-2", contacted_on=date(2024, 10, 21), corrects="K-1"),
    ]
    make_district(database, rows)
    seen = {
        last: {
            row["month"]: float(row["value"])
            for row in exported(database, "test-valley", "2024-09", last)["headline"]
            if (row["scope"], row["measure"]) == ("district", "contacts")
        }
        for last in ("2024-09", "2024-10")
    }
    assert seen == {"2024-09": {"2024-09": 1}, "2024-10": {"2024-09": 0, "2024-10": 1}}


@pytest.mark.parametrize(
    ("schools", "months", "need"),
    [(1, MONTHS, True), (2, MONTHS[:1], True), (9, MONTHS[:10], True), (9, MONTHS, False)],
    ids=["one school", "one month", "a first year", "no need known"],
)
def test_a_small_world_is_no_failure(
    database: Database, tmp_path: Path, schools: int, months: list[str], need: bool
) -> None:
    brought(database, tmp_path / "small", generated(schools, months, need=need))
    files = exported(database, "small", months[0], months[-1])
    assert set(files) == set(COLUMNS)
    assert {row["month"] for row in files["sentence"]} == set(months)
    assert {row["split"] for row in files["equity"]} <= {"low_income", "english_learners", "level", "cluster"}
    if not need:
        assert {row["split"] for row in files["equity"]} == {"level", "cluster"}
    if len(months) <= 10:
        assert files["explain"] == []
        assert {row["points"] for row in files["shifts"] if row["scope"] == "district"} == {"0"}
        assert not any(row["last_year"] for row in files["headline"])
    if schools == 1:
        assert {row["value"] for row in files["explain"] if row["part"] == "claim"} == {"0"}


def test_a_district_that_nobody_reported_in_has_no_values_and_is_no_failure(database: Database) -> None:
    make_district(database, district_rows(3))
    files = exported(database, "test-valley", "2024-09", "2024-10")
    values = {row["measure"]: row["value"] for row in files["headline"] if row["scope"] == "district"}
    assert values == {
        "on_time": "0.000000000", "activities": "", "families": "", "reach": "", "response": "", "contacts": "",
    }  # fmt: skip
    assert not any(row["floor"] for row in files["headline"])
    assert {row["code"] for row in files["sentence"]} == {"TOO_EARLY"}


# ------------------------------------------------------------ the command line
@pytest.fixture
def told(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    examples = Path(__file__).parents[2] / "data" / "examples"
    assert run("import", examples).exit_code == 0
    return run


def test_the_command_writes_eight_files_into_a_folder_it_makes(told, tmp_path: Path) -> None:
    out = tmp_path / "new" / "trends"
    outcome = told("export", "trends", "--from", "2025-08", "--to", "2025-12", "--out", out)
    assert outcome.exit_code == 0, outcome.stderr
    assert {path.name for path in out.iterdir()} == {f"{name}.csv" for name in COLUMNS}
    assert all(f"{name}.csv" in outcome.stdout for name in COLUMNS)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [("2025-12", "2025-08", "is after"), ("2031-01", "2031-02", "no reporting month"), ("soon", "2025-08", "soon")],
)
def test_a_refused_range_says_why_and_writes_nothing(told, tmp_path: Path, first: str, last: str, said: str) -> None:
    out = tmp_path / "trends"
    outcome = told("export", "trends", "--from", first, "--to", last, "--out", out)
    assert outcome.exit_code != 0
    assert said in outcome.stderr
    assert not out.exists()


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(told, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    outcome = told("export", "trends", "--from", "2025-08", "--to", "2025-12", "--out", tmp_path / "file" / "trends")
    assert outcome.exit_code == 1
    assert "Traceback" not in outcome.stderr
    assert str(tmp_path / "file") in outcome.stderr
