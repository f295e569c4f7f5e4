"""Kept totals: what screens read often, refreshed from the base rows in the transaction that changes them."""

from datetime import date

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, closed_list, district_key, in_school
from models.vocabulary import ReportState, SchoolLevel, ScopeKind


class Totals:
    """Sums kept per school and month, and again per scope and month. Averages are kept as sum and count."""

    expected: Mapped[int] = mapped_column(default=0, comment="Reports expected")
    reported: Mapped[int] = mapped_column(default=0, comment="Reports received")
    on_time: Mapped[int] = mapped_column(default=0, comment="Reports received by their due date")
    nil: Mapped[int] = mapped_column(default=0, comment="Reports that say nothing to report")
    accepted: Mapped[int] = mapped_column(default=0, comment="Reports accepted")
    returned_reports: Mapped[int] = mapped_column(default=0, comment="Reports returned and not mended")
    activities: Mapped[int] = mapped_column(default=0, comment="Activities held (cancelled ones left out)")
    activities_1: Mapped[int] = mapped_column(default=0, comment="... of type 1 Parenting")
    activities_2: Mapped[int] = mapped_column(default=0, comment="... of type 2 Communicating")
    activities_3: Mapped[int] = mapped_column(default=0, comment="... of type 3 Volunteering")
    activities_4: Mapped[int] = mapped_column(default=0, comment="... of type 4 Learning at home")
    activities_5: Mapped[int] = mapped_column(default=0, comment="... of type 5 Decision making")
    activities_6: Mapped[int] = mapped_column(default=0, comment="... of type 6 Community")
    counted: Mapped[int] = mapped_column(default=0, comment="Activities with a families count")
    counted_1: Mapped[int] = mapped_column(default=0, comment="... of type 1")
    counted_2: Mapped[int] = mapped_column(default=0, comment="... of type 2")
    counted_3: Mapped[int] = mapped_column(default=0, comment="... of type 3")
    counted_4: Mapped[int] = mapped_column(default=0, comment="... of type 4")
    counted_5: Mapped[int] = mapped_column(default=0, comment="... of type 5")
    counted_6: Mapped[int] = mapped_column(default=0, comment="... of type 6")
    families: Mapped[int] = mapped_column(default=0, comment="Families at counted activities (views, tickets left out)")
    families_1: Mapped[int] = mapped_column(default=0, comment="... of type 1")
    families_2: Mapped[int] = mapped_column(default=0, comment="... of type 2")
    families_3: Mapped[int] = mapped_column(default=0, comment="... of type 3")
    families_4: Mapped[int] = mapped_column(default=0, comment="... of type 4")
    families_5: Mapped[int] = mapped_column(default=0, comment="... of type 5")
    families_6: Mapped[int] = mapped_column(default=0, comment="... of type 6")
    answers: Mapped[int] = mapped_column(default=0, comment="Parents' answers that came back")
    asked_families: Mapped[int] = mapped_column(default=0, comment="Families at activities whose parents were asked")
    rating_answers: Mapped[int] = mapped_column(default=0, comment="Answers behind rating_sum (scale 1-5 only)")
    rating_sum: Mapped[float] = mapped_column(default=0.0, comment="Sum of rating x answers (scale 1-5 only)")
    blank_counts: Mapped[int] = mapped_column(default=0, comment="Activities nobody counted families for")
    to_check: Mapped[int] = mapped_column(default=0, comment="Figures marked please check")


class SchoolMonth(Totals, Base):
    """One row for every school and reporting month of the calendar, reported or not, as things stand now."""

    __tablename__ = "school_month"
    __table_args__ = (in_school(), Index("ix_school_month_school", "district_id", "school_id", "month"))

    district_id: Mapped[int] = district_key()
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    school_year: Mapped[str] = mapped_column(comment='School year, as "2025-26"')
    cluster: Mapped[str | None] = mapped_column(comment="Its cluster that year")
    level: Mapped[SchoolLevel | None] = mapped_column(closed_list(SchoolLevel), comment="Its level that year")
    state: Mapped[ReportState] = mapped_column(closed_list(ReportState), comment="State of the report now")


class ScopeMonth(Totals, Base):
    """The same totals for the district, each cluster and each level."""

    __tablename__ = "scope_month"
    __table_args__ = (ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),)

    district_id: Mapped[int] = district_key()
    scope: Mapped[ScopeKind] = mapped_column(closed_list(ScopeKind), primary_key=True, comment="Kind of scope")
    scope_name: Mapped[str] = mapped_column(primary_key=True, comment="Cluster or level; empty for the district")
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    school_year: Mapped[str] = mapped_column(comment='School year, as "2025-26"')
