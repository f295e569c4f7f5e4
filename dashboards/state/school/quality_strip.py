"""How good one school's data of a school year are, in a few counts that each open their rows. Pure."""

from typing import Any

import pandas as pd

from dashboards.state.formats import counted, short_day
from dashboards.state.school.proof_tables import Behind, report_rows
from dashboards.state.triage.board import Board
from models.vocabulary import InvolvementType


def quality_strip(board: Board, school_id: str, behind: Behind) -> list[dict[str, Any]]:
    """
    {text, attention, table} of what arrived, came late, is missing, was left blank, and should be checked.

    Counts are of the board's school year as known on its day; a count of nothing has no table, and "please check" is
    left out where there is nothing to check.
    """
    in_year = set(board.frames.marks.columns)
    months = behind.rows.months[behind.rows.months["month"].isin(in_year)]
    stored = behind.stored[behind.stored["month"].isin(in_year) & ~behind.stored["is_cancelled"]]
    received, late = months[months["mark"].ne("missing")], months[months["mark"].eq("late")]
    missing = months[months["mark"].eq("missing")]
    blank = stored[stored["is_attendance"] & stored["families_attended"].isna()]
    check = _to_check(board, school_id, stored)
    parts = [
        _part(f"{len(received)} of {len(months)} received", _reports("Reports received", received)),
        _part(f"{len(late)} late", _reports("Reports that came late", late)),
        _part(f"{len(missing)} missing", _reports("Reports that have not arrived", missing)),
        _part(counted(len(blank), "blank count"), _activities("Activities nobody counted families at", blank)),
    ]
    if len(check):
        parts.append(_part(f"{len(check)} to check", _checks(check), attention=True))
    return parts


def _part(text: str, table: dict[str, Any], attention: bool = False) -> dict[str, Any]:
    return {"text": text, "attention": attention, "table": table if table["rows"] else None}


def _reports(title: str, months: pd.DataFrame) -> dict[str, Any]:
    columns, rows = report_rows(months.iloc[::-1])
    return {"title": title, "columns": columns, "rows": rows, "note": ""}


def _to_check(board: Board, school_id: str, stored: pd.DataFrame) -> pd.DataFrame:
    """Activities whose families are far from what is expected, or that were marked when they were filed."""
    if board.assessment is None:
        return stored[:0]
    found = board.assessment.please_check
    found = found.loc[found["school_id"].eq(school_id), ["month", "activity_id", "expected", "why"]]
    rows = stored.merge(found, on=["month", "activity_id"], how="left")
    return rows[rows["why"].notna() | rows["please_check"].ne("")]


def _told(one: Any) -> list[str]:
    when = short_day(one.activity_date) if pd.notna(one.activity_date) else f"{one.month:%b}"
    return [when, one.title or InvolvementType(one.involvement_type).label]


def _activities(title: str, some: pd.DataFrame) -> dict[str, Any]:
    rows = [[*_told(one), "not counted"] for one in some.iloc[::-1].itertuples()]
    return {"title": title, "columns": ["Date", "Activity", "Families"], "rows": rows, "note": ""}


def _checks(some: pd.DataFrame) -> dict[str, Any]:
    rows = [
        [
            *_told(one),
            f"{one.families_attended:,.0f}" if pd.notna(one.families_attended) else "not counted",
            f"about {one.expected:,.0f}" if pd.notna(one.expected) else "–",
        ]
        for one in some.iloc[::-1].itertuples()
    ]
    note = "Stored as the school sent it; lists and figures count it with care until somebody has asked."
    return {
        "title": "Figures to ask about", "columns": ["Date", "Activity", "Families", "Expected"],
        "rows": rows, "note": note,
    }  # fmt: skip
