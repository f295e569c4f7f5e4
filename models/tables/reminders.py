"""Which schools were reminded of a report, when, how and by whom."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.reminder_rules import ReminderOutcome, ReminderWay
from models.tables.base import Base, closed_list, district_key, in_school


class Reminder(Base):
    """One reminder of one school about one month; added, and closed once when it was sent from here."""

    __tablename__ = "reminder"
    __table_args__ = (
        in_school(),
        ForeignKeyConstraint(
            ["district_id", "month"], ["reporting_month.district_id", "reporting_month.month"], ondelete="CASCADE"
        ),
        Index("ix_reminder_month", "district_id", "month", "school_id"),
    )

    district_id: Mapped[int] = district_key()
    reminder_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Number of the reminder")
    school_id: Mapped[str] = mapped_column(comment="The school")
    month: Mapped[date] = mapped_column(comment="First day of the reporting month")
    way: Mapped[ReminderWay] = mapped_column(closed_list(ReminderWay), comment="How the school was reminded")
    outcome: Mapped[ReminderOutcome] = mapped_column(closed_list(ReminderOutcome), comment="What became of it")
    sent_to: Mapped[str] = mapped_column(default="", comment="Addresses an e-mail from here went to, ; between")
    why: Mapped[str] = mapped_column(default="", comment="Why it did not go out, as the mail server or we said")
    author: Mapped[str] = mapped_column(comment="Who reminded")
    reminded_at: Mapped[datetime] = mapped_column(comment="Moment it was sent or marked")
