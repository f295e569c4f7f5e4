"""What a school says is wrong about a list, and what the office answered. Nothing is hidden by it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, closed_list, district_key, in_school
from models.vocabulary import Indicator


class Dispute(Base):
    """One figure or reason that a school's liaison says is wrong. It stands beside the figure, which stays."""

    __tablename__ = "dispute"
    __table_args__ = (
        in_school(),
        ForeignKeyConstraint(["district_id", "month"], ["reporting_month.district_id", "reporting_month.month"]),
        CheckConstraint("reason <> ''", name="has_reason"),
        CheckConstraint("answered_at IS NULL OR answer <> ''", name="has_answer"),
        CheckConstraint("answered_at IS NULL OR taken_back_at IS NULL", name="one_end"),
        Index("ix_dispute_school", "district_id", "school_id"),
    )

    district_id: Mapped[int] = district_key()
    dispute_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Number of the dispute")
    school_id: Mapped[str] = mapped_column(comment="The school that says so")
    month: Mapped[date] = mapped_column(comment="First day of the month whose list it is about")
    about: Mapped[Indicator | None] = mapped_column(
        closed_list(Indicator), comment="The figure or reason; blank: where the school stands"
    )
    reason: Mapped[str] = mapped_column(comment="What is wrong, in the school's words")
    author: Mapped[str] = mapped_column(comment="Who says so, by name")
    recorded_at: Mapped[datetime] = mapped_column(comment="Moment it was stored")
    is_agreed: Mapped[bool | None] = mapped_column(comment="True: the office mends it; false: it stays; blank: open")
    answer: Mapped[str] = mapped_column(default="", comment="What the office answered; blank: it has not")
    answered_by: Mapped[str] = mapped_column(default="", comment="Who answered, by name; blank: nobody has")
    answered_at: Mapped[datetime | None] = mapped_column(comment="Moment of the answer; blank: there is none")
    taken_back_at: Mapped[datetime | None] = mapped_column(comment="Moment the school took it back; blank: it did not")
