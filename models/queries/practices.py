"""Promising practices with their texts and the figures of their reports, and the activities that could be marked."""

import pandas as pd
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.practice_rules import TEXTS
from models.queries.frames import frame, visible
from models.tables import (
    Activity,
    MonthlyReport,
    ParentResponse,
    Practice,
    PracticeWriteUp,
    ReportingMonth,
    School,
    SchoolInYear,
)
from models.tables.joins import same_month, same_report, same_school, same_school_month
from models.vocabulary import PracticeState, ReportState

OF_PRACTICES = (
    "practice_id", "school_id", "month", "activity_id", "state", "version", "note", "marked_by", "marked_at",
    "changed_by", "changed_at", "published_by", "published_at",
)  # fmt: skip
OF_ACTIVITIES = (
    "activity_date", "duration_hours", "involvement_type", "goal", "audience", "mode", "time_band",
    "families_invited", "families_attended", "counting_method", "interpretation_languages", "child_care", "transport",
    "food", "partner", "cost",
)  # fmt: skip
FIGURES = ("duration_hours", "involvement_type", "families_invited", "families_attended", "cost")


def practices(session: Session, viewer: Viewer) -> pd.DataFrame:
    """
    practice_id, school_id, month, activity_id, state, version, note, marked_by, marked_at, changed_by, changed_at,
    published_by, published_at; school_name, school_year, level, cluster, enrollment (of that year); title, aim,
    what_was_done, materials, how_it_went, author, written_at (of the latest text); is_accepted: the report in force is
    accepted and tells of the activity, and then of that: activity_date, duration_hours, involvement_type, goal,
    audience, mode, time_band, families_invited, families_attended, counting_method, interpretation_languages,
    child_care, transport, food, partner, cost (NaN and None where not known, or not accepted).

    Every practice of the schools that the viewer may see, whatever its state, in order of number.
    """
    of = Practice
    latest = (
        select(PracticeWriteUp.practice_id, func.max(PracticeWriteUp.version).label("version"))
        .where(PracticeWriteUp.district_id == viewer.district_id)
        .group_by(PracticeWriteUp.practice_id)
        .subquery()
    )
    accepted = and_(same_school_month(MonthlyReport, of), MonthlyReport.state == ReportState.ACCEPTED)
    told = and_(same_report(Activity, MonthlyReport), Activity.activity_id == of.activity_id)
    year = and_(same_school(SchoolInYear, of), SchoolInYear.school_year == ReportingMonth.school_year)
    written = and_(
        PracticeWriteUp.district_id == of.district_id,
        PracticeWriteUp.practice_id == of.practice_id,
        PracticeWriteUp.version == latest.c.version,
    )
    statement = (
        select(
            *(getattr(of, name) for name in OF_PRACTICES),
            School.name.label("school_name"),
            ReportingMonth.school_year,
            SchoolInYear.level,
            SchoolInYear.cluster,
            SchoolInYear.enrollment,
            *(getattr(PracticeWriteUp, name) for name in (*TEXTS, "author", "written_at")),
            Activity.activity_id.is_not(None).label("is_accepted"),
            *(getattr(Activity, name) for name in OF_ACTIVITIES),
        )
        .join(School, same_school(School, of))
        .join(latest, latest.c.practice_id == of.practice_id)
        .join(PracticeWriteUp, written)
        .join(ReportingMonth, same_month(ReportingMonth, of))
        .outerjoin(SchoolInYear, year)
        .outerjoin(MonthlyReport, accepted)
        .outerjoin(Activity, told)
        .order_by(of.practice_id)
    )
    rows = frame(session, visible(statement, viewer, of), ("month", "activity_date"))
    for name in (*FIGURES, "enrollment"):
        rows[name] = pd.to_numeric(rows[name]).astype(float)
    rows["is_accepted"] = rows["is_accepted"].astype(bool)
    return rows


def practice_answers(session: Session, viewer: Viewer) -> pd.DataFrame:
    """
    practice_id, school_id, sent, returned, positive, neutral, negative (answers, NaN unknown), mean_rating, scale_id,
    themes: what parents answered about practices, of accepted reports, a row for each form.
    """
    of, shown = ParentResponse, ("sent", "returned", "positive", "neutral", "negative", "mean_rating")
    same = and_(same_school_month(Practice, of), Practice.activity_id == of.activity_id)
    statement = (
        select(
            Practice.practice_id,
            of.school_id,
            *(getattr(of, name) for name in shown),
            of.scale_id,
            of.themes,
        )
        .join(Practice, same)
        .join(MonthlyReport, and_(same_report(MonthlyReport, of), MonthlyReport.state == ReportState.ACCEPTED))
        .order_by(Practice.practice_id, of.response_id)
    )
    rows = frame(session, visible(statement, viewer, of))
    for name in shown:
        rows[name] = pd.to_numeric(rows[name]).astype(float)
    return rows


def activities_to_share(session: Session, viewer: Viewer, school_year: str, school_id: str) -> pd.DataFrame:
    """
    month, activity_id, activity_date, title, involvement_type, families_attended (NaN not known), counting_method: what
    accepted reports of a school's year tell of, was not cancelled and is not marked yet, latest first.
    """
    of = Activity
    marked = (
        select(Practice.activity_id)
        .where(
            Practice.district_id == of.district_id,
            Practice.school_id == of.school_id,
            Practice.month == of.month,
            Practice.activity_id == of.activity_id,
            Practice.state != PracticeState.TAKEN_BACK,
        )
        .exists()
    )
    statement = (
        select(
            of.month,
            of.activity_id,
            of.activity_date,
            of.title,
            of.involvement_type,
            of.families_attended,
            of.counting_method,
        )
        .join(MonthlyReport, and_(same_report(MonthlyReport, of), MonthlyReport.state == ReportState.ACCEPTED))
        .join(ReportingMonth, same_month(ReportingMonth, of))
        .where(
            ReportingMonth.school_year == school_year,
            of.school_id == school_id,
            of.is_cancelled.is_(False),
            ~marked,
        )
        .order_by(of.month.desc(), of.activity_date.desc(), of.activity_id)
    )
    rows = frame(session, visible(statement, viewer, of), ("month", "activity_date"))
    rows["families_attended"] = pd.to_numeric(rows["families_attended"]).astype(float)
    return rows
