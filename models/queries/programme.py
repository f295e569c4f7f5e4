"""How the programme itself goes: the steps schools have reached, who came to sessions, what was decided by hand."""

from collections.abc import Iterable
from datetime import date

import pandas as pd
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.tables import Decision, DevelopmentAttendance, DevelopmentSession, ProgrammeStepReached


def steps_reached(session: Session, viewer: Viewer, on: date, schools: Iterable[str] | None = None) -> pd.DataFrame:
    """school_id, step, reached_on: the dated steps of the roll-out that were reached by a day, the latest last."""
    of = ProgrammeStepReached
    statement = select(of.school_id, of.step, of.reached_on).where(of.reached_on <= on)
    if schools is not None:
        statement = statement.where(of.school_id.in_(sorted(schools)))
    return frame(session, visible(statement.order_by(of.reached_on, of.step), viewer, of), ("reached_on",))


def sessions_attended(session: Session, viewer: Viewer, on: date) -> pd.DataFrame:
    """school_id, session_id, held_on, people (None: not counted): whose teams came to sessions up to a day."""
    of = DevelopmentAttendance
    same_session = and_(
        DevelopmentSession.district_id == of.district_id, DevelopmentSession.session_id == of.session_id
    )
    statement = (
        select(of.school_id, of.session_id, DevelopmentSession.held_on, of.people)
        .join(DevelopmentSession, same_session)
        .where(DevelopmentSession.held_on <= on)
    )
    return frame(session, visible(statement, viewer, of), ("held_on",))


def decisions_begun(session: Session, viewer: Viewer, on: date) -> pd.DataFrame:
    """school_id, kind, puts_on_list, starts_on: everything decided by hand that began by a day, ended or not."""
    statement = select(Decision.school_id, Decision.kind, Decision.puts_on_list, Decision.starts_on)
    return frame(session, visible(statement.where(Decision.starts_on <= on), viewer, Decision), ("starts_on",))
