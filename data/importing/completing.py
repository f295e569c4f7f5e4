"""What a call of files leaves unsaid, made explicit: joined rows, years, calendar, states, implied rows. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from data.importing.layouts import KEYS, STATED_TIMELINESS, Layout, Timeliness
from data.importing.reading import Place, PlacedRows
from models.errors import Problem
from models.recording.incoming import Row
from models.school_year import SchoolYear, is_reporting_month, next_month, usual_dates
from models.vocabulary import ReportState

Parts = dict[str, PlacedRows]
"""Rows by the names of `IncomingRows`."""
SchoolMonth = tuple[str, date]
BESIDE_SUMMER = "Put it into May's or August's report."


@dataclass(frozen=True)
class Known:
    """What the database holds already that the rows of a call are completed and checked with."""

    schools: frozenset[str] = frozenset()
    enrollment: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    """By school and school year."""
    months: frozenset[date] = frozenset()
    due_dates: Mapping[date, date] = field(default_factory=dict)
    """By month, as the calendar has them."""
    filed: frozenset[SchoolMonth] = frozenset()
    activities: Mapping[tuple[str, date, str], int | None] = field(default_factory=dict)
    """Families attended by school, month and activity."""
    contacts: frozenset[str] = frozenset()
    open_days: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    """First and last day of every school; None: not known, or none."""
    school_names: Mapping[str, str] = field(default_factory=dict)
    """By school."""
    clusters: frozenset[str] = frozenset()
    logins: Mapping[str, int] = field(default_factory=dict)
    """Whose login it is, by person_id."""


def warning(place: Place, column: str | None, value: Any, what: str, remedy: str) -> Problem:
    return Problem(place[0], place[1] or None, column, None if value is None else str(value), what, remedy, True)


def refusal(place: Place, column: str | None, value: Any, what: str, remedy: str) -> Problem:
    return Problem(place[0], place[1] or None, column, None if value is None else str(value), what, remedy)


def join_rows(table: str, placed: PlacedRows) -> tuple[PlacedRows, list[Problem]]:
    """Rows of one key as one row: each fills what the others leave blank; where two differ, the first stands."""
    key_columns = KEYS[table]
    joined: dict[tuple[Any, ...], Row] = {}
    places: dict[tuple[Any, ...], Place] = {}
    problems = []
    for row, place in placed.placed():
        key = tuple(row.get(column) for column in key_columns)
        first = joined.get(key)
        if first is None:
            joined[key], places[key] = dict(row), place
            continue
        for column, value in row.items():
            if column == "erased":
                first[column] = (*first.get(column, ()), *value)
            elif first.get(column) is None:
                first[column] = value
            elif value is not None and value != first[column]:
                what = f"differs from {_where(places[key], place)}, which says {first[column]}; the first was kept."
                problems.append(warning(place, column, value, what, "Mend the wrong one."))
    return PlacedRows(list(joined.values()), list(places.values())), problems


def doubled_keys(table: str, placed: PlacedRows) -> list[Problem]:
    """Two rows with one key: which of them counts cannot be told."""
    seen: dict[tuple[Any, ...], Place] = {}
    problems = []
    key_columns = KEYS[table]
    for row, place in placed.placed():
        key = tuple(row.get(column) for column in key_columns)
        if None in key:
            continue
        if key in seen:
            shown = ", ".join(_shown(part) for part in key)
            what = f"has the same {', '.join(key_columns)} as {_where(seen[key], place)}."
            problems.append(refusal(place, key_columns[-1], shown, what, "Keep one of them, or mend the number."))
        else:
            seen[key] = place
    return problems


def _where(other: Place, here: Place) -> str:
    return f"row {other[1]}" + (f" of {other[0]}" if other[0] != here[0] else "")


def _shown(value: Any) -> str:
    return value.strftime("%Y-%m") if isinstance(value, date) else str(value)


def school_years_of(parts: Parts) -> list[str]:
    """Every school year that occurs in reports, activities, responses or plans, in order."""
    years = {row["school_year"] for name in ("plans", "planned_activities") for row in _rows(parts, name)}
    months = {row["month"] for name in ("reports", "activities", "responses") for row in _rows(parts, name)}
    return sorted({str(SchoolYear.of(month)) for month in months if month is not None} | (years - {None}))


def in_each_year(placed: PlacedRows, years: Iterable[str]) -> PlacedRows:
    copies = [({**row, "school_year": year}, place) for year in years for row, place in placed.placed()]
    return PlacedRows([row for row, _ in copies], [place for _, place in copies])


def complete_reports(placed: PlacedRows, layout: Layout, today: date) -> list[Problem]:
    """Give every report its state; compare what the file says about lateness with the dates, which rule."""
    problems = []
    for row, place in placed.placed():
        month, sent, due = row.get("month"), row.get("submitted_date"), row.get("due_date")
        if row.get("state") is None:
            row["state"] = layout.filed_reports_are if sent else ReportState.NOT_STARTED
        elif row["state"].is_received and not sent:
            what = "has no submitted_date, so that nobody can tell whether it was late."
            problems.append(refusal(place, "submitted_date", None, f"The report {what}", "Fill in the day it came in."))
        elif not row["state"].is_received and sent:
            what = "goes with no day of submission."
            problems.append(refusal(place, "state", row["state"], what, "Blank submitted_date, or mend the state."))
        row["submitted_date"] = sent
        stated = row.pop(STATED_TIMELINESS, None)
        if month is None:
            continue
        due = due or usual_dates(month).due_date
        truly = Timeliness.MISSING if sent is None else Timeliness.LATE if sent > due else Timeliness.ON_TIME
        if stated is not None and stated != truly:
            what = f"does not fit the dates (due {due}, sent {sent or 'never'}); by them it is {truly}."
            problems.append(warning(place, "status", stated, what, "The dates were used."))
        problems += _odd_dates(row, place, today)
    return problems


def _odd_dates(row: Row, place: Place, today: date) -> list[Problem]:
    month, sent, due = row["month"], row["submitted_date"], row.get("due_date")
    found = []
    if not is_reporting_month(month):
        what = "is June or July, when no report is expected."
        found.append(refusal(place, "month", _shown(month), what, BESIDE_SUMMER))
    if sent is not None and month > today:
        what = f"has not begun on {today}, so no report of it can be in."
        found.append(refusal(place, "month", _shown(month), what, "Mend the month, or leave submitted_date blank."))
    elif sent is not None and sent < month:
        what = f"is before {_shown(month)} began, the month the report tells of."
        found.append(refusal(place, "submitted_date", sent, what, "Mend the month or the day."))
    elif sent is not None and sent > today:
        found.append(warning(place, "submitted_date", sent, "is in the future.", "Look at the date."))
    if due is not None and due < last_day_of(month):
        found.append(due_too_early(place, due, month))
    elif due is not None and due > month + timedelta(days=365):
        found.append(warning(place, "due_date", due, "does not fit its month.", "Look at the date."))
    return found


def last_day_of(month: date) -> date:
    return next_month(month) - timedelta(days=1)


def due_too_early(place: Place, due: date, month: date) -> Problem:
    what = f"is before {_shown(month)} ended, the month the report tells of."
    return refusal(place, "due_date", due, what, "Mend the month or the day.")


def june_and_july(parts: Parts) -> list[Problem]:
    """Rows of months in which nobody reports have no report they could belong to."""
    return [
        refusal(place, "month", _shown(row["month"]), "is June or July, when no report is expected.", BESIDE_SUMMER)
        for name in ("activities", "responses", "observations")
        for row, place in (parts[name].placed() if name in parts else ())
        if row["month"] is not None and not is_reporting_month(row["month"])
    ]


def calendar_of(parts: Parts, known: Known) -> list[Row]:
    """
    A calendar row for each month of the reports that has none: due on the day most of its reports say.

    A stored month keeps its dates once a report of it was filed.
    """
    due_dates: defaultdict[date, Counter[date]] = defaultdict(Counter)
    settled = {month for _, month in known.filed} | {row["month"] for row in _rows(parts, "calendar")}
    for row in _rows(parts, "reports"):
        due_dates[row["month"]].update(filter(None, [row.get("due_date")]))
    return [
        calendar_row(month, _most_common(days))
        for month, days in sorted(due_dates.items())
        if month not in settled and (days or month not in known.months)
    ]


def calendar_kept(parts: Parts, known: Known) -> list[Problem]:
    """What the reports of a call say about due dates that the calendar no longer takes over: told, never in silence."""
    named = {row["month"] for row in _rows(parts, "calendar")}
    settled = {month for _, month in known.filed} - named
    due_dates: defaultdict[date, Counter[date]] = defaultdict(Counter)
    places: dict[date, Place] = {}
    for row, place in parts.get("reports", PlacedRows()).placed():
        if row.get("due_date") is not None and row["month"] in settled:
            due_dates[row["month"]].update([row["due_date"]])
            places.setdefault(row["month"], place)
    problems = []
    for month, days in sorted(due_dates.items()):
        most, stored = _most_common(days), known.due_dates.get(month)
        if stored is not None and most != stored:
            what = f"is the day most of these reports of {_shown(month)} are due; the calendar says {stored}."
            remedy = "The calendar stays, for reports of that month are in; send reporting_months to change it."
            problems.append(warning(places[month], "due_date", most, what, remedy))
    return problems


def calendar_row(month: date, due: date | None = None) -> Row:
    """The month and the day it is due, where the reports say one; the rest is as `school_year.usual_dates` has it."""
    return {"month": month} if due is None else {"month": month, "due_date": due}


def _most_common(days: Counter[date]) -> date | None:
    return min(days, key=lambda day: (-days[day], day)) if days else None


def absent_months(parts: Parts, known: Known) -> tuple[list[Row], list[Problem]]:
    """
    Rows NOT_EXPECTED for months before a school's first and after its last row of the reports, and for all of them
    where it has no row, as one that opens later; a warning for a gap, and for a school without any row.

    Holds for layouts that list every expected school and month. A filed report that is stored already is left alone.
    """
    reports = parts.get("reports", PlacedRows())
    by_school: defaultdict[str, set[date]] = defaultdict(set)
    for row in reports.rows:
        by_school[row["school_id"]].add(row["month"])
    months = sorted(set().union(*by_school.values()))
    file = reports.places[0][0] if reports.places else ""
    rows, problems = [], []
    listed = {row["school_id"] for row in _rows(parts, "schools")}
    for school in sorted(listed | set(by_school)) if reports.rows else []:
        present = by_school.get(school, set())
        for month in months:
            if month in present or (school, month) in known.filed:
                continue
            if present and min(present) < month < max(present):
                what = f"School {school} has no row for {_shown(month)}, between months that have one."
                problems.append(warning((file, 0), None, None, what, "The month counts as missing."))
            else:
                state = ReportState.NOT_EXPECTED
                rows.append({"school_id": school, "month": month, "state": state, "submitted_date": None})
        if not present:
            what = f"School {school} has no row at all."
            problems.append(warning((file, 0), None, None, what, "No report of it is expected in these months."))
    return rows, problems


def implied_rows(parts: Parts, layout: Layout) -> Iterable[tuple[str, PlacedRows]]:
    """The rows a layout implies by leaving them out, with the table they belong to."""
    for rule in layout.implied:
        if rule.table not in parts or rule.for_each not in parts:
            continue
        answered = {tuple(row[name] for name in rule.copies) for row in parts[rule.table].rows}
        columns = [name for name in rule.copies if name not in KEYS[rule.table]]
        number = KEYS[rule.table][-1]
        implied = PlacedRows()
        for row, place in parts[rule.for_each].placed():
            copied = {name: row[name] for name in rule.copies}
            if row.get(rule.where_known) is not None and tuple(copied.values()) not in answered:
                numbered = {number: row[columns[0]]} if columns and number not in copied else {}
                implied.rows.append({**copied, **numbered, **rule.values})
                implied.places.append(place)
        yield rule.table, implied


def _rows(parts: Parts, name: str) -> list[Row]:
    return parts[name].rows if name in parts else []
