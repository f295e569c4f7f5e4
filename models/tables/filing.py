"""Reports written here: while they are typed, kept field by field, and what goes along once they are sent."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, district_key, in_school
from models.tables.reports import in_revision


class ReportDraft(Base):
    """What somebody is writing about one school's month. It goes when it is sent or thrown away."""

    __tablename__ = "report_draft"
    __table_args__ = (
        in_school(),
        ForeignKeyConstraint(["district_id", "month"], ["reporting_month.district_id", "reporting_month.month"]),
        CheckConstraint("version >= 0 AND based_on >= 0", name="counts"),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    draft_key: Mapped[str] = mapped_column(comment="Drawn when it was begun: a later draft of the month has another")
    version: Mapped[int] = mapped_column(default=0, comment="Goes up with every save")
    based_on: Mapped[int] = mapped_column(default=0, comment="Revision in force when it was begun; 0: none")
    begun_by: Mapped[str] = mapped_column(comment="Who began it, by name")
    begun_at: Mapped[datetime] = mapped_column(comment="Moment it was begun")
    changed_by: Mapped[str] = mapped_column(comment="Who saved last, by name")
    changed_at: Mapped[datetime] = mapped_column(comment="Moment of the last save")


class ReportDraftField(Base):
    """One field of a draft as it was typed, with who typed it; what cannot be read yet is kept as well."""

    __tablename__ = "report_draft_field"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "school_id", "month"],
            ["report_draft.district_id", "report_draft.school_id", "report_draft.month"],
            ondelete="CASCADE",
        ),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    path: Mapped[str] = mapped_column(primary_key=True, comment="Which field, as activity/1/title")
    value: Mapped[Any] = mapped_column(JSON, nullable=True, comment="What was typed, chosen or ticked; blank: emptied")
    version: Mapped[int] = mapped_column(comment="The draft's version that this save made")
    operation_id: Mapped[str] = mapped_column(default="", comment="The save that wrote it, so that a resend is known")
    person_id: Mapped[int] = mapped_column(comment="Who saved it")
    person: Mapped[str] = mapped_column(comment="Who saved it, by name")
    saved_at: Mapped[datetime] = mapped_column(comment="Moment it was saved")


class KeptFigure(Base):
    """A figure that looked odd while a report was written, and that its writer kept: told to whoever reviews it."""

    __tablename__ = "kept_figure"
    __table_args__ = (in_revision(),)

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    month: Mapped[date] = mapped_column(primary_key=True, comment="First day of the reporting month")
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Revision it belongs to")
    code: Mapped[str] = mapped_column(primary_key=True, comment="What was asked about it, as families_above_pupils")
    row_id: Mapped[str] = mapped_column(primary_key=True, comment="Number of the activity or response; blank: the form")
    field: Mapped[str] = mapped_column(primary_key=True, comment="Column the figure stands in")
    figure: Mapped[str] = mapped_column(comment="The figure that was kept, as it was filed")
    person: Mapped[str] = mapped_column(comment="Who kept it, by name")


class StepTold(Base):
    """A step of a plan that was told to be done after its report had come in: by a report that was mended."""

    __tablename__ = "step_told"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "school_id", "school_year", "item_id"],
            [
                "planned_activity.district_id",
                "planned_activity.school_id",
                "planned_activity.school_year",
                "planned_activity.item_id",
            ],
            ondelete="CASCADE",
        ),
    )

    district_id: Mapped[int] = district_key()
    school_id: Mapped[str] = mapped_column(primary_key=True, comment="The school")
    school_year: Mapped[str] = mapped_column(primary_key=True, comment='School year, as "2025-26"')
    item_id: Mapped[str] = mapped_column(primary_key=True, comment="Number of the step within the plan")
    told_on: Mapped[date] = mapped_column(comment="Day from which it is known to be done; before, lists call it open")
