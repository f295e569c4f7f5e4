"""Promising practices: an accepted activity that is worth sharing, and what its school wrote about it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, closed_list, district_key, in_school
from models.vocabulary import PracticeState


class Practice(Base):
    """
    One activity that was marked. Its figures are those of the report in force and are not repeated here.

    ASSUMPTION: a report that is corrected keeps the number of an activity that stays in it.
    """

    __tablename__ = "practice"
    __table_args__ = (
        in_school(),
        UniqueConstraint("district_id", "school_id", "month", "activity_id"),
        CheckConstraint("version >= 1", name="version"),
    )

    district_id: Mapped[int] = district_key()
    practice_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Number of the practice")
    school_id: Mapped[str] = mapped_column(comment="The school that did it")
    month: Mapped[date] = mapped_column(comment="First day of the month whose report tells of it")
    activity_id: Mapped[str] = mapped_column(comment="The activity within that report")
    state: Mapped[PracticeState] = mapped_column(closed_list(PracticeState), comment="Where it stands")
    version: Mapped[int] = mapped_column(comment="1, 2, 3 ...: raised by every change, so that nobody writes over one")
    note: Mapped[str] = mapped_column(default="", comment="What the school is asked, or why it was taken back")
    marked_by: Mapped[str] = mapped_column(comment="Who found it worth sharing, by name")
    marked_at: Mapped[datetime] = mapped_column(comment="Moment it was marked last")
    changed_by: Mapped[str] = mapped_column(comment="Who changed anything of it last, by name")
    changed_at: Mapped[datetime] = mapped_column(comment="Moment of that change")
    published_by: Mapped[str] = mapped_column(default="", comment="Who published it; blank: it is not published")
    published_at: Mapped[datetime | None] = mapped_column(comment="Moment it was published; blank: it is not")


class PracticeWriteUp(Base):
    """What was written about a practice, as a whole each time: the latest is read, the earlier ones stay."""

    __tablename__ = "practice_write_up"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "practice_id"], ["practice.district_id", "practice.practice_id"], ondelete="CASCADE"
        ),
    )

    district_id: Mapped[int] = district_key()
    practice_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="The practice")
    version: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="The practice's version that this was written as"
    )
    title: Mapped[str] = mapped_column(comment="What it is called where it is shared")
    aim: Mapped[str] = mapped_column(default="", comment="What it was for")
    what_was_done: Mapped[str] = mapped_column(default="", comment="What was done, step by step")
    materials: Mapped[str] = mapped_column(default="", comment="What it takes")
    how_it_went: Mapped[str] = mapped_column(default="", comment="How it went, and what they would do differently")
    author: Mapped[str] = mapped_column(comment="Who wrote it so, by name")
    written_at: Mapped[datetime] = mapped_column(comment="Moment it was stored")
