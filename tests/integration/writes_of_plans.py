"""Writes about a school's action plan, each as it is tried by every role."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import queries
from models.actions import plan_steps, plans
from models.permissions import Action, Viewer
from models.plan_rules import Step, version_of
from models.queries.plans import step_of
from models.tables import ActionPlan, PlannedActivity
from models.vocabulary import PlanGoal
from tests.people import TODAY

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
YEAR = "2024-25"
STEP = Step("Library cards", PlanGoal.READING, 6, date(2025, 1, 1), "Principal")
Write = Callable[[Session, Viewer, str], object]


def seen_version(session: Session, school_id: str) -> str:
    """Of a plan as it stands."""
    session.flush()
    plan = session.get_one(ActionPlan, (1, school_id, YEAR))
    of = PlannedActivity
    rows = session.scalars(select(of).where(of.school_id == school_id, of.school_year == YEAR))
    return version_of(plan.state.value, [(row.item_id, step_of(row)) for row in rows])


def begun(session: Session, who: Viewer, school_id: str) -> str:
    """A plan with one step; returns its version."""
    plans.begin_plan(session, who, school_id, YEAR, copies=False, at=AT)
    plan_steps.save_plan_step(session, who, school_id, YEAR, "", STEP, seen=None, at=AT)
    return seen_version(session, school_id)


def after_it_was(sent: bool, write: Callable[[Session, Viewer, str, str], object]) -> Write:
    """The director began the plan beforehand, and sent it."""

    def done(session: Session, who: Viewer, school_id: str) -> None:
        director = queries.viewer(session, 1, "p1", TODAY)
        version = begun(session, director, school_id)
        if sent:
            plans.submit_plan(session, director, school_id, YEAR, version=version, at=AT)
            version = seen_version(session, school_id)
        write(session, who, school_id, version)

    return done


def undone(session: Session, who: Viewer, school_id: str, _: str) -> None:
    number = plan_steps.save_plan_step(session, who, school_id, YEAR, "", STEP, seen=None, at=AT)
    plan_steps.undo_plan_step(session, who, school_id, YEAR, number, at=AT)


WRITES_OF_PLANS: dict[str, tuple[Action, Write]] = {
    "models.actions.plans.begin_plan": (
        Action.WRITE_PLAN,
        lambda session, who, school: plans.begin_plan(session, who, school, YEAR, copies=False, at=AT),
    ),
    "models.actions.plans.submit_plan": (
        Action.WRITE_PLAN,
        after_it_was(
            False, lambda session, who, school, seen: plans.submit_plan(session, who, school, YEAR, version=seen, at=AT)
        ),
    ),
    "models.actions.plans.accept_plan": (
        Action.ACCEPT_PLAN,
        after_it_was(
            True, lambda session, who, school, seen: plans.accept_plan(session, who, school, YEAR, version=seen, at=AT)
        ),
    ),
    "models.actions.plans.return_plan": (
        Action.ACCEPT_PLAN,
        after_it_was(
            True,
            lambda session, who, school, seen: plans.return_plan(
                session, who, school, YEAR, version=seen, note="More of type 6.", at=AT
            ),
        ),
    ),
    "models.actions.plans.take_back_plan": (
        Action.WRITE_PLAN,
        after_it_was(
            True,
            lambda session, who, school, seen: plans.take_back_plan(session, who, school, YEAR, version=seen, at=AT),
        ),
    ),
    "models.actions.plan_steps.save_plan_step": (
        Action.WRITE_PLAN,
        after_it_was(
            False,
            lambda session, who, school, _: plan_steps.save_plan_step(
                session, who, school, YEAR, "", STEP, seen=None, at=AT
            ),
        ),
    ),
    "models.actions.plan_steps.remove_plan_step": (
        Action.WRITE_PLAN,
        after_it_was(
            False,
            lambda session, who, school, _: plan_steps.remove_plan_step(
                session, who, school, YEAR, "W1", seen=STEP, at=AT
            ),
        ),
    ),
    "models.actions.plan_steps.undo_plan_step": (Action.WRITE_PLAN, after_it_was(False, undone)),
}
