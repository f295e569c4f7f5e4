"""Plans that wait for the office: the same schools that the page Plan names first, for whoever may accept them."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from dashboards.state.district.data import DistrictData, scope
from dashboards.state.frame_rows import rows_of
from dashboards.state.office_day import office_day_of
from dashboards.state.plan.gathered import InYear, PlanStored, clusters_of, schools_of, years_of
from models import queries
from models.permissions import Action, Viewer, can
from models.school_year import SchoolYear
from models.vocabulary import PlanState, Topic


class WaitingPlan(NamedTuple):
    """A plan that was sent. cluster: the school's latest, by which rights go."""

    school_id: str
    name: str
    cluster: str | None
    school_year: str


def waits_for(viewer: Viewer, plan: PlanStored | None, cluster: str | None, school_id: str) -> bool:
    """Does a plan wait, and for this reader?"""
    return (
        plan is not None and plan.state == PlanState.SUBMITTED and can(viewer, Action.ACCEPT_PLAN, cluster, school_id)
    )


def plans_waiting(district: DistrictData, viewer: Viewer, today: date) -> list[WaitingPlan]:
    """What waits for this reader, of this school year and the next one, each by the names of schools."""
    office = office_day_of(district, today)
    sent = district.read(
        ("plans that wait", scope(viewer), office),
        (Topic.SCHOOLS, Topic.PLANS),
        lambda session: _sent(session, viewer, office),
    )
    return [one for one in sent if can(viewer, Action.ACCEPT_PLAN, one.cluster, one.school_id)]


def _sent(session: Session, viewer: Viewer, office: date) -> list[WaitingPlan]:
    stored = queries.school_years(session, viewer)
    if not stored:
        return []
    return [
        WaitingPlan(one.school_id, one.name, clusters[one.school_id], year)
        for year in years_of(SchoolYear.of(office))
        for schools, clusters, plans in [_of_year(session, viewer, stored, year)]
        for one in schools
        if one.school_id in plans
    ]


def _of_year(
    session: Session, viewer: Viewer, stored: list[str], year: str
) -> tuple[list[InYear], dict[str, str | None], set[str]]:
    latest, of_year = schools_of(session, viewer, stored, year)
    plans = rows_of(queries.plans(session, viewer, [year]), PlanStored)
    sent = {one.school_id for one in plans if one.state == PlanState.SUBMITTED}
    return of_year, clusters_of(latest, of_year), sent
