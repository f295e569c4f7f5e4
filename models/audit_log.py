"""What every writing transaction does besides its change: lock the district, leave an audit line, raise the version."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.errors import PartnershipError
from models.tables import AuditLine, District


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
    subject: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Add one audit line and raise `data_version` by one. The district must be locked: lines are numbered 1, 2, 3."""
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
    session.execute(
        update(District)
        .where(District.district_id == district_id)
        .values(data_version=District.data_version + 1)
        .execution_options(synchronize_session=False)
    )
    session.flush()
