"""The trends handed out for machines: the layout, and the sample's figures counted again by SQL of its own."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from data.trends_export import COLUMNS, trends_csv
from models.database import Database
from models.errors import PartnershipError
from models.recording.record import district_named

FIRST, LAST = date(2025, 8, 1), date(2026, 3, 1)
Rows = list[dict[str, str]]

AS_OF = "SELECT as_of_date FROM reporting_month WHERE month = :last"
CELLS = """
WITH known AS (
    SELECT school_id, month, max(revision) AS revision, min(submitted_date) AS first_submitted
    FROM report_revision
    WHERE submitted_date <= :day
    GROUP BY school_id, month
), answered AS (
    SELECT school_id, month, revision, activity_id, sum(coalesce(returned, 0)) AS answers
    FROM parent_response WHERE activity_id IS NOT NULL
    GROUP BY school_id, month, revision, activity_id
), held AS (
    SELECT a.school_id, a.month, a.revision, a.activity_id, a.involvement_type AS type,
        CASE WHEN a.counting_method IN ('views', 'tickets') THEN NULL ELSE a.families_attended END AS families,
        CASE WHEN a.counting_method IN ('views', 'tickets') THEN 0
            WHEN a.families_attended IS NULL THEN 1 ELSE 0 END AS blank,
        r.answers
    FROM activity a
    LEFT JOIN answered r ON r.school_id = a.school_id AND r.month = a.month AND r.revision = a.revision
        AND r.activity_id = a.activity_id
    WHERE NOT a.is_cancelled
), told AS (
    SELECT school_id, month, revision, count(*) AS activities, count(families) AS counted, sum(blank) AS blank,
        sum(coalesce(families, 0)) AS families,
        sum(CASE WHEN answers IS NULL THEN 0 ELSE coalesce(families, 0) END) AS asked,
        sum(CASE WHEN families IS NULL OR answers IS NULL THEN 0
            WHEN answers > families THEN families ELSE answers END) AS answers
    FROM held GROUP BY school_id, month, revision
)
SELECT m.school_id, m.month, m.cluster, m.level, y.enrollment,
    CASE WHEN k.revision IS NULL THEN 0 ELSE 1 END AS received,
    CASE WHEN k.first_submitted <= d.due_date THEN 1 ELSE 0 END AS on_time,
    coalesce(t.activities, 0) AS activities, coalesce(t.counted, 0) AS counted, coalesce(t.blank, 0) AS blank,
    coalesce(t.families, 0) AS families, coalesce(t.asked, 0) AS asked, coalesce(t.answers, 0) AS answers
FROM school_month m
JOIN reporting_month d ON d.month = m.month
LEFT JOIN school_in_year y ON y.school_id = m.school_id AND y.school_year = d.school_year
LEFT JOIN known k ON k.school_id = m.school_id AND k.month = m.month
LEFT JOIN told t ON t.school_id = k.school_id AND t.month = k.month AND t.revision = k.revision
WHERE m.expected = 1 AND m.month <= :last
"""
TYPES = """
SELECT m.month, m.cluster, m.level, a.involvement_type AS type
FROM activity a
JOIN school_month m ON m.school_id = a.school_id AND m.month = a.month AND m.expected = 1
JOIN (
    SELECT school_id, month, max(revision) AS revision FROM report_revision WHERE submitted_date <= :day
    GROUP BY school_id, month
) k ON k.school_id = a.school_id AND k.month = a.month AND k.revision = a.revision
WHERE NOT a.is_cancelled AND m.month >= :first AND m.month <= :last
"""
STEPS = """
SELECT s.planned_month, s.done_month, s.reported_month, s.school_id, s.school_year FROM planned_activity s
"""


def exported(database: Database, first: date = FIRST, last: date = LAST) -> dict[str, Rows]:
    with database.reading() as session:
        files = trends_csv(session, district_named(session), first, last)
    return {name: list(csv.DictReader(io.StringIO(whole))) for name, whole in files.items()}


def asked(database: Database, statement: str) -> list[dict[str, Any]]:
    """Rows as of the last month, months as "2026-03"."""
    with database.reading() as session:
        day = session.execute(
            text("SELECT as_of_date FROM reporting_month WHERE month = :last"), {"last": LAST}
        ).scalar()
        given = {"day": day, "first": FIRST, "last": LAST}
        used = {name: value for name, value in given.items() if f":{name}" in statement}
        rows = [dict(row._mapping) for row in session.execute(text(statement), used)]
    months = [name for name in (rows[0] if rows else ()) if "month" in name]
    return [row | {name: str(row[name])[:7] if row[name] else None for name in months} for row in rows]


def inside(row: dict[str, Any], scope: str, name: str) -> bool:
    return scope == "district" or row[scope] == name


def ratio(numerator: float, denominator: float) -> float | None:
    return float(100 * numerator / denominator) if denominator else None


def counted_again(cells: list[dict[str, Any]], measure: str) -> float | None:
    """One measure of some cells, as the specification says it in words."""
    received = [cell for cell in cells if cell["received"]]
    if measure == "on_time":
        return ratio(sum(cell["on_time"] for cell in received), len(cells))
    if measure in ("activities", "families"):
        return sum(cell[measure] for cell in received) if received else None
    if measure == "reach":
        some = [cell for cell in received if cell["enrollment"] and (cell["counted"] or not cell["blank"])]
        return ratio(sum(cell["families"] for cell in some), sum(cell["enrollment"] for cell in some))
    answers = sum(cell["answers"] for cell in received)
    return None if 0 < answers < 10 else ratio(answers, sum(cell["asked"] for cell in received))


def close(shown: str, value: float | None) -> bool:
    return shown == "" if value is None else shown != "" and float(shown) == pytest.approx(value, rel=1e-6, abs=1e-6)


def test_every_file_has_the_columns_of_the_layout(office: Database) -> None:
    with office.reading() as session:
        files = trends_csv(session, district_named(session), FIRST, LAST)
    assert {name: tuple(whole.splitlines()[0].split(",")) for name, whole in files.items()} == COLUMNS


def test_the_headline_is_what_sql_counts(office: Database) -> None:
    cells = asked(office, CELLS)
    rows = [row for row in exported(office)["headline"] if row["measure"] != "contacts"]
    assert {row["month"] for row in rows} == {cell["month"] for cell in cells if cell["month"] >= "2025-08"}
    for row in rows:
        mine = [cell for cell in cells if inside(cell, row["scope"], row["name"])]
        year_before = f"{int(row['month'][:4]) - 1}{row['month'][4:]}"
        now, before = ([cell for cell in mine if cell["month"] == month] for month in (row["month"], year_before))
        last_year = counted_again(before, row["measure"]) if any(cell["received"] for cell in before) else None
        assert close(row["value"], counted_again(now, row["measure"])), row
        assert close(row["last_year"], last_year), row
        assert float(row["expected"]) == len(now)
        assert float(row["reported"]) == sum(cell["received"] for cell in now)


def test_contacts_are_the_entries_of_the_month_less_the_corrected(office: Database) -> None:
    entries = asked(office, "SELECT contact_id, contacted_on AS month, corrects FROM support_contact")
    corrected = {entry["corrects"] for entry in entries}
    for row in exported(office)["headline"]:
        if (row["measure"], row["scope"]) == ("contacts", "district"):
            valid = [e for e in entries if e["month"] == row["month"] and e["contact_id"] not in corrected]
            assert float(row["value"]) == len(valid)


def test_the_types_are_what_sql_counts(office: Database) -> None:
    held = asked(office, TYPES)
    for row in exported(office)["types"]:
        if row["kind"] == "month":
            mine = [a for a in held if a["month"] == row["month"] and inside(a, row["scope"], row["name"])]
            number = sum(a["type"] == int(row["type"]) for a in mine)
            assert float(row["count"]) == number
            assert close(row["share"], number / len(mine) if mine else None)


def test_the_plan_steps_are_what_the_rows_say(office: Database) -> None:
    cells = {(cell["school_id"], cell["month"]): cell["received"] for cell in asked(office, CELLS)}
    steps = asked(office, STEPS)
    for row in exported(office)["programme"]:
        month, found = row["month"], {"due": 0, "done": 0, "open": 0, "unknown": 0}
        for step in steps:
            school = step["school_id"]
            if step["school_year"] != "2025-26" or step["planned_month"] > month or (school, month) not in cells:
                continue
            told = step["reported_month"]
            is_told = told is not None and told <= month and bool(cells.get((school, told)))
            since = [of for (of_school, of), received in cells.items() if of_school == school and received]
            if is_told and step["done_month"] is not None and step["done_month"] <= month:
                found["done"] += 1
            elif any(step["planned_month"] <= of <= month for of in since):
                found["open"] += 1
            else:
                found["unknown"] += 1
            found["due"] += 1
        assert {name: int(row[name]) for name in found} == found


def test_months_do_not_depend_on_the_first_month_asked_for(office: Database) -> None:
    whole, last = exported(office), exported(office, LAST)
    for name in ("headline", "shifts", "programme", "sentence"):
        assert [row for row in whole[name] if row["month"] == "2026-03"] == last[name]


def test_a_range_that_is_none_is_refused_in_words(office: Database) -> None:
    with pytest.raises(PartnershipError, match="2026-03 is after 2025-08"):
        exported(office, LAST, FIRST)
    with pytest.raises(PartnershipError, match="no reporting month from 2031-01 to 2031-02"):
        exported(office, date(2031, 1, 1), date(2031, 2, 1))
