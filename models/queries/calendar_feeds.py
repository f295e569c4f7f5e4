"""Calendars at a secret address: whose it is, and since when. Nobody sees another one's."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.sign_in import hash_of
from models.tables import CalendarFeed, Person
from models.tables.joins import same_person


class FeedOwner(NamedTuple):
    """Whose calendar a secret opens, and the language of its texts."""

    district_id: int
    login: str
    language: str


def feed_made_at(session: Session, viewer: Viewer) -> datetime | None:
    """The moment the viewer's address was made; None where there is none."""
    row = session.get(CalendarFeed, (viewer.district_id, viewer.person_id))
    return None if row is None else row.made_at


def owner_of_feed(session: Session, secret: str) -> FeedOwner | None:
    """Whose calendar this secret opens; None where there is none, or its owner's account is closed."""
    row = session.execute(
        select(CalendarFeed.district_id, Person.login, CalendarFeed.language)
        .join(Person, same_person(Person, CalendarFeed))
        .where(CalendarFeed.key_hash == hash_of(secret), Person.is_active.is_(True))
    ).first()
    return None if row is None else FeedOwner(*row)
