"""Mappings that people of a district saved, for files that come again in the same layout."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, district_key


class SavedMappingRow(Base):
    """One saved mapping; saved again under its name, it is written over, and the audit line says so."""

    __tablename__ = "saved_mapping"
    __table_args__ = (ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),)

    district_id: Mapped[int] = district_key()
    name: Mapped[str] = mapped_column(primary_key=True, comment="What people call it")
    text: Mapped[str] = mapped_column(comment="The mapping itself, as data/mappings/README.md has it")
    author: Mapped[str] = mapped_column(comment="Who saved it last")
    recorded_at: Mapped[datetime] = mapped_column(comment="Moment it was stored")
