"""What the page of action plans asks: steps as they stand, who moved the plan on, what schools of a level plan."""

from collections.abc import Iterable

import pandas as pd
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.plan_rules import SAID, Step
from models.queries.frames import frame, visible
from models.tables import ActionPlan, PlanChange, PlannedActivity, PlanStepChange, SchoolInYear
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
