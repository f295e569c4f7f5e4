"""
How the programme itself goes: the steps schools have reached, who came to sessions, what was decided by hand.

Steps and sessions are told as they were known on a day: what was written here later stands as it was before.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, TypeVar

import pandas as pd
from sqlalchemy import false, select
from sqlalchemy.orm import Session

from models.permissions import Viewer, can_see_school
from models.programme_rules import Training
from models.queries.frames import frame, visible
from models.tables import (
    Decision,
    DevelopmentAttendance,
    DevelopmentChange,
    DevelopmentPlanned,
    DevelopmentSession,
    ProgrammeStepChange,
    ProgrammeStepReached,
)
from models.today import day_of

Key = TypeVar("Key")


def _before_later(rows: Iterable[tuple[Key, Any, Any]], day: date) -> dict[Key, Any]:
    """By key: what stood there before the first change after a day. rows: key, before, changed_at, in order."""
    found: dict[Key, Any] = {}
    for key, before, changed_at in rows:
        if day_of(changed_at) > day:
            found.setdefault(key, before)
    return found


# ------------------------------------------------------------ steps of the roll-out
def steps_reached(
    session: Session, viewer: Viewer, on: date, schools: Iterable[str] | None = None, known: date | None = None
) -> pd.DataFrame:
    """
    school_id, step, reached_on: the dated steps of the roll-out that were reached by a day, the latest last. known: the
    day of whose knowledge; None: the same.
    """
    of, change = ProgrammeStepReached, ProgrammeStepChange
    now = select(of.school_id, of.step, of.reached_on)
    changed = select(change.school_id, change.step, change.before, change.changed_at)
    if schools is not None:
        named = sorted(schools)
        now, changed = now.where(of.school_id.in_(named)), changed.where(change.school_id.in_(named))
    later = _before_later(
        (
            ((school_id, step), before, at)
            for school_id, step, before, at in session.execute(
                visible(changed.order_by(change.change_id), viewer, change)
            )
        ),
        known or on,
    )
    rows = {(school_id, step): day for school_id, step, day in session.execute(visible(now, viewer, of))} | later
    reached = sorted(
        (day, step.value, school_id) for (school_id, step), day in rows.items() if day is not None and day <= on
    )
    found = pd.DataFrame(
        [(school_id, step, day) for day, step, school_id in reached], columns=["school_id", "step", "reached_on"]
    )
    found["reached_on"] = pd.to_datetime(found["reached_on"]).astype("datetime64[s]")
    return found


def step_changes(session: Session, viewer: Viewer, schools: Iterable[str] | None = None) -> pd.DataFrame:
    """
    school_id, step, change_id, before, after (NaT: not recorded), note, author, changed_at: what was written here of
    steps of the roll-out, in order. The office's own: a liaison gets none.
    """
    of = ProgrammeStepChange
    statement = select(
        of.school_id, of.step, of.change_id, of.before, of.after, of.note, of.author, of.changed_at
    ).order_by(of.school_id, of.step, of.change_id)
    if schools is not None:
        statement = statement.where(of.school_id.in_(sorted(schools)))
    if not viewer.sees_district:
        statement = statement.where(false())
    return frame(session, visible(statement, viewer, of), ("before", "after"))


# ------------------------------------------------------------ sessions
def training_of(session: Session, district_id: int, training_id: str) -> Training | None:
    """A session as it stands, whole; None: there is none. For who writes it: no viewer is asked."""
    return _trainings_now(session, district_id, training_id).get(training_id)


def _trainings_now(session: Session, district_id: int, training_id: str | None = None) -> dict[str, Training]:
    of, came = DevelopmentSession, DevelopmentAttendance
    held = select(of.session_id, of.held_on, of.topic, of.hours).where(of.district_id == district_id)
    who = select(came.session_id, came.school_id, came.people).where(came.district_id == district_id)
    if training_id is not None:
        held, who = held.where(of.session_id == training_id), who.where(came.session_id == training_id)
    schools: dict[str, dict[str, int | None]] = {}
    for number, school_id, people in session.execute(who.order_by(came.school_id)):
        schools.setdefault(number, {})[school_id] = people
    return {
        number: Training(held_on, topic, hours, schools.get(number, {}))
        for number, held_on, topic, hours in session.execute(held)
    }


def _trainings(session: Session, district_id: int, on: date, known: date | None) -> list[tuple[str, Training]]:
    """Number and session: those held up to a day, as known on another or the same, newest first."""
    of = DevelopmentChange
    changes = select(of.session_id, of.before, of.changed_at).where(of.district_id == district_id)
    stood = [(number, before, at) for number, before, at in session.execute(changes.order_by(of.change_id))]
    later: dict[str, Any] = _before_later(stood, known or on)
    rows: dict[str, Training | None] = {
        **_trainings_now(session, district_id),
        **{number: None if before is None else Training.from_kept(before) for number, before in later.items()},
    }
    held = [(number, one) for number, one in sorted(rows.items()) if one is not None and one.held_on <= on]
    return sorted(held, key=lambda pair: pair[1].held_on, reverse=True)


class _Came(NamedTuple):
    school_id: str
    session_id: str
    held_on: date
    people: int | None


def development_sessions(session: Session, viewer: Viewer, as_of: date, known: date | None = None) -> pd.DataFrame:
    """
    session_id, held_on, topic, hours (NaN not known): the district's sessions up to a day, newest first. known: the day
    of whose knowledge; None: the same.
    """
    rows = [
        (number, one.held_on, one.topic, one.hours)
        for number, one in _trainings(session, viewer.district_id, as_of, known)
    ]
    found = pd.DataFrame(rows, columns=["session_id", "held_on", "topic", "hours"])
    found["hours"] = pd.to_numeric(found["hours"]).astype(float)
    return _with_day(found)


def sessions_attended(session: Session, viewer: Viewer, on: date, known: date | None = None) -> pd.DataFrame:
    """
    school_id, session_id, held_on, people (None: not counted): whose teams came to sessions up to a day. known: the day
    of whose knowledge; None: the same.
    """
    rows = [
        _Came(school_id, number, one.held_on, people)
        for number, one in _trainings(session, viewer.district_id, on, known)
        for school_id, people in one.came.items()
        if can_see_school(viewer, school_id)
    ]
    found = pd.DataFrame(rows, columns=_Came._fields)
    found["people"] = found["people"].astype(object).where(found["people"].notna(), None)
    return _with_day(found)


def training_changes(session: Session, viewer: Viewer) -> pd.DataFrame:
    """session_id, change_id, author, changed_at: who wrote of the district's sessions here, in order."""
    of = DevelopmentChange
    statement = (
        select(of.session_id, of.change_id, of.author, of.changed_at)
        .where(of.district_id == viewer.district_id)
        .order_by(of.session_id, of.change_id)
    )
    return frame(session, statement)


def planned_training_of(session: Session, district_id: int, training_id: str) -> Training | None:
    """A planned session as it stands; None: there is none. For who writes it: no viewer is asked."""
    row = session.get(DevelopmentPlanned, (district_id, training_id))
    return None if row is None else Training(row.planned_on, row.topic, row.hours, dict.fromkeys(row.expected))


def planned_trainings(session: Session, viewer: Viewer) -> pd.DataFrame:
    """
    session_id, planned_on, topic, hours (NaN not known), expected (numbers of schools), author, written_at: the
    district's sessions that are planned and not held yet, the next first. Nothing counts them.
    """
    of = DevelopmentPlanned
    statement = (
        select(of.session_id, of.planned_on, of.topic, of.hours, of.expected, of.author, of.written_at)
        .where(of.district_id == viewer.district_id)
        .order_by(of.planned_on, of.session_id)
    )
    found = frame(session, statement, ("planned_on",))
    found["hours"] = pd.to_numeric(found["hours"]).astype(float)
    found["expected"] = [[one for one in schools if can_see_school(viewer, one)] for schools in found["expected"]]
    return found


def _with_day(found: pd.DataFrame) -> pd.DataFrame:
    found["held_on"] = pd.to_datetime(found["held_on"]).astype("datetime64[s]")
    return found


# ------------------------------------------------------------ decisions
def decisions_begun(session: Session, viewer: Viewer, on: date) -> pd.DataFrame:
    """school_id, kind, puts_on_list, starts_on: everything decided by hand that began by a day, ended or not."""
    statement = select(Decision.school_id, Decision.kind, Decision.puts_on_list, Decision.starts_on)
    return frame(session, visible(statement.where(Decision.starts_on <= on), viewer, Decision), ("starts_on",))
