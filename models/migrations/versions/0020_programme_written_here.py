"""sessions and steps of the programme are written here

Revision ID: 0020
Revises: 0019

Two new tables, empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STEPS = ("aware", "principal_bought_in", "team_formed", "team_trained", "plan_accepted", "active", "evaluating")


def _district() -> sa.Column:
    return sa.Column(
        "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
    )


def _written(number: str) -> list[sa.Column]:
    moment = "Moment it was written; earlier days go by `before`"
    return [
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False, comment=number),
        sa.Column("author", sa.String(), nullable=False, comment="Who wrote it, by name"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, comment=moment),
    ]


def upgrade() -> None:
    number, author, changed_at = _written("1, 2, 3 ... within the session")
    op.create_table(
        "development_change",
        _district(),
        sa.Column("session_id", sa.String(), nullable=False, comment="The session, which may be taken back by now"),
        number,
        sa.Column(
            "before",
            sa.JSON(),
            nullable=True,
            comment="held_on, topic, hours, and came: people by school; null: there was none",
        ),
        author,
        changed_at,
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["district.district_id"],
            name=op.f("fk_development_change_district_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "session_id", "change_id", name=op.f("pk_development_change")),
    )
    steps = sa.Enum(*STEPS, name="programme_step", native_enum=False, create_constraint=True, length=32)
    number, author, changed_at = _written("1, 2, 3 ... within the step")
    op.create_table(
        "programme_step_change",
        _district(),
        sa.Column("school_id", sa.String(), nullable=False, comment="The school"),
        sa.Column("step", steps, nullable=False, comment="The step"),
        number,
        sa.Column("before", sa.Date(), nullable=True, comment="Day that stood there before; blank: none did"),
        sa.Column("after", sa.Date(), nullable=True, comment="Day that was written; blank: the step was taken back"),
        sa.Column("note", sa.String(), nullable=False, comment="What was said of it; no names of children or parents"),
        author,
        changed_at,
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["school.district_id", "school.school_id"],
            name=op.f("fk_programme_step_change_district_id_school_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "school_id", "step", "change_id", name=op.f("pk_programme_step_change")),
    )


def downgrade() -> None:
    op.drop_table("programme_step_change")
    op.drop_table("development_change")
