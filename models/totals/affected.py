"""Which kept totals a change reaches: the rows that were written say which schools and months to add up again."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import ReportingMonth, School
from models.tables.row_values import Key


def touched_keys(session: Session, district_id: int, touched: Mapping[str, set[Key]]) -> set[tuple[str, date]]:
    """
    The (school_id, month) whose kept totals may differ, given the keys of written rows by table.

    A month of the calendar reaches every school, a school all its months, its attributes of a year the months of that
    year, a report its own month. Schools and months that are gone are among them: their rows have to go.
    """
    in_calendar = select(ReportingMonth.month, ReportingMonth.school_year).where(
        ReportingMonth.district_id == district_id
    )
    years = {row.month: row.school_year for row in session.execute(in_calendar)}
    schools = set(session.scalars(select(School.school_id).where(School.district_id == district_id)))
    keys = {(school_id, month) for school_id, month in touched.get("monthly_report", set())}
    for (month,) in touched.get("reporting_month", set()):
        keys |= {(school_id, month) for school_id in schools}
    for (school_id,) in touched.get("school", set()):
        keys |= {(school_id, month) for month in years}
    months_of: dict[str, list[date]] = {}
    for month, year in years.items():
        months_of.setdefault(year, []).append(month)
    for school_id, year in touched.get("school_in_year", set()):
        keys |= {(school_id, month) for month in months_of.get(year, [])}
    return keys
