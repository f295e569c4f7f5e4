"""
What trends are made of: each report's sums by revision, so that a past day is as cheap to look at as today.

For the whole district and so without a viewer: expectations need every school. What a person may see of it is decided
in `dashboards.state`; the export is the office's.
"""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import and_, case, func, select, true
from sqlalchemy.orm import Session

from models.queries.frames import Statement, frame
from models.queries.known_by_day import PLAN_DATES, PLAN_KEY, known_on, plan_items_by_day
from models.queries.next_steps import KNOWN_ON
from models.tables import (
    Activity,
    MonthlyReport,
    ParentResponse,
    PlannedActivity,
    ReportingMonth,
    ReportRevision,
    SchoolInYear,
    SchoolMonth,
    SupportContact,
)
from models.tables.joins import same_report, same_school_month
from models.tables.turnout import count_if, held_with_turnout
from models.trends.cells import SUMS, TYPES

KEY = ["school_id", "month", "revision"]


def trend_calendar(session: Session, district_id: int) -> pd.DataFrame:
    """month, school_year, as_of_date of every reporting month, in order."""
    of = ReportingMonth
    statement = select(of.month, of.school_year, of.as_of_date).where(of.district_id == district_id).order_by(of.month)
    return frame(session, statement, ("month", "as_of_date"))


def expected_months(session: Session, district_id: int) -> pd.DataFrame:
    """
    school_id, month, cluster, level, expected (0/1), due_date, first_submitted_date: one row per school and month.

    Cluster and level are those of the month's own year.
    """
    statement = (
        select(
            SchoolMonth.school_id,
            SchoolMonth.month,
            SchoolMonth.cluster,
            SchoolMonth.level,
            SchoolMonth.expected,
            MonthlyReport.due_date,
            MonthlyReport.first_submitted_date,
        )
        .outerjoin(MonthlyReport, same_school_month(SchoolMonth, MonthlyReport))
        .where(SchoolMonth.district_id == district_id)
    )
    return frame(session, statement, ("month", "due_date", "first_submitted_date"))


def schools_by_year(session: Session, district_id: int) -> pd.DataFrame:
    """school_id, school_year, enrollment (pupils), low_income_rate and english_learner_rate (0-1), NaN unknown."""
    of = SchoolInYear
    names = ("enrollment", "low_income_rate", "english_learner_rate")
    statement = select(of.school_id, of.school_year, *(getattr(of, name) for name in names))
    rows = frame(session, statement.where(of.district_id == district_id))
    for name in names:
        rows[name] = pd.to_numeric(rows[name]).astype(float)
    return rows


def revision_sums(session: Session, district_id: int) -> pd.DataFrame:
    """
    school_id, month, revision, submitted_date (day from which it is known) and the sums of `cells.SUMS`, one row per
    revision that was submitted; a report with nothing in it has sums of 0.
    """
    told = select(
        ReportRevision.school_id, ReportRevision.month, ReportRevision.revision, ReportRevision.submitted_date
    ).where(ReportRevision.district_id == district_id, ReportRevision.submitted_date.is_not(None))
    rows = frame(session, told, ("month", "submitted_date"))
    for statement in (_activities(district_id), _asked(district_id)):
        rows = rows.merge(frame(session, statement, ("month",)), how="left", on=KEY)
    sums = rows[list(SUMS)].apply(pd.to_numeric).fillna(0).astype(float)
    return pd.concat([rows[[*KEY, "submitted_date"]], sums], axis=1)


def _activities(district_id: int) -> Statement:
    held = Activity.is_cancelled.is_(False)
    families = Activity.families_attended
    counted = and_(held_with_turnout(), families.is_not(None))
    blank = and_(held_with_turnout(), families.is_(None))
    sums: list[Any] = []
    for suffix, of_type in _by_type():
        sums += [
            count_if(and_(held, *of_type), f"activities{suffix}"),
            count_if(and_(counted, *of_type), f"counted{suffix}"),
            count_if(and_(blank, *of_type), f"blank_counts{suffix}"),
            func.sum(case((and_(counted, *of_type), families), else_=0)).label(f"families{suffix}"),
        ]
    return (
        select(Activity.school_id, Activity.month, Activity.revision, *sums)
        .where(Activity.district_id == district_id)
        .group_by(Activity.school_id, Activity.month, Activity.revision)
    )


def _by_type() -> list[tuple[str, list[Any]]]:
    """What the name of a sum ends with, and which activities are in it: all of them, and those of each type."""
    return [("", []), *((f"_{kind}", [Activity.involvement_type == kind]) for kind in TYPES)]


def _asked(district_id: int) -> Statement:
    """Families at counted activities whose parents were asked, and their answers, no more than families at each."""
    of = ParentResponse
    answers = (
        select(
            of.district_id, of.school_id, of.month, of.revision, of.activity_id,
            func.sum(func.coalesce(of.returned, 0)).label("returned"),
        )
        .where(of.district_id == district_id, of.activity_id.is_not(None))
        .group_by(of.district_id, of.school_id, of.month, of.revision, of.activity_id)
        .subquery()
    )  # fmt: skip
    families, returned = Activity.families_attended, answers.c.returned
    known = case((returned > families, families), else_=returned)
    sums: list[Any] = []
    for suffix, of_type in _by_type():
        sums += [
            func.sum(case((and_(true(), *of_type), value), else_=0)).label(f"{name}{suffix}")
            for name, value in (("asked_families", families), ("asked_answers", known))
        ]
    return (
        select(Activity.school_id, Activity.month, Activity.revision, *sums)
        .join(answers, and_(same_report(Activity, answers.c), Activity.activity_id == answers.c.activity_id))
        .where(Activity.district_id == district_id, held_with_turnout(), families.is_not(None))
        .group_by(Activity.school_id, Activity.month, Activity.revision)
    )


def logged_contacts(session: Session, district_id: int) -> pd.DataFrame:
    """
    contact_id, school_id, contacted_on, known_on (since when people know of it), corrects (contact_id of the entry that
    it corrects) of the support log.
    """
    of = SupportContact
    statement = select(of.contact_id, of.school_id, of.contacted_on, KNOWN_ON.label("known_on"), of.corrects)
    return frame(session, statement.where(of.district_id == district_id), ("contacted_on", "known_on"))


def planned_steps(session: Session, district_id: int, as_of: date) -> pd.DataFrame:
    """
    school_id, school_year, planned_month, done_month, reported_month of the steps of all action plans, as they were
    known on a day.
    """
    of = PlannedActivity
    statement = select(*(getattr(of, name) for name in (*PLAN_KEY, *PLAN_DATES))).where(of.district_id == district_id)
    steps = plan_items_by_day(session, district_id, frame(session, statement, PLAN_DATES))
    return known_on(steps, as_of)[["school_id", "school_year", *PLAN_DATES]].reset_index(drop=True)
