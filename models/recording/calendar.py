"""The calendar's rows of an import, and what the stored calendar says of a month."""

from dataclasses import asdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import PartnershipError
from models.recording.incoming import IncomingRows
from models.recording.revisions import MonthDates
from models.recording.upsert import stored_rows
from models.school_year import SchoolYear, is_reporting_month, judged_on, usual_dates
from models.tables import ReportingMonth
from models.tables.row_values import Row, shape_of


def calendar_rows(session: Session, district_id: int, rows: IncomingRows) -> list[Row]:
    """
    The calendar's rows, and one for each month that has a report but no row yet; missing dates by the usual rule.

    A stored month keeps the dates a row doesn't name. Raises PartnershipError for a report of June or July.
    """
    shape = shape_of("reporting_month")
    given = {row["month"]: row for row in rows.calendar}
    reported = {
        row["month"] for part in (rows.reports, rows.activities, rows.responses, rows.observations) for row in part
    }
    stored = stored_rows(session, district_id, shape, {(month,) for month in reported | set(given)})
    calendar = []
    for month in sorted(reported | set(given)):
        dates = {name: value for name, value in given.get(month, {}).items() if value is not None}
        before = stored.get((month,))
        if before is None:
            dates = _usual_month(month, dates)
        elif dates.get("due_date", before["due_date"]) != before["due_date"]:
            dates = {"as_of_date": judged_on(dates["due_date"])} | dates
        if dates:
            calendar.append({"month": month} | dates)
    return calendar


def _usual_month(month: date, dates: Row) -> Row:
    if not dates and not is_reporting_month(month):
        raise PartnershipError(
            "{month} is not a reporting month: August to May are. Mend the month; nothing was saved.",
            month=f"{month:%Y-%m}",
        )
    return {"school_year": str(SchoolYear.of(month)), **asdict(usual_dates(month, dates.get("due_date")))} | dates


def month_dates(session: Session, district_id: int) -> dict[date, MonthDates]:
    """By month of the district's calendar."""
    of = ReportingMonth
    statement = select(of.month, of.due_date, of.lock_date).where(of.district_id == district_id)
    return {row.month: MonthDates(row.due_date, row.lock_date) for row in session.execute(statement)}
