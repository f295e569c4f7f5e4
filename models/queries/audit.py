"""What was done, by whom and when: the audit log, for an administrator and the director."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.permissions import Viewer, reads_audit_log
from models.queries.frames import Statement, frame
from models.tables import AuditLine

MOST_LINES = 100


@dataclass(frozen=True)
class AuditSought:
    """Which lines are looked for; an empty part leaves all. Moments are aware; `until` is not among them."""

    person: str = ""
    action: str = ""
    subject: str = ""
    """A school's id, a login, a receipt: exactly."""
    since: datetime | None = None
    until: datetime | None = None


def audit_lines(
    session: Session, viewer: Viewer, sought: AuditSought = AuditSought(), before: int = 0, most: int = MOST_LINES
) -> pd.DataFrame:
    """
    audit_id, happened_at, person, action, subject, details: the lines that fit, the newest first, `most` at most.

    before: only lines with a smaller number, to go on where an answer ended; 0: from the newest. Nothing for who may
    not read the log.
    """
    of = AuditLine
    statement = select(of.audit_id, of.happened_at, of.person, of.action, of.subject, of.details)
    statement = _sought(statement, sought).order_by(of.audit_id.desc()).limit(most)
    if before:
        statement = statement.where(of.audit_id < before)
    return frame(session, _readers(statement, viewer))


def audit_choices(session: Session, viewer: Viewer) -> pd.DataFrame:
    """person, action: every pair in the log, by person and action; nothing for who may not read the log."""
    statement = select(AuditLine.person, AuditLine.action).distinct().order_by(AuditLine.person, AuditLine.action)
    return frame(session, _readers(statement, viewer))


def _sought(statement: Statement, sought: AuditSought) -> Statement:
    of = AuditLine
    conditions = [
        of.person == sought.person if sought.person else None,
        of.action == sought.action if sought.action else None,
        # What is about one report or step begins with its school's number.
        or_(of.subject == sought.subject, of.subject.startswith(f"{sought.subject} ", autoescape=True))
        if sought.subject
        else None,
        of.happened_at >= sought.since if sought.since else None,
        of.happened_at < sought.until if sought.until else None,
    ]
    return statement.where(*(one for one in conditions if one is not None))


def _readers(statement: Statement, viewer: Viewer) -> Statement:
    statement = statement.where(AuditLine.district_id == viewer.district_id)
    return statement if reads_audit_log(viewer) else statement.where(AuditLine.audit_id < 0)
