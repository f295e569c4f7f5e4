"""Steps of a plan are added, changed, taken out and put back; one that a report told to be done stays."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from models.actions.checks import checked_note
from models.actions.plan_held import HeldPlan
from models.errors import ConflictError, PartnershipError
from models.permissions import Viewer
from models.plan_rules import MOST_STEPS, Step, checked_step, joined
from models.queries.plans import step_of
from models.tables import PlannedActivity
from models.tables.row_values import as_json, shape_of
from models.today import day_of


def save_plan_step(
    session: Session,
    viewer: Viewer,
    school_id: str,
    school_year: str,
    item_id: str,
    step: Step,
    *,
    seen: Step | None,
    at: datetime,
) -> str:
    """
    Add a step (item_id "") or change one; returns its number. seen: the step as it stood when the writing began; what
    `step` leaves as it was stays as it is by now, so that two people change different fields.

    Raises NotAllowedError; ConflictError where somebody else changed the same field since, or took the step out;
    PartnershipError for a step that can't be, or one that is done and is moved to another month.
    """
    plan = HeldPlan.opened(session, viewer, school_id, school_year, at)
    if not item_id:
        if len(plan.steps()) >= MOST_STEPS:
            raise PartnershipError("A plan has at most {most} steps; nothing was saved.", most=MOST_STEPS)
        number = plan.add(checked_step(step, plan.year))
        plan.waits_again()
        plan.keep("save_plan_step", step=number, before={}, after=as_json(asdict(step)))
        return number
    row = plan.steps().get(item_id)
    if row is None:
        raise ConflictError(
            "{who} took this step out since you opened it; nothing was saved.", who=plan.last_author(item_id)
        )
    now = step_of(row)
    merged, both = joined(step, seen or now, now)
    if both:
        raise ConflictError(
            "{who} changed this step since you opened it. Look at both; nothing was saved.",
            who=plan.last_author(item_id),
        )
    wanted = checked_step(merged, plan.year, was=now)
    if row.done_month is not None and wanted.planned_month != now.planned_month:
        raise PartnershipError("A report told that this step is done, so its month stays; nothing was saved.")
    if wanted == now:
        return item_id
    plan.remember(item_id, row)
    for name, value in asdict(wanted).items():
        setattr(row, name, value)
    plan.waits_again()
    before, after = as_json(asdict(now)), as_json(asdict(wanted))
    plan.keep("save_plan_step", step=item_id, before=before, after=after)
    return item_id


def remove_plan_step(
    session: Session,
    viewer: Viewer,
    school_id: str,
    school_year: str,
    item_id: str,
    *,
    seen: Step,
    reason: str | None = None,
    at: datetime,
) -> str:
    """
    Take a step out of a plan; returns its number, by which it can be put back. reason: why it is dropped, where that is
    asked: of one that is due and not done.

    Raises NotAllowedError; ConflictError where it is not as it was seen; PartnershipError for one that is done, or
    without the reason that is asked.
    """
    plan = HeldPlan.opened(session, viewer, school_id, school_year, at)
    row = plan.steps().get(item_id)
    if row is None or step_of(row) != seen:
        raise ConflictError(
            "{who} changed this step since you opened it. Look at it; nothing was saved.",
            who=plan.last_author(item_id),
        )
    if row.done_month is not None:
        raise PartnershipError("A report told that this step is done, so it stays in the plan; nothing was saved.")
    why = {} if reason is None else {"reason": checked_note(reason)}
    plan.remember(item_id, row)
    session.delete(row)
    plan.waits_again("".join(f"{seen.title}: {text}" for text in why.values()))
    plan.keep("remove_plan_step", step=item_id, before=as_json(asdict(seen)), after={}, **why)
    return item_id


def undo_plan_step(
    session: Session, viewer: Viewer, school_id: str, school_year: str, item_id: str, *, at: datetime
) -> str:
    """
    Put a step back as it was before the viewer's own change of today; returns its number.

    Raises NotAllowedError; ConflictError where somebody else changed it since; PartnershipError where there is nothing
    of today, or a report told of it meanwhile.
    """
    plan = HeldPlan.opened(session, viewer, school_id, school_year, at)
    last = plan.last_change(item_id)
    if last is None or day_of(last.changed_at) != day_of(at):
        raise PartnershipError("There is nothing of today to take back; nothing was changed.")
    if last.author != viewer.name:
        raise ConflictError("{who} changed this step since; nothing was changed.", who=last.author)
    row = plan.steps().get(item_id)
    if row is not None and row.done_month is not None:
        raise PartnershipError("A report told that this step is done, so it stays as it is; nothing was changed.")
    now = {} if row is None else as_json(asdict(step_of(row)))
    was = last.before
    plan.remember(item_id, row)
    if was is None:
        if row is not None:
            session.delete(row)
    else:
        before = shape_of("planned_activity").from_json(was)
        if row is None:
            session.add(PlannedActivity(district_id=viewer.district_id, **before))
        else:
            for name, value in before.items():
                setattr(row, name, value)
    plan.waits_again()
    plan.keep("undo_plan_step", step=item_id, before=now, after=was or {})
    return item_id
