"""What every action asks and leaves behind: who this is by now, which cluster a school is in, a note, an audit line."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit_log import keep_audit_line
from models.errors import NotAllowedError, PartnershipError
from models.permissions import Viewer
from models.queries.people import holds
from models.tables import CoordinatorCluster, Person, School, SchoolInYear

LONGEST_NOTE = 2_000


def present(session: Session, viewer: Viewer, at: datetime) -> Viewer:
    """The viewer as the database knows them now: what was taken away since the page opened does not count any more."""
    person = session.get(Person, (viewer.district_id, viewer.person_id))
    if person is None or not person.is_active or person.role != viewer.role:
        raise NotAllowedError("Your rights have changed since you opened this page. Load it again; nothing was saved.")
    clusters = session.scalars(
        select(CoordinatorCluster.cluster).where(
            CoordinatorCluster.district_id == viewer.district_id,
            CoordinatorCluster.person_id == viewer.person_id,
            holds(CoordinatorCluster, at.date()),
        )
    )
    return replace(viewer, clusters=tuple(sorted(clusters)))


def cluster_of(session: Session, viewer: Viewer, school_id: str) -> str | None:
    """The school's latest cluster. Raises PartnershipError for a school the district does not have."""
    if session.get(School, (viewer.district_id, school_id)) is None:
        raise PartnershipError("There is no such school in this district; nothing was saved.")
    return session.scalar(
        select(SchoolInYear.cluster)
        .where(SchoolInYear.district_id == viewer.district_id, SchoolInYear.school_id == school_id)
        .order_by(SchoolInYear.school_year.desc())
        .limit(1)
    )


def checked_note(text: str) -> str:
    note = text.strip()
    if not note:
        raise PartnershipError("Write why, in a sentence; nothing was saved.")
    if len(note) > LONGEST_NOTE:
        raise PartnershipError(f"The note is longer than {LONGEST_NOTE:,} characters. Shorten it; nothing was saved.")
    return note


def next_number(session: Session, district_id: int, table: Any, column: Any) -> int:
    last: int | None = session.scalar(select(func.max(column)).where(table.district_id == district_id))
    return (last or 0) + 1


def keep_line(
    session: Session, viewer: Viewer, at: datetime, action: str, subject: str, details: dict[str, object]
) -> None:
    keep_audit_line(
        session, viewer.district_id, person=viewer.name, at=at, action=action, subject=subject, details=details
    )
