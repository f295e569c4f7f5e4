"""What every writing transaction does besides its change: lock the district, leave an audit line, raise its topics."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from models.errors import PartnershipError
from models.tables import AuditLine, District, MonthVersion, TopicVersion
from models.told_of_writes import tell
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
    months: Iterable[date] = (),
    subject: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """
    Add one audit line, and raise the topics whose rows the transaction changed, and the months whose reports it did.

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
    if raised := sorted(set(topics)):
        _raise(session, district_id, TopicVersion.topic, raised)
        tell(session, district_id)
    _raise(session, district_id, MonthVersion.month, sorted(set(months)))


def _raise(session: Session, district_id: int, column: Any, moved: Sequence[Any]) -> None:
    """
    Give topics or months a stamp that no write ever had: equal stamps mean equal rows, also after a backup is put back.
    """
    if not moved:
        return
    table = column.class_
    session.execute(
        delete(table).where(table.district_id == district_id, column.in_(moved)),
        execution_options={"synchronize_session": False},
    )
    rows = [{"district_id": district_id, column.key: one, "stamp": secrets.token_hex(12)} for one in moved]
    session.execute(insert(table.__table__), rows)
