"""Visits that somebody means to make this month: planned together, and taken back together on the same day."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.checks import cluster_of, keep_line, latest_list, next_number
from models.audit_log import lock_district
from models.contact_rules import UNDO_LASTS, WantedVisit, checked_due, checked_reason
from models.errors import ConflictError, NotAllowedError, PartnershipError
from models.permissions import Action, Viewer, check_can
from models.queries.month_locks import first_day_ahead
from models.queries.people import present
from models.tables import PlannedVisit, School
from models.today import day_of
from models.vocabulary import ContactChannel, Role, Topic

MOST_VISITS = 60


def plan_visits(session: Session, viewer: Viewer, wanted: Sequence[WantedVisit], *, plan_id: str, at: datetime) -> int:
    """
    Plan visits as dated next steps of their schools; returns how many. plan_id: names them together, and no others.

    Raises NotAllowedError for a school of others; ConflictError where a visit there is planned already;
    PartnershipError for no visits, a school twice, or a day that is past or too far.
    """
    lock_district(session, viewer.district_id)
    who = present(session, viewer, at)
    if not 0 < len(wanted) <= MOST_VISITS or not plan_id:
        raise PartnershipError("Choose at least one school; nothing was saved.")
    if len({one.school_id for one in wanted}) < len(wanted):
        raise PartnershipError("A school stands twice in this plan; nothing was saved.")
    number = next_number(session, viewer.district_id, PlannedVisit, PlannedVisit.visit_id)
    first = first_day_ahead(session, viewer.district_id, day_of(at))
    for place, one in enumerate(wanted):
        check_can(who, Action.LOG_CONTACT, cluster_of(session, viewer, one.school_id))
        _check_none_planned(session, viewer, one.school_id)
        session.add(
            PlannedVisit(
                district_id=viewer.district_id,
                visit_id=number + place,
                school_id=one.school_id,
                person_id=viewer.person_id,
                author=viewer.name,
                plan_id=plan_id,
                planned_on=day_of(at),
                planned_for=checked_due(one.on, first, day_of(at)),
                channel=ContactChannel.IN_PERSON,
                next_step=checked_reason(one.next_step),
                reason="",
                recorded_at=at,
            )
        )
    session.flush()
    after = [{"school_id": one.school_id, "on": str(one.on), "next_step": one.next_step} for one in wanted]
    keep_line(session, viewer, at, "plan_visits", Topic.SUPPORT, plan_id, {"after": after})
    return len(wanted)


def take_back_plan(session: Session, viewer: Viewer, plan_id: str, *, at: datetime) -> int:
    """
    Take visits that were planned together out again, for a day; returns how many. The audit line keeps them.

    Raises NotAllowedError for who did not plan them; ConflictError where something became of one; PartnershipError for
    no such plan, after a day, or where a list has been judged with it.
    """
    lock_district(session, viewer.district_id)
    who = present(session, viewer, at)
    of = PlannedVisit
    visits = session.scalars(select(of).where(of.district_id == viewer.district_id, of.plan_id == plan_id)).all()
    if not visits:
        check_can(who, Action.LOG_CONTACT, next(iter(who.clusters), None))
        raise PartnershipError("There is no such plan any more; nothing was changed.")
    for one in visits:
        check_can(who, Action.LOG_CONTACT, cluster_of(session, viewer, one.school_id))
    if visits[0].person_id != viewer.person_id and who.role is not Role.DIRECTOR:
        raise NotAllowedError("Only who planned these visits or the director can take the plan back.")
    if any(one.ended_as is not None for one in visits):
        raise ConflictError("Some of these visits were made, put off or given up since; nothing was changed.")
    latest = latest_list(session, viewer.district_id, judged_by=day_of(at))
    is_past = latest is not None and min(one.planned_on for one in visits) <= latest < day_of(at)
    if is_past or at - min(one.recorded_at for one in visits) > UNDO_LASTS:
        raise PartnershipError("A plan can be taken back for a day. Give its visits up instead; nothing was changed.")
    before = [{"school_id": one.school_id, "on": str(one.planned_for), "next_step": one.next_step} for one in visits]
    for one in visits:
        session.delete(one)
    keep_line(session, viewer, at, "take_back_plan", Topic.SUPPORT, plan_id, {"before": before})
    return len(visits)


def _check_none_planned(session: Session, viewer: Viewer, school_id: str) -> None:
    of = PlannedVisit
    planned = session.execute(
        select(of.author, of.planned_for, School.name)
        .join(School, (School.district_id == of.district_id) & (School.school_id == of.school_id))
        .where(of.district_id == viewer.district_id, of.school_id == school_id, of.ended_as.is_(None))
    ).first()
    if planned is not None:
        raise ConflictError(
            "{name} has planned a visit to {school} on {day} already; nothing was saved.",
            name=planned.author,
            school=planned.name,
            day=planned.planned_for,
        )
