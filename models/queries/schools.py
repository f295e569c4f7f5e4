"""The calendar, and the schools as they were in a school year."""

from datetime import date

import pandas as pd
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.frames import frame, visible
from models.queries.people import holds
from models.tables import LiaisonSchool, Person, ReportingMonth, School, SchoolInYear, SchoolMove, SurveyResult
from models.tables.joins import same_person, same_school


def calendar(session: Session, viewer: Viewer) -> pd.DataFrame:
    """month, school_year, due_date, as_of_date, review_by, mend_by, lock_date: every reporting month, in order."""
    columns = ("month", "due_date", "as_of_date", "review_by", "mend_by", "lock_date")
    statement = select(
        ReportingMonth.month, ReportingMonth.school_year, *(getattr(ReportingMonth, name) for name in columns[1:])
    )
    return frame(
        session,
        statement.where(ReportingMonth.district_id == viewer.district_id).order_by(ReportingMonth.month),
        columns,
    )


def school_years(session: Session, viewer: Viewer) -> list[str]:
    """School years that have schools, the latest last, as "2025-26"."""
    statement = select(SchoolInYear.school_year).distinct().order_by(SchoolInYear.school_year)
    return list(session.scalars(visible(statement, viewer, SchoolInYear)))


def schools_in_year(session: Session, viewer: Viewer, school_year: str, month: date | None = None) -> pd.DataFrame:
    """
    school_id, name, opened_on, closed_on, cluster, level, enrollment, low_income_rate, english_learner_rate,
    home_languages: the schools of a year as they were in it, by name; with the cluster and level they had last.

    Enrollment is in pupils, NaN unknown; rates 0 to 1, NaN unknown; cluster None where there is none.
    """
    statement = (
        select(
            School.school_id,
            School.name,
            School.opened_on,
            School.closed_on,
            SchoolInYear.cluster,
            SchoolInYear.level,
            SchoolInYear.enrollment,
            SchoolInYear.low_income_rate,
            SchoolInYear.english_learner_rate,
            SchoolInYear.home_languages,
        )
        .join(
            SchoolInYear,
            same_school(School, SchoolInYear),
        )
        .where(SchoolInYear.school_year == school_year)
        .order_by(School.name, School.school_id)
    )
    schools = frame(session, visible(statement, viewer, School), ("opened_on", "closed_on"))
    for name in ("enrollment", "low_income_rate", "english_learner_rate"):
        schools[name] = pd.to_numeric(schools[name])
    return schools


def school_moves(session: Session, viewer: Viewer, school_year: str) -> pd.DataFrame:
    """school_id, before_month, cluster, level: what schools were in a year before they moved, the earliest first."""
    of = SchoolMove
    statement = select(of.school_id, of.before_month, of.cluster, of.level)
    statement = statement.where(of.school_year == school_year).order_by(of.before_month, of.school_id)
    return frame(session, visible(statement, viewer, of), ("before_month",))


PARENT_MEASURES = ("parent_response_rate", "parent_engagement_score", "family_involvement_score")
"""Yearly figures about parents, the nearest to parents' own answers first."""


def surveys(session: Session, viewer: Viewer, school_year: str) -> pd.DataFrame:
    """
    school_id, measure, value, low, high, scale_id, words, please_check (codes, ; between): the year's
    published figure about parents, one per school.

    All are of one measure, the first of PARENT_MEASURES that the year has. A censored figure has bounds only.
    """
    statement = select(
        SurveyResult.school_id,
        SurveyResult.measure,
        SurveyResult.value,
        SurveyResult.low,
        SurveyResult.high,
        SurveyResult.scale_id,
        SurveyResult.words,
        SurveyResult.please_check,
    ).where(SurveyResult.school_year == school_year, SurveyResult.measure.in_(PARENT_MEASURES))
    figures = frame(session, visible(statement, viewer, SurveyResult))
    for name in ("value", "low", "high"):  # one school's figures may be all absent
        figures[name] = pd.to_numeric(figures[name])
    chosen = min(figures["measure"].unique(), key=PARENT_MEASURES.index, default="")
    return figures[figures["measure"].eq(chosen)].reset_index(drop=True)


def liaisons(session: Session, viewer: Viewer, on: date) -> pd.DataFrame:
    """school_id, name, phone, email: who files for a school on that day; phone and email None where not known."""
    statement = (
        select(LiaisonSchool.school_id, Person.name, Person.phone, Person.email)
        .join(Person, same_person(Person, LiaisonSchool))
        .where(holds(LiaisonSchool, on))
        .order_by(LiaisonSchool.school_id, Person.name)
    )
    return frame(session, visible(statement, viewer, LiaisonSchool))


def principals(session: Session, viewer: Viewer, school_year: str) -> pd.DataFrame:
    """school_id, name, phone, email: who leads a school in a year; None where not known, no row where nothing is."""
    of = SchoolInYear
    told = {"name": of.principal, "phone": of.principal_phone, "email": of.principal_email}
    statement = (
        select(of.school_id, *(column.label(name) for name, column in told.items()))
        .where(of.school_year == school_year, or_(*(column.is_not(None) for column in told.values())))
        .order_by(of.school_id)
    )
    return frame(session, visible(statement, viewer, of))
