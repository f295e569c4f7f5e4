"""
Steps of the programme at one school, each with the day it was reached: written down, corrected, taken back.

What stood there before each change is kept, so that what earlier days tell stays as it was.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.checks import cluster_of, keep_line
from models.audit_log import lock_district
from models.contact_rules import checked_line
from models.errors import ConflictError, PartnershipError, Word
from models.permissions import Action, Viewer, check_can
from models.programme_rules import StepSeen, checked_past_day
from models.queries.people import present
from models.tables import ProgrammeStepChange, ProgrammeStepReached
from models.today import day_of
from models.vocabulary import N_, ProgrammeStep, Topic


def write_programme_step(
    session: Session,
    viewer: Viewer,
    school_id: str,
    step: ProgrammeStep,
    reached_on: date,
    *,
    note: str = "",
    seen: StepSeen,
    at: datetime,
) -> int:
    """
    Say on which day a school reached a step, or correct that; returns how often the step was written by now. seen: as
    the step stood when the writing began.

    Raises NotAllowedError; ConflictError where somebody else wrote it since; PartnershipError for an unknown school, a
    day that can't be, or where nothing is new.
    """
    row = _held(session, viewer, school_id, step, seen, at)
    day, said = checked_past_day(reached_on, day_of(at)), checked_line(note)
    before = None if row is None else row.reached_on
    if before == day and not said:
        raise PartnershipError("Nothing is changed here yet: give another day, or a note; nothing was saved.")
    if row is None:
        key = {"district_id": viewer.district_id, "school_id": school_id}
        session.add(ProgrammeStepReached(**key, step=step, reached_on=day))
    else:
        row.reached_on = day
    return _keep(session, viewer, school_id, step, before, day, said, seen, at, "write_programme_step")


def take_back_programme_step(
    session: Session,
    viewer: Viewer,
    school_id: str,
    step: ProgrammeStep,
    *,
    note: str = "",
    seen: StepSeen,
    at: datetime,
) -> int:
    """
    Say that a school has not reached a step; returns how often the step was written by now.

    Raises NotAllowedError; ConflictError where somebody else wrote it since; PartnershipError where it is not recorded.
    """
    row = _held(session, viewer, school_id, step, seen, at)
    if row is None:
        raise PartnershipError("This step is not recorded; nothing was changed.")
    before = row.reached_on
    session.delete(row)
    said = checked_line(note)
    return _keep(session, viewer, school_id, step, before, None, said, seen, at, "take_back_programme_step")


def _held(
    session: Session, viewer: Viewer, school_id: str, step: ProgrammeStep, seen: StepSeen, at: datetime
) -> ProgrammeStepReached | None:
    """The step as it stands, with the district locked and the right checked, where it is as it was seen."""
    lock_district(session, viewer.district_id)
    check_can(
        present(session, viewer, at),
        Action.WRITE_PROGRAMME_STEP,
        cluster_of(session, viewer, school_id),
        school_id,
    )
    row = session.get(ProgrammeStepReached, (viewer.district_id, school_id, step))
    if row is not None:
        session.refresh(row)
    last = _last(session, viewer, school_id, step)
    now = StepSeen(None if row is None else row.reached_on, 0 if last is None else last.change_id)
    if now == seen:
        return row
    who = Word(N_("A file")) if last is None else last.author
    if now.reached_on is None:
        raise ConflictError("{who} took this step back since you opened it; nothing was saved.", who=who)
    raise ConflictError(
        "{who} wrote {day} here since you opened it. Look at it; nothing was saved.", who=who, day=now.reached_on
    )


def _last(session: Session, viewer: Viewer, school_id: str, step: ProgrammeStep) -> ProgrammeStepChange | None:
    of = ProgrammeStepChange
    mine = (of.district_id == viewer.district_id, of.school_id == school_id, of.step == step)
    found: ProgrammeStepChange | None = session.scalar(select(of).where(*mine).order_by(of.change_id.desc()).limit(1))
    return found


def _keep(
    session: Session,
    viewer: Viewer,
    school_id: str,
    step: ProgrammeStep,
    before: date | None,
    after: date | None,
    note: str,
    seen: StepSeen,
    at: datetime,
    action: str,
) -> int:
    """The change with what stood there before, and its audit line."""
    number = seen.version + 1
    session.add(
        ProgrammeStepChange(
            district_id=viewer.district_id, school_id=school_id, step=step, change_id=number, before=before,
            after=after, note=note, author=viewer.name, changed_at=at,
        )
    )  # fmt: skip
    session.flush()
    kept: dict[str, object] = {
        "programme_step": step.value,
        "before": {} if before is None else {"reached_on": before.isoformat()},
        "after": {} if after is None else {"reached_on": after.isoformat()},
    }
    if note:
        kept["note"] = note
    keep_line(session, viewer, at, action, Topic.PLANS, school_id, kept)
    return number
