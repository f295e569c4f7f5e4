"""
The support log: a contact is logged, corrected by another entry, or taken back on its day. An entry is never edited.

What a page shows or hides never counts here: every value is checked again, whoever sent it. What is written today is
known from today on, so that lists of earlier days stay as they were.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.checks import cluster_of, keep_line, latest_list
from models.actions.next_steps import close_with, last_change, opened_again_without
from models.audit_log import lock_district
from models.contact_rules import UNDO_LASTS, ContactDetails, StepSeen, checked_contact
from models.errors import ConflictError, NotAllowedError, PartnershipError
from models.permissions import Action, Viewer, check_can
from models.queries.month_locks import first_day_ahead
from models.queries.people import present
from models.tables import NextStepChange, SupportContact
from models.today import day_of
from models.vocabulary import Role, StepChange, Topic


def log_contact(
    session: Session,
    viewer: Viewer,
    school_id: str,
    details: ContactDetails,
    *,
    closes: Sequence[StepSeen] = (),
    at: datetime,
) -> str:
    """
    Add an entry to a school's support log; returns its contact_id. closes: next steps that are done with it.

    Raises NotAllowedError; ConflictError where somebody else ended or put off such a step since it was seen;
    PartnershipError for an unknown school or what can't be.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.LOG_CONTACT, cluster_of(session, viewer, school_id))
    told = checked_contact(details, day_of(at), first_day_ahead(session, viewer.district_id, day_of(at)))
    contact_id = _add(session, viewer, school_id, told, at)
    for step in closes:
        close_with(session, viewer, school_id, step, contact_id, at=at)
    kept: dict[str, object] = {
        "contact_id": contact_id,
        "after": told.as_kept(),
        "closes": [step.key for step in closes],
    }
    keep_line(session, viewer, at, "log_contact", Topic.SUPPORT, school_id, kept)
    return contact_id


def correct_contact(session: Session, viewer: Viewer, contact_id: str, details: ContactDetails, *, at: datetime) -> str:
    """
    Add an entry that stands in the place of another from today on; returns its contact_id. The other stays on record.

    A next step that was done stays done where the correction names the same one. Raises NotAllowedError; ConflictError
    where somebody corrected the entry already; PartnershipError for no such entry or what can't be.
    """
    lock_district(session, viewer.district_id)
    entry = _entry(session, viewer, contact_id)
    check_can(present(session, viewer, at), Action.LOG_CONTACT, cluster_of(session, viewer, entry.school_id))
    _check_not_corrected(session, viewer, contact_id)
    told = checked_contact(details, day_of(at), first_day_ahead(session, viewer.district_id, day_of(at)))
    number = _add(session, viewer, entry.school_id, told, at, corrects=contact_id)
    last = last_change(session, viewer.district_id, contact_id)
    done_on = entry.closed_on if last is None else last.changed_on if last.kind is StepChange.DONE else None
    if done_on is not None and told.next_step == entry.next_step:
        session.add(
            NextStepChange(
                district_id=viewer.district_id, contact_id=number, change_id=1, school_id=entry.school_id,
                kind=StepChange.DONE, changed_on=done_on, reason=entry.outcome if last is None else last.reason,
                person_id=viewer.person_id, author=viewer.name, recorded_at=at,
            )
        )  # fmt: skip
    kept: dict[str, object] = {
        "contact_id": number,
        "corrects": contact_id,
        "before": _kept(entry),
        "after": told.as_kept(),
    }
    keep_line(session, viewer, at, "correct_contact", Topic.SUPPORT, entry.school_id, kept)
    return number


def take_back_contact(session: Session, viewer: Viewer, contact_id: str, *, at: datetime) -> None:
    """
    Take an entry out as if it had never been written, for a slip of the day; the audit line keeps all of it. Next steps
    that were done with it are open again.

    Raises NotAllowedError for who did not write it; ConflictError where something became of it since; PartnershipError
    for an entry of a file, after a day, or where a list has been judged with it.
    """
    lock_district(session, viewer.district_id)
    entry = _entry(session, viewer, contact_id)
    who = present(session, viewer, at)
    check_can(who, Action.LOG_CONTACT, cluster_of(session, viewer, entry.school_id))
    if entry.known_on is None or at - entry.recorded_at > UNDO_LASTS:
        raise PartnershipError("An entry can be taken back for a day. Correct it instead; nothing was changed.")
    if entry.person_id != viewer.person_id and who.role is not Role.DIRECTOR:
        raise NotAllowedError("Only who wrote an entry or the director can take it back.")
    _check_not_corrected(session, viewer, contact_id)
    if last_change(session, viewer.district_id, contact_id) is not None:
        raise ConflictError("Its next step has been changed since. Correct the entry instead; nothing was changed.")
    latest = latest_list(session, viewer.district_id, judged_by=day_of(at))
    if latest is not None and entry.known_on <= latest < day_of(at):
        raise PartnershipError(
            "Past lists stay as they were, and one has been judged with this entry: correct it instead; "
            "nothing was changed."
        )
    opened = opened_again_without(session, viewer, contact_id)
    kept: dict[str, object] = {"contact_id": contact_id, "before": _kept(entry), "opens": opened}
    session.delete(entry)
    keep_line(session, viewer, at, "take_back_contact", Topic.SUPPORT, entry.school_id, kept)


def _add(
    session: Session,
    viewer: Viewer,
    school_id: str,
    told: ContactDetails,
    at: datetime,
    corrects: str | None = None,
) -> str:
    number = f"{at:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    session.add(
        SupportContact(
            district_id=viewer.district_id,
            contact_id=number,
            school_id=school_id,
            person_id=viewer.person_id,
            made_by=viewer.name,
            corrects=corrects,
            known_on=day_of(at),
            recorded_at=at,
            outcome="",
            **told.as_fields(),
        )
    )
    session.flush()
    return number


def _entry(session: Session, viewer: Viewer, contact_id: str) -> SupportContact:
    entry = session.get(SupportContact, (viewer.district_id, contact_id))
    if entry is None:
        raise PartnershipError("This entry does not exist any more; nothing was saved.")
    return entry


def _check_not_corrected(session: Session, viewer: Viewer, contact_id: str) -> None:
    of = SupportContact
    later = session.scalar(select(of).where(of.district_id == viewer.district_id, of.corrects == contact_id))
    if later is not None:
        raise ConflictError(
            "{name} has corrected this entry already. Correct the correction; nothing was saved.", name=later.made_by
        )


def _kept(entry: SupportContact) -> dict[str, Any]:
    """An entry as plain data; what is not said is left out."""
    said = {column.key: getattr(entry, column.key) for column in SupportContact.__table__.columns}
    return {name: str(value) for name, value in said.items() if value not in (None, "")}
