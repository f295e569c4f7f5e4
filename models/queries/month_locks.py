"""Which months can still be changed, and which were opened again."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.month_locks import MonthEnd, Reopening, is_locked, office_day
from models.permissions import Viewer
from models.queries.frames import frame
from models.tables import MonthlyReport, MonthReopening, Person, ReportingMonth
from models.tables.joins import same_person

# Asked at every save of a draft, so made once: making a statement costs three times what its rows do.
_ENDS = (
    select(ReportingMonth.month, ReportingMonth.as_of_date, ReportingMonth.lock_date)
    .where(ReportingMonth.district_id == bindparam("district_id"))
    .order_by(ReportingMonth.month)
)
_LATEST = select(func.max(MonthlyReport.month)).where(
    MonthlyReport.district_id == bindparam("district_id"), MonthlyReport.first_submitted_date.is_not(None)
)


def month_ends(session: Session, district_id: int) -> list[MonthEnd]:
    """Every month of the district's calendar, in order."""
    return [MonthEnd(*row) for row in session.execute(_ENDS, {"district_id": district_id})]


def day_of_office(session: Session, district_id: int, today: date, calendar: Sequence[MonthEnd] | None = None) -> date:
    """`office_day` of a district; today where no report has come in yet. calendar: its months, where they are known."""
    latest = session.scalar(_LATEST, {"district_id": district_id})
    if latest is None:
        return today
    return office_day(month_ends(session, district_id) if calendar is None else calendar, latest, today)


def first_day_ahead(session: Session, district_id: int, today: date) -> date:
    """From which day on something can be planned: today, or the office's day where that is earlier."""
    return min(today, day_of_office(session, district_id, today))


def month_is_locked(session: Session, district_id: int, month: date, today: date) -> bool:
    """Can the reports of a month not be changed today? A month that the calendar does not have is never locked."""
    calendar = month_ends(session, district_id)
    end = next((one for one in calendar if one.month == month), None)
    if end is None:
        return False
    return end_is_past(session, district_id, end, day_of_office(session, district_id, today, calendar), today)


def end_is_past(session: Session, district_id: int, end: MonthEnd, office: date, today: date) -> bool:
    """The same of a month of the calendar, by a day of the office that is known already."""
    if not is_locked(end.lock_date, (), office=office, today=today):
        return False
    of = MonthReopening
    rows = session.execute(
        select(of.reopened_on, of.until_date).where(of.district_id == district_id, of.month == end.month)
    )
    return is_locked(end.lock_date, [Reopening(*row) for row in rows], office=office, today=today)


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
