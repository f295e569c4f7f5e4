"""What is written here of sessions and steps of the programme: what is planned, and how it was before."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint
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


class DevelopmentPlanned(Base):
    """A professional development session that is to come. Nothing counts it; once it is held, it is a session."""

    __tablename__ = "development_planned"
    __table_args__ = (
        ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),
        CheckConstraint("hours >= 0", name="hours"),
    )

    district_id: Mapped[int] = district_key()
    session_id: Mapped[str] = mapped_column(
        primary_key=True, comment="Number of the session, which it keeps once it is held"
    )
    planned_on: Mapped[date] = mapped_column(comment="Day it is planned for")
    topic: Mapped[str] = mapped_column(comment="What it will be about")
    hours: Mapped[float | None] = mapped_column(comment="Hours")
    expected: Mapped[Any] = mapped_column(JSON, comment="Numbers of the schools whose teams are expected")
    author: Mapped[str] = mapped_column(comment="Who wrote it last, by name")
    written_at: Mapped[datetime] = mapped_column(comment="Moment it was written last")


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
