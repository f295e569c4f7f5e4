"""What a school's own page asks besides: how each report was answered, and which coordinator to turn to."""

from datetime import date

import pandas as pd
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.queries.people import holds
from models.tables import CoordinatorCluster, Person, ReportingMonth, ReportStateChange, SchoolInYear
from models.tables.joins import same_month, same_person


def report_answers(session: Session, viewer: Viewer, school_year: str, as_of: date) -> pd.DataFrame:
    """
    school_id, month, state, changed_on, reason: the latest change of each report's state by the day `as_of`.

    `reason` is what a reviewer wrote, None where nobody did; one row per report that anything happened to by then.
    """
    latest = (
        select(
            ReportStateChange.school_id, ReportStateChange.month, func.max(ReportStateChange.sequence).label("sequence")
        )
        .where(ReportStateChange.district_id == viewer.district_id, ReportStateChange.changed_on <= as_of)
        .group_by(ReportStateChange.school_id, ReportStateChange.month)
        .subquery()
    )
    statement = (
        select(
            ReportStateChange.school_id,
            ReportStateChange.month,
            ReportStateChange.state,
            ReportStateChange.changed_on,
            ReportStateChange.reason,
        )
        .join(ReportingMonth, same_month(ReportingMonth, ReportStateChange))
        .join(
            latest,
            and_(
                latest.c.school_id == ReportStateChange.school_id,
                latest.c.month == ReportStateChange.month,
                latest.c.sequence == ReportStateChange.sequence,
            ),
        )
        .where(ReportingMonth.school_year == school_year)
        .order_by(ReportStateChange.school_id, ReportStateChange.month)
    )
    return frame(session, visible(statement, viewer, ReportStateChange), ("month", "changed_on"))


def coordinators(session: Session, viewer: Viewer, school_year: str, on: date) -> pd.DataFrame:
    """
    school_id, name, phone, email: who cares for each school's cluster on that day, by school and name; phone and email
    None where not known.

    A school without a cluster, or in one that nobody cares for, has no row.
    """
    statement = (
        select(SchoolInYear.school_id, Person.name, Person.phone, Person.email)
        .join(
            CoordinatorCluster,
            and_(
                CoordinatorCluster.district_id == SchoolInYear.district_id,
                CoordinatorCluster.cluster == SchoolInYear.cluster,
            ),
        )
        .join(Person, same_person(Person, CoordinatorCluster))
        .where(SchoolInYear.school_year == school_year, holds(CoordinatorCluster, on), Person.is_active.is_(True))
        .order_by(SchoolInYear.school_id, Person.name)
    )
    return frame(session, visible(statement, viewer, SchoolInYear))
