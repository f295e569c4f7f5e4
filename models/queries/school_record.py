"""What one school did, and what the office did for it."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from models.permissions import Viewer, can_see_school
from models.queries.frames import frame, visible
from models.queries.known_by_day import PLAN_DATES, PLAN_KEY, known_on, plan_changes_here, plan_items_by_day
from models.queries.next_steps import KNOWN_ON, as_changed
from models.tables import (
    Activity,
    ParentResponse,
    Person,
    PlannedActivity,
    ReportingMonth,
    ReportRevision,
    SupportContact,
)
from models.tables.joins import same_month, same_person, same_report
from models.tables.row_values import Key
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


SHOWN_OF_RESPONSES = (
    "school_id", "month", "revision", "response_id", "activity_id", "instrument", "sent", "returned", "positive",
    "neutral", "negative", "mean_rating", "scale_id", "comments", "themes", "needs_follow_up", "language",
    "please_check",
)  # fmt: skip


def parent_responses(
    session: Session, viewer: Viewer, school_year: str, schools: Iterable[str] | None = None
) -> pd.DataFrame:
    """
    school_id, month, revision, response_id, activity_id (None: a form of the month), instrument, sent, returned,
    positive, neutral, negative (answers, NaN unknown), mean_rating, scale_id, comments, themes, needs_follow_up,
    language, please_check: what parents answered in a year, all revisions, in order of school, month and revision.
    """
    of = ParentResponse
    statement = (
        select(*(getattr(of, name) for name in SHOWN_OF_RESPONSES))
        .join(ReportingMonth, same_month(ReportingMonth, of))
        .where(ReportingMonth.school_year == school_year)
        .order_by(of.school_id, of.month, of.revision, of.response_id)
    )
    if schools is not None:
        statement = statement.where(of.school_id.in_(sorted(schools)))
    rows = frame(session, visible(statement, viewer, of), ("month",))
    for name in ("sent", "returned", "positive", "neutral", "negative", "mean_rating", "comments"):
        rows[name] = pd.to_numeric(rows[name]).astype(float)
    return rows


def planned_activities(
    session: Session, viewer: Viewer, school_years: Iterable[str], as_of: date, schools: Iterable[str] | None = None
) -> pd.DataFrame:
    """
    school_id, school_year, item_id, title, involvement_type, goal, planned_month, done_month, reported_month: the
    steps of the plans of some school years, by the month they are planned for.

    The plans are those that were known on the day `as_of`. A step is known to be done (done_month, and reported_month,
    the report that told it) once that report had arrived by the day; before that, and where no report told it, both
    are NaT.
    """
    of, sent, school_years = PlannedActivity, ReportRevision, set(school_years)
    said = ("title", "involvement_type", "goal")
    statement = select(*(getattr(of, name) for name in (*PLAN_KEY, *said, *PLAN_DATES))).where(
        of.school_year.in_(sorted(school_years))
    )
    arrived = select(sent.school_id, sent.month).where(sent.submitted_date <= as_of).distinct()
    if schools is not None:
        schools = sorted(schools)
        statement, arrived = statement.where(of.school_id.in_(schools)), arrived.where(sent.school_id.in_(schools))
    rows = frame(session, visible(statement, viewer, of), PLAN_DATES)
    steps = known_on(plan_items_by_day(session, viewer.district_id, rows, schools), as_of)
    texts = rows[[*PLAN_KEY, *said]]
    gone = {key for key in _keys(steps) - _keys(texts) if key[1] in school_years and can_see_school(viewer, key[0])}
    if gone:
        texts = pd.concat([texts, _said_before(session, viewer, gone, said, schools)])
    steps = steps.merge(texts, on=PLAN_KEY)
    told = {tuple(row) for row in session.execute(visible(arrived, viewer, sent))}
    told_by = zip(steps["school_id"], steps["reported_month"].dt.date, strict=True)
    steps.loc[[report not in told for report in told_by], ["done_month", "reported_month"]] = pd.NaT
    columns = [*PLAN_KEY, *said, *PLAN_DATES]
    return steps.sort_values(["school_id", "planned_month", "item_id"], ignore_index=True)[columns]


def _keys(steps: pd.DataFrame) -> set[Key]:
    return set(steps[PLAN_KEY].itertuples(index=False, name=None))


def _said_before(
    session: Session, viewer: Viewer, gone: set[Key], said: Sequence[str], schools: Iterable[str] | None
) -> pd.DataFrame:
    """What steps said before they were taken out of their plans."""
    changes = plan_changes_here(session, viewer.district_id, schools)
    last = {
        key: next((one.before for one in reversed(changes.get(key, ())) if one.before is not None), None)
        for key in gone
    }
    rows = [(*key, *(before[name] for name in said)) for key, before in last.items() if before is not None]
    return pd.DataFrame(rows, columns=[*PLAN_KEY, *said])


def support_contacts(
    session: Session, viewer: Viewer, as_of: date, schools: Iterable[str] | None = None
) -> pd.DataFrame:
    """
    contact_id, school_id, contacted_on, made_by, channel, purpose, result, finding, next_step, next_step_due,
    closed_on, outcome, note, put_off: the support log as it was known on a day, newest first; an entry that was
    corrected by then is left out. A step's due date and end are those of that day; put_off: how often it was put off.
    """
    later = aliased(SupportContact)
    corrected = (
        select(later.corrects)
        .where(
            later.district_id == viewer.district_id,
            later.corrects.is_not(None),
            func.coalesce(later.known_on, later.contacted_on) <= as_of,
        )
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
            SupportContact.note,
        )
        .outerjoin(Person, same_person(Person, SupportContact))
        .where(
            SupportContact.contacted_on <= as_of,
            as_of >= KNOWN_ON,
            SupportContact.contact_id.not_in(corrected),
        )
        .order_by(
            SupportContact.contacted_on.desc(), SupportContact.recorded_at.desc(), SupportContact.contact_id.desc()
        )
    )
    if schools is not None:
        statement = statement.where(SupportContact.school_id.in_(sorted(schools)))
    contacts = frame(
        session, visible(statement, viewer, SupportContact), ("contacted_on", "next_step_due", "closed_on")
    )
    return as_changed(session, viewer, contacts, as_of)
