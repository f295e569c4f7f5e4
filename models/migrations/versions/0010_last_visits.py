"""what is new since somebody was here last

Revision ID: 0010
Revises: 0009

A new table, a row a person at most. Nobody has been here before it is there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "last_visit",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False, comment="Who was here"),
        sa.Column(
            "opened_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="Moment the page Home was opened last",
        ),
        sa.Column(
            "before_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="The last moment of the visit before this one: news are told since then; blank: this is the first",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "person_id"],
            ["person.district_id", "person.person_id"],
            name=op.f("fk_last_visit_district_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "person_id", name=op.f("pk_last_visit")),
    )


def downgrade() -> None:
    op.drop_table("last_visit")
