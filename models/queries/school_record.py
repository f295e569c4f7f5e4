"""What one school did, and what the office did for it."""

from collections.abc import Iterable
from datetime import date

import pandas as pd
from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, aliased

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.tables import (
    Activity,
    DevelopmentAttendance,
    DevelopmentSession,
    ParentResponse,
    Person,
    PlannedActivity,
    ReportingMonth,
    ReportRevision,
    SupportContact,
)
from models.tables.joins import same_month, same_person, same_report
from models.vocabulary import CountingMethod

SHOWN_OF_ACTIVITIES = (
    "school_id", "month", "revision", "activity_id", "activity_date", "title", "involvement_type", "families_attended",
    "counting_method", "is_cancelled", "please_check", "notice_languages", "interpretation_languages",
)  # fmt: skip


def activities(
    session: Session, viewer: Viewer, school_year: str, schools: Iterable[str] | None = None
) -> pd.DataFrame:
    """
    school_id, month, revision, activity_id, activity_date, title, involvement_type, families_attended,
    counting_method, is_attendance, is_cancelled, please_check, notice_languages, interpretation_languages, returned,
    mean_rating, scale_id: every stored activity of the year with its parents' answers (NaN where nobody asked), all
    revisions, in order of date.
    """
    shown = [getattr(Activity, name) for name in SHOWN_OF_ACTIVITIES]
    statement = (
        select(
            *shown,
            func.sum(ParentResponse.returned).label("returned"),
            func.max(ParentResponse.mean_rating).label("mean_rating"),
            func.max(ParentResponse.scale_id).label("scale_id"),
        )
        .join(
            ReportingMonth,
            same_month(ReportingMonth, Activity),
        )
        .outerjoin(
            ParentResponse,
            and_(same_report(ParentResponse, Activity), ParentResponse.activity_id == Activity.activity_id),
        )
        .where(ReportingMonth.school_year == school_year)
        .group_by(Activity.district_id, *shown)
        .order_by(Activity.school_id, Activity.activity_date, Activity.activity_id)
    )
    if schools is not None:
        statement = statement.where(Activity.school_id.in_(sorted(schools)))
    rows = frame(session, visible(statement, viewer, Activity), ("month", "activity_date"))
    for name in ("families_attended", "returned", "mean_rating"):
        rows[name] = pd.to_numeric(rows[name])
    rows["is_cancelled"] = rows["is_cancelled"].astype(bool)
    without_turnout = [method.value for method in CountingMethod if not method.is_attendance]
    rows["is_attendance"] = ~rows["counting_method"].isin(without_turnout)
    return rows


def planned_activities(
    session: Session, viewer: Viewer, school_years: Iterable[str], as_of: date, schools: Iterable[str] | None = None
) -> pd.DataFrame:
    """
    school_id, school_year, item_id, title, involvement_type, goal, planned_month, done_month, reported_month: the
    steps of the plans of some school years, by the month they are planned for.

    A step is known to be done (done_month, and reported_month, the report that told it) once that report had arrived
    by the day `as_of`; before that, and where no report told it, both are NaT.
    """
    arrived = (
        select(ReportRevision.school_id, ReportRevision.month)
        .where(ReportRevision.district_id == viewer.district_id, ReportRevision.submitted_date <= as_of)
        .distinct()
        .subquery()
    )
    statement = (
        select(
            PlannedActivity.school_id,
            PlannedActivity.school_year,
            PlannedActivity.item_id,
            PlannedActivity.title,
            PlannedActivity.involvement_type,
            PlannedActivity.goal,
            PlannedActivity.planned_month,
            case((arrived.c.month.is_not(None), PlannedActivity.done_month)).label("done_month"),
            arrived.c.month.label("reported_month"),
        )
        .outerjoin(
            arrived,
            and_(arrived.c.school_id == PlannedActivity.school_id, arrived.c.month == PlannedActivity.reported_month),
        )
        .where(PlannedActivity.school_year.in_(sorted(school_years)))
        .order_by(PlannedActivity.school_id, PlannedActivity.planned_month, PlannedActivity.item_id)
    )
    if schools is not None:
        statement = statement.where(PlannedActivity.school_id.in_(sorted(schools)))
    return frame(
        session,
        visible(statement, viewer, PlannedActivity),
        ("planned_month", "done_month", "reported_month"),
    )


def support_contacts(
    session: Session, viewer: Viewer, as_of: date, schools: Iterable[str] | None = None
) -> pd.DataFrame:
    """
    contact_id, school_id, contacted_on, made_by, channel, purpose, result, finding, next_step, next_step_due,
    closed_on, outcome: the support log up to a day, newest first; an entry that was corrected by then is left out.
    """
    later = aliased(SupportContact)
    corrected = (
        select(later.corrects)
        .where(later.district_id == viewer.district_id, later.corrects.is_not(None), later.contacted_on <= as_of)
        .scalar_subquery()
    )
    statement = (
        select(
            SupportContact.contact_id,
            SupportContact.school_id,
            SupportContact.contacted_on,
            func.coalesce(Person.name, SupportContact.made_by).label("made_by"),
            SupportContact.channel,
            SupportContact.purpose,
            SupportContact.result,
            SupportContact.finding,
            SupportContact.next_step,
            SupportContact.next_step_due,
            SupportContact.closed_on,
            SupportContact.outcome,
        )
        .outerjoin(Person, same_person(Person, SupportContact))
        .where(SupportContact.contacted_on <= as_of, SupportContact.contact_id.not_in(corrected))
        .order_by(SupportContact.contacted_on.desc(), SupportContact.contact_id.desc())
    )
    if schools is not None:
        statement = statement.where(SupportContact.school_id.in_(sorted(schools)))
    contacts = frame(
        session, visible(statement, viewer, SupportContact), ("contacted_on", "next_step_due", "closed_on")
    )
    contacts["closed_on"] = contacts["closed_on"].where(contacts["closed_on"] <= pd.Timestamp(as_of))
    return contacts


def development(session: Session, viewer: Viewer, school_id: str) -> pd.DataFrame:
    """session_id, held_on, topic, hours, people: the sessions a school's team came to, newest first."""
    statement = (
        select(
            DevelopmentSession.session_id,
            DevelopmentSession.held_on,
            DevelopmentSession.topic,
            DevelopmentSession.hours,
            DevelopmentAttendance.people,
        )
        .join(
            DevelopmentSession,
            and_(
                DevelopmentSession.district_id == DevelopmentAttendance.district_id,
                DevelopmentSession.session_id == DevelopmentAttendance.session_id,
            ),
        )
        .where(DevelopmentAttendance.school_id == school_id)
        .order_by(DevelopmentSession.held_on.desc())
    )
    return frame(session, visible(statement, viewer, DevelopmentAttendance), ("held_on",))
