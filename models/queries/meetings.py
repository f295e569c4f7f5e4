"""Where somebody stopped in a meeting. Nobody sees another one's place."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.tables import MeetingPlace

MEETING_LASTS = timedelta(hours=12)
"""A place that is older belongs to the meeting before: the next one begins with the first school."""


class Place(NamedTuple):
    """The school that was open, and since when the meeting goes on."""

    school_id: str
    skips_steady: bool
    begun_at: datetime


def meeting_place(session: Session, viewer: Viewer, cluster: str, at: datetime) -> Place | None:
    """Where the viewer stopped in the meeting that goes on; None where none does."""
    row = session.get(MeetingPlace, (viewer.district_id, viewer.person_id, cluster))
    if row is None or at - row.seen_at > MEETING_LASTS:
        return None
    return Place(row.school_id, row.skips_steady, row.begun_at)
