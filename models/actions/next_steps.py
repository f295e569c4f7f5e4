"""
What becomes of next steps: done, put off with a reason, opened again. A planned visit is a next step too.

The entry that agreed a step stays as it is; what becomes of it stands beside, with its day, so that what was overdue on
an earlier day stays so.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.actions.checks import cluster_of, keep_line, next_number
from models.audit_log import lock_district
from models.contact_rules import StepKind, StepSeen, checked_due, checked_line, checked_reason
from models.errors import ConflictError, PartnershipError
from models.permissions import Action, Viewer, check_can
from models.queries.month_locks import first_day_ahead
from models.queries.people import present
from models.tables import NextStepChange, PlannedVisit, SupportContact
from models.today import day_of
from models.vocabulary import StepChange, Topic, VisitEnd


def end_step(session: Session, viewer: Viewer, step: StepSeen, *, outcome: str = "", at: datetime) -> None:
    """
    A next step is done, or a planned visit given up: `outcome` says how it ended.

    Raises NotAllowedError; ConflictError where something became of it since it was seen; PartnershipError for no such
    step.
    """
    held = _begin(session, viewer, step, at)
    said = checked_line(outcome)
    if isinstance(held, PlannedVisit):
        _end_visit(held, VisitEnd.GIVEN_UP, at, said)
    else:
        _change(session, viewer, held, StepChange.DONE, at, reason=said)
    _keep(session, viewer, at, "end_step", held.school_id, step, outcome=said)


def snooze_step(
    session: Session, viewer: Viewer, step: StepSeen, *, until: date, reason: str, at: datetime
) -> StepSeen:
    """
    Put a next step off until another day; returns it as it stands then.

    Raises NotAllowedError; ConflictError where something became of it since it was seen; PartnershipError for no such
    step, no reason, or a day that is past or too far.
    """
    held = _begin(session, viewer, step, at)
    first = first_day_ahead(session, viewer.district_id, day_of(at))
    said, due = checked_reason(reason), checked_due(until, first, day_of(at))
    if isinstance(held, PlannedVisit):
        number = _again(session, viewer, held, due, at)
        _end_visit(held, VisitEnd.MOVED, at, said)
        after = StepSeen(StepKind.VISIT, str(number), due)
    else:
        _change(session, viewer, held, StepChange.SNOOZED, at, reason=said, due_on=due)
        after = StepSeen(StepKind.CONTACT, step.number, due)
    _keep(session, viewer, at, "snooze_step", held.school_id, step, until=str(due), reason=said, becomes=after.key)
    return after


def reopen_step(session: Session, viewer: Viewer, key: str, *, at: datetime) -> None:
    """
    A step that was done or given up here is open again, due when it was.

    Raises NotAllowedError; ConflictError where it is open by now; PartnershipError for no such step.
    """
    lock_district(session, viewer.district_id)
    step = StepSeen.of(key, None)
    held = _held(session, viewer, step)
    check_can(present(session, viewer, at), Action.LOG_CONTACT, cluster_of(session, viewer, held.school_id))
    if isinstance(held, PlannedVisit):
        if held.ended_as not in (VisitEnd.DONE, VisitEnd.GIVEN_UP):
            raise ConflictError("This step is open already, or was put off since; nothing was saved.")
        _again(session, viewer, held, held.planned_for, at)
        held.ended_as = VisitEnd.MOVED
    else:
        last = last_change(session, viewer.district_id, held.contact_id)
        if last is None or last.kind is not StepChange.DONE:
            raise ConflictError("This step is open already, or was put off since; nothing was saved.")
        _change(session, viewer, held, StepChange.REOPENED, at)
    _keep(session, viewer, at, "reopen_step", held.school_id, step)


# ---------------------------------------------------------------- for who writes a contact
def close_with(
    session: Session, viewer: Viewer, school_id: str, step: StepSeen, contact_id: str, *, at: datetime
) -> None:
    """
    A step of a school is done with a contact that is written in the same transaction, whose right was checked.

    Raises ConflictError where something became of it since it was seen, PartnershipError for a step of another school.
    """
    held = _held(session, viewer, step)
    if held.school_id != school_id:
        raise PartnershipError("There is no such next step; nothing was saved.")
    _check_as_seen(session, viewer, held, step)
    if isinstance(held, PlannedVisit):
        _end_visit(held, VisitEnd.DONE, at)
        held.ended_by = contact_id
    else:
        _change(session, viewer, held, StepChange.DONE, at, by_contact=contact_id)


def opened_again_without(session: Session, viewer: Viewer, contact_id: str) -> list[str]:
    """
    Steps that were done with a contact are open again, as that contact is taken back; returns their keys.

    Raises ConflictError where something became of one of them since.
    """
    of, visit = NextStepChange, PlannedVisit
    mine = of.district_id == viewer.district_id
    done = session.scalars(select(of).where(mine, of.by_contact == contact_id)).all()
    for change in done:
        if last_change(session, viewer.district_id, change.contact_id) is not change:
            raise ConflictError("The step that was done with it has been changed since; nothing was changed.")
    session.execute(delete(of).where(mine, of.by_contact == contact_id))
    ended = select(visit).where(visit.district_id == viewer.district_id, visit.ended_by == contact_id)
    visits = session.scalars(ended).all()
    for one in visits:
        if one.ended_as is not VisitEnd.DONE:
            raise ConflictError("The step that was done with it has been changed since; nothing was changed.")
        one.ended_on, one.ended_as, one.ended_by = None, None, None
    return [f"contact {change.contact_id}" for change in done] + [f"visit {one.visit_id}" for one in visits]


def last_change(session: Session, district_id: int, contact_id: str) -> NextStepChange | None:
    """What became of an entry's next step last; None: nothing did here."""
    of = NextStepChange
    mine = select(of).where(of.district_id == district_id, of.contact_id == contact_id)
    return session.scalar(mine.order_by(of.change_id.desc()).limit(1))


# ---------------------------------------------------------------- what they share
def _begin(session: Session, viewer: Viewer, step: StepSeen, at: datetime) -> SupportContact | PlannedVisit:
    """Lock, and give the step as it was seen; raises what `end_step` does."""
    lock_district(session, viewer.district_id)
    held = _held(session, viewer, step)
    check_can(present(session, viewer, at), Action.LOG_CONTACT, cluster_of(session, viewer, held.school_id))
    _check_as_seen(session, viewer, held, step)
    return held


def _held(session: Session, viewer: Viewer, step: StepSeen) -> SupportContact | PlannedVisit:
    held: SupportContact | PlannedVisit | None
    if step.kind is StepKind.VISIT:
        held = session.get(PlannedVisit, (viewer.district_id, int(step.number)))
    else:
        held = session.get(SupportContact, (viewer.district_id, step.number))
    if held is None or not held.next_step:
        raise PartnershipError("There is no such next step; nothing was saved.")
    return held


def _check_as_seen(session: Session, viewer: Viewer, held: SupportContact | PlannedVisit, step: StepSeen) -> None:
    if isinstance(held, PlannedVisit):
        if held.ended_as is not None:
            raise ConflictError("This visit was made, put off or given up in the meantime; nothing was saved.")
        return
    of = SupportContact
    later = session.scalar(select(of).where(of.district_id == viewer.district_id, of.corrects == held.contact_id))
    if later is not None:
        raise ConflictError("{name} has corrected the entry of this step; nothing was saved.", name=later.made_by)
    last = last_change(session, viewer.district_id, held.contact_id)
    if last is None:
        is_open, due = held.closed_on is None, held.next_step_due
    else:
        is_open, due = last.kind is not StepChange.DONE, _due_by_now(session, held)
    if not is_open:
        raise ConflictError("{name} has ended this step in the meantime; nothing was saved.", name=_who(last, held))
    if due != step.due:
        raise ConflictError(
            "{name} has put this step off to {day} in the meantime; nothing was saved.",
            name=_who(last, held),
            day=due or day_of(held.recorded_at),
        )


def _due_by_now(session: Session, held: SupportContact) -> date | None:
    of = NextStepChange
    snoozed = select(of.due_on).where(
        of.district_id == held.district_id, of.contact_id == held.contact_id, of.kind == StepChange.SNOOZED
    )
    until = session.scalar(snoozed.order_by(of.change_id.desc()).limit(1))
    return held.next_step_due if until is None else until


def _who(last: NextStepChange | None, held: SupportContact) -> str:
    return held.made_by if last is None else last.author


def _change(
    session: Session,
    viewer: Viewer,
    held: SupportContact,
    kind: StepChange,
    at: datetime,
    *,
    reason: str = "",
    due_on: date | None = None,
    by_contact: str | None = None,
) -> None:
    last = last_change(session, viewer.district_id, held.contact_id)
    session.add(
        NextStepChange(
            district_id=viewer.district_id,
            contact_id=held.contact_id,
            change_id=1 if last is None else last.change_id + 1,
            school_id=held.school_id,
            kind=kind,
            changed_on=day_of(at),
            due_on=due_on,
            reason=reason,
            by_contact=by_contact,
            person_id=viewer.person_id,
            author=viewer.name,
            recorded_at=at,
        )
    )
    session.flush()


def _end_visit(visit: PlannedVisit, end: VisitEnd, at: datetime, reason: str = "") -> None:
    visit.ended_on, visit.ended_as, visit.reason = day_of(at), end, reason


def _again(session: Session, viewer: Viewer, visit: PlannedVisit, on: date, at: datetime) -> int:
    """The same visit as one that is planned today; the one before stays as it was known."""
    number = next_number(session, viewer.district_id, PlannedVisit, PlannedVisit.visit_id)
    session.add(
        PlannedVisit(
            district_id=viewer.district_id, visit_id=number, school_id=visit.school_id, person_id=visit.person_id,
            author=visit.author, plan_id=visit.plan_id, planned_on=day_of(at), planned_for=on, channel=visit.channel,
            next_step=visit.next_step, reason="", recorded_at=at,
        )
    )  # fmt: skip
    session.flush()
    return number


def _keep(
    session: Session, viewer: Viewer, at: datetime, action: str, school_id: str, step: StepSeen, **more: Any
) -> None:
    before = {"due": None if step.due is None else str(step.due)}
    keep_line(session, viewer, at, action, Topic.SUPPORT, school_id, {"step": step.key, "before": before, **more})
