"""What is stored already and a call is checked with: schools, clusters, logins, calendar, filed reports, numbers."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from data.importing.completing import Known, Parts
from models.tables import (
    Activity,
    Cluster,
    MonthlyReport,
    Person,
    ReportingMonth,
    School,
    SchoolInYear,
    SupportContact,
)
from models.tables.joins import same_report
from models.vocabulary import RECEIVED


def known_to(session: Session, district_id: int, parts: Parts) -> Known:
    """What is stored of one district, as far as these rows ask for it."""

    def mine(table: Any, *columns: Any) -> Select[Any]:
        return select(*columns).where(table.district_id == district_id)

    in_year = mine(SchoolInYear, SchoolInYear.school_id, SchoolInYear.school_year, SchoolInYear.enrollment)
    due_dates = mine(ReportingMonth, ReportingMonth.month, ReportingMonth.due_date)
    calendar: dict[date, date] = {row.month: row.due_date for row in session.execute(due_dates)}
    filed = mine(MonthlyReport, MonthlyReport.school_id, MonthlyReport.month).where(MonthlyReport.state.in_(RECEIVED))
    schools = session.execute(mine(School, School.school_id, School.name, School.opened_on, School.closed_on)).all()
    names = {school.school_id: school.name for school in schools}
    return Known(
        schools=frozenset(names),
        open_days={school.school_id: (school.opened_on, school.closed_on) for school in schools},
        school_names=names,
        clusters=frozenset(session.scalars(mine(Cluster, Cluster.name))),
        logins=dict(map(tuple, session.execute(mine(Person, Person.login, Person.person_id)))),
        enrollment={(school, year): pupils for school, year, pupils in session.execute(in_year)},
        months=frozenset(calendar),
        due_dates=calendar,
        filed=frozenset((school, month) for school, month in session.execute(filed)),
        activities=_activities(session, district_id, parts),
        contacts=frozenset(session.scalars(mine(SupportContact, SupportContact.contact_id))),
    )


def _activities(session: Session, district_id: int, parts: Parts) -> dict[Any, int | None]:
    """Families at the stored activities of the months that responses without activities in the call are about."""
    if "responses" not in parts or "activities" in parts:
        return {}
    months = {row["month"] for row in parts["responses"].rows}
    in_force = select(Activity.school_id, Activity.month, Activity.activity_id, Activity.families_attended).join(
        MonthlyReport,
        same_report(MonthlyReport, Activity),
    )
    statement = in_force.where(Activity.district_id == district_id, Activity.month.in_(months))
    return {(school, month, number): families for school, month, number, families in session.execute(statement)}
