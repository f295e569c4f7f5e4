"""
Decisions by hand: a school is put on Check in, or taken off, until a day, whatever its figures say.

What a page shows or hides never counts here: every value is checked again, whoever sent it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.checks import checked_note, cluster_of, keep_line, latest_list, next_number
from models.audit_log import lock_district
from models.errors import PartnershipError
from models.permissions import Action, Viewer, check_can
from models.queries.people import present
from models.tables import AuditLine, Decision
from models.today import day_of
from models.vocabulary import DecisionKind, Topic

LONGEST_DECISION = timedelta(days=366)
TOLD_FOR = timedelta(days=62)
"""How long a change of liaison or principal that a report tells of keeps a school on Check in: two lists more."""


def add_decision(
    session: Session,
    viewer: Viewer,
    school_id: str,
    kind: DecisionKind,
    *,
    puts_on_list: bool,
    starts_on: date,
    ends_on: date,
    note: str,
    at: datetime,
) -> int:
    """
    Put a school on Check in, or take it off, until a day; returns the decision's number. The score stays as it is. The
    same words of the same person once more, as by a double click, are the decision that stands already.

    Raises NotAllowedError, or PartnershipError for an unknown school, an empty note, an impossible end, or a start
    before the latest list.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.ADD_DECISION, cluster_of(session, viewer, school_id))
    latest = latest_list(session, viewer.district_id, judged_by=day_of(at))
    if latest is not None and starts_on < latest:
        raise PartnershipError(
            "Past lists stay as they were: a decision starts on {day}, the day of the latest list, or later; "
            "nothing was saved.",
            day=latest,
        )
    if not starts_on <= ends_on <= starts_on + LONGEST_DECISION:
        raise PartnershipError("Choose an end after the start and within a year of it; nothing was saved.")
    told: dict[str, Any] = {
        "district_id": viewer.district_id,
        "school_id": school_id,
        "kind": DecisionKind(kind),
        "puts_on_list": bool(puts_on_list),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "note": checked_note(note),
        "author": viewer.name,
    }
    if (standing := session.scalar(select(Decision.decision_id).filter_by(**told).limit(1))) is not None:
        return standing
    number = next_number(session, viewer.district_id, Decision, Decision.decision_id)
    session.add(Decision(decision_id=number, recorded_at=at, **told))
    direction = "on" if puts_on_list else "off"
    details: dict[str, Any] = {
        "decision_id": number,
        "kind": DecisionKind(kind).value,
        "direction": direction,
        "ends_on": str(ends_on),
    }
    keep_line(session, viewer, at, "add_decision", Topic.SUPPORT, school_id, details)
    return number


def tell_of_change(
    session: Session, viewer: Viewer, school_id: str, kind: DecisionKind, month: date, *, at: datetime
) -> int | None:
    """
    A month's report says that its liaison or principal changed: the school stands on Check in from the latest list on,
    for two lists more. Returns the decision's number; None where one of this kind holds already.

    For who sends a report, has asked for the right and holds the lock.
    """
    today = day_of(at)
    of = Decision
    holds = select(of.decision_id).where(
        of.district_id == viewer.district_id,
        of.school_id == school_id,
        of.kind == kind,
        of.puts_on_list.is_(True),
        of.starts_on <= today,
        of.ends_on >= today,
    )
    if session.scalar(holds.limit(1)) is not None:
        return None
    starts_on = latest_list(session, viewer.district_id, judged_by=today) or today
    ends_on = max(starts_on, today) + TOLD_FOR
    number = next_number(session, viewer.district_id, Decision, Decision.decision_id)
    session.add(
        Decision(
            district_id=viewer.district_id,
            decision_id=number,
            school_id=school_id,
            kind=kind,
            puts_on_list=True,
            starts_on=starts_on,
            ends_on=ends_on,
            note=f"Said in the report of {month:%Y-%m}.",
            author=viewer.name,
            recorded_at=at,
        )
    )
    details: dict[str, Any] = {
        "decision_id": number,
        "kind": kind.value,
        "direction": "on",
        "ends_on": str(ends_on),
        "report": f"{month:%Y-%m}",
    }
    keep_line(session, viewer, at, "add_decision", Topic.SUPPORT, school_id, details)
    return number


def end_decision(session: Session, viewer: Viewer, decision_id: int, *, on: date, at: datetime) -> None:
    """
    End a decision on a day instead of the one planned; the decision itself stays on record.

    The last day is the day before the latest list at the earliest: lists before it, which people have worked with,
    stay as they were. Raises NotAllowedError, or PartnershipError where there is no such decision, the day is not
    within it, or a past list would change.
    """
    lock_district(session, viewer.district_id)
    decision = session.get(Decision, (viewer.district_id, decision_id))
    if decision is None:
        raise PartnershipError("This entry does not exist any more; nothing was saved.")
    check_can(present(session, viewer, at), Action.ADD_DECISION, cluster_of(session, viewer, decision.school_id))
    if not decision.starts_on <= on <= decision.ends_on:
        raise PartnershipError("The entry can end only between its first and its last day; nothing was saved.")
    latest = latest_list(session, viewer.district_id, judged_by=day_of(at))
    if latest is not None and on < latest - timedelta(days=1):
        raise PartnershipError(
            "Past lists stay as they were: the entry can end on the day before {day}, the day of the latest list, or "
            "later; nothing was saved.",
            day=latest,
        )
    details: dict[str, Any] = {
        "decision_id": decision_id,
        "ends_on": str(on),
        "planned_end": str(decision.ends_on),
    }
    decision.ends_on = on
    keep_line(session, viewer, at, "end_decision", Topic.SUPPORT, decision.school_id, details)


def take_back_decision(session: Session, viewer: Viewer, decision_id: int, *, at: datetime) -> None:
    """
    Take a decision out as if it had never been entered, for a mistake of the day; the audit line keeps all of it.

    Raises NotAllowedError, or PartnershipError where there is no such decision, or where it began before the latest
    list and so has moved a school on a past one.
    """
    lock_district(session, viewer.district_id)
    decision = session.get(Decision, (viewer.district_id, decision_id))
    if decision is None:
        raise PartnershipError("This entry does not exist any more; nothing was saved.")
    check_can(present(session, viewer, at), Action.ADD_DECISION, cluster_of(session, viewer, decision.school_id))
    latest = latest_list(session, viewer.district_id, judged_by=day_of(at))
    if latest is not None and decision.starts_on < latest:
        raise PartnershipError(
            "Past lists stay as they were, and this entry has been part of one: end it instead; nothing was saved."
        )
    details: dict[str, Any] = {
        "decision_id": decision_id,
        "kind": decision.kind.value,
        "direction": "on" if decision.puts_on_list else "off",
        "starts_on": str(decision.starts_on),
        "ends_on": str(decision.ends_on),
        "note": decision.note,
        "author": decision.author,
    }
    session.delete(decision)
    keep_line(session, viewer, at, "take_back_decision", Topic.SUPPORT, decision.school_id, details)


def restore_decision(session: Session, viewer: Viewer, decision_id: int, *, at: datetime) -> int:
    """
    Undo that a decision was ended or taken back: it holds again until the day once planned; returns its number.

    Raises NotAllowedError, or PartnershipError where it was not ended, or where a list was judged without it since.
    """
    lock_district(session, viewer.district_id)
    line = _last_line(session, viewer.district_id, decision_id)
    school_id = line.subject if line else ""
    if line is None:
        raise PartnershipError("This entry does not exist any more; nothing was saved.")
    check_can(present(session, viewer, at), Action.ADD_DECISION, cluster_of(session, viewer, school_id))
    latest = latest_list(session, viewer.district_id, judged_by=day_of(at))
    if line.action == "end_decision" and "planned_end" in line.details:
        restored, number = session.get_one(Decision, (viewer.district_id, decision_id)), decision_id
        is_past = latest is not None and restored.ends_on < latest - timedelta(days=1)
        until = date.fromisoformat(line.details["planned_end"])
    elif line.action == "take_back_decision":
        number, until = _free_number(session, viewer.district_id, decision_id), _day(line, "ends_on")
        restored = Decision(
            district_id=viewer.district_id,
            decision_id=number,
            school_id=school_id,
            kind=DecisionKind(line.details["kind"]),
            puts_on_list=line.details["direction"] == "on",
            starts_on=_day(line, "starts_on"),
            note=line.details["note"],
            author=line.details["author"],
            recorded_at=at,
        )
        is_past = latest is not None and restored.starts_on < latest
    else:
        raise PartnershipError("This entry has not been ended, so there is nothing to undo; nothing was saved.")
    if is_past:
        raise PartnershipError(
            "Past lists stay as they were, and one has been judged without this entry: enter it again instead; "
            "nothing was saved."
        )
    restored.ends_on = until
    session.add(restored)
    details: dict[str, Any] = {"decision_id": number, "was": decision_id, "undoes": line.action, "ends_on": str(until)}
    keep_line(session, viewer, at, "restore_decision", Topic.SUPPORT, school_id, details)
    return number


_LINES = ("add_decision", "end_decision", "take_back_decision", "restore_decision")


def _last_line(session: Session, district_id: int, decision_id: int) -> AuditLine | None:
    """What was done last to a decision, by its number; None where nobody has touched it here."""
    lines = session.scalars(
        select(AuditLine)
        .where(AuditLine.district_id == district_id, AuditLine.action.in_(_LINES))
        .order_by(AuditLine.audit_id.desc())
    )
    return next((line for line in lines if line.details["decision_id"] == decision_id), None)


def _free_number(session: Session, district_id: int, wanted: int) -> int:
    """The number a decision had, unless another one has got it since."""
    is_taken = session.get(Decision, (district_id, wanted)) is not None
    return next_number(session, district_id, Decision, Decision.decision_id) if is_taken else wanted


def _day(line: AuditLine, name: str) -> date:
    return date.fromisoformat(line.details[name])
