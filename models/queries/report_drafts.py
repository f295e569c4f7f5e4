"""What the page that files a month reads: its draft, the report in force, and what the school reported before."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from models.permissions import Viewer, can_see_school
from models.queries.frames import frame, visible
from models.report_checks import History, PastMonth, history_of
from models.report_fields import NUMBERS
from models.report_form import Report, fields_of
from models.school_year import SchoolYear
from models.tables import (
    Activity,
    KeptFigure,
    MonthlyReport,
    ParentResponse,
    PlannedActivity,
    ReportDraft,
    ReportDraftField,
    ReportRevision,
    SchoolInYear,
    TeacherObservation,
)
from models.tables.joins import same_report
from models.tables.row_values import Row, shape_of
from models.tables.turnout import held_with_turnout
from models.vocabulary import ReportState

PARTS: Mapping[str, Any] = {"activity": Activity, "response": ParentResponse, "observation": TeacherObservation}
LOOKED_BACK = 24
"""Months of reports that say what a school usually does."""


def drafts_begun(session: Session, viewer: Viewer) -> pd.DataFrame:
    """school_id, month, draft_key, version, based_on, begun_by, changed_by, changed_at: reports being written."""
    of = ReportDraft
    names = ("draft_key", "version", "based_on", "begun_by", "changed_by", "changed_at")
    statement = select(of.school_id, of.month, *(getattr(of, name) for name in names))
    return frame(session, visible(statement.order_by(of.school_id, of.month), viewer, of), ("month",))


def draft_version(session: Session, viewer: Viewer, school_id: str, month: date) -> tuple[str, int] | None:
    """
    Key and version of a school's draft of a month: asked every few seconds by each page that writes, whether anything
    is new. None where there is no draft, or for who may not see the school.
    """
    if not can_see_school(viewer, school_id):
        return None
    of = ReportDraft
    where = (of.district_id == viewer.district_id, of.school_id == school_id, of.month == month)
    row = session.execute(select(of.draft_key, of.version).where(*where)).one_or_none()
    return None if row is None else (row.draft_key, row.version)


def draft_fields(session: Session, viewer: Viewer, school_id: str, months: Iterable[date]) -> pd.DataFrame:
    """month, path, value, version, person, saved_at: every field of a school's drafts of some months, as typed."""
    of = ReportDraftField
    statement = (
        select(of.month, of.path, of.value, of.version, of.person, of.saved_at)
        .where(of.school_id == school_id, of.month.in_(sorted(months)))
        .order_by(of.month, of.path)
    )
    fields = frame(session, visible(statement, viewer, of), ("month",))
    values = fields["value"].astype(object)
    return fields.assign(value=values.where(values.notna(), None))


def kept_figures(session: Session, viewer: Viewer, school_id: str) -> pd.DataFrame:
    """
    month, revision, code, row_id, field, figure, person: figures of a school's filed reports that looked odd and were
    kept by whoever wrote them, in the order of months.
    """
    of = KeptFigure
    statement = (
        select(of.month, of.revision, of.code, of.row_id, of.field, of.figure, of.person)
        .where(of.school_id == school_id)
        .order_by(of.month, of.revision, of.row_id, of.field, of.code)
    )
    return frame(session, visible(statement, viewer, of), ("month",))


class InForce(NamedTuple):
    """A stored report: its form, and its rows by kind, in the order of their day."""

    form: Row
    parts: dict[str, list[Row]]


def report_in_force(
    session: Session, viewer: Viewer, school_id: str, month: date, revision: int | None = None
) -> InForce | None:
    """
    A school's report of a month as it is in force, or as it was filed in a revision; None where there is none, or for
    who may not see the school.
    """
    key = (viewer.district_id, school_id, month)
    if not can_see_school(viewer, school_id):
        return None
    if revision is None:
        report = session.get(MonthlyReport, key)
        revision = report.revision if report else 0
    form = session.get(ReportRevision, (*key, revision)) if revision else None
    if form is None:
        return None
    parts = {kind: _rows(session, table, (*key, revision)) for kind, table in PARTS.items()}
    parts["activity"].sort(key=lambda row: (row["activity_date"] or date.max, row["activity_id"]))
    names = shape_of("report_revision").converters
    return InForce({name: getattr(form, name) for name in names}, parts)


def _rows(session: Session, table: Any, key: tuple[Any, ...]) -> list[Row]:
    shape = shape_of(table.__tablename__)
    columns, names = shape.table.c, list(shape.converters)
    where = [columns[name] == value for name, value in zip(("district_id", *shape.key[:-1]), key, strict=True)]
    statement = select(*(columns[name] for name in names)).where(*where).order_by(columns[shape.key[-1]])
    return [dict(zip(names, values, strict=True)) for values in session.execute(statement)]


def filed(school_id: str, month: date, stored: InForce) -> Report:
    """The report as checks take it, its rows by their numbers."""
    rows = {kind: {str(row[NUMBERS[kind]]): row for row in some} for kind, some in stored.parts.items()}
    return Report(school_id, month, stored.form, rows["activity"], rows["response"], rows["observation"])


def fields_in_force(session: Session, viewer: Viewer, school_id: str, month: date) -> dict[str, Any]:
    """The fields of a draft that says what the report in force says; none where there is no report."""
    stored = report_in_force(session, viewer, school_id, month)
    if stored is None:
        return {}
    of = PlannedActivity
    told = select(of.title, of.item_id).where(
        of.district_id == viewer.district_id, of.school_id == school_id, of.reported_month == month
    )
    steps = {row.title: row.item_id for row in session.execute(told.order_by(of.item_id))}
    return fields_of(stored.form, stored.parts, steps)


def numbers_used(session: Session, viewer: Viewer, school_id: str, month: date) -> set[str]:
    """Numbers of all activities that any revision of a report had."""
    of = Activity
    mine = (of.district_id == viewer.district_id, of.school_id == school_id, of.month == month)
    return set(session.scalars(select(of.activity_id).where(*mine).distinct()))


def reporting_history(session: Session, viewer: Viewer, school_id: str, month: date) -> History:
    """What a school usually reports, by its reports of the two years before a month; nothing for who may not see it."""
    if not can_see_school(viewer, school_id):
        return History()
    in_year = session.get(SchoolInYear, (viewer.district_id, school_id, str(SchoolYear.of(month))))
    first = date(month.year - LOOKED_BACK // 12, month.month, 1)
    of = MonthlyReport
    reports = session.execute(
        select(of.month, ReportRevision.team_minutes)
        .join(ReportRevision, same_report(ReportRevision, of))
        .where(
            of.district_id == viewer.district_id,
            of.school_id == school_id,
            of.month >= first,
            of.month < month,
            of.state.in_([state for state in ReportState if state.is_received]),
            ReportRevision.nil_reason.is_(None),
        )
    ).all()
    titles: dict[date, list[tuple[str, int | None]]] = {}
    for day, title, families in session.execute(
        select(Activity.month, Activity.title, case((held_with_turnout(), Activity.families_attended)))
        .join(of, same_report(of, Activity))
        .where(
            Activity.district_id == viewer.district_id,
            Activity.school_id == school_id,
            Activity.month >= first,
            Activity.month < month,
            Activity.is_cancelled.is_(False),
            # A count that was marked as odd is no measure for others.
            Activity.please_check == "",
        )
    ):
        titles.setdefault(day, []).append((title, families))
    answers = {
        day: (returned, sent)
        for day, returned, sent in session.execute(
            select(ParentResponse.month, func.sum(ParentResponse.returned), func.sum(ParentResponse.sent))
            .join(of, same_report(of, ParentResponse))
            .where(
                ParentResponse.district_id == viewer.district_id,
                ParentResponse.school_id == school_id,
                ParentResponse.month >= first,
                ParentResponse.month < month,
            )
            .group_by(ParentResponse.month)
        )
    }
    past = [
        PastMonth(
            tuple(title for title, _ in titles.get(day, ())),
            tuple(families for _, families in titles.get(day, ())),
            minutes,
            *answers.get(day, (None, None)),
        )
        for day, minutes in reports
    ]
    return history_of(in_year.enrollment if in_year else None, past)


def common_activities(session: Session, viewer: Viewer, month: date, level: str, since: date) -> pd.DataFrame:
    """
    title, involvement_type, schools, mode, time_band: what schools of a level did in this month of earlier years or in
    the months since a day, by accepted reports, at three schools at least; the commonest first. Names no school.
    """
    of, report = Activity, MonthlyReport
    statement = (
        select(
            of.title,
            of.involvement_type,
            func.count(of.school_id.distinct()).label("schools"),
            func.max(of.mode).label("mode"),
            func.max(of.time_band).label("time_band"),
        )
        .join(report, same_report(report, of))
        .join(
            SchoolInYear,
            and_(
                SchoolInYear.district_id == of.district_id,
                SchoolInYear.school_id == of.school_id,
                SchoolInYear.school_year == str(SchoolYear.of(month)),
            ),
        )
        .where(
            of.district_id == viewer.district_id,
            report.state == ReportState.ACCEPTED,
            SchoolInYear.level == level,
            of.month >= since,
            of.month < month,
            of.title != "",
            of.is_cancelled.is_(False),
        )
        .group_by(of.title, of.involvement_type)
        .having(func.count(of.school_id.distinct()) >= 3)
        .order_by(func.count(of.school_id.distinct()).desc(), of.title, of.involvement_type)
    )
    return frame(session, statement)


def states_of_reports(session: Session, viewer: Viewer, school_ids: Iterable[str]) -> pd.DataFrame:
    """
    school_id, month, state, revision, due_date, first_submitted_date, last_submitted_date, reviewed_on, return_reason:
    where reports of these schools stand now, by school and month.
    """
    of = MonthlyReport
    names = ("state", "revision", "due_date", "first_submitted_date", "last_submitted_date", "reviewed_on")
    statement = (
        select(of.school_id, of.month, *(getattr(of, name) for name in names), of.return_reason)
        .where(of.school_id.in_(sorted(school_ids)))
        .order_by(of.school_id, of.month)
    )
    days = ("month", "due_date", "first_submitted_date", "last_submitted_date", "reviewed_on")
    return frame(session, visible(statement, viewer, of), days)
