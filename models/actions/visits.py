"""Somebody is here: kept so that they can be told next time what is new. Everybody keeps their own, and no other's."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.permissions import Viewer
from models.queries.people import present
from models.queries.visits import Visits
from models.tables import LastVisit, Person


def begin_visit(session: Session, viewer: Viewer, *, at: datetime) -> None:
    """
    Keep that the viewer opened Home. It is no change of anything people look at: no audit line, no topic is raised.

    Raises NotAllowedError for somebody who left or got another role. Nobody's row keeps nothing.
    """
    if viewer.person_id == 0:
        return
    present(session, viewer, at)
    session.get(Person, (viewer.district_id, viewer.person_id), with_for_update=True)  # two pages of one person at once
    kept = session.get(LastVisit, (viewer.district_id, viewer.person_id))
    if kept is None:
        session.add(LastVisit(district_id=viewer.district_id, person_id=viewer.person_id, opened_at=at, before_at=None))
    elif at > kept.opened_at:
        kept.before_at, kept.opened_at = Visits(kept.opened_at, kept.before_at).since(at), at
