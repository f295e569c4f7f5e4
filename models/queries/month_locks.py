"""Which months can still be changed, and which were opened again."""

from datetime import date

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.month_locks import MonthEnd, Reopening, is_locked, office_day
from models.permissions import Viewer
from models.queries.frames import frame
from models.tables import MonthlyReport, MonthReopening, Person, ReportingMonth
from models.tables.joins import same_person


def month_ends(session: Session, district_id: int) -> list[MonthEnd]:
    """Every month of the district's calendar, in order."""
    of = ReportingMonth
    rows = session.execute(
        select(of.month, of.as_of_date, of.lock_date).where(of.district_id == district_id).order_by(of.month)
    )
    return [MonthEnd(*row) for row in rows]


def day_of_office(session: Session, district_id: int, today: date) -> date:
    """`office_day` of a district; today where no report has come in yet."""
    latest = session.scalar(
        select(func.max(MonthlyReport.month)).where(
            MonthlyReport.district_id == district_id, MonthlyReport.first_submitted_date.is_not(None)
        )
    )
    return today if latest is None else office_day(month_ends(session, district_id), latest, today)


def first_day_ahead(session: Session, district_id: int, today: date) -> date:
    """From which day on something can be planned: today, or the office's day where that is earlier."""
    return min(today, day_of_office(session, district_id, today))


def month_is_locked(session: Session, district_id: int, month: date, today: date) -> bool:
    """Can the reports of a month not be changed today? A month that the calendar does not have is never locked."""
    lock_date = session.scalar(
        select(ReportingMonth.lock_date).where(ReportingMonth.district_id == district_id, ReportingMonth.month == month)
    )
    if lock_date is None:
        return False
    of = MonthReopening
    rows = session.execute(
        select(of.reopened_on, of.until_date).where(of.district_id == district_id, of.month == month)
    )
    office = day_of_office(session, district_id, today)
    return is_locked(lock_date, [Reopening(*row) for row in rows], office=office, today=today)


def month_reopenings(session: Session, viewer: Viewer) -> pd.DataFrame:
    """
    month, reopened_on, until_date, reason, name: the locked months that were opened again, by whom (None: a person who
    is not there), the latest last. A matter of the whole district, which everybody of it may know.
    """
    of = MonthReopening
    statement = (
        select(of.month, of.reopened_on, of.until_date, of.reason, Person.name)
        .outerjoin(Person, same_person(Person, of))
        .where(of.district_id == viewer.district_id)
        .order_by(of.reopened_on, of.month, of.number)
    )
    return frame(session, statement, ("month", "reopened_on", "until_date"))
