"""
Reminders of reports that have not come in: said to be done by hand, or sent by an e-mail of ours.

An e-mail is claimed before it is sent and closed afterwards, each in a transaction of its own: while a mail server is
waited for nothing is locked, and no school is written to twice. Source: decision 0042.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions.checks import cluster_of, next_number
from models.audit_log import keep_audit_line, lock_district
from models.errors import PartnershipError
from models.permissions import Action, Viewer, check_can
from models.queries.people import present
from models.queries.reminders import not_reported
from models.reminder_rules import BY_HAND, MOST_SCHOOLS, SOON, ReminderOutcome, ReminderWay, is_address
from models.tables import Reminder, ReportingMonth, School
from models.today import day_of

LONGEST_WHY = 300


@dataclass(frozen=True)
class Claimed:
    """What may be sent now. numbers: of the reminders, by school id. came_in: ids of chosen schools that owe none."""

    numbers: Mapping[str, int]
    came_in: tuple[str, ...]


def mark_reminded(
    session: Session, viewer: Viewer, schools: Sequence[str], month: date, way: ReminderWay, *, at: datetime
) -> list[int]:
    """
    Keep that these schools were reminded of a month's report by a person; returns the reminders' numbers.

    Raises NotAllowedError where one of them is of another coordinator, or PartnershipError for an unknown school, month
    or way; then none is kept.
    """
    _check(session, viewer, schools, month, at)
    if way not in BY_HAND:
        raise PartnershipError("Say whether it was by e-mail or by phone; nothing was saved.")
    return [
        _keep(session, viewer, school, month, way, ReminderOutcome.DONE, "", at=at, action="mark_reminded")
        for school in schools
    ]


def claim_reminders(
    session: Session,
    viewer: Viewer,
    addresses: Mapping[str, Sequence[str]],
    month: date,
    *,
    again: bool,
    at: datetime,
) -> Claimed:
    """
    Keep that an e-mail is about to be sent to each of these schools; `close_reminder` says what became of it.

    addresses: by school id. again: also to schools that were written to, or were about to be, within SOON.
    Raises NotAllowedError, or PartnershipError as `mark_reminded`, for what is no address, and where `again` is needed.
    """
    _check(session, viewer, list(addresses), month, at)
    wrong = [one for some in addresses.values() for one in some if not is_address(one)]
    if wrong or not all(addresses.values()):
        raise PartnershipError("An e-mail can be sent only to an address, as name@place.org; nothing was sent.")
    owing = set(not_reported(session, viewer, month, day_of(at))["school_id"])
    wanted = {school: some for school, some in addresses.items() if school in owing}
    if not again and (soon := _written_to_lately(session, viewer, list(wanted), month, at)):
        raise PartnershipError(
            "Written to within a day already: {names}. Say whether they shall get another e-mail; nothing was sent.",
            names=", ".join(soon),
        )
    numbers = {
        school: _keep(
            session, viewer, school, month, ReminderWay.SENT, ReminderOutcome.UNDER_WAY, ";".join(some), at=at,
            action="send_reminder",
        )
        for school, some in wanted.items()
    }  # fmt: skip
    return Claimed(numbers, tuple(school for school in addresses if school not in owing))


def close_reminder(
    session: Session, viewer: Viewer, reminder_id: int, outcome: ReminderOutcome, why: str, *, at: datetime
) -> None:
    """
    Say what became of an e-mail that was claimed; once. why: for one that failed, or did not reach every address.

    Raises NotAllowedError, or PartnershipError where there is no such reminder under way.
    """
    lock_district(session, viewer.district_id)
    reminder = session.get(Reminder, (viewer.district_id, reminder_id))
    if reminder is None or reminder.outcome is not ReminderOutcome.UNDER_WAY or outcome is ReminderOutcome.UNDER_WAY:
        raise PartnershipError("This e-mail is not under way any more; nothing was saved.")
    check_can(present(session, viewer, at), Action.REMIND, cluster_of(session, viewer, reminder.school_id))
    reminder.outcome, reminder.why = ReminderOutcome(outcome), why[:LONGEST_WHY]
    details = {"reminder_id": reminder_id, "before": ReminderOutcome.UNDER_WAY.value, "after": reminder.outcome.value}
    _keep_line(session, viewer, at, "close_reminder", reminder.school_id, details | {"why": reminder.why})


def _check(session: Session, viewer: Viewer, schools: Sequence[str], month: date, at: datetime) -> None:
    """May all of these be reminded of this month? The district is locked from here on."""
    lock_district(session, viewer.district_id)
    now = present(session, viewer, at)
    for school in schools:
        check_can(now, Action.REMIND, cluster_of(session, viewer, school))
    if not 0 < len(schools) <= MOST_SCHOOLS or len(set(schools)) < len(schools):
        raise PartnershipError("Choose the schools, each once; nothing was saved.")
    if session.get(ReportingMonth, (viewer.district_id, month)) is None:
        raise PartnershipError("The calendar has no such month; nothing was saved.")


def _written_to_lately(
    session: Session, viewer: Viewer, schools: Sequence[str], month: date, at: datetime
) -> list[str]:
    """Names of the schools that an e-mail went to within SOON, or may have."""
    statement = (
        select(School.name)
        .join(Reminder, (Reminder.district_id == School.district_id) & (Reminder.school_id == School.school_id))
        .where(
            Reminder.district_id == viewer.district_id,
            Reminder.month == month,
            Reminder.way == ReminderWay.SENT,
            Reminder.outcome != ReminderOutcome.FAILED,
            Reminder.reminded_at > at - SOON,
            Reminder.school_id.in_(schools),
        )
        .group_by(School.name)
        .order_by(func.lower(School.name))
    )
    return list(session.scalars(statement))


def _keep(
    session: Session,
    viewer: Viewer,
    school_id: str,
    month: date,
    way: ReminderWay,
    outcome: ReminderOutcome,
    sent_to: str,
    *,
    at: datetime,
    action: str,
) -> int:
    number = next_number(session, viewer.district_id, Reminder, Reminder.reminder_id)
    session.add(
        Reminder(
            district_id=viewer.district_id,
            reminder_id=number,
            school_id=school_id,
            month=month,
            way=ReminderWay(way),
            outcome=outcome,
            sent_to=sent_to,
            author=viewer.name,
            reminded_at=at,
        )
    )
    details: dict[str, object] = {"reminder_id": number, "month": f"{month:%Y-%m}", "way": ReminderWay(way).value}
    _keep_line(session, viewer, at, action, school_id, details)
    return number


def _keep_line(
    session: Session, viewer: Viewer, at: datetime, action: str, school_id: str, details: Mapping[str, object]
) -> None:
    """Nobody's figures or lists change by it, so no topic is raised."""
    keep_audit_line(
        session,
        viewer.district_id,
        person=viewer.name,
        at=at,
        action=action,
        topics=(),
        subject=school_id,
        details=dict(details),
    )
