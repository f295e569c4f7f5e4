"""What becomes of next steps, and planned visits: each kept with its day, so that an earlier day stays known."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, closed_list, district_key, in_school, of_person
from models.vocabulary import ContactChannel, StepChange, VisitEnd


class NextStepChange(Base):
    """
    What became of a contact's next step, in order; the entry itself stays as it was written.

    It names the entry without a reference, as a correction does: an import that brought the entry may be taken back.
    """

    __tablename__ = "next_step_change"
    __table_args__ = (
        in_school(),
        CheckConstraint("(kind = 'snoozed') = (due_on IS NOT NULL)", name="snoozed_until"),
        CheckConstraint("kind <> 'snoozed' OR reason <> ''", name="has_reason"),
    )

    district_id: Mapped[int] = district_key()
    contact_id: Mapped[str] = mapped_column(primary_key=True, comment="The entry whose next step it is")
    change_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="1, 2, 3 of one entry")
    school_id: Mapped[str] = mapped_column(comment="The school")
    kind: Mapped[StepChange] = mapped_column(closed_list(StepChange), comment="What became of it")
    changed_on: Mapped[date] = mapped_column(comment="Day since which that is so")
    due_on: Mapped[date | None] = mapped_column(comment="Snoozed: due on this day instead")
    reason: Mapped[str] = mapped_column(default="", comment="Why it was put off or opened again, or how it ended")
    by_contact: Mapped[str | None] = mapped_column(comment="contact_id of the entry that was written when it was done")
    person_id: Mapped[int] = mapped_column(comment="Who said so")
    author: Mapped[str] = mapped_column(comment="Who said so, by name")
    recorded_at: Mapped[datetime] = mapped_column(comment="Moment it was stored")


class PlannedVisit(Base):
    """A visit somebody means to make: a dated next step of its school. Put off, it ends and the next one begins."""

    __tablename__ = "planned_visit"
    __table_args__ = (
        in_school(),
        Index("ix_planned_visit_school", "district_id", "school_id", "planned_for"),
        CheckConstraint("next_step <> ''", name="has_next_step"),
        CheckConstraint("(ended_on IS NULL) = (ended_as IS NULL)", name="ended"),
    )

    district_id: Mapped[int] = district_key()
    visit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Number of the planned visit")
    school_id: Mapped[str] = mapped_column(comment="The school")
    person_id: Mapped[int] = mapped_column(comment="Who means to go")
    author: Mapped[str] = mapped_column(comment="Who means to go, by name")
    plan_id: Mapped[str] = mapped_column(comment="What was planned together")
    planned_on: Mapped[date] = mapped_column(comment="Day it was planned")
    planned_for: Mapped[date] = mapped_column(comment="Day of the visit")
    channel: Mapped[ContactChannel] = mapped_column(closed_list(ContactChannel), comment="How")
    next_step: Mapped[str] = mapped_column(comment="What, and why this school")
    ended_on: Mapped[date | None] = mapped_column(comment="Day since which it is not planned any more; blank: it is")
    ended_as: Mapped[VisitEnd | None] = mapped_column(closed_list(VisitEnd), comment="How it ended")
    ended_by: Mapped[str | None] = mapped_column(comment="contact_id of the entry that tells of the visit")
    reason: Mapped[str] = mapped_column(default="", comment="Why it was put off or given up, or how it ended")
    recorded_at: Mapped[datetime] = mapped_column(comment="Moment it was stored")


class CalendarFeed(Base):
    """The secret address at which somebody's calendar program asks for their next steps."""

    __tablename__ = "calendar_feed"
    __table_args__ = (of_person(),)

    district_id: Mapped[int] = district_key()
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Whose next steps")
    key_hash: Mapped[str] = mapped_column(unique=True, comment="SHA-256 of the secret in the address")
    language: Mapped[str] = mapped_column(comment="Language of its texts")
    made_at: Mapped[datetime] = mapped_column(comment="Moment the address was made")


class MeetingPlace(Base):
    """Where somebody stopped in a meeting about a cluster's schools: one row each, written over."""

    __tablename__ = "meeting_place"
    __table_args__ = (of_person(),)

    district_id: Mapped[int] = district_key()
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Who leads the meeting")
    cluster: Mapped[str] = mapped_column(primary_key=True, comment="The cluster")
    school_id: Mapped[str] = mapped_column(comment="The school that was open")
    skips_steady: Mapped[bool] = mapped_column(comment="Schools that need nothing are passed over")
    begun_at: Mapped[datetime] = mapped_column(comment="Moment the meeting began")
    seen_at: Mapped[datetime] = mapped_column(comment="Moment that school was opened")
