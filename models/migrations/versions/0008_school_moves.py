"""a school that moves within a year stays where it was in the months before

Revision ID: 0008
Revises: 0007

Moves of the past are not known: what is stored stays the year's.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LEVEL = sa.Enum(
    "elementary",
    "k8",
    "middle",
    "high",
    "alternative",
    name="school_level",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    op.create_table(
        "school_move",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("school_id", sa.String(), nullable=False, comment="The school"),
        sa.Column("school_year", sa.String(), nullable=False, comment='School year, as "2025-26"'),
        sa.Column("before_month", sa.Date(), nullable=False, comment="First month in which it was elsewhere"),
        sa.Column("cluster", sa.String(), nullable=True, comment="Its cluster until then; blank: no cluster"),
        sa.Column("level", LEVEL, nullable=False, comment="School level until then"),
        sa.ForeignKeyConstraint(
            ["district_id", "cluster"],
            ["cluster.district_id", "cluster.name"],
            name=op.f("fk_school_move_district_id_cluster"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["school.district_id", "school.school_id"],
            name=op.f("fk_school_move_district_id_school_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "school_id", "school_year", "before_month", name=op.f("pk_school_move")),
    )


def downgrade() -> None:
    op.drop_table("school_move")
