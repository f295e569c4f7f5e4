"""access that is asked for

Revision ID: 0022
Revises: 0021

A new table, empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_request",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2, 3 ..."),
        sa.Column(
            "who",
            sa.String(),
            nullable=False,
            comment="E-mail or login in small letters, as the district's accounts say it",
        ),
        sa.Column("name", sa.String(), nullable=False, comment="Name as they say it; blank: they do not"),
        sa.Column("note", sa.String(), nullable=False, comment="What they wrote to the office; blank: nothing"),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False, comment="When"),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.district_id"], name=op.f("fk_access_request_district_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("district_id", "request_id", name=op.f("pk_access_request")),
        sa.UniqueConstraint("district_id", "who", name=op.f("uq_access_request_district_id_who")),
    )


def downgrade() -> None:
    op.drop_table("access_request")
