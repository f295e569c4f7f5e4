"""
Professional development sessions: one is planned; one that was held is written down with whose teams came, corrected,
taken back.

How it was before each change is kept, so that what earlier days tell stays as it was.
"""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, null, select
from sqlalchemy.orm import Session

from models.actions.checks import keep_line
from models.audit_log import lock_district
from models.errors import ConflictError, PartnershipError, Word
from models.permissions import Action, Viewer, check_can
from models.programme_rules import Training, checked_planned, checked_training, joined, told_apart
from models.queries.people import present
from models.queries.programme import planned_training_of, training_of
from models.tables import DevelopmentAttendance, DevelopmentChange, DevelopmentPlanned, DevelopmentSession, School
from models.today import day_of
from models.vocabulary import N_, Topic


def save_training(
    session: Session, viewer: Viewer, training_id: str, told: Training, *, seen: Training | None, at: datetime
) -> str:
    """
    Write a session down (training_id "") or correct one; returns its number. seen: the session as it stood when the
    writing began; what `told` leaves as it was stays as it is by now, so that two people note different schools.

    Raises NotAllowedError; ConflictError where somebody else changed the same since, or took the session back;
    PartnershipError for a school that there is none of, or what can't be.
    """
    _may_write(session, viewer, at)
    if not training_id:
        new = checked_training(told, day_of(at))
        number = _new_number(at)
        _replace(session, viewer, number, None, new, at)
        _keep(session, viewer, at, "save_training", number, None, new)
        return number
    now = _now(session, viewer, training_id)
    if now is None:
        raise ConflictError(
            "{who} took this session back since you opened it; nothing was saved.",
            who=_last_author(session, viewer, training_id),
        )
    merged, both = joined(told, seen or now, now)
    if both:
        raise ConflictError(
            "{who} changed the same here since you opened this. Look at both; nothing was saved.",
            who=_last_author(session, viewer, training_id),
        )
    wanted = checked_training(merged, day_of(at), was=now)
    if wanted != now:
        _replace(session, viewer, training_id, now, wanted, at)
        _keep(session, viewer, at, "save_training", training_id, now, wanted)
    return training_id


def take_back_training(session: Session, viewer: Viewer, training_id: str, *, seen: Training, at: datetime) -> str:
    """
    Take a session out, with who came; returns its number, by which it can be put back. Days before today know of it as
    before.

    Raises NotAllowedError; ConflictError where it is not as it was seen.
    """
    _may_write(session, viewer, at)
    now = _now(session, viewer, training_id)
    if now is None or now != seen:
        raise ConflictError(
            "{who} changed this session since you opened it. Look at it; nothing was changed.",
            who=_last_author(session, viewer, training_id),
        )
    _replace(session, viewer, training_id, now, None, at)
    _keep(session, viewer, at, "take_back_training", training_id, now, None)
    return training_id


def put_back_training(session: Session, viewer: Viewer, training_id: str, *, at: datetime) -> str:
    """
    Put a session back that was taken out, as it was; returns its number.

    Raises NotAllowedError; ConflictError where it stands already; PartnershipError where nobody took it out here.
    """
    _may_write(session, viewer, at)
    if _now(session, viewer, training_id) is not None:
        raise ConflictError(
            "{who} put this session back already; nothing was changed.",
            who=_last_author(session, viewer, training_id),
        )
    last = _last(session, viewer, training_id)
    if last is None or last.before is None:
        raise PartnershipError("There is no session to put back; nothing was changed.")
    was = Training.from_kept(last.before)
    _replace(session, viewer, training_id, None, was, at)
    _keep(session, viewer, at, "put_back_training", training_id, None, was)
    return training_id


# ---------------------------------------------------------------- planned
def plan_training(
    session: Session, viewer: Viewer, training_id: str, told: Training, *, seen: Training | None, at: datetime
) -> str:
    """
    Plan a session (training_id "") or change a planned one; returns its number. seen: as in `save_training`. Nothing
    counts it before it was held.

    Raises NotAllowedError; ConflictError where somebody else changed the same since, or it is not planned any more;
    PartnershipError for a school that there is none of, or what can't be.
    """
    _may_write(session, viewer, at)
    if not training_id:
        number, now, new = _new_number(at), None, checked_planned(told, day_of(at))
        row = DevelopmentPlanned(district_id=viewer.district_id, session_id=number)
    else:
        number, (row, now) = training_id, _planned_now(session, viewer, training_id)
        new = checked_planned(_joined(row, told, seen or now, now), day_of(at), was=now)
    if new == now:
        return number
    _check_schools(session, viewer, new)
    row.planned_on, row.topic, row.hours, row.expected = new.held_on, new.topic, new.hours, sorted(new.came)
    row.author, row.written_at = viewer.name, at
    session.add(row)
    session.flush()
    _keep(session, viewer, at, "plan_training", number, now, new)
    return number


def hold_training(
    session: Session, viewer: Viewer, training_id: str, told: Training, *, seen: Training | None, at: datetime
) -> str:
    """
    A planned session was held: from now on it is a session with whose teams came, under the same number. seen: the plan
    as it stood when the writing began.

    Raises NotAllowedError; ConflictError where it is not planned any more, or somebody else changed the same since;
    PartnershipError for a day to come, or what can't be.
    """
    _may_write(session, viewer, at)
    row, now = _planned_now(session, viewer, training_id)
    held = checked_training(_joined(row, told, seen or now, now), day_of(at))
    session.delete(row)
    _replace(session, viewer, training_id, None, held, at)
    _keep(session, viewer, at, "hold_training", training_id, now, held)
    return training_id


def drop_training(session: Session, viewer: Viewer, training_id: str, *, seen: Training, at: datetime) -> str:
    """
    A planned session will not be held; returns its number.

    Raises NotAllowedError; ConflictError where it is not as it was seen, or not planned any more.
    """
    _may_write(session, viewer, at)
    row, now = _planned_now(session, viewer, training_id)
    if now != seen:
        raise ConflictError(
            "{who} changed this session since you opened it. Look at it; nothing was changed.", who=row.author
        )
    session.delete(row)
    session.flush()
    _keep(session, viewer, at, "drop_training", training_id, now, None)
    return training_id


def _planned_now(session: Session, viewer: Viewer, training_id: str) -> tuple[DevelopmentPlanned, Training]:
    row = session.get(DevelopmentPlanned, (viewer.district_id, training_id))
    now = planned_training_of(session, viewer.district_id, training_id)
    if row is None or now is None:
        raise ConflictError(
            "This session is not planned any more: somebody dropped it, or wrote that it was held. Nothing was saved."
        )
    return row, now


def _joined(row: DevelopmentPlanned, told: Training, seen: Training, now: Training) -> Training:
    merged, both = joined(told, seen, now)
    if both:
        raise ConflictError(
            "{who} changed the same here since you opened this. Look at both; nothing was saved.", who=row.author
        )
    return merged


# ---------------------------------------------------------------- what they share
def _new_number(at: datetime) -> str:
    return f"{at:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def _may_write(session: Session, viewer: Viewer, at: datetime) -> None:
    """Lock the district and check the right."""
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.WRITE_TRAINING)


def _now(session: Session, viewer: Viewer, training_id: str) -> Training | None:
    return training_of(session, viewer.district_id, training_id)


def _replace(
    session: Session, viewer: Viewer, training_id: str, before: Training | None, after: Training | None, at: datetime
) -> None:
    """Keep how the session was, and make it as it is from now on."""
    key = {"district_id": viewer.district_id, "session_id": training_id}
    last = _last(session, viewer, training_id)
    session.add(
        DevelopmentChange(
            **key,
            change_id=1 if last is None else last.change_id + 1,
            before=null() if before is None else before.as_kept(),
            author=viewer.name,
            changed_at=at,
        )
    )
    if after is not None:
        _check_schools(session, viewer, after)
    came = DevelopmentAttendance
    mine = (came.district_id == viewer.district_id, came.session_id == training_id)
    session.execute(delete(came).where(*mine), execution_options={"synchronize_session": "fetch"})
    row = session.get(DevelopmentSession, (viewer.district_id, training_id))
    if after is None:
        session.delete(row)
    else:
        if row is None:
            row = DevelopmentSession(**key)
            session.add(row)
        row.held_on, row.topic, row.hours = after.held_on, after.topic, after.hours
        session.flush()
        session.add_all(
            DevelopmentAttendance(**key, school_id=school_id, people=people) for school_id, people in after.came.items()
        )
    session.flush()


def _check_schools(session: Session, viewer: Viewer, told: Training) -> None:
    of = School
    known = session.scalar(
        select(func.count()).where(of.district_id == viewer.district_id, of.school_id.in_(list(told.came)))
    )
    if known != len(told.came):
        raise PartnershipError("There is no such school in this district; nothing was saved.")


def _last(session: Session, viewer: Viewer, training_id: str) -> DevelopmentChange | None:
    of = DevelopmentChange
    mine = (of.district_id == viewer.district_id, of.session_id == training_id)
    found: DevelopmentChange | None = session.scalar(select(of).where(*mine).order_by(of.change_id.desc()).limit(1))
    return found


def _last_author(session: Session, viewer: Viewer, training_id: str) -> str:
    last = _last(session, viewer, training_id)
    return Word(N_("A file")) if last is None else last.author


def _keep(
    session: Session,
    viewer: Viewer,
    at: datetime,
    action: str,
    training_id: str,
    was: Training | None,
    now: Training | None,
) -> None:
    before, after = told_apart(was, now)
    kept: dict[str, object] = {"training_id": training_id, "before": before, "after": after}
    stands = now or was
    keep_line(session, viewer, at, action, Topic.PLANS, stands.held_on.isoformat() if stands else "", kept)
