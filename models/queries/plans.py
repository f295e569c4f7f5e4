"""What the page of action plans asks: steps as they stand, who moved the plan on, what schools of a level plan."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

import pandas as pd
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.plan_rules import SAID, PlanMove, Step
from models.queries.frames import frame, visible
from models.queries.import_images import Image, images
from models.tables import ActionPlan, PlanChange, PlannedActivity, PlanStepChange, SchoolInYear
from models.today import day_of
from models.vocabulary import PlanState


def step_of(row: PlannedActivity) -> Step:
    """A stored step as the rules take it."""
    return Step(**{name: getattr(row, name) for name in SAID})


def plans(session: Session, viewer: Viewer, school_years: Iterable[str]) -> pd.DataFrame:
    """school_id, school_year, state, accepted_on (NaT: not accepted): the plans of some years as they stand."""
    of = ActionPlan
    statement = select(of.school_id, of.school_year, of.state, of.accepted_on).where(
        of.school_year.in_(sorted(school_years))
    )
    return frame(session, visible(statement.order_by(of.school_id, of.school_year), viewer, of), ("accepted_on",))


class PlanStood(NamedTuple):
    """Where a plan stood. accepted_on: None where it was not accepted, or nothing tells the day."""

    state: PlanState
    accepted_on: date | None


AFTER = {
    PlanMove.BEGUN: PlanState.DRAFT,
    PlanMove.SUBMITTED: PlanState.SUBMITTED,
    PlanMove.ACCEPTED: PlanState.ACCEPTED,
    PlanMove.RETURNED: PlanState.RETURNED,
    PlanMove.TAKEN_BACK: PlanState.DRAFT,
    PlanMove.CHANGED: PlanState.SUBMITTED,
}
BEFORE = {
    PlanMove.SUBMITTED: PlanState.DRAFT,
    PlanMove.ACCEPTED: PlanState.SUBMITTED,
    PlanMove.RETURNED: PlanState.SUBMITTED,
    PlanMove.TAKEN_BACK: PlanState.SUBMITTED,
    PlanMove.CHANGED: PlanState.ACCEPTED,
}
"""
Where a plan stood that nobody had moved here. ASSUMPTION: what is sent here after a file brought it was a draft; that a
file brought it as returned is not told apart.
"""


def plan_on(
    session: Session, district_id: int, school_id: str, school_year: str, now: PlanStood, as_of: date
) -> PlanStood | None:
    """
    Where a school's plan stood on a day, by what people did here and by imports, in order; None: there was none.

    The first word about a plan by file holds from the beginning, as for its steps (`plan_items_by_day`).
    """
    of = PlanChange
    mine = (of.district_id == district_id, of.school_id == school_id, of.school_year == school_year)
    moves = session.execute(select(of.kind, of.changed_at).where(*mine).order_by(of.change_id)).all()
    only = {"school_id": [school_id], "school_year": [school_year]}
    by_file = images(session, district_id, "action_plan", only=only).get((school_id, school_year), [])
    events: list[tuple[datetime, date, PlanMove | Image]] = [(at, day_of(at), kind) for kind, at in moves]
    events = sorted([*events, *((one.at, one.day, one) for one in by_file)], key=lambda event: event[0])
    if events and isinstance(events[0][2], Image) and events[0][2].before is None:
        events = events[1:]
    known = [event for _, day, event in events if day <= as_of]
    later = next((event for _, day, event in events if day > as_of), None)
    if later is None:
        return now
    if isinstance(later, Image):
        return None if later.before is None else PlanStood(*(later.before[name] for name in PlanStood._fields))
    state = AFTER[known[-1]] if known and isinstance(known[-1], PlanMove) else BEFORE.get(later)
    if state is None:
        return None
    accepted = [day_of(at) for kind, at in moves if kind is PlanMove.ACCEPTED and day_of(at) <= as_of]
    stood = now.accepted_on if now.accepted_on is not None and now.accepted_on <= as_of else None
    return PlanStood(state, accepted[-1] if accepted else stood)


def plan_steps(session: Session, viewer: Viewer, school_years: Iterable[str], school_id: str) -> pd.DataFrame:
    """
    school_year, item_id, title, goal, involvement_type (NaN not known), planned_month, done_month (NaT open),
    person_in_charge: the steps of a school's plans of some years as they stand, by month.
    """
    of = PlannedActivity
    names = ("school_year", "item_id", *SAID, "done_month")
    statement = (
        select(*(getattr(of, name) for name in names))
        .where(of.school_id == school_id, of.school_year.in_(sorted(school_years)))
        .order_by(of.planned_month, of.title, of.item_id)
    )
    rows = frame(session, visible(statement, viewer, of), ("planned_month", "done_month"))
    rows["involvement_type"] = pd.to_numeric(rows["involvement_type"]).astype(float)
    return rows


def plan_changes(session: Session, viewer: Viewer, school_id: str, school_year: str) -> pd.DataFrame:
    """kind, note, author, changed_at: what people did with a school's plan here, in order."""
    of = PlanChange
    statement = (
        select(of.kind, of.note, of.author, of.changed_at)
        .where(of.school_id == school_id, of.school_year == school_year)
        .order_by(of.change_id)
    )
    return frame(session, visible(statement, viewer, of))


def plan_step_changes(session: Session, viewer: Viewer, school_id: str, school_year: str) -> pd.DataFrame:
    """
    item_id, change_id, title (of the step as it was before; "" where there was none), author, changed_at: which steps
    of a school's plan people changed here, in order.
    """
    of = PlanStepChange
    statement = (
        select(of.item_id, of.change_id, of.before, of.author, of.changed_at)
        .where(of.school_id == school_id, of.school_year == school_year)
        .order_by(of.change_id)
    )
    rows = frame(session, visible(statement, viewer, of))
    titles = [before["title"] if before else "" for before in rows.pop("before")]
    rows.insert(2, "title", titles)
    return rows


def plan_types(session: Session, viewer: Viewer, school_year: str, level: str) -> pd.DataFrame:
    """
    involvement_type (NaN: the schools that have a plan at all), schools, steps: in how many plans of a level's schools
    a type stands, by how many steps. Drafts are still being written and are left out. Names no school.
    """
    of, year = PlannedActivity, SchoolInYear
    same_plan = and_(
        ActionPlan.district_id == of.district_id,
        ActionPlan.school_id == of.school_id,
        ActionPlan.school_year == of.school_year,
    )
    same_school = and_(
        year.district_id == of.district_id, year.school_id == of.school_id, year.school_year == of.school_year
    )

    statement = (
        select(of.school_id, of.involvement_type)
        .join(ActionPlan, same_plan)
        .join(year, same_school)
        .where(
            of.district_id == viewer.district_id,
            of.school_year == school_year,
            year.level == level,
            ActionPlan.state != PlanState.DRAFT,
        )
    )
    rows = frame(session, statement)
    kinds = pd.to_numeric(rows["involvement_type"]).astype(float)
    by_type = rows.assign(involvement_type=kinds).groupby("involvement_type")["school_id"].agg(["nunique", "size"])
    counted = by_type.reset_index().set_axis(["involvement_type", "schools", "steps"], axis=1)
    whole = pd.DataFrame({"involvement_type": [float("nan")], "schools": [rows["school_id"].nunique()],
                          "steps": [len(rows)]})  # fmt: skip
    return pd.concat([whole, counted], ignore_index=True)
