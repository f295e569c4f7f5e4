"""When somebody was here last, and what came and was decided since."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.tables import AuditLine, LastVisit, MonthlyReport, ReportRevision
from models.tables.joins import same_school_month

NEW_AFTER = timedelta(hours=4)
"""Home opened again sooner than this is the same visit, so that a page loaded again still tells what is new."""


@dataclass(frozen=True)
class Visits:
    """When somebody opened Home last, and when the visit before that one ended; None: there was none."""

    opened_at: datetime
    before_at: datetime | None

    def since(self, now: datetime) -> datetime | None:
        """The end of the visit before the one that `now` belongs to; None for somebody's first."""
        return self.opened_at if now - self.opened_at > NEW_AFTER else self.before_at


def last_visit(session: Session, viewer: Viewer) -> Visits | None:
    """The viewer's own last visit; None for who was never here, and for nobody's row."""
    found = session.execute(
        select(LastVisit.opened_at, LastVisit.before_at).where(
            LastVisit.district_id == viewer.district_id, LastVisit.person_id == viewer.person_id
        )
    ).one_or_none()
    return None if found is None else Visits(found.opened_at, found.before_at)


def reports_since(session: Session, viewer: Viewer, since: datetime) -> pd.DataFrame:
    """
    school_id, month, submitted_date, due_date, is_first: reports that were stored after a moment, by day and school; of
    each the latest revision. is_first: nothing of that month had come from the school before.
    """
    of = ReportRevision
    statement = (
        select(
            of.school_id,
            of.month,
            func.max(of.submitted_date).label("submitted_date"),
            MonthlyReport.due_date,
            func.min(of.revision).label("first_revision"),
        )
        .join(MonthlyReport, same_school_month(MonthlyReport, of))
        .where(of.recorded_at > since, of.submitted_date.is_not(None))
        .group_by(of.school_id, of.month, MonthlyReport.due_date)
        .order_by(func.max(of.submitted_date).desc(), of.school_id, of.month)
    )
    rows = frame(session, visible(statement, viewer, of), ("month", "submitted_date", "due_date"))
    return rows.assign(is_first=rows.pop("first_revision").eq(1))


def changes_since(session: Session, viewer: Viewer, since: datetime) -> pd.DataFrame:
    """
    happened_at, person, action, subject, details: what people changed after a moment, the latest first, for the office;
    nothing for a liaison.
    """
    of = AuditLine
    statement = select(of.happened_at, of.person, of.action, of.subject, of.details)
    statement = statement.where(of.district_id == viewer.district_id, of.happened_at > since)
    if not viewer.sees_district:
        statement = statement.where(of.audit_id < 0)
    return frame(session, statement.order_by(of.audit_id.desc()))
