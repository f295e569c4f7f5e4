"""The district: its calendar, clusters, schools and people."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, closed_list, district_key, in_school, of_person
from models.vocabulary import Role, SchoolLevel, Topic


class District(Base):
    __tablename__ = "district"

    district_id: Mapped[int] = mapped_column(primary_key=True, comment="Number of the district in this database")
    code: Mapped[str] = mapped_column(unique=True, comment="Short code people type, as in --district")
    name: Mapped[str] = mapped_column(comment="Name as people say it")
    small_cell_n: Mapped[int] = mapped_column(
        default=10, server_default="10", comment="Groups smaller than this many people are not shown"
    )


class TopicVersion(Base):
    """What moved last: one row per topic that was ever written. Equal stamps mean equal rows of that topic."""

    __tablename__ = "topic_version"
    __table_args__ = (ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),)

    district_id: Mapped[int] = district_key()
    topic: Mapped[Topic] = mapped_column(closed_list(Topic), primary_key=True, comment="What the rows are about")
    stamp: Mapped[str] = mapped_column(comment="Drawn anew by every write: a backup repeats none")


class MonthVersion(Base):
    """Which months' reports moved: one row per month whose reports were ever written, beside the topic's own stamp."""

    __tablename__ = "month_version"
    __table_args__ = (ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),)

    district_id: Mapped[int] = district_key()
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    stamp: Mapped[str] = mapped_column(comment="Drawn anew by every write about reports of this month")


class ReportingMonth(Base):
    """The calendar: one row per reporting month. A new school year is new rows, not code."""

    __tablename__ = "reporting_month"
    __table_args__ = (
        ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),
        CheckConstraint("as_of_date >= due_date", name="as_of_after_due"),
        Index("ix_reporting_month_school_year", "district_id", "school_year"),
    )

    district_id: Mapped[int] = district_key()
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    school_year: Mapped[str] = mapped_column(comment='School year, as "2025-26"')
    due_date: Mapped[date] = mapped_column(comment="Last day a report is on time")
    as_of_date: Mapped[date] = mapped_column(comment="The month is judged on what had arrived by this day, included")
    review_by: Mapped[date] = mapped_column(comment="Reviewed by this day")
    mend_by: Mapped[date] = mapped_column(comment="Returned reports mended by this day")
    lock_date: Mapped[date] = mapped_column(comment="Locked at the end of this day; a director may reopen")


class MonthReopening(Base):
    """A locked month that the director opened again for some days, and why; nothing of it is ever changed."""

    __tablename__ = "month_reopening"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "month"], ["reporting_month.district_id", "reporting_month.month"], ondelete="CASCADE"
        ),
        CheckConstraint("until_date >= reopened_on", name="ends_after_start"),
        CheckConstraint("reason <> ''", name="says_why"),
    )

    district_id: Mapped[int] = district_key()
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="1, 2, 3 ... of this month")
    reopened_on: Mapped[date] = mapped_column(comment="First day on which its reports can be changed again")
    until_date: Mapped[date] = mapped_column(comment="Last day; then it is locked as before")
    person_id: Mapped[int | None] = mapped_column(comment="Who opened it again")
    reason: Mapped[str] = mapped_column(comment="Why, as charts say it")


class Cluster(Base):
    __tablename__ = "cluster"
    __table_args__ = (
        ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),
        CheckConstraint("name <> ''", name="named"),
    )

    district_id: Mapped[int] = district_key()
    name: Mapped[str] = mapped_column(primary_key=True, comment="The cluster's name, its key within the district")


class School(Base):
    __tablename__ = "school"
    __table_args__ = (
        ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),
        CheckConstraint("school_id <> ''", name="numbered"),
        CheckConstraint(
            "closed_on IS NULL OR opened_on IS NULL OR closed_on >= opened_on", name="closes_after_opening"
        ),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The district's own number of the school")
    name: Mapped[str] = mapped_column(comment="Name of the school")
    opened_on: Mapped[date | None] = mapped_column(comment="First day; blank: before the first month kept")
    closed_on: Mapped[date | None] = mapped_column(comment="Last day; blank: open")


class SchoolInYear(Base):
    """What a school was in one school year; a past month uses its own year's row."""

    __tablename__ = "school_in_year"
    __table_args__ = (
        in_school(),
        ForeignKeyConstraint(["district_id", "cluster"], ["cluster.district_id", "cluster.name"], onupdate="CASCADE"),
        CheckConstraint("enrollment > 0", name="enrollment_positive"),
        CheckConstraint("low_income_rate BETWEEN 0 AND 1", name="low_income_rate"),
        CheckConstraint("english_learner_rate BETWEEN 0 AND 1", name="english_learner_rate"),
        Index("ix_school_in_year_year", "district_id", "school_year"),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    school_year: Mapped[str] = mapped_column(primary_key=True, comment='School year, as "2025-26"')
    cluster: Mapped[str | None] = mapped_column(comment="Its cluster that year; blank: no cluster")
    level: Mapped[SchoolLevel] = mapped_column(closed_list(SchoolLevel), comment="School level that year")
    enrollment: Mapped[int | None] = mapped_column(comment="Pupils; blank: unknown")
    low_income_rate: Mapped[float | None] = mapped_column(comment="Share of pupils from low-income homes, 0 to 1")
    english_learner_rate: Mapped[float | None] = mapped_column(comment="Share of English learners, 0 to 1")
    home_languages: Mapped[str] = mapped_column(
        default="", server_default="", comment="Home languages other than English, ; between"
    )
    source: Mapped[str] = mapped_column(default="", server_default="", comment="Where the row came from")
    principal: Mapped[str | None] = mapped_column(comment="The principal's name; blank: not known")
    principal_phone: Mapped[str | None] = mapped_column(comment="Work phone of the principal; blank: not known")
    principal_email: Mapped[str | None] = mapped_column(comment="Work e-mail of the principal; blank: not known")


class SchoolMove(Base):
    """A cluster and level that a school had in the first months of a school year, before it moved to others."""

    __tablename__ = "school_move"
    __table_args__ = (
        in_school(),
        ForeignKeyConstraint(["district_id", "cluster"], ["cluster.district_id", "cluster.name"], onupdate="CASCADE"),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    school_year: Mapped[str] = mapped_column(primary_key=True, comment='School year, as "2025-26"')
    before_month: Mapped[date] = mapped_column(primary_key=True, comment="First month in which it was elsewhere")
    cluster: Mapped[str | None] = mapped_column(comment="Its cluster until then; blank: no cluster")
    level: Mapped[SchoolLevel] = mapped_column(closed_list(SchoolLevel), comment="School level until then")


class Person(Base):
    """Somebody who works with the product. Staff only: never a parent, never a child."""

    __tablename__ = "person"
    __table_args__ = (
        ForeignKeyConstraint(["district_id"], ["district.district_id"], ondelete="CASCADE"),
        UniqueConstraint("district_id", "login"),
    )

    district_id: Mapped[int] = district_key()
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Number of the person")
    login: Mapped[str] = mapped_column(comment="What the person signs in with")
    name: Mapped[str] = mapped_column(comment="Name as colleagues say it")
    role: Mapped[Role] = mapped_column(closed_list(Role), comment="What the person may do")
    is_active: Mapped[bool] = mapped_column(default=True, comment="False: may no longer sign in")
    phone: Mapped[str | None] = mapped_column(comment="Work phone; blank: not known")
    email: Mapped[str | None] = mapped_column(comment="Work e-mail; blank: not known")


class CoordinatorCluster(Base):
    """Which cluster a coordinator cares for, and from when until when."""

    __tablename__ = "coordinator_cluster"
    __table_args__ = (
        of_person(),
        ForeignKeyConstraint(["district_id", "cluster"], ["cluster.district_id", "cluster.name"], onupdate="CASCADE"),
        CheckConstraint("until_date IS NULL OR until_date >= from_date", name="ends_after_start"),
    )

    district_id: Mapped[int] = district_key()
    person_id: Mapped[int] = mapped_column(primary_key=True, comment="The coordinator")
    cluster: Mapped[str] = mapped_column(primary_key=True, comment="The cluster")
    from_date: Mapped[date] = mapped_column(primary_key=True, comment="First day")
    until_date: Mapped[date | None] = mapped_column(comment="Last day; blank: still")


class LiaisonSchool(Base):
    """Which school a liaison files for, and from when until when."""

    __tablename__ = "liaison_school"
    __table_args__ = (
        of_person(),
        in_school(),
        CheckConstraint("until_date IS NULL OR until_date >= from_date", name="ends_after_start"),
    )

    district_id: Mapped[int] = district_key()
    person_id: Mapped[int] = mapped_column(primary_key=True, comment="The school liaison")
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    from_date: Mapped[date] = mapped_column(primary_key=True, comment="First day")
    until_date: Mapped[date | None] = mapped_column(comment="Last day; blank: still")
