"""What is read for the page that files a month: one school's month and what stands beside it. Codes and figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy.orm import Session

from dashboards.state.district.data import DistrictData
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.office_day import office_day_of
from dashboards.state.our_school.own_school import Coordinator, dates_of
from models import queries
from models.permissions import Action, Viewer, can
from models.queries import report_drafts as reads
from models.report_checks import History
from models.report_fields import ACTIVITY
from models.report_form import Report
from models.school_year import is_expected
from models.vocabulary import ReportState, Topic

COPIED = (
    "title", "involvement_type", "other_types", "goal", "audience", "mode", "time_band", "counting_method",
    "notice_languages", "interpretation_languages", "child_care", "transport", "food", "partner", "duration_hours",
)  # fmt: skip
"""Columns of an activity that are the same next month: neither its day nor its counts."""
MOST_COMMON = 24


class Dates(NamedTuple):
    """A month of the calendar."""

    month: pd.Timestamp
    school_year: str
    due_date: pd.Timestamp
    mend_by: pd.Timestamp
    lock_date: pd.Timestamp


class InYear(NamedTuple):
    """A school of a year."""

    school_id: str
    name: str
    level: str
    cluster: str | None
    opened_on: pd.Timestamp
    closed_on: pd.Timestamp


class State(NamedTuple):
    """Where a report stands."""

    month: pd.Timestamp
    state: str
    revision: int
    return_reason: str | None


class Draft(NamedTuple):
    """A report that is being written."""

    month: pd.Timestamp
    draft_key: str
    version: int
    based_on: int
    changed_by: str
    changed_at: Any


class Step(NamedTuple):
    """A step of the plan."""

    item_id: str
    title: str
    involvement_type: float
    goal: str | None
    planned_month: pd.Timestamp
    done_month: pd.Timestamp


class FieldStored(NamedTuple):
    """A field of the draft as it is saved."""

    path: str
    value: Any
    version: int
    person: str
    saved_at: Any


@dataclass(frozen=True)
class Gathered:
    """One school's month. before: the report of the month before, None where none is in force."""

    school: InYear
    schools: tuple[InYear, ...]
    months: tuple[Dates, ...]
    """Of the school year, those that have begun."""
    dates: Dates
    today: date
    """The day by which months are due and locked, as `models.month_locks.office_day`."""
    reopened: frozenset[date]
    """Locked months that are open again today."""
    states: Mapping[date, State]
    draft: Draft | None
    fields: Mapping[str, FieldStored]
    history: History
    before: Report | None
    before_month: date | None
    steps: tuple[Step, ...]
    common: pd.DataFrame
    coordinators: tuple[Coordinator, ...]
    used: frozenset[str] = field(default_factory=frozenset)
    """Numbers of activities that earlier revisions of the report had."""

    @property
    def month(self) -> date:
        return self.dates.month.date()

    @property
    def state(self) -> State | None:
        return self.states.get(self.month)

    @property
    def is_open(self) -> bool:
        """Can its report be written today?"""
        return is_open(self.dates, self.school, self.today, self.reopened)

    @property
    def open_steps(self) -> list[Step]:
        """Of the plan, those planned for this month and before that no report has told of."""
        return [one for one in self.steps if not is_known(one.done_month) and one.planned_month.date() <= self.month]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by path."""
        return {path: one.value for path, one in self.fields.items()}


def is_open(dates: Dates, school: InYear, today: date, reopened: frozenset[date]) -> bool:
    month = dates.month.date()
    is_written_now = month <= today and (today <= dates.lock_date.date() or month in reopened)
    return is_written_now and is_expected(dates.month.date(), _day(school.opened_on), _day(school.closed_on))


def _day(when: pd.Timestamp) -> date | None:
    return when.date() if is_known(when) else None


def gathered(
    district: DistrictData, viewer: Viewer, wanted_school: str, wanted_month: str, today: date
) -> Gathered | None:
    """
    The month that is asked for ("2026-04"), of the school that is asked for; else the first that waits for something.
    None for who may write no school's report, or where no month has begun.
    """
    calendar = list(rows_of(dates_of(district), Dates))
    with district.reading() as session:
        opened = queries.month_reopenings(session, viewer)
        now = opened[opened["reopened_on"].le(pd.Timestamp(today)) & opened["until_date"].ge(pd.Timestamp(today))]
        reopened = frozenset(month.date() for month in now["month"])
        office = office_day_of(district, today)
        begun = [one for one in calendar if one.month.date() <= office]
        if not begun:
            return None
        asked = next((one for one in begun if f"{one.month:%Y-%m}" == wanted_month), None)
        year = (asked or begun[-1]).school_year
        schools = _schools(session, viewer, year)
        if not schools:
            return None
        school = next((one for one in schools if one.school_id == wanted_school), schools[0])
        of_year = tuple(one for one in begun if one.school_year == year)
        return _gathered(district, session, viewer, school, schools, of_year, asked, office, reopened)


def _schools(session: Session, viewer: Viewer, school_year: str) -> tuple[InYear, ...]:
    """Those whose report the viewer may write, by name."""
    rows = rows_of(queries.schools_in_year(session, viewer, school_year), InYear)
    return tuple(one for one in rows if can(viewer, Action.FILE_REPORT, _text(one.cluster), one.school_id))


def _text(cell: Any) -> str | None:
    return cell if isinstance(cell, str) else None


def _gathered(
    district: DistrictData,
    session: Session,
    viewer: Viewer,
    school: InYear,
    schools: tuple[InYear, ...],
    months: tuple[Dates, ...],
    asked: Dates | None,
    today: date,
    reopened: frozenset[date],
) -> Gathered:
    states = {
        one.month.date(): one for one in rows_of(queries.states_of_reports(session, viewer, [school.school_id]), State)
    }
    drafts = queries.drafts_begun(session, viewer)
    own = {one.month.date(): one for one in rows_of(drafts[drafts["school_id"].eq(school.school_id)], Draft)}
    dates = asked or _waits(months, school, states, own, (today, reopened))
    month, school_id = dates.month.date(), school.school_id
    fields = queries.draft_fields(session, viewer, school_id, [month])
    before_month = max((one for one in states if one < month and _is_received(states[one])), default=None)
    before = reads.report_in_force(session, viewer, school_id, before_month) if before_month else None
    steps = queries.planned_activities(session, viewer, [dates.school_year], date.max, [school_id])
    named = queries.coordinators(session, viewer, dates.school_year, today)
    level, since = school.level, date(month.year - 1, month.month, 1)
    return Gathered(
        school=school,
        schools=schools,
        months=months,
        dates=dates,
        today=today,
        reopened=reopened,
        states=states,
        draft=own.get(month),
        fields={one.path: one for one in rows_of(fields, FieldStored)},
        history=reads.reporting_history(session, viewer, school_id, month),
        before=reads.filed(school_id, before_month, before) if before and before_month else None,
        before_month=before_month,
        steps=tuple(rows_of(steps, Step)),
        common=district.read(
            ("common activities", level, month),
            (Topic.SCHOOLS, Topic.REPORTS),
            lambda now: queries.common_activities(now, district.office, month, level, since).head(MOST_COMMON),
        ),
        coordinators=tuple(rows_of(named[named["school_id"].eq(school_id)], Coordinator)),
        used=frozenset(reads.numbers_used(session, viewer, school_id, month)),
    )


def _is_received(state: State) -> bool:
    return ReportState(state.state).is_received


def _waits(
    months: tuple[Dates, ...],
    school: InYear,
    states: Mapping[date, State],
    drafts: Mapping[date, Draft],
    now: tuple[date, frozenset[date]],
) -> Dates:
    """The first month that came back, else that is being written, else that is owed, else the last."""
    able = [one for one in months if is_open(one, school, *now)]
    returned = [one for one in able if (state := states.get(one.month.date())) and state.state == ReportState.RETURNED]
    begun = [one for one in able if one.month.date() in drafts]
    owed = [one for one in able if (state := states.get(one.month.date())) is None or not _is_received(state)]
    return next(iter([*returned, *begun, *owed, *able[-1:]]), months[-1])


def copied(before: Report | None) -> list[dict[str, str]]:
    """The activities of the month before as rows to copy: what is usually the same, as it is typed."""
    if before is None:
        return []
    rows = [row for row in before.activities.values() if not row.get("is_cancelled")]
    return [
        {name: str(ACTIVITY[name].shown(row[name])) for name in COPIED if row.get(name) not in (None, "", [])}
        for row in rows
    ]
