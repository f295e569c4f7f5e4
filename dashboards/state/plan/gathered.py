"""What is read for the page of action plans: one school's plan of a year, and what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy.orm import Session

from dashboards.state.district.data import DistrictData
from dashboards.state.frame_rows import is_known, rows_of
from dashboards.state.office_day import office_day_of
from models import queries
from models.permissions import Action, Viewer, can
from models.plan_rules import YEAR, Step
from models.school_year import SchoolYear, next_month
from models.vocabulary import PlanGoal, PlanState, Topic


class InYear(NamedTuple):
    """A school of a year."""

    school_id: str
    name: str
    level: str
    cluster: str | None


class PlanStored(NamedTuple):
    """A plan as it stands."""

    school_id: str
    state: str
    accepted_on: pd.Timestamp


class StepStored(NamedTuple):
    """A step as it stands."""

    item_id: str
    title: str
    goal: str | None
    involvement_type: float
    planned_month: pd.Timestamp
    done_month: pd.Timestamp
    person_in_charge: str

    @property
    def kind(self) -> int:
        """Its type, 0 where the plan does not say it."""
        return round(self.involvement_type) if is_known(self.involvement_type) else 0

    @property
    def as_step(self) -> Step:
        """As the rules take it."""
        goal = PlanGoal(self.goal) if isinstance(self.goal, str) and self.goal else None
        return Step(self.title, goal, self.kind or None, self.planned_month.date(), self.person_in_charge)


class Move(NamedTuple):
    """What somebody did with the whole plan."""

    kind: str
    note: str
    author: str
    changed_at: datetime


class StepChange(NamedTuple):
    """A step that somebody changed; title: as it was before, "" where it was not there."""

    item_id: str
    title: str
    author: str
    changed_at: datetime


class TypeCount(NamedTuple):
    """Of the level's plans: in how many a type stands, by how many steps."""

    involvement_type: float
    schools: int
    steps: int


class Example(NamedTuple):
    """What schools of the level did."""

    title: str
    involvement_type: int
    schools: int


@dataclass(frozen=True)
class Gathered:
    """One school's plan of a year. today: the day by which plans are due, as `models.month_locks.office_day`."""

    school: InYear
    schools: tuple[InYear, ...]
    clusters: Mapping[str, str | None]
    """Of each school, the latest: rights go by it."""
    year: SchoolYear
    years: tuple[str, ...]
    today: date
    states: Mapping[str, PlanStored]
    """The year's plans, by school."""
    steps: tuple[StepStored, ...]
    last_year_steps: int
    next_year_steps: int
    moves: tuple[Move, ...]
    step_changes: tuple[StepChange, ...]
    types: tuple[TypeCount, ...]
    compared_year: str
    common: tuple[Example, ...]

    @property
    def plan(self) -> PlanStored | None:
        return self.states.get(self.school.school_id)

    @property
    def cluster(self) -> str | None:
        return self.clusters[self.school.school_id]


def gathered(
    district: DistrictData, viewer: Viewer, wanted_school: str, wanted_year: str, today: date
) -> Gathered | None:
    """
    The plan that is asked for; else this year's of the first school whose plan waits for this viewer, or that they may
    write for. None where there is no school that they may see.
    """
    with district.reading() as session:
        stored = queries.school_years(session, viewer)
        if not stored:
            return None
        office = office_day_of(district, today)
        this_year = SchoolYear.of(office)
        years = tuple(sorted({*stored, *years_of(this_year)}, reverse=True))
        year = SchoolYear.parse(wanted_year if wanted_year in years else str(this_year))
        latest, of_year = schools_of(session, viewer, stored, str(year))
        if not of_year:
            return None
        states = {one.school_id: one for one in rows_of(queries.plans(session, viewer, [str(year)]), PlanStored)}
        clusters = clusters_of(latest, of_year)
        asked = next((one for one in of_year if one.school_id == wanted_school), None)
        school = asked or _first(viewer, of_year, clusters, states)
        return _gathered(district, session, viewer, school, of_year, clusters, year, years, stored, office, states)


def years_of(this_year: SchoolYear) -> tuple[str, str]:
    """The years whose plans are written now."""
    return str(this_year), str(this_year.next)


def schools_of(
    session: Session, viewer: Viewer, stored: list[str], school_year: str
) -> tuple[list[InYear], list[InYear]]:
    """The schools of the latest year, and those of a year, which are the latest's where nothing is stored of it."""
    latest = _schools(session, viewer, stored[-1])
    return latest, _schools(session, viewer, school_year) if school_year in stored else latest


def clusters_of(latest: list[InYear], of_year: list[InYear]) -> dict[str, str | None]:
    """Of each school, the latest cluster: rights go by it."""
    return {one.school_id: _text(one.cluster) for one in [*of_year, *latest]}


def _schools(session: Session, viewer: Viewer, school_year: str) -> list[InYear]:
    return list(rows_of(queries.schools_in_year(session, viewer, school_year), InYear))


def _text(cell: Any) -> str | None:
    return cell if isinstance(cell, str) else None


def _first(
    viewer: Viewer, schools: list[InYear], clusters: Mapping[str, str | None], states: Mapping[str, PlanStored]
) -> InYear:
    def order(one: InYear) -> int:
        plan, where = states.get(one.school_id), (clusters[one.school_id], one.school_id)
        if plan and plan.state == PlanState.SUBMITTED and can(viewer, Action.ACCEPT_PLAN, *where):
            return 0
        return 1 if can(viewer, Action.WRITE_PLAN, *where) else 2

    return min(schools, key=order)


def _gathered(
    district: DistrictData,
    session: Session,
    viewer: Viewer,
    school: InYear,
    schools: list[InYear],
    clusters: Mapping[str, str | None],
    year: SchoolYear,
    years: tuple[str, ...],
    stored: list[str],
    office: date,
    states: Mapping[str, PlanStored],
) -> Gathered:
    school_id, this, before, after = school.school_id, str(year), str(year.previous), str(year.next)
    steps = queries.plan_steps(session, viewer, [this, before, after], school_id)
    changes = queries.plan_step_changes(session, viewer, school_id, this)
    compared = this if this in stored else max([one for one in stored if one < this], default=this)
    month = min(office.replace(day=1), next_month(SchoolYear.parse(stored[-1]).months[-1]))
    return Gathered(
        school=school,
        schools=tuple(schools),
        clusters=clusters,
        year=year,
        years=years,
        today=office,
        states=states,
        steps=tuple(rows_of(steps[steps["school_year"].eq(this)], StepStored)),
        last_year_steps=int(steps["school_year"].eq(before).sum()),
        next_year_steps=int(steps["school_year"].eq(after).sum()),
        moves=tuple(rows_of(queries.plan_changes(session, viewer, school_id, this), Move)),
        step_changes=tuple(rows_of(changes, StepChange)),
        types=_types(district, compared, school.level),
        compared_year=compared,
        common=district.read(
            ("examples for plans", school.level, month),
            (Topic.SCHOOLS, Topic.REPORTS),
            lambda now: tuple(
                rows_of(
                    queries.common_activities(now, district.office, month, school.level, next_month(month, -YEAR)),
                    Example,
                )
            ),
        ),
    )


def _types(district: DistrictData, school_year: str, level: str) -> tuple[TypeCount, ...]:
    """Kept for all: no school is named in it."""
    return district.read(
        ("types of plans", school_year, level),
        (Topic.SCHOOLS, Topic.PLANS),
        lambda session: tuple(rows_of(queries.plan_types(session, district.office, school_year, level), TypeCount)),
    )
