"""
Writes, one verb for each decision: check permission, change, audit line, all in the caller's transaction.

What a page shows or hides never counts here: every value is checked again, whoever sent it.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models.errors import NotAllowedError, PartnershipError
from models.keeping import keep_audit_line, lock_district
from models.permissions import Viewer, check_can
from models.queries.people import holds
from models.rule_set import RuleSet
from models.tables import (
    CoordinatorCluster,
    ManualEvent,
    MonthlyReport,
    Person,
    ReportingMonth,
    RuleSetRow,
    School,
    SchoolInYear,
)
from models.vocabulary import EventKind

LONGEST_NOTE = 2_000
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
    check_can(_present(session, viewer, at), "add_event", _cluster(session, viewer, school_id))
    if not starts_on <= ends_on <= starts_on + LONGEST_EVENT:
        raise PartnershipError("Choose an end after the start and within a year of it; nothing was saved.")
    number = _next(session, viewer.district_id, ManualEvent, ManualEvent.event_id)
    session.add(
        ManualEvent(
            district_id=viewer.district_id,
            event_id=number,
            school_id=school_id,
            kind=EventKind(kind),
            puts_on_list=bool(puts_on_list),
            starts_on=starts_on,
            ends_on=ends_on,
            note=_note(note),
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
    _audit(session, viewer, at, "add_event", school_id, details)
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
    check_can(_present(session, viewer, at), "add_event", _cluster(session, viewer, event.school_id))
    if not event.starts_on <= on <= event.ends_on:
        raise PartnershipError("The entry can end only between its first and its last day; nothing was saved.")
    event.ends_on = on
    _audit(session, viewer, at, "end_event", event.school_id, {"event_id": event_id, "ends_on": str(on)})


def take_back_event(session: Session, viewer: Viewer, event_id: int, *, at: datetime) -> None:
    """
    Take an event out as if it had never been entered, for a mistake of the day; the audit line keeps all of it.

    Raises NotAllowedError, or PartnershipError where there is no such event.
    """
    lock_district(session, viewer.district_id)
    event = session.get(ManualEvent, (viewer.district_id, event_id))
    if event is None:
        raise PartnershipError("This entry does not exist any more; nothing was saved.")
    check_can(_present(session, viewer, at), "add_event", _cluster(session, viewer, event.school_id))
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
    _audit(session, viewer, at, "take_back_event", event.school_id, details)


def save_rule_set(
    session: Session, viewer: Viewer, rules: RuleSet, *, in_force_from: date, note: str, at: datetime
) -> int:
    """
    Save rules under a name, in force for months judged on that day or later; returns the rule set's number.

    Raises NotAllowedError, or PartnershipError for an empty note or name, or a day before the latest list's.
    """
    lock_district(session, viewer.district_id)
    check_can(_present(session, viewer, at), "save_rule_set")
    rules = replace(rules)  # checked again: a RuleSet refuses values out of range
    if not rules.name.strip():
        raise PartnershipError("Give the rule set a name; nothing was saved.")
    latest = _latest_list(session, viewer.district_id)
    if latest is not None and in_force_from < latest:
        raise PartnershipError(
            f"Past lists stay as they were: choose {latest:%-d %B %Y}, the day of the latest list, or a later day; "
            "nothing was saved."
        )
    number = _next(session, viewer.district_id, RuleSetRow, RuleSetRow.rule_set_id)
    session.add(
        RuleSetRow(
            district_id=viewer.district_id,
            rule_set_id=number,
            name=rules.name.strip()[:100],
            in_force_from=in_force_from,
            weights={code.value: weight for code, weight in rules.weights.items()},
            visits=rules.visits,
            calls=rules.calls,
            speed_mix=rules.speed_mix,
            margin=rules.margin,
            similar_need=rules.similar_need,
            note=_note(note),
            author=viewer.name,
            recorded_at=at,
        )
    )
    _audit(
        session, viewer, at, "save_rule_set", rules.name, {"rule_set_id": number, "in_force_from": str(in_force_from)}
    )
    return number


def _latest_list(session: Session, district_id: int) -> date | None:
    """The as-of date of the latest month that a report has come in for; None without reports."""
    return session.scalar(
        select(func.max(ReportingMonth.as_of_date))
        .join(
            MonthlyReport,
            and_(MonthlyReport.district_id == ReportingMonth.district_id, MonthlyReport.month == ReportingMonth.month),
        )
        .where(ReportingMonth.district_id == district_id, MonthlyReport.first_submitted_date.is_not(None))
    )


def _present(session: Session, viewer: Viewer, at: datetime) -> Viewer:
    """The viewer as the database knows them now: what was taken away since the page opened does not count any more."""
    person = session.get(Person, (viewer.district_id, viewer.person_id))
    if person is None or not person.is_active or person.role != viewer.role:
        raise NotAllowedError("Your rights have changed since you opened this page. Load it again; nothing was saved.")
    clusters = session.scalars(
        select(CoordinatorCluster.cluster).where(
            CoordinatorCluster.district_id == viewer.district_id,
            CoordinatorCluster.person_id == viewer.person_id,
            holds(CoordinatorCluster, at.date()),
        )
    )
    return replace(viewer, clusters=tuple(sorted(clusters)))


def _cluster(session: Session, viewer: Viewer, school_id: str) -> str | None:
    """The school's latest cluster. Raises PartnershipError for a school the district does not have."""
    if session.get(School, (viewer.district_id, school_id)) is None:
        raise PartnershipError("There is no such school in this district; nothing was saved.")
    return session.scalar(
        select(SchoolInYear.cluster)
        .where(SchoolInYear.district_id == viewer.district_id, SchoolInYear.school_id == school_id)
        .order_by(SchoolInYear.school_year.desc())
        .limit(1)
    )


def _note(text: str) -> str:
    note = text.strip()
    if not note:
        raise PartnershipError("Write why, in a sentence; nothing was saved.")
    if len(note) > LONGEST_NOTE:
        raise PartnershipError(f"The note is longer than {LONGEST_NOTE:,} characters. Shorten it; nothing was saved.")
    return note


def _next(session: Session, district_id: int, table: Any, column: Any) -> int:
    last: int | None = session.scalar(select(func.max(column)).where(table.district_id == district_id))
    return (last or 0) + 1


def _audit(
    session: Session, viewer: Viewer, at: datetime, action: str, subject: str, details: dict[str, object]
) -> None:
    keep_audit_line(
        session, viewer.district_id, person=viewer.name, at=at, action=action, subject=subject, details=details
    )
