"""which schools were reminded of a report

Revision ID: 0018
Revises: 0017

A new table, empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

WAYS = ("sent", "mail", "phone")
OUTCOMES = ("under_way", "done", "failed")


def upgrade() -> None:
    ways = sa.Enum(*WAYS, name="reminder_way", native_enum=False, create_constraint=True, length=32)
    outcomes = sa.Enum(*OUTCOMES, name="reminder_outcome", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "reminder",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("reminder_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the reminder"),
        sa.Column("school_id", sa.String(), nullable=False, comment="The school"),
        sa.Column("month", sa.Date(), nullable=False, comment="First day of the reporting month"),
        sa.Column("way", ways, nullable=False, comment="How the school was reminded"),
        sa.Column("outcome", outcomes, nullable=False, comment="What became of it"),
        sa.Column("sent_to", sa.String(), nullable=False, comment="Addresses an e-mail from here went to, ; between"),
        sa.Column("why", sa.String(), nullable=False, comment="Why it did not go out, as the mail server or we said"),
        sa.Column("author", sa.String(), nullable=False, comment="Who reminded"),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=False, comment="Moment it was sent or marked"),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["school.district_id", "school.school_id"],
            name=op.f("fk_reminder_district_id_school_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "month"],
            ["reporting_month.district_id", "reporting_month.month"],
            name=op.f("fk_reminder_district_id_month"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "reminder_id", name=op.f("pk_reminder")),
    )
    op.create_index("ix_reminder_month", "reminder", ["district_id", "month", "school_id"])


def downgrade() -> None:
    op.drop_index("ix_reminder_month", table_name="reminder")
    op.drop_table("reminder")
