"""What the support-need method is given. For the whole district and so without a viewer: scores need every peer."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Protocol

import pandas as pd
from sqlalchemy import String, Text, and_, cast, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

from models.queries.frames import Statement, frame
from models.queries.known_before import known_before
from models.queries.known_by_day import PLAN_DATES, PLAN_KEY, excused_before, plan_items_by_day
from models.queries.next_steps import step_spans
from models.support_need.history import COLUMNS, DistrictHistory
from models.tables import (
    Activity,
    Decision,
    ParentResponse,
    PlannedActivity,
    ReportingMonth,
    ReportRevision,
    School,
    SchoolInYear,
    SchoolMonth,
)
from models.tables.joins import same_report
from models.vocabulary import Topic


class OfMonths(Protocol):
    """Reads what reports hold, of some months or of all."""

    def __call__(self, session: Session, district_id: int, months: Iterable[date] | None = None) -> pd.DataFrame: ...


NOT_ITS_OWN = {"district_id", "school_id", "month", "revision", "activity_id", "please_check"}
"""Columns that place an activity or mark it for checking: two rows may differ in them and be the same activity."""
SAME_ACTIVITY = tuple(column.name for column in Activity.__table__.columns if column.name not in NOT_ITS_OWN)
"""Two rows of one month that agree in all of these are one activity written twice."""


class _Formatted(FunctionElement[str]):
    """A text with others in the places of its %s."""

    type = String()
    inherit_cache = True


@compiles(_Formatted)
def _formatted(element: _Formatted, compiler: Any, **options: Any) -> str:
    name = "printf" if compiler.dialect.name == "sqlite" else "format"  # which SQLite does not know before 3.38
    return f"{name}({compiler.process(element.clauses, **options)})"


_SAME_AS = _Formatted(
    "\x1f".join(["%s"] * len(SAME_ACTIVITY)),
    *(
        func.coalesce(cast(column, Text), "\x1e") if column.nullable else column
        for column in (Activity.__table__.c[name] for name in SAME_ACTIVITY)
    ),
).label("same_as")
"""
All of `SAME_ACTIVITY` as one text, made where the rows are: fetching each took half of a start. Formatted at once: a
text that grows by one column after the other takes twice as long.
"""


def district_history(session: Session, district_id: int) -> DistrictHistory:
    """
    Everything stored that the method may use, all schools and years.

    Never hand this to a person: it is for scores and peers, which are filtered before they leave `dashboards.state`.
    """
    return DistrictHistory(**{part: history_part(session, district_id, part) for part in COLUMNS})


def history_part(session: Session, district_id: int, part: str) -> pd.DataFrame:
    """One frame of `district_history`, by its name there; `TOPICS_OF_PART` says what it is about."""
    return _PARTS[part](session, district_id)


def history_of_months(session: Session, district_id: int, part: str, months: Iterable[date]) -> pd.DataFrame:
    """One of `PARTS_BY_MONTH`, of the reports of some months only."""
    return PARTS_BY_MONTH[part](session, district_id, months)


TOPICS_OF_PART: dict[str, tuple[Topic, ...]] = {
    "schools": (Topic.SCHOOLS,),
    "school_years": (Topic.SCHOOLS,),
    "schools_before": (Topic.SCHOOLS,),
    "school_years_before": (Topic.SCHOOLS,),
    "calendar": (Topic.SCHOOLS,),
    "expected": (Topic.SCHOOLS, Topic.REPORTS),
    "excused_before": (Topic.REPORTS,),
    "reports": (Topic.REPORTS,),
    "activities": (Topic.REPORTS,),
    "responses": (Topic.REPORTS,),
    "plan_items": (Topic.PLANS,),
    "decisions": (Topic.SUPPORT,),
    "next_steps": (Topic.SUPPORT,),
}
"""What each frame is read from."""


def _read(session: Session, table: type, district_id: int, part: str, dates: tuple[str, ...] = ()) -> pd.DataFrame:
    columns = [getattr(table, name) for name in COLUMNS[part]]
    rows = frame(session, select(*columns).where(table.district_id == district_id), dates)  # type: ignore[attr-defined]
    for name in ("enrollment", "low_income_rate", "english_learner_rate"):
        if name in rows:
            rows[name] = pd.to_numeric(rows[name]).astype(float)
    return rows


def _before(session: Session, district_id: int, part: str) -> pd.DataFrame:
    return known_before(session, district_id, f"{part}_before", history_part(session, district_id, part))


def _expected(session: Session, district_id: int) -> pd.DataFrame:
    statement = select(SchoolMonth.school_id, SchoolMonth.month).where(
        SchoolMonth.district_id == district_id, SchoolMonth.expected == 1
    )
    return frame(session, statement, ("month",))


def _received(session: Session, district_id: int, months: Iterable[date] | None = None) -> pd.DataFrame:
    statement = select(
        ReportRevision.school_id,
        ReportRevision.month,
        ReportRevision.revision,
        ReportRevision.submitted_date,
        ReportRevision.nil_reason.is_not(None).label("is_nil"),
    ).where(ReportRevision.district_id == district_id, ReportRevision.submitted_date.is_not(None))
    return frame(session, _of_months(statement, ReportRevision, months), ("month", "submitted_date"))


def _of_months(statement: Statement, table: Any, months: Iterable[date] | None) -> Statement:
    return statement if months is None else statement.where(table.month.in_(list(months)))


def _of_received_revision(table: type[Activity] | type[ParentResponse]) -> object:
    return and_(same_report(ReportRevision, table), ReportRevision.submitted_date.is_not(None))


def _activities(session: Session, district_id: int, months: Iterable[date] | None = None) -> pd.DataFrame:
    statement = (
        select(
            Activity.school_id,
            Activity.month,
            Activity.revision,
            Activity.activity_id,
            Activity.involvement_type,
            Activity.families_attended,
            Activity.counting_method,
            Activity.is_cancelled,
            (Activity.notice_languages + ";" + Activity.interpretation_languages).label("languages_used"),
            _SAME_AS,
        )
        .join(ReportRevision, _of_received_revision(Activity))  # type: ignore[arg-type]
        .where(Activity.district_id == district_id)
    )
    repeated = ("counting_method", "languages_used")
    rows = frame(session, _of_months(statement, Activity, months), ("month",), hashed=("same_as",), repeated=repeated)
    rows["families_attended"] = pd.to_numeric(rows["families_attended"]).astype(float)
    rows["counting_method"] = rows["counting_method"].fillna("").astype(str)
    rows["is_cancelled"] = rows["is_cancelled"].astype(bool)
    return rows[list(COLUMNS["activities"])]


def _responses(session: Session, district_id: int, months: Iterable[date] | None = None) -> pd.DataFrame:
    statement = (
        select(*(getattr(ParentResponse, name) for name in COLUMNS["responses"]))
        .join(ReportRevision, _of_received_revision(ParentResponse))  # type: ignore[arg-type]
        .where(
            ParentResponse.district_id == district_id,
            ParentResponse.activity_id.is_not(None),
            ParentResponse.returned.is_not(None),
        )
    )
    rows = frame(session, _of_months(statement, ParentResponse, months), ("month",))
    rows["mean_rating"] = pd.to_numeric(rows["mean_rating"]).astype(float)
    return rows


def _decisions(session: Session, district_id: int) -> pd.DataFrame:
    statement = select(
        Decision.school_id,
        Decision.puts_on_list,
        Decision.starts_on,
        Decision.ends_on,
        Decision.note,
        Decision.author,
    ).where(Decision.district_id == district_id)
    rows = frame(session, statement, ("starts_on", "ends_on"))
    rows["kind"] = rows["puts_on_list"].map({True: "on", False: "off"})
    return rows[list(COLUMNS["decisions"])]


def _plan_items(session: Session, district_id: int) -> pd.DataFrame:
    of = PlannedActivity
    statement = select(*(getattr(of, name) for name in (*PLAN_KEY, *PLAN_DATES))).where(of.district_id == district_id)
    return plan_items_by_day(session, district_id, frame(session, statement, PLAN_DATES))


PARTS_BY_MONTH: dict[str, OfMonths] = {
    "reports": _received,
    "activities": _activities,
    "responses": _responses,
}
"""What reports hold, which is nearly all of a district's rows: read again only for the months that moved."""

_PARTS: dict[str, Callable[[Session, int], pd.DataFrame]] = {
    "schools": lambda session, number: _read(session, School, number, "schools", dates=("opened_on", "closed_on")),
    "school_years": lambda session, number: _read(session, SchoolInYear, number, "school_years"),
    "schools_before": lambda session, number: _before(session, number, "schools"),
    "school_years_before": lambda session, number: _before(session, number, "school_years"),
    "calendar": lambda session, number: _read(
        session, ReportingMonth, number, "calendar", dates=("month", "due_date", "as_of_date")
    ),
    "expected": _expected,
    "excused_before": excused_before,
    **PARTS_BY_MONTH,
    "plan_items": _plan_items,
    "decisions": _decisions,
    "next_steps": step_spans,
}
