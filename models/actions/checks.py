"""What actions ask and leave behind: which cluster a school is in, whether a month is locked, a note, an audit line."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.audit_log import keep_audit_line
from models.errors import PartnershipError
from models.month_locks import MonthEnd
from models.permissions import Viewer
from models.queries.month_locks import end_is_past, month_and_office
from models.school_year import is_expected
from models.tables import MonthlyReport, ReportingMonth, School, SchoolInYear
from models.tables.joins import same_month
from models.today import day_of
from models.vocabulary import Topic

LONGEST_NOTE = 2_000
_OPEN = select(School.opened_on, School.closed_on).where(
    School.district_id == bindparam("district_id"), School.school_id == bindparam("school_id")
)


def cluster_of(session: Session, viewer: Viewer, school_id: str) -> str | None:
    """The school's latest cluster. Raises PartnershipError for a school the district does not have."""
    if session.get(School, (viewer.district_id, school_id)) is None:
        raise PartnershipError("There is no such school in this district; nothing was saved.")
    return session.scalar(
        select(SchoolInYear.cluster)
        .where(SchoolInYear.district_id == viewer.district_id, SchoolInYear.school_id == school_id)
        .order_by(SchoolInYear.school_year.desc())
        .limit(1)
    )


def check_not_locked(session: Session, district_id: int, month: date, at: datetime) -> None:
    """Raises PartnershipError where the month's reports can't be changed at a moment, saying since when."""
    today = day_of(at)
    end, office = month_and_office(session, district_id, month, today)
    if end is not None:
        _check_end(session, district_id, end, office, today)


def _check_end(session: Session, district_id: int, end: MonthEnd, office: date, today: date) -> None:
    if end_is_past(session, district_id, end, office, today):
        raise PartnershipError(
            "This month is locked since {day}. Ask the director to open it again; nothing was saved.",
            day=end.lock_date,
        )


def latest_list(session: Session, district_id: int, *, judged_by: date = date.max) -> date | None:
    """The as-of date, not after `judged_by`, of the latest month that a report has come in for; None without one."""
    return session.scalar(
        select(func.max(ReportingMonth.as_of_date))
        .join(
            MonthlyReport,
            same_month(MonthlyReport, ReportingMonth),
        )
        .where(
            ReportingMonth.district_id == district_id,
            ReportingMonth.as_of_date <= judged_by,
            MonthlyReport.first_submitted_date.is_not(None),
        )
    )


def check_month_is_open(session: Session, viewer: Viewer, school_id: str, month: date, at: datetime) -> None:
    """
    Raises PartnershipError where the month's report can't be written today: it is locked, has not begun, or the school
    owes none.
    """
    today = day_of(at)
    end, office = month_and_office(session, viewer.district_id, month, today)
    if end is None:
        raise PartnershipError("The district's calendar has no such month; nothing was saved.")
    if office < month:
        raise PartnershipError("This month begins on {day}. Its report can be written then.", day=month)
    _check_end(session, viewer.district_id, end, office, today)
    school = session.execute(_OPEN, {"district_id": viewer.district_id, "school_id": school_id}).one_or_none()
    if school is None or not is_expected(month, *school):
        raise PartnershipError("This school owes no report of this month; nothing was saved.")


def checked_note(text: str) -> str:
    """The note without blanks around it. Raises PartnershipError where it is empty or longer than LONGEST_NOTE."""
    note = text.strip()
    if not note:
        raise PartnershipError("Write why, in a sentence; nothing was saved.")
    if len(note) > LONGEST_NOTE:
        raise PartnershipError(
            "The note is longer than {most} characters. Shorten it; nothing was saved.", most=f"{LONGEST_NOTE:,}"
        )
    return note


def next_number(session: Session, district_id: int, table: Any, column: Any) -> int:
    last: int | None = session.scalar(select(func.max(column)).where(table.district_id == district_id))
    return (last or 0) + 1


def keep_line(
    session: Session,
    viewer: Viewer,
    at: datetime,
    action: str,
    topic: Topic,
    subject: str,
    details: dict[str, object],
) -> None:
    """The audit line of one person's action, which changed rows of one topic."""
    keep_audit_line(
        session,
        viewer.district_id,
        person=viewer.name,
        at=at,
        action=action,
        topics=(topic,),
        subject=subject,
        details=details,
    )
