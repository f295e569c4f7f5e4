"""Monthly reports and what they hold. A correction is a new revision, kept beside the old one as a whole."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, closed_list, district_key, in_school
from models.vocabulary import ActivityMode, CountingMethod, PlanGoal, ReportState, TimeBand

REVISION = ["district_id", "school_id", "month", "revision"]


def in_revision() -> ForeignKeyConstraint:
    """The row is part of one revision of one school's monthly report."""
    return ForeignKeyConstraint(REVISION, [f"report_revision.{column}" for column in REVISION], ondelete="CASCADE")


class MonthlyReport(Base):
    """One school's month as it stands now. No row: not started."""

    __tablename__ = "monthly_report"
    __table_args__ = (
        in_school(),
        ForeignKeyConstraint(["district_id", "month"], ["reporting_month.district_id", "reporting_month.month"]),
        CheckConstraint("revision >= 0", name="revision_counts"),
        Index("ix_monthly_report_month", "district_id", "month"),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school that reports")
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    state: Mapped[ReportState] = mapped_column(closed_list(ReportState), comment="Where the report stands now")
    revision: Mapped[int] = mapped_column(default=0, comment="The revision in force; 0: none yet")
    due_date: Mapped[date] = mapped_column(comment="Last day on which it is on time")
    first_submitted_date: Mapped[date | None] = mapped_column(comment="Day the first revision came in; judges on time")
    last_submitted_date: Mapped[date | None] = mapped_column(comment="Day the revision in force came in")
    reviewed_on: Mapped[date | None] = mapped_column(comment="Day of the last review")
    reviewed_by: Mapped[int | None] = mapped_column(comment="person_id of the reviewer")
    return_reason: Mapped[str | None] = mapped_column(comment="Why it was returned")


class ReportStateChange(Base):
    """Every change of a report's state, with its day, so that a past picture can be drawn."""

    __tablename__ = "report_state_change"
    __table_args__ = (in_school(),)

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="1, 2, 3 ... in time order")
    state: Mapped[ReportState] = mapped_column(closed_list(ReportState), comment="State from this day on")
    changed_on: Mapped[date] = mapped_column(comment="Day the change took effect")
    revision: Mapped[int] = mapped_column(default=0, comment="Revision the change is about")
    person_id: Mapped[int | None] = mapped_column(comment="Who changed it; blank: an import")
    reason: Mapped[str | None] = mapped_column(comment="Reason given")
    receipt_id: Mapped[int | None] = mapped_column(index=True, comment="Import that brought it")


class ReportRevision(Base):
    """One whole version of a report: what the school said, and when."""

    __tablename__ = "report_revision"
    __table_args__ = (
        in_school(),
        CheckConstraint("revision >= 1", name="revision_counts"),
        CheckConstraint("team_minutes >= 0", name="team_minutes"),
        CheckConstraint("team_parents_present >= 0", name="team_parents_present"),
        Index("ix_report_revision_month", "district_id", "month"),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school that reports")
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="1, 2, 3 ...")
    report_id: Mapped[str | None] = mapped_column(comment="The file's own number of the report")
    submitted_date: Mapped[date | None] = mapped_column(
        comment="Day from which it is known: when it came in, or was changed; blank: a draft, or rows without a report"
    )
    filed_on: Mapped[date | None] = mapped_column(
        comment="Day its file gives as submitted_date; a change of a report that had come in counts from a later day"
    )
    nil_reason: Mapped[str | None] = mapped_column(comment='Why there is "nothing to report"; blank: not nil')
    team_met: Mapped[bool | None] = mapped_column(comment="Did the partnership team meet")
    team_minutes: Mapped[int | None] = mapped_column(comment="Minutes the team met")
    team_parents_present: Mapped[int | None] = mapped_column(comment="Parents at the team's meeting")
    principal_took_part: Mapped[bool | None] = mapped_column(comment="Did the principal take part")
    plan_on_track: Mapped[bool | None] = mapped_column(comment="Does the school call its plan on track")
    liaison_or_principal_changed: Mapped[bool | None] = mapped_column(comment="Ticked: liaison or principal changed")
    barriers: Mapped[list[Any]] = mapped_column(default=list, comment="Codes of what stood in the way")
    notes: Mapped[str | None] = mapped_column(comment="Free text of the school")
    source_file: Mapped[str | None] = mapped_column(comment="File it came from")
    content_key: Mapped[str] = mapped_column(
        default="", comment="Fingerprint of the whole revision, to know an unchanged one"
    )
    receipt_id: Mapped[int | None] = mapped_column(index=True, comment="Import that brought it")
    recorded_at: Mapped[datetime] = mapped_column(comment="Moment it was stored")


class Activity(Base):
    __tablename__ = "activity"
    __table_args__ = (
        in_revision(),
        CheckConstraint("involvement_type BETWEEN 1 AND 6", name="involvement_type"),
        CheckConstraint("families_invited >= 0", name="families_invited"),
        CheckConstraint("families_attended >= 0", name="families_attended"),
        CheckConstraint("adults_attended >= 0", name="adults_attended"),
        CheckConstraint("students_attended >= 0", name="students_attended"),
        CheckConstraint("duration_hours >= 0", name="duration_hours"),
        CheckConstraint("cost >= 0", name="cost"),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Revision it belongs to")
    activity_id: Mapped[str] = mapped_column(primary_key=True, comment="The file's own number of the activity")
    activity_date: Mapped[date | None] = mapped_column(comment="Day of the activity")
    duration_hours: Mapped[float | None] = mapped_column(comment="Hours")
    title: Mapped[str] = mapped_column(default="", comment="What it was called")
    involvement_type: Mapped[int] = mapped_column(comment="Primary type of involvement, 1 to 6")
    other_types: Mapped[str] = mapped_column(default="", comment="Other types it serves, ; between; never counted")
    goal: Mapped[PlanGoal | None] = mapped_column(closed_list(PlanGoal), comment="Plan goal it serves")
    audience: Mapped[str] = mapped_column(default="", comment="Grades or families it was for")
    mode: Mapped[ActivityMode | None] = mapped_column(closed_list(ActivityMode), comment="In person, virtual ...")
    time_band: Mapped[TimeBand | None] = mapped_column(closed_list(TimeBand), comment="School day, evening, weekend")
    was_planned: Mapped[bool | None] = mapped_column(comment="Was it in the action plan")
    is_cancelled: Mapped[bool] = mapped_column(default=False, comment="Cancelled: does not count")
    cancelled_reason: Mapped[str | None] = mapped_column(comment="Why it was cancelled")
    families_invited: Mapped[int | None] = mapped_column(comment="Families; blank: not known")
    families_attended: Mapped[int | None] = mapped_column(comment="Families; blank: nobody counted, never zero")
    adults_attended: Mapped[int | None] = mapped_column(comment="Adults")
    students_attended: Mapped[int | None] = mapped_column(comment="Students")
    counting_method: Mapped[CountingMethod | None] = mapped_column(
        closed_list(CountingMethod), comment="How families were counted; views and tickets are no attendance"
    )
    notice_languages: Mapped[str] = mapped_column(default="", comment="Languages of the notice, ; between")
    interpretation_languages: Mapped[str] = mapped_column(default="", comment="Languages interpreted, ; between")
    child_care: Mapped[bool | None] = mapped_column(comment="Was child care offered")
    transport: Mapped[bool | None] = mapped_column(comment="Was transport offered")
    food: Mapped[bool | None] = mapped_column(comment="Was food offered")
    partner: Mapped[str] = mapped_column(default="", comment="Community partner")
    cost: Mapped[float | None] = mapped_column(comment="Cost in the district's currency")
    fund: Mapped[str] = mapped_column(default="", comment="Fund that paid")
    evidence_link: Mapped[str] = mapped_column(default="", comment="Where the evidence lies")
    please_check: Mapped[str] = mapped_column(default="", comment="Codes of what looks implausible, ; between")


class ParentResponse(Base):
    """What parents answered to one activity, or to a form of the month. Counts, never only a percentage."""

    __tablename__ = "parent_response"
    __table_args__ = (
        in_revision(),
        CheckConstraint("sent >= 0", name="sent"),
        CheckConstraint("returned >= 0", name="returned"),
        CheckConstraint("positive >= 0 AND neutral >= 0 AND negative >= 0", name="counts"),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Revision it belongs to")
    response_id: Mapped[str] = mapped_column(primary_key=True, comment="Number of the response within the report")
    activity_id: Mapped[str | None] = mapped_column(comment="Activity it answers; blank: a form of the month")
    instrument: Mapped[str] = mapped_column(default="", comment="Form or survey used")
    sent: Mapped[int | None] = mapped_column(comment="Forms handed out; blank: not known")
    returned: Mapped[int | None] = mapped_column(comment="Forms that came back; 0: asked, nobody answered")
    positive: Mapped[int | None] = mapped_column(comment="Positive answers")
    neutral: Mapped[int | None] = mapped_column(comment="Neutral answers")
    negative: Mapped[int | None] = mapped_column(comment="Negative answers")
    mean_rating: Mapped[float | None] = mapped_column(comment="Mean rating on its scale")
    scale_id: Mapped[str] = mapped_column(default="", comment='Scale of the rating, as "1-5"; never averaged across')
    comments: Mapped[int | None] = mapped_column(comment="Number of written comments")
    themes: Mapped[str] = mapped_column(default="", comment="Themes of the comments, ; between")
    needs_follow_up: Mapped[bool | None] = mapped_column(comment="Does somebody have to get back to parents")
    language: Mapped[str] = mapped_column(default="", comment="Language of the answers")
    please_check: Mapped[str] = mapped_column(default="", comment="Codes of what looks implausible, ; between")


class TeacherObservation(Base):
    """How many teachers saw change. Counts and opinion, no names."""

    __tablename__ = "teacher_observation"
    __table_args__ = (
        in_revision(),
        CheckConstraint("asked >= 0 AND answered >= 0", name="counts"),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Revision it belongs to")
    observation_id: Mapped[str] = mapped_column(primary_key=True, comment="Number within the report")
    activity_id: Mapped[str | None] = mapped_column(comment="Activity it is about; blank: the month")
    asked: Mapped[int | None] = mapped_column(comment="Teachers asked")
    answered: Mapped[int | None] = mapped_column(comment="Teachers who answered")
    saw_behaviour: Mapped[int | None] = mapped_column(comment="Saw change in following behaviour goals")
    saw_taking_part: Mapped[int | None] = mapped_column(comment="Saw change in taking part in class")
    saw_asking_for_help: Mapped[int | None] = mapped_column(comment="Saw change in asking for help")
    saw_homework: Mapped[int | None] = mapped_column(comment="Saw change in homework")
    saw_attendance: Mapped[int | None] = mapped_column(comment="Saw change in attendance")
    note: Mapped[str] = mapped_column(default="", comment="A short note")


class SurveyResult(Base):
    """A figure of a yearly survey or progress report. A censored one keeps its bound, never a guess."""

    __tablename__ = "survey_result"
    __table_args__ = (
        in_school(),
        CheckConstraint("low IS NULL OR high IS NULL OR low <= high", name="bounds"),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    school_year: Mapped[str] = mapped_column(primary_key=True, comment='School year, as "2018-19"')
    measure: Mapped[str] = mapped_column(primary_key=True, comment="What was measured, as parent_response_rate")
    instrument: Mapped[str] = mapped_column(default="", comment="Survey or report it comes from")
    value: Mapped[float | None] = mapped_column(comment="The figure; blank where only a bound was published")
    low: Mapped[float | None] = mapped_column(comment="Lower bound where censored")
    high: Mapped[float | None] = mapped_column(comment="Upper bound where censored")
    scale_id: Mapped[str] = mapped_column(default="", comment='Scale, as "0-1" for a rate or "1-99"')
    words: Mapped[str] = mapped_column(default="", comment="The publisher's word for it, as Strong")
    source: Mapped[str] = mapped_column(default="", comment="File it came from")
    please_check: Mapped[str] = mapped_column(default="", comment="Codes of what looks implausible, ; between")
