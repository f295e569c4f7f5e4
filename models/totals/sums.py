"""What school_month and scope_month must hold, computed from base rows by grouped statements. Writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select
from sqlalchemy.orm import Session

from models.school_moves import Move, as_it_was
from models.school_year import is_expected
from models.tables import (
    Activity,
    MonthlyReport,
    ParentResponse,
    ReportingMonth,
    ReportRevision,
    School,
    SchoolInYear,
    SchoolMonth,
    SchoolMove,
    ScopeMonth,
)
from models.tables.joins import same_report, same_school
from models.tables.row_values import Row
from models.tables.totals import Totals
from models.tables.turnout import count_if, held_with_turnout
from models.vocabulary import RECEIVED, InvolvementType, ReportState, ScopeKind

SchoolAndMonth = tuple[str, date]
Statement = Select[*tuple[Any, ...]]

TOTAL_COLUMNS = [name for name in vars(Totals) if not name.startswith("_")]
RATING_SCALE = "1-5"


@dataclass(frozen=True)
class Block:
    """Some schools (None: all) in some months: what one set of statements computes."""

    district_id: int
    schools: frozenset[str] | None
    months: tuple[date, ...]

    def holds(self, table: Any) -> ColumnElement[bool]:
        condition = and_(table.district_id == self.district_id, table.month.in_(self.months))
        return condition if self.schools is None else and_(condition, table.school_id.in_(sorted(self.schools)))


def school_months(session: Session, block: Block) -> Iterator[Row]:
    """The rows school_month must hold for a block, computed from base rows."""
    activity_sums = _by_key(session, _activities(block))
    answer_sums = _by_key(session, _answers(block))
    asked_sums = _by_key(session, _asked(block))
    nothing: Row = dict.fromkeys(TOTAL_COLUMNS, 0)
    moves = _moves(session, block)
    for found in session.execute(_reports(block)).mappings():
        key = (found["school_id"], found["month"])
        stored = dict(found)
        if was := as_it_was(moves.get((found["school_id"], found["school_year"]), ()), found["month"]):
            stored |= {"cluster": was.cluster, "level": was.level}
        activities, answers = activity_sums.get(key, {}), answer_sums.get(key, {})
        row = nothing | activities | answers | asked_sums.get(key, {}) | _report_counts(stored)
        row["to_check"] = activities.get("to_check", 0) + answers.get("to_check", 0)
        row["rating_sum"] = round(float(row["rating_sum"]), 6)
        yield row | {"district_id": block.district_id}


def _moves(session: Session, block: Block) -> dict[tuple[str, str], list[Move]]:
    """What schools were before they moved within a year, by school and year, the earliest first."""
    of = SchoolMove
    statement = select(of.school_id, of.school_year, of.before_month, of.cluster, of.level)
    statement = statement.where(of.district_id == block.district_id).order_by(of.before_month)
    moves: dict[tuple[str, str], list[Move]] = {}
    for row in session.execute(statement):
        moves.setdefault((row.school_id, row.school_year), []).append(Move(row.before_month, row.cluster, row.level))
    return moves


def _report_counts(stored: Any) -> Row:
    """
    What the report itself adds. A month is expected by the school's dates unless its state says otherwise; a report
    nobody expected is not among the reported ones, so that on time, late and none add to all that is expected.
    """
    state = stored["state"] or ReportState.NOT_STARTED
    expected = is_expected(stored["month"], stored["opened_on"], stored["closed_on"])
    expected = expected and state != ReportState.NOT_EXPECTED
    if not expected and state == ReportState.NOT_STARTED:
        state = ReportState.NOT_EXPECTED
    reported = expected and state.is_received
    first = stored["first_submitted_date"]
    return {
        "school_id": stored["school_id"],
        "month": stored["month"],
        "school_year": stored["school_year"],
        "cluster": stored["cluster"],
        "level": stored["level"],
        "state": state,
        "expected": int(expected),
        "reported": int(reported),
        "on_time": int(reported and first is not None and first <= stored["due_date"]),
        "nil": int(reported and bool(stored["nil_reason"])),
        "accepted": int(reported and state == ReportState.ACCEPTED),
        "returned_reports": int(reported and state == ReportState.RETURNED),
    }


def _by_key(session: Session, statement: Statement) -> dict[SchoolAndMonth, Row]:
    """Sums by school and month; a sum over nothing is 0."""
    sums: dict[SchoolAndMonth, Row] = {}
    for found in session.execute(statement).mappings():
        row = {name: value or 0 for name, value in found.items() if name not in ("school_id", "month")}
        sums[found["school_id"], found["month"]] = row
    return sums


def _reports(block: Block) -> Statement:
    """Every school in every month of the block, with its year's attributes and its report where there is one."""
    condition = [School.district_id == block.district_id, ReportingMonth.month.in_(block.months)]
    if block.schools is not None:
        condition.append(School.school_id.in_(sorted(block.schools)))
    return (
        select(
            School.school_id,
            School.opened_on,
            School.closed_on,
            ReportingMonth.month,
            ReportingMonth.school_year,
            SchoolInYear.cluster,
            SchoolInYear.level,
            MonthlyReport.state,
            MonthlyReport.due_date,
            MonthlyReport.first_submitted_date,
            ReportRevision.nil_reason,
        )
        .join(ReportingMonth, ReportingMonth.district_id == School.district_id)
        .outerjoin(
            SchoolInYear,
            and_(same_school(SchoolInYear, School), SchoolInYear.school_year == ReportingMonth.school_year),
        )
        .outerjoin(
            MonthlyReport,
            and_(same_school(MonthlyReport, School), MonthlyReport.month == ReportingMonth.month),
        )
        .outerjoin(ReportRevision, same_report(MonthlyReport, ReportRevision))
        .where(*condition)
        .order_by(School.school_id, ReportingMonth.month)
    )


def _received(part: Any, block: Block, *sums: Any) -> Statement:
    """Sums over the parts of received reports, by school and month."""
    return (
        select(MonthlyReport.school_id, MonthlyReport.month, *sums)
        .join(part, same_report(MonthlyReport, part))
        .where(block.holds(MonthlyReport), MonthlyReport.state.in_(RECEIVED))
        .group_by(MonthlyReport.school_id, MonthlyReport.month)
    )


def _activities(block: Block) -> Statement:
    held = Activity.is_cancelled.is_(False)
    counted = and_(held_with_turnout(), Activity.families_attended.is_not(None))
    families = Activity.families_attended
    sums = [
        count_if(held, "activities"),
        count_if(counted, "counted"),
        func.sum(case((counted, families), else_=0)).label("families"),
        count_if(and_(held_with_turnout(), families.is_(None)), "blank_counts"),
        count_if(Activity.please_check != "", "to_check"),
    ]
    for kind in InvolvementType:
        of_type = Activity.involvement_type == kind.value
        sums += [
            count_if(and_(held, of_type), f"activities_{kind.value}"),
            count_if(and_(counted, of_type), f"counted_{kind.value}"),
            func.sum(case((and_(counted, of_type), families), else_=0)).label(f"families_{kind.value}"),
        ]
    return _received(Activity, block, *sums)


def _answers(block: Block) -> Statement:
    rated = and_(ParentResponse.scale_id == RATING_SCALE, ParentResponse.mean_rating.is_not(None))
    returned = func.coalesce(ParentResponse.returned, 0)
    return _received(
        ParentResponse,
        block,
        func.sum(returned).label("answers"),
        func.sum(case((rated, returned), else_=0)).label("rating_answers"),
        func.sum(case((rated, returned * ParentResponse.mean_rating), else_=0.0)).label("rating_sum"),
        count_if(ParentResponse.please_check != "", "to_check"),
    )


def _asked(block: Block) -> Statement:
    """Families at activities whose parents were asked; an activity asked twice counts once."""
    response = ParentResponse
    asked = (
        select(response.district_id, response.school_id, response.month, response.revision, response.activity_id)
        .where(block.holds(response), response.activity_id.is_not(None))
        .distinct()
        .subquery()
    )
    same = and_(same_report(Activity, asked.c), Activity.activity_id == asked.c.activity_id)
    counted = and_(held_with_turnout(), Activity.families_attended.is_not(None))
    families = func.sum(case((counted, Activity.families_attended), else_=0)).label("asked_families")
    return (
        select(MonthlyReport.school_id, MonthlyReport.month, families)
        .join(asked, same_report(MonthlyReport, asked.c))
        .join(Activity, same)
        .where(block.holds(MonthlyReport), MonthlyReport.state.in_(RECEIVED))
        .group_by(MonthlyReport.school_id, MonthlyReport.month)
    )


def scope_totals(scope: ScopeKind, district_id: int, months: list[date]) -> Statement:
    """The totals of all scopes of one kind in these months, added up from school_month, in scope_month's columns."""
    names: dict[ScopeKind, Any] = {ScopeKind.CLUSTER: SchoolMonth.cluster, ScopeKind.LEVEL: SchoolMonth.level}
    name = names.get(scope)
    kind = literal(scope, ScopeMonth.__table__.c.scope.type)
    sums = [func.sum(SchoolMonth.__table__.c[total]) for total in TOTAL_COLUMNS]
    statement = select(
        SchoolMonth.district_id, kind, literal("") if name is None else name, SchoolMonth.month,
        SchoolMonth.school_year, *sums,
    ).where(SchoolMonth.district_id == district_id, SchoolMonth.month.in_(months))  # fmt: skip
    groups = [SchoolMonth.district_id, SchoolMonth.month, SchoolMonth.school_year]
    if name is not None:
        statement = statement.where(name.is_not(None))
        groups.append(name)
    return statement.group_by(*groups)
