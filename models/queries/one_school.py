"""What the page of one school asks besides its record: plan, and what teachers saw."""

from datetime import date

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.queries.plans import PlanStood, plan_on
from models.tables import ActionPlan, ReportingMonth, TeacherObservation
from models.tables.joins import same_month

SEEN = ("saw_behaviour", "saw_taking_part", "saw_asking_for_help", "saw_homework", "saw_attendance")
"""What teachers may have seen change, each a count of teachers."""


def action_plan(session: Session, viewer: Viewer, school_year: str, school_id: str, as_of: date) -> pd.DataFrame:
    """
    state, accepted_on (NaT: not accepted): a school's plan of a year as it was known on a day; no row where none was.
    """
    of = ActionPlan
    statement = select(of.state, of.accepted_on).where(of.school_year == school_year, of.school_id == school_id)
    now = session.execute(visible(statement, viewer, of)).one_or_none()
    then = None if now is None else plan_on(session, viewer.district_id, school_id, school_year, PlanStood(*now), as_of)
    rows = pd.DataFrame([] if then is None else [then], columns=list(PlanStood._fields))
    rows["accepted_on"] = pd.to_datetime(rows["accepted_on"]).astype("datetime64[s]")
    return rows


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
