"""action plans are written here

Revision ID: 0019
Revises: 0018

Two new tables, empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOVES = ("begun", "submitted", "accepted", "returned", "taken_back", "changed")
PLAN = ["district_id", "school_id", "school_year"]


def _plan_columns() -> list[sa.Column]:
    return [
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("school_id", sa.String(), nullable=False, comment="The school"),
        sa.Column("school_year", sa.String(), nullable=False, comment='School year, as "2025-26"'),
    ]


def _of_plan(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_district_id_school_id_school_year")
    return sa.ForeignKeyConstraint(PLAN, [f"action_plan.{one}" for one in PLAN], name=name, ondelete="CASCADE")


def upgrade() -> None:
    moves = sa.Enum(*MOVES, name="plan_move", native_enum=False, create_constraint=True, length=32)
    number = "1, 2, 3 ... within the plan"
    op.create_table(
        "plan_change",
        *_plan_columns(),
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False, comment=number),
        sa.Column("kind", moves, nullable=False, comment="What was done"),
        sa.Column("note", sa.String(), nullable=False, comment="What the school is asked to change"),
        sa.Column("author", sa.String(), nullable=False, comment="Who did it, by name"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, comment="Moment it was done"),
        _of_plan("plan_change"),
        sa.PrimaryKeyConstraint(*PLAN, "change_id", name=op.f("pk_plan_change")),
    )
    op.create_table(
        "plan_step_change",
        *_plan_columns(),
        sa.Column("item_id", sa.String(), nullable=False, comment="Number of the step within the plan"),
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False, comment=number),
        sa.Column("before", sa.JSON(), nullable=True, comment="The step as it was; null: there was none"),
        sa.Column("author", sa.String(), nullable=False, comment="Who changed it, by name"),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="Moment it was changed; lists before that day go by `before`",
        ),
        _of_plan("plan_step_change"),
        sa.PrimaryKeyConstraint(*PLAN, "item_id", "change_id", name=op.f("pk_plan_step_change")),
    )


def downgrade() -> None:
    op.drop_table("plan_step_change")
    op.drop_table("plan_change")
