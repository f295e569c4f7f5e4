"""locked months that were opened again

Revision ID: 0014
Revises: 0013

A new table, a row each time the director opens a month again. None has been before it is there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "month_reopening",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("month", sa.Date(), nullable=False, comment="First day of the reporting month"),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2, 3 ... of this month"),
        sa.Column(
            "reopened_on", sa.Date(), nullable=False, comment="First day on which its reports can be changed again"
        ),
        sa.Column("until_date", sa.Date(), nullable=False, comment="Last day; then it is locked as before"),
        sa.Column("person_id", sa.Integer(), nullable=True, comment="Who opened it again"),
        sa.Column("reason", sa.String(), nullable=False, comment="Why, as charts say it"),
        sa.CheckConstraint("until_date >= reopened_on", name=op.f("ck_month_reopening_ends_after_start")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_month_reopening_says_why")),
        sa.ForeignKeyConstraint(
            ["district_id", "month"],
            ["reporting_month.district_id", "reporting_month.month"],
            name=op.f("fk_month_reopening_district_id_month"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "month", "number", name=op.f("pk_month_reopening")),
    )


def downgrade() -> None:
    op.drop_table("month_reopening")
