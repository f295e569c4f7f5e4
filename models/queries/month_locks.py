"""Which months can still be changed, and which were opened again."""

from datetime import date

import pandas as pd
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from models.month_locks import MonthEnd, Reopening, is_locked, office_day
from models.permissions import Viewer
from models.queries.frames import frame
from models.tables import MonthlyReport, MonthReopening, Person, ReportingMonth
from models.tables.joins import same_person

_MONTHS = aliased(ReportingMonth)
_ENDS = (
    select(ReportingMonth.month, ReportingMonth.as_of_date, ReportingMonth.lock_date)
    .where(ReportingMonth.district_id == bindparam("district_id"))
    .order_by(ReportingMonth.month)
)
# Asked at every save of a draft, so made once: making a statement costs three times what its rows do. What `office_day`
# asks of a calendar is its last month and the latest one with a report.
_LATEST = (
    select(func.max(MonthlyReport.month))
    .where(MonthlyReport.district_id == bindparam("district_id"), MonthlyReport.first_submitted_date.is_not(None))
    .scalar_subquery()
)
_LAST = select(func.max(_MONTHS.month)).where(_MONTHS.district_id == bindparam("district_id")).scalar_subquery()
_ENDS_OF_NOTE = _ENDS.add_columns(_LATEST).where(ReportingMonth.month.in_([bindparam("month"), _LATEST, _LAST]))


def month_ends(session: Session, district_id: int) -> list[MonthEnd]:
    """Every month of the district's calendar, in order."""
    return [MonthEnd(*row) for row in session.execute(_ENDS, {"district_id": district_id})]


def month_and_office(
    session: Session, district_id: int, month: date | None, today: date
) -> tuple[MonthEnd | None, date]:
    """
    A month as the district's calendar has it, None where it does not, and the district's `office_day`, which is today
    where no report has come in yet.
    """
    rows = session.execute(_ENDS_OF_NOTE, {"district_id": district_id, "month": month}).all()
    ends = [MonthEnd(*row[:3]) for row in rows]
    latest = rows[0][3] if rows else None
    office = today if latest is None else office_day(ends, latest, today)
    return next((one for one in ends if one.month == month), None), office


def day_of_office(session: Session, district_id: int, today: date) -> date:
    """`office_day` of a district; today where no report has come in yet."""
    return month_and_office(session, district_id, None, today)[1]


def first_day_ahead(session: Session, district_id: int, today: date) -> date:
    """From which day on something can be planned: today, or the office's day where that is earlier."""
    return min(today, day_of_office(session, district_id, today))


def month_is_locked(session: Session, district_id: int, month: date, today: date) -> bool:
    """Can the reports of a month not be changed today? A month that the calendar does not have is never locked."""
    end, office = month_and_office(session, district_id, month, today)
    return end is not None and end_is_past(session, district_id, end, office, today)


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
