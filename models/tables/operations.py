"""What was done already, so that the same message sent twice is done once."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, district_key, of_person


class Operation(Base):
    """A message of somebody's page that was carried out: sent again after a lost answer, it is answered the same."""

    __tablename__ = "operation"
    __table_args__ = (of_person(), Index("ix_operation_done_at", "district_id", "done_at"))

    district_id: Mapped[int] = district_key()
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Who sent it")
    operation_id: Mapped[str] = mapped_column(primary_key=True, comment="The page's own number of the message")
    action: Mapped[str] = mapped_column(comment="The verb, as log_contact")
    answered: Mapped[dict[str, Any]] = mapped_column(comment="What was answered, as {answer: ...}")
    done_at: Mapped[datetime] = mapped_column(comment="Moment it was carried out; kept for a month")
