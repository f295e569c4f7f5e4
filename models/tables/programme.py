"""Sessions and steps of the programme that are written here: how each was before somebody wrote."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, closed_list, district_key, in_school
from models.vocabulary import ProgrammeStep


class DevelopmentChange(Base):
    """A professional development session, and who came, as it was before somebody wrote it on a page."""

    __tablename__ = "development_change"
    __table_args__ = (ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),)

    district_id: Mapped[int] = district_key()
    session_id: Mapped[str] = mapped_column(primary_key=True, comment="The session, which may be taken back by now")
    change_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="1, 2, 3 ... within the session"
    )
    before: Mapped[Any] = mapped_column(
        JSON, nullable=True, comment="held_on, topic, hours, and came: people by school; null: there was none"
    )
    author: Mapped[str] = mapped_column(comment="Who wrote it, by name")
    changed_at: Mapped[datetime] = mapped_column(comment="Moment it was written; earlier days go by `before`")


class ProgrammeStepChange(Base):
    """What somebody wrote of a step of the roll-out on a page, and the day that stood there before."""

    __tablename__ = "programme_step_change"
    __table_args__ = (in_school(),)

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    step: Mapped[ProgrammeStep] = mapped_column(closed_list(ProgrammeStep), primary_key=True, comment="The step")
    change_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="1, 2, 3 ... within the step")
    before: Mapped[date | None] = mapped_column(comment="Day that stood there before; blank: none did")
    after: Mapped[date | None] = mapped_column(comment="Day that was written; blank: the step was taken back")
    note: Mapped[str] = mapped_column(default="", comment="What was said of it; no names of children or parents")
    author: Mapped[str] = mapped_column(comment="Who wrote it, by name")
    changed_at: Mapped[datetime] = mapped_column(comment="Moment it was written; earlier days go by `before`")
