"""The secret address of somebody's calendar: made, made anew, and taken back by themselves."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from models.permissions import Action, Viewer, check_can
from models.queries.people import present
from models.queries.sign_in import hash_of
from models.tables import CalendarFeed


def make_feed(session: Session, viewer: Viewer, language: str, *, at: datetime) -> str:
    """
    Make the viewer's address; its secret, which is kept nowhere and shown once. An older address is of no use then.

    Raises NotAllowedError for who has no next steps of their own.
    """
    who = present(session, viewer, at)
    check_can(who, Action.LOG_CONTACT, next(iter(who.clusters), None))
    secret = secrets.token_urlsafe(32)
    row = session.get(CalendarFeed, (viewer.district_id, viewer.person_id), with_for_update=True)
    if row is None:
        row = CalendarFeed(district_id=viewer.district_id, person_id=viewer.person_id)
        session.add(row)
    row.key_hash, row.language, row.made_at = hash_of(secret), language, at
    session.flush()
    return secret


def revoke_feed(session: Session, viewer: Viewer) -> None:
    """Whoever has the viewer's address gets nothing from it any more."""
    row = session.get(CalendarFeed, (viewer.district_id, viewer.person_id))
    if row is not None:
        session.delete(row)
