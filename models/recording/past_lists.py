"""What an import says of schools and months that lists were made of: kept for those lists, told, or refused."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.errors import Problem
from models.recording.report_rules import Allowed
from models.recording.upsert import Journal, stored_rows
from models.school_year import is_expected
from models.support_need.history import COLUMNS
from models.tables import MonthlyReport, ReportingMonth
from models.tables.row_values import Row, shape_of
from models.today import day_of
from models.vocabulary import ReportState

DATES = ("school_year", "due_date", "as_of_date")
"""What of a month decides what its list is made from."""
ATTRIBUTES = tuple(name for name in COLUMNS["school_years_before"] if name in shape_of("school_in_year").converters)
SHOWN_MONTHS = 3

Changes = list[tuple[Row, Row]]
"""Rows as they are stored, and as they would be."""


def dates_of_lists(session: Session, journal: Journal, calendar: Sequence[Row], allowed: Allowed) -> None:
    """
    Refuse, or tell, that rows of reporting_month move dates by which a list was made before today. Without any report
    there are no lists.
    """
    changes = _changes(session, journal.district_id, "reporting_month", calendar)
    past = [(stored, now) for stored, now in changes if stored["as_of_date"] < day_of(journal.at)]
    moves = [(stored, now, [name for name in DATES if stored[name] != now[name]]) for stored, now in past]
    if not any(moved for _, _, moved in moves) or session.scalar(_reported(journal.district_id).limit(1)) is None:
        return
    for stored, now, moved in moves:
        if not moved:
            continue
        place, name = f"The month {stored['month']:%Y-%m}", moved[0]
        what = f"instead of {stored[name]}: the list of {stored['as_of_date']} was made by it"
        if allowed.past_dates:
            remedy = "This list and those after it are made anew, so they may change."
            journal.notes.append(Problem(place, None, name, str(now[name]), f"{what}.", remedy, True))
        else:
            remedy = "Leave the date as it is, or add --past-dates: then this list and those after it may change."
            journal.refused.append(Problem(place, None, name, str(now[name]), f"{what}.", remedy))


def schools_of_lists(
    session: Session, journal: Journal, schools: Sequence[Row], school_years: Sequence[Row], reports: Sequence[Row]
) -> None:
    """
    Tell what rows of school, school_in_year and reports change that lists were made by before today. Called before
    they are stored.
    """
    lists = _lists_made(session, journal)
    if not lists:
        return
    shape = shape_of("school")
    known = stored_rows(session, journal.district_id, shape, {(row["school_id"],) for row in (*schools, *reports)})
    for row in map(shape.convert, schools):
        stored = known.get((row["school_id"],))
        if stored is not None:
            journal.notes += _opened_or_closed(stored, {**stored, **row}, lists)
    journal.notes += _new([row for row in map(shape.convert, schools) if (row["school_id"],) not in known], lists)
    journal.notes += _attributes(_changes(session, journal.district_id, "school_in_year", school_years), lists)
    journal.notes += _excused(session, journal, [row for row in reports if (row["school_id"],) in known], lists)


def _lists_made(session: Session, journal: Journal) -> dict[date, ReportingMonth]:
    """The months that any report had come in for and that were judged before today, in order."""
    of, reported = ReportingMonth, _reported(journal.district_id)
    statement = select(of).where(
        of.district_id == journal.district_id, of.as_of_date < day_of(journal.at), of.month.in_(reported)
    )
    return {month.month: month for month in session.scalars(statement.order_by(of.month))}


def _reported(district_id: int) -> Select[date]:
    """Months that a report has come in for."""
    return select(MonthlyReport.month).where(
        MonthlyReport.district_id == district_id, MonthlyReport.first_submitted_date.is_not(None)
    )


def _changes(session: Session, district_id: int, table: str, rows: Sequence[Mapping[str, Any]]) -> Changes:
    shape = shape_of(table)
    incoming = {shape.key_of(row): row for row in map(shape.convert, rows)}
    found = stored_rows(session, district_id, shape, incoming)
    return [(stored, {**stored, **incoming[key]}) for key, stored in found.items()]


def _attributes(changes: Changes, lists: Mapping[date, ReportingMonth]) -> list[Problem]:
    last_year = max(month.school_year for month in lists.values())
    changed = [(was, now) for was, now in changes if was["school_year"] <= last_year and _moved(was, now)]
    if not changed:
        return []
    schools = {was["school_id"] for was, _ in changed}
    names = ", ".join(name for name in ATTRIBUTES if any(name in _moved(was, now) for was, now in changed))
    count = "1 school" if len(schools) == 1 else f"{len(schools)} schools"
    what = f"changes at {count}, and lists compare schools by it."
    until = max(month.as_of_date for month in lists.values())
    return [Problem("Schools", None, names, None, what, f"Lists until {until} stay as they were made.", True)]


def _moved(was: Row, now: Row) -> list[str]:
    return [name for name in ATTRIBUTES if was[name] != now[name]]


def _opened_or_closed(was: Row, now: Row, lists: Mapping[date, ReportingMonth]) -> list[Problem]:
    days = ("opened_on", "closed_on")
    other = [month for month in lists if _is_open(was, month) != _is_open(now, month)]
    if not other:
        return []
    name = next(name for name in days if was[name] != now[name])
    what = f"changes whether a report was expected for {_named(other)}, and lists were made of that."
    remedy = "Those lists stay as they were made; later ones go by the new day."
    return [Problem(f"School {was['school_id']}", None, name, str(now[name] or ""), what, remedy, True)]


def _new(schools: Sequence[Row], lists: Mapping[date, ReportingMonth]) -> list[Problem]:
    """One sentence for all schools that owe the same months."""
    by_months: dict[tuple[date, ...], list[str]] = {}
    for row in schools:
        if owed := tuple(month for month in lists if _is_open(row, month)):
            by_months.setdefault(owed, []).append(row["school_id"])
    notes = []
    for owed, ids in by_months.items():
        is_one = len(ids) == 1
        place = f"School {ids[0]}" if is_one else f"{len(ids)} schools, {ids[0]} to {ids[-1]}"
        what = (
            f"{'is' if is_one else 'are'} new, and a report is expected for {_named(owed)}: lists that were made of "
            f"that hold {'it' if is_one else 'them'} from now on."
        )
        remedy = f"If {'it' if is_one else 'one'} opened later, give opened_on."
        notes.append(Problem(place, None, None, None, what, remedy, True))
    return notes


def _is_open(row: Row, month: date) -> bool:
    return is_expected(month, row.get("opened_on"), row.get("closed_on"))


def _excused(
    session: Session, journal: Journal, reports: Sequence[Row], lists: Mapping[date, ReportingMonth]
) -> list[Problem]:
    """Reports of months in lists that are no longer expected, or are now."""
    said = {(row["school_id"], row["month"]): row.get("state") for row in reports if row["month"] in lists}
    if not said:
        return []
    excused = ReportState.NOT_EXPECTED
    stored = stored_rows(session, journal.district_id, shape_of("monthly_report"), said)
    notes = []
    for (school_id, month), state in said.items():
        was = stored[school_id, month]["state"] if (school_id, month) in stored else ReportState.NOT_STARTED
        if state is None or (was == excused) == (state == excused):
            continue
        what = f"is {'not ' if state == excused else ''}expected from now on. Lists that were made stay as they were."
        place = f"{school_id}'s report of {month:%Y-%m}"
        notes.append(Problem(place, None, None, None, what, "See that it is so.", True))
    return notes


def _named(months: Sequence[date]) -> str:
    shown = ", ".join(f"{month:%Y-%m}" for month in months[:SHOWN_MONTHS])
    return shown if len(months) <= SHOWN_MONTHS else f"{shown} and {len(months) - SHOWN_MONTHS} more months"
