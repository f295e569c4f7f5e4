"""Where somebody stopped in a meeting about a cluster's schools. Everybody keeps their own place, and no other's."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.meetings import MEETING_LASTS
from models.queries.people import present
from models.tables import MeetingPlace, Person


def keep_place(
    session: Session, viewer: Viewer, cluster: str, school_id: str, *, skips_steady: bool, at: datetime
) -> None:
    """
    Keep which school is open. It is no change of anything people look at: no audit line, no topic is raised.

    Raises NotAllowedError for somebody who left or got another role. Nobody's row keeps nothing.
    """
    if viewer.person_id == 0:
        return
    present(session, viewer, at)
    session.get(Person, (viewer.district_id, viewer.person_id), with_for_update=True)  # two pages of one person at once
    row = session.get(MeetingPlace, (viewer.district_id, viewer.person_id, cluster))
    if row is None:
        row = MeetingPlace(district_id=viewer.district_id, person_id=viewer.person_id, cluster=cluster, begun_at=at)
        session.add(row)
    elif at - row.seen_at > MEETING_LASTS:
        row.begun_at = at
    row.school_id, row.skips_steady, row.seen_at = school_id, skips_steady, at
