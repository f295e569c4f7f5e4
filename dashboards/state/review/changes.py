"""What a correction changes in a report, cell by cell: two of its revisions beside each other. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from dashboards.state.frame_rows import is_known
from dashboards.state.review.gathered import Whole
from models.vocabulary import N_

OF_REPORT = {
    "nil_reason": N_("Nothing to report"),
    "team_met": N_("Team met"),
    "team_minutes": N_("Minutes of the team's meeting"),
    "team_parents_present": N_("Parents at the team's meeting"),
    "principal_took_part": N_("Principal took part"),
    "plan_on_track": N_("Plan on track"),
    "liaison_or_principal_changed": N_("Liaison or principal changed"),
    "barriers": N_("In the way"),
    "notes": N_("Note"),
}
OF_ACTIVITIES = {
    "activity_date": N_("Day"),
    "title": N_("Activity"),
    "involvement_type": N_("Type"),
    "other_types": N_("Other types"),
    "goal": N_("Goal"),
    "mode": N_("Mode"),
    "time_band": N_("Time"),
    "duration_hours": N_("Hours"),
    "was_planned": N_("In the plan"),
    "is_cancelled": N_("Cancelled"),
    "cancelled_reason": N_("Why cancelled"),
    "families_invited": N_("Families invited"),
    "families_attended": N_("Families"),
    "adults_attended": N_("Adults"),
    "students_attended": N_("Students"),
    "counting_method": N_("Counted by"),
    "notice_languages": N_("Languages of the notice"),
    "interpretation_languages": N_("Languages interpreted"),
    "child_care": N_("Child care"),
    "transport": N_("Transport"),
    "food": N_("Food"),
    "partner": N_("Partner"),
}
OF_RESPONSES = {
    "activity_id": N_("Activity"),
    "instrument": N_("Form"),
    "sent": N_("Cards sent"),
    "returned": N_("Answers"),
    "positive": N_("Positive"),
    "neutral": N_("Neutral"),
    "negative": N_("Negative"),
    "mean_rating": N_("Mean rating"),
    "scale_id": N_("Scale"),
    "comments": N_("Written comments"),
    "themes": N_("Themes"),
    "needs_follow_up": N_("Needs an answer"),
    "language": N_("Language"),
}
OF_OBSERVATIONS = {
    "asked": N_("Teachers asked"),
    "answered": N_("Teachers who answered"),
    "saw_behaviour": N_("Saw change in behaviour goals"),
    "saw_taking_part": N_("Saw change in taking part"),
    "saw_asking_for_help": N_("Saw change in asking for help"),
    "saw_homework": N_("Saw change in homework"),
    "saw_attendance": N_("Saw change in attendance"),
    "note": N_("Note"),
}
TABLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "activities": ("activity_id", OF_ACTIVITIES),
    "responses": ("response_id", OF_RESPONSES),
    "observations": ("observation_id", OF_OBSERVATIONS),
}


class CellChange(NamedTuple):
    """
    A cell that differs. table: "revisions" or one of TABLES; row: its number there; label: of the column, "" where the
    whole row is new or gone. before, after: the values, None: blank, or no row.
    """

    table: str
    row: str
    title: str
    label: str
    before: Any
    after: Any


def cell_changes(before: Whole, after: Whole) -> list[CellChange]:
    """Every cell in which two revisions of one report differ, the report's own first; none: they say the same."""
    return [*_of_report(before.revisions, after.revisions), *_of_tables(before, after)]


def _of_report(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[CellChange]:
    one = before.to_dict("records")[0] if len(before) else {}
    other = after.to_dict("records")[0] if len(after) else {}
    for name, label in OF_REPORT.items():
        was, now = _value(one.get(name)), _value(other.get(name))
        if was != now:
            yield CellChange("revisions", "", "", label, was, now)


def _of_tables(before: Whole, after: Whole) -> Iterator[CellChange]:
    titles = {
        one["activity_id"]: one["title"]
        for rows in (before.activities, after.activities)
        for one in rows.to_dict("records")
    }
    for table, (key, columns) in TABLES.items():
        one = {row[key]: row for row in getattr(before, table).to_dict("records")}
        other = {row[key]: row for row in getattr(after, table).to_dict("records")}
        for number in [*one, *(new for new in other if new not in one)]:
            row = other.get(number) or one[number]
            title = str(titles.get(row.get("activity_id"), "") or "")
            if number not in one or number not in other:
                what = _whole_row(row, columns)
                yield CellChange(table, number, title, "", None if number in other else what,
                                 what if number in other else None)  # fmt: skip
                continue
            for name, label in columns.items():
                was, now = _value(one[number].get(name)), _value(other[number].get(name))
                if was != now:
                    yield CellChange(table, number, title, label, was, now)


def _whole_row(row: Mapping[Any, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    return {label: value for name, label in columns.items() if (value := _value(row.get(name))) is not None}


def _value(cell: Any) -> Any:
    """A cell so that two can be compared: blank is None, a number a number."""
    if isinstance(cell, list):
        return tuple(cell) or None
    if cell is None or cell == "" or not is_known(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.date()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell
