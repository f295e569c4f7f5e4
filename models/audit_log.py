"""What every writing transaction does besides its change: lock the district, leave an audit line, raise its topics."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from models.errors import PartnershipError
from models.tables import AuditLine, District, TopicVersion
from models.vocabulary import Topic


def lock_district(session: Session, district_id: int) -> None:
    """
    Let nobody else change this district before the transaction ends; SQLite's write lock covers it already.

    Raises PartnershipError where there is no such district.
    """
    found = session.scalar(select(District.district_id).where(District.district_id == district_id).with_for_update())
    if found is None:
        raise PartnershipError(
            "There is no district with the number {number}; nothing was changed.", number=district_id
        )


def keep_audit_line(
    session: Session,
    district_id: int,
    *,
    person: str,
    at: datetime,
    action: str,
    topics: Iterable[Topic],
    subject: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """
    Add one audit line, and raise the topics whose rows the transaction changed.

    The district must be locked: lines are numbered 1, 2, 3.
    """
    last = session.scalar(select(func.max(AuditLine.audit_id)).where(AuditLine.district_id == district_id))
    session.add(
        AuditLine(
            district_id=district_id,
            audit_id=(last or 0) + 1,
            happened_at=at,
            person=person,
            action=action,
            subject=subject,
            details=details or {},
        )
    )
    session.flush()
    _raise_topics(session, district_id, topics)


def _raise_topics(session: Session, district_id: int, topics: Iterable[Topic]) -> None:
    """
    Give topics a stamp that no write ever had, so that equal stamps mean equal rows, also after a backup is put back.
    """
    moved = sorted(set(topics))
    session.execute(
        delete(TopicVersion).where(TopicVersion.district_id == district_id, TopicVersion.topic.in_(moved)),
        execution_options={"synchronize_session": False},
    )
    rows = [{"district_id": district_id, "topic": topic, "stamp": secrets.token_hex(12)} for topic in moved]
    if rows:
        session.execute(insert(TopicVersion.__table__), rows)  # type: ignore[arg-type]
