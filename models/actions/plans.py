"""
Action plans: a school's team writes one for a school year, the office accepts it or returns it.

Whether a step is done is told by a month's report only. What is written here counts from today: how each step was
before stays in `plan_step_change`, so that lists of earlier days go by that.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from models.actions.checks import checked_note
from models.actions.plan_held import HeldPlan
from models.errors import PartnershipError
from models.permissions import Viewer
from models.plan_rules import PlanMove, moved_a_year
from models.queries.plans import step_of
from models.tables import ActionPlan
from models.today import day_of
from models.vocabulary import PlanState


def begin_plan(
    session: Session, viewer: Viewer, school_id: str, school_year: str, *, copies: bool, at: datetime
) -> int:
    """
    Begin a school's plan of a year, empty or with last year's steps, each a year later; returns how many it has.

    Raises NotAllowedError, or PartnershipError where the plan has steps already, the year is over, or nothing is there
    to copy.
    """
    plan = HeldPlan.begun(session, viewer, school_id, school_year, at)
    if plan.steps() or (not copies and plan.was_moved()):
        raise PartnershipError("This plan was begun already; nothing was saved.")
    copied = []
    if copies:
        copied = [moved_a_year(step_of(row)) for row in plan.of_last_year()]
        if not copied:
            raise PartnershipError("There is no plan of last year to copy; nothing was saved.")
    for step in copied:
        plan.add(step)
    plan.moved(PlanMove.BEGUN)
    plan.keep("begin_action_plan", copied=len(copied))
    return len(copied)


def submit_plan(
    session: Session, viewer: Viewer, school_id: str, school_year: str, *, version: str, at: datetime
) -> None:
    """
    Send a plan to the office. version: of the plan as it was seen, as `version_of` makes it.

    Raises NotAllowedError; ConflictError where it was changed since; PartnershipError for one without steps, or that
    was sent or accepted already.
    """
    plan = HeldPlan.opened(session, viewer, school_id, school_year, at, version=version)
    if plan.plan.state not in (PlanState.DRAFT, PlanState.RETURNED):
        raise PartnershipError("This plan was sent already; nothing was changed.")
    if not plan.steps():
        raise PartnershipError("A plan without steps can't be sent. Add one; nothing was changed.")
    plan.to(PlanState.SUBMITTED, PlanMove.SUBMITTED, "submit_action_plan")


def accept_plan(
    session: Session, viewer: Viewer, school_id: str, school_year: str, *, version: str, at: datetime
) -> None:
    """
    The office accepts a plan that was sent. version: of the plan as it was seen.

    Raises NotAllowedError; ConflictError where it was changed since; PartnershipError where it does not wait.
    """
    plan = HeldPlan.opened(session, viewer, school_id, school_year, at, version=version, accepts=True)
    _check_waits(plan.plan)
    plan.plan.accepted_on = day_of(at)
    plan.to(PlanState.ACCEPTED, PlanMove.ACCEPTED, "accept_action_plan")


def return_plan(
    session: Session, viewer: Viewer, school_id: str, school_year: str, *, version: str, note: str, at: datetime
) -> None:
    """
    The office sends a plan back with what to change. version: of the plan as it was seen.

    Raises NotAllowedError; ConflictError where it was changed since; PartnershipError where it does not wait, or
    without a word why.
    """
    plan = HeldPlan.opened(session, viewer, school_id, school_year, at, version=version, accepts=True)
    _check_waits(plan.plan)
    said = checked_note(note)
    plan.to(PlanState.RETURNED, PlanMove.RETURNED, "return_action_plan", note=said)


def take_back_plan(
    session: Session, viewer: Viewer, school_id: str, school_year: str, *, version: str, at: datetime
) -> None:
    """
    A plan that was sent is a draft again. version: of the plan as it was seen.

    Raises NotAllowedError; ConflictError where it was changed since; PartnershipError where it does not wait any more.
    """
    plan = HeldPlan.opened(session, viewer, school_id, school_year, at, version=version)
    _check_waits(plan.plan)
    plan.to(PlanState.DRAFT, PlanMove.TAKEN_BACK, "take_back_action_plan")


def _check_waits(plan: ActionPlan) -> None:
    if plan.state is not PlanState.SUBMITTED:
        raise PartnershipError("This plan does not wait for the office; nothing was changed.")
