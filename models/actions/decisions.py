"""
Decisions by hand: a school is put on Check in, or taken off, until a day, whatever its figures say.

What a page shows or hides never counts here: every value is checked again, whoever sent it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.actions.checks import checked_note, cluster_of, keep_line, next_number, present
from models.audit_log import lock_district
from models.errors import PartnershipError
from models.permissions import Viewer, check_can
from models.tables import ManualEvent
from models.vocabulary import EventKind

LONGEST_EVENT = timedelta(days=366)


def add_event(
    session: Session,
    viewer: Viewer,
    school_id: str,
    kind: EventKind,
    *,
    puts_on_list: bool,
    starts_on: date,
    ends_on: date,
    note: str,
    at: datetime,
) -> int:
    """
    Put a school on Check in, or take it off, until a day; returns the event's number. The score stays as it is.

    Raises NotAllowedError, or PartnershipError for an unknown school, an empty note or an impossible end.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), "add_event", cluster_of(session, viewer, school_id))
    if not starts_on <= ends_on <= starts_on + LONGEST_EVENT:
        raise PartnershipError("Choose an end after the start and within a year of it; nothing was saved.")
    number = next_number(session, viewer.district_id, ManualEvent, ManualEvent.event_id)
    session.add(
        ManualEvent(
            district_id=viewer.district_id,
            event_id=number,
            school_id=school_id,
            kind=EventKind(kind),
            puts_on_list=bool(puts_on_list),
            starts_on=starts_on,
            ends_on=ends_on,
            note=checked_note(note),
            author=viewer.name,
            recorded_at=at,
        )
    )
    direction = "on" if puts_on_list else "off"
    details: dict[str, Any] = {
        "event_id": number,
        "kind": EventKind(kind).value,
        "direction": direction,
        "ends_on": str(ends_on),
    }
    keep_line(session, viewer, at, "add_event", school_id, details)
    return number


def end_event(session: Session, viewer: Viewer, event_id: int, *, on: date, at: datetime) -> None:
    """
    End an event on a day instead of the one planned; the event itself stays on record.

    Raises NotAllowedError, or PartnershipError where there is no such event or the day is not within it.
    """
    lock_district(session, viewer.district_id)
    event = session.get(ManualEvent, (viewer.district_id, event_id))
    if event is None:
        raise PartnershipError("This entry does not exist any more; nothing was saved.")
    check_can(present(session, viewer, at), "add_event", cluster_of(session, viewer, event.school_id))
    if not event.starts_on <= on <= event.ends_on:
        raise PartnershipError("The entry can end only between its first and its last day; nothing was saved.")
    event.ends_on = on
    keep_line(session, viewer, at, "end_event", event.school_id, {"event_id": event_id, "ends_on": str(on)})


def take_back_event(session: Session, viewer: Viewer, event_id: int, *, at: datetime) -> None:
    """
    Take an event out as if it had never been entered, for a mistake of the day; the audit line keeps all of it.

    Raises NotAllowedError, or PartnershipError where there is no such event.
    """
    lock_district(session, viewer.district_id)
    event = session.get(ManualEvent, (viewer.district_id, event_id))
    if event is None:
        raise PartnershipError("This entry does not exist any more; nothing was saved.")
    check_can(present(session, viewer, at), "add_event", cluster_of(session, viewer, event.school_id))
    details: dict[str, Any] = {
        "event_id": event_id,
        "kind": event.kind.value,
        "direction": "on" if event.puts_on_list else "off",
        "starts_on": str(event.starts_on),
        "ends_on": str(event.ends_on),
        "note": event.note,
        "author": event.author,
    }
    session.delete(event)
    keep_line(session, viewer, at, "take_back_event", event.school_id, details)
