"""reports written here: drafts, figures that were kept, and steps that a mended report told

Revision ID: 0013
Revises: 0012

Four new tables. Nobody has written a report here before they are there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _district() -> sa.Column:
    comment = "The district this row belongs to"
    return sa.Column("district_id", sa.Integer(), autoincrement=False, nullable=False, comment=comment)


def _text(name: str, comment: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False, comment=comment)


def _school_and_month() -> tuple[sa.Column, ...]:
    month = sa.Column("month", sa.Date(), nullable=False, comment="First day of the reporting month")
    return _district(), _text("school_id", "The school"), month


def upgrade() -> None:
    op.create_table(
        "report_draft",
        *_school_and_month(),
        _text("draft_key", "Drawn when it was begun: a later draft of the month has another"),
        sa.Column("version", sa.Integer(), nullable=False, comment="Goes up with every save"),
        sa.Column("based_on", sa.Integer(), nullable=False, comment="Revision in force when it was begun; 0: none"),
        _text("begun_by", "Who began it, by name"),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False, comment="Moment it was begun"),
        _text("changed_by", "Who saved last, by name"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, comment="Moment of the last save"),
        sa.CheckConstraint("version >= 0 AND based_on >= 0", name=op.f("ck_report_draft_counts")),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["school.district_id", "school.school_id"],
            name=op.f("fk_report_draft_district_id_school_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "month"],
            ["reporting_month.district_id", "reporting_month.month"],
            name=op.f("fk_report_draft_district_id_month"),
        ),
        sa.PrimaryKeyConstraint("district_id", "school_id", "month", name=op.f("pk_report_draft")),
    )
    op.create_table(
        "report_draft_field",
        *_school_and_month(),
        _text("path", "Which field, as activity/1/title"),
        sa.Column("value", sa.JSON(), nullable=True, comment="What was typed, chosen or ticked; blank: emptied"),
        sa.Column("version", sa.Integer(), nullable=False, comment="The draft's version that this save made"),
        _text("operation_id", "The save that wrote it, so that a resend is known"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Who saved it"),
        _text("person", "Who saved it, by name"),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False, comment="Moment it was saved"),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id", "month"],
            ["report_draft.district_id", "report_draft.school_id", "report_draft.month"],
            name=op.f("fk_report_draft_field_district_id_school_id_month"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "school_id", "month", "path", name=op.f("pk_report_draft_field")),
    )
    op.create_table(
        "kept_figure",
        *_school_and_month(),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False, comment="Revision it belongs to"),
        _text("code", "What was asked about it, as families_above_pupils"),
        _text("row_id", "Number of the activity or response; blank: the form"),
        _text("field", "Column the figure stands in"),
        _text("figure", "The figure that was kept, as it was filed"),
        _text("person", "Who kept it, by name"),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id", "month", "revision"],
            [
                "report_revision.district_id",
                "report_revision.school_id",
                "report_revision.month",
                "report_revision.revision",
            ],
            name=op.f("fk_kept_figure_district_id_school_id_month_revision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "district_id", "school_id", "month", "revision", "code", "row_id", "field", name=op.f("pk_kept_figure")
        ),
    )
    op.create_table(
        "step_told",
        _district(),
        _text("school_id", "The school"),
        _text("school_year", 'School year, as "2025-26"'),
        _text("item_id", "Number of the step within the plan"),
        sa.Column(
            "told_on",
            sa.Date(),
            nullable=False,
            comment="Day from which it is known to be done; before, lists call it open",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id", "school_year", "item_id"],
            [
                "planned_activity.district_id",
                "planned_activity.school_id",
                "planned_activity.school_year",
                "planned_activity.item_id",
            ],
            name=op.f("fk_step_told_district_id_school_id_school_year_item_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "school_id", "school_year", "item_id", name=op.f("pk_step_told")),
    )


def downgrade() -> None:
    for name in ("step_told", "kept_figure", "report_draft_field", "report_draft"):
        op.drop_table(name)
