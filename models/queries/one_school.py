"""What the page of one school asks besides its record: plan, roll-out, what parents answered, what teachers saw."""

from datetime import date

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.tables import (
    ActionPlan,
    DevelopmentSession,
    ParentResponse,
    ProgrammeStepReached,
    ReportingMonth,
    TeacherObservation,
)
from models.tables.joins import same_month

FORMS = ("sent", "returned", "positive", "neutral", "negative", "mean_rating")
SEEN = ("saw_behaviour", "saw_taking_part", "saw_asking_for_help", "saw_homework", "saw_attendance")
"""What teachers may have seen change, each a count of teachers."""


def action_plan(session: Session, viewer: Viewer, school_year: str, school_id: str) -> pd.DataFrame:
    """state, accepted_on (NaT: not accepted): a school's plan of a year; no row where none is stored."""
    of = ActionPlan
    statement = select(of.state, of.accepted_on).where(of.school_year == school_year, of.school_id == school_id)
    return frame(session, visible(statement, viewer, of), ("accepted_on",))


def programme_steps(session: Session, viewer: Viewer, as_of: date, school_id: str) -> pd.DataFrame:
    """step, reached_on: the steps of the roll-out that a school had reached by a day, the latest last."""
    of = ProgrammeStepReached
    statement = select(of.step, of.reached_on).where(of.school_id == school_id, of.reached_on <= as_of)
    return frame(session, visible(statement.order_by(of.reached_on, of.step), viewer, of), ("reached_on",))


def parent_answers(session: Session, viewer: Viewer, school_year: str, school_id: str) -> pd.DataFrame:
    """
    month, revision, response_id, activity_id (None: a form of the month), instrument, sent, returned, positive,
    neutral, negative (NaN not known), mean_rating (NaN), scale_id, themes (; between), needs_follow_up: every form of a
    school's reports of a year, all revisions, in order.
    """
    of = ParentResponse
    columns = ("month", "revision", "response_id", "activity_id", "instrument", *FORMS, "scale_id", "themes")
    statement = (
        select(*(getattr(of, name) for name in (*columns, "needs_follow_up")))
        .join(ReportingMonth, same_month(ReportingMonth, of))
        .where(ReportingMonth.school_year == school_year, of.school_id == school_id)
        .order_by(of.month, of.revision, of.response_id)
    )
    forms = frame(session, visible(statement, viewer, of), ("month",))
    for name in FORMS:
        forms[name] = pd.to_numeric(forms[name]).astype(float)
    return forms


def teacher_observations(session: Session, viewer: Viewer, school_year: str, school_id: str) -> pd.DataFrame:
    """
    month, revision, observation_id, asked, answered, saw_behaviour, saw_taking_part, saw_asking_for_help,
    saw_homework, saw_attendance (teachers, NaN not known), note: what teachers saw, of a school's reports of a year,
    all revisions, in order.
    """
    of = TeacherObservation
    counts = ("asked", "answered", *SEEN)
    statement = (
        select(of.month, of.revision, of.observation_id, *(getattr(of, name) for name in counts), of.note)
        .join(ReportingMonth, same_month(ReportingMonth, of))
        .where(ReportingMonth.school_year == school_year, of.school_id == school_id)
        .order_by(of.month, of.revision, of.observation_id)
    )
    seen = frame(session, visible(statement, viewer, of), ("month",))
    for name in counts:
        seen[name] = pd.to_numeric(seen[name]).astype(float)
    return seen


def development_sessions(session: Session, viewer: Viewer, as_of: date) -> pd.DataFrame:
    """session_id, held_on, topic, hours (NaN not known): the district's sessions up to a day, newest first."""
    of = DevelopmentSession
    statement = (
        select(of.session_id, of.held_on, of.topic, of.hours)
        .where(of.district_id == viewer.district_id, of.held_on <= as_of)
        .order_by(of.held_on.desc(), of.session_id)
    )
    sessions = frame(session, statement, ("held_on",))
    sessions["hours"] = pd.to_numeric(sessions["hours"]).astype(float)
    return sessions
