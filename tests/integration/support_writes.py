"""Every action of support as somebody tries it: contacts, next steps, planned visits, a calendar's address."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from models import queries
from models.actions import calendar_feeds, contacts, next_steps, planned_visits
from models.contact_rules import ContactDetails, StepSeen, WantedVisit
from models.permissions import Action, Viewer
from models.tables import PlannedVisit, SupportContact
from models.vocabulary import ContactChannel
from tests.people import TODAY

AT = datetime(2024, 11, 6, 15, 0, tzinfo=UTC)
CALL_AGAIN = date(2024, 11, 20)
CALL = ContactDetails(TODAY, ContactChannel.PHONE, "Reports", next_step="Call again", next_step_due=CALL_AGAIN)


def logged(session: Session, school_id: str) -> str:
    """By the director beforehand, with a next step."""
    return contacts.log_contact(session, queries.viewer(session, 1, "p1", TODAY), school_id, CALL, at=AT)


def seen(session: Session, school_id: str) -> StepSeen:
    return StepSeen.of(f"contact {logged(session, school_id)}", CALL_AGAIN)


def logged_and_taken_back(session: Session, who: Viewer, school_id: str) -> None:
    """Somebody's own, written when they had the right."""
    row = session.get_one(SupportContact, (1, logged(session, school_id)))
    row.person_id = who.person_id
    session.flush()
    contacts.take_back_contact(session, who, row.contact_id, at=AT)


def planned(session: Session, who: Viewer, school_id: str) -> int:
    wanted = [WantedVisit(school_id, CALL_AGAIN, "Visit: reports")]
    return planned_visits.plan_visits(session, who, wanted, plan_id="plan-0001", at=AT)


def planned_and_taken_back(session: Session, who: Viewer, school_id: str) -> None:
    planned(session, queries.viewer(session, 1, "p1", TODAY), school_id)
    row = session.get_one(PlannedVisit, (1, 1))
    row.person_id = who.person_id
    session.flush()
    planned_visits.take_back_plan(session, who, "plan-0001", at=AT)


def done_and_reopened(session: Session, who: Viewer, school_id: str) -> None:
    step = seen(session, school_id)
    next_steps.end_step(session, queries.viewer(session, 1, "p1", TODAY), step, at=AT)
    next_steps.reopen_step(session, who, step.key, at=AT)


WRITES: dict[str, tuple[Action, Callable[[Session, Viewer, str], object]]] = {
    "models.actions.contacts.log_contact": (
        Action.LOG_CONTACT,
        lambda session, who, school_id: contacts.log_contact(session, who, school_id, CALL, at=AT),
    ),
    "models.actions.contacts.correct_contact": (
        Action.LOG_CONTACT,
        lambda session, who, school_id: contacts.correct_contact(session, who, logged(session, school_id), CALL, at=AT),
    ),
    "models.actions.contacts.take_back_contact": (Action.LOG_CONTACT, logged_and_taken_back),
    "models.actions.next_steps.end_step": (
        Action.LOG_CONTACT,
        lambda session, who, school_id: next_steps.end_step(session, who, seen(session, school_id), at=AT),
    ),
    "models.actions.next_steps.snooze_step": (
        Action.LOG_CONTACT,
        lambda session, who, school_id: next_steps.snooze_step(
            session, who, seen(session, school_id), until=date(2024, 12, 2), reason="Ill.", at=AT
        ),
    ),
    "models.actions.next_steps.reopen_step": (Action.LOG_CONTACT, done_and_reopened),
    "models.actions.planned_visits.plan_visits": (Action.LOG_CONTACT, planned),
    "models.actions.planned_visits.take_back_plan": (Action.LOG_CONTACT, planned_and_taken_back),
    "models.actions.calendar_feeds.make_feed": (
        Action.LOG_CONTACT,
        lambda session, who, _: calendar_feeds.make_feed(session, who, "en", at=AT),
    ),
}
