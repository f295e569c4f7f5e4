"""sessions that are planned

Revision ID: 0021
Revises: 0020

A new table, empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "development_planned",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column(
            "session_id", sa.String(), nullable=False, comment="Number of the session, which it keeps once it is held"
        ),
        sa.Column("planned_on", sa.Date(), nullable=False, comment="Day it is planned for"),
        sa.Column("topic", sa.String(), nullable=False, comment="What it will be about"),
        sa.Column("hours", sa.Float(), nullable=True, comment="Hours"),
        sa.Column("expected", sa.JSON(), nullable=False, comment="Numbers of the schools whose teams are expected"),
        sa.Column("author", sa.String(), nullable=False, comment="Who wrote it last, by name"),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False, comment="Moment it was written last"),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_development_planned_hours")),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["district.district_id"],
            name=op.f("fk_development_planned_district_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "session_id", name=op.f("pk_development_planned")),
    )


def downgrade() -> None:
    op.drop_table("development_planned")
