"""Writes about reminders, each as it is tried by every role."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from models import queries
from models.actions import reminders
from models.permissions import Action, Viewer
from models.reminder_rules import ReminderOutcome, ReminderWay
from tests.factories import OCTOBER
from tests.people import TODAY

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)


def claimed(session: Session, who: Viewer, school_id: str) -> reminders.Claimed:
    addresses = {school_id: ["one@schools.example"]}
    return reminders.claim_reminders(session, who, addresses, OCTOBER, again=False, at=AT)


def claimed_and_closed(session: Session, who: Viewer, school_id: str) -> None:
    """Claimed by the director beforehand."""
    number = claimed(session, queries.viewer(session, 1, "p1", TODAY), school_id).numbers[school_id]
    reminders.close_reminder(session, who, number, ReminderOutcome.DONE, "", at=AT)


WRITES: dict[str, tuple[Action, Callable[[Session, Viewer, str], object]]] = {
    "models.actions.reminders.mark_reminded": (
        Action.REMIND,
        lambda session, who, school: reminders.mark_reminded(session, who, [school], OCTOBER, ReminderWay.MAIL, at=AT),
    ),
    "models.actions.reminders.claim_reminders": (Action.REMIND, claimed),
    "models.actions.reminders.close_reminder": (Action.REMIND, claimed_and_closed),
}
