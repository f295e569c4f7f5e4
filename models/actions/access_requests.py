"""
Access that is asked for by somebody who has no row yet, and an administrator's answer.

What such a person says is believed of nobody: it gives no right, and stands before an administrator as a text.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from models.actions.checks import keep_line, next_number
from models.audit_log import keep_audit_line, lock_district
from models.errors import PartnershipError
from models.people_rules import Asking, checked_asking
from models.permissions import Action, Viewer, check_can
from models.queries.people import present
from models.tables import AccessRequest, Person
from models.vocabulary import Topic

MOST_WAITING = 50
"""Requests that wait at most; with one more the oldest goes."""
KEPT_FOR = timedelta(days=60)


def ask_for_access(session: Session, district_id: int, asking: Asking, note: str, *, at: datetime) -> None:
    """
    Keep a request, one for each person; what is too old or too many goes. The caller knows who it is by the district's
    accounts.

    Raises PartnershipError where they have access or have asked already, or the note can't be.
    """
    lock_district(session, district_id)
    asked, said = checked_asking(asking, note)
    of = AccessRequest
    here = of.district_id == district_id
    known = or_(func.lower(Person.email) == asked.who, func.lower(Person.login) == asked.who)
    if session.scalar(select(Person.person_id).where(Person.district_id == district_id, Person.is_active, known)):
        raise PartnershipError("The office has added you by now. Sign in again.")
    session.execute(delete(of).where(here, of.asked_at < at - KEPT_FOR))
    if session.scalar(select(of.request_id).where(here, of.who == asked.who)):
        raise PartnershipError("The office has your request already; nothing more was sent.")
    waiting = session.scalars(select(of).where(here).order_by(of.asked_at, of.request_id)).all()
    for old in waiting[: max(len(waiting) - MOST_WAITING + 1, 0)]:
        session.delete(old)
    session.flush()
    number = next_number(session, district_id, of, of.request_id)
    session.add(of(district_id=district_id, request_id=number, who=asked.who, name=asked.name, note=said, asked_at=at))
    session.flush()
    keep_audit_line(
        session, district_id, person=asked.who, at=at, action="ask_for_access", topics=(Topic.PEOPLE,),
        subject=asked.who,
    )  # fmt: skip


def put_request_away(session: Session, viewer: Viewer, request_id: int, *, at: datetime) -> None:
    """
    Answer a request by nothing: it is gone, and they may ask again. Raises NotAllowedError, or PartnershipError where
    there is none.
    """
    lock_district(session, viewer.district_id)
    check_can(present(session, viewer, at), Action.MANAGE_PEOPLE)
    found = session.get(AccessRequest, (viewer.district_id, request_id))
    if found is None:
        raise PartnershipError("This request was answered already; nothing was changed.")
    session.delete(found)
    session.flush()
    keep_line(session, viewer, at, "put_request_away", Topic.PEOPLE, found.who, {})


def forget_requests_of(session: Session, district_id: int, *names: str) -> None:
    """Somebody with this e-mail or login has a row now: nobody waits for it any more. The caller has it checked."""
    those = [name.lower() for name in names if name]
    of = AccessRequest
    session.execute(delete(of).where(of.district_id == district_id, of.who.in_(those)))
