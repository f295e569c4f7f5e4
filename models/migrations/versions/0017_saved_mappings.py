"""mappings that people saved

Revision ID: 0017
Revises: 0016

A new table, empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_mapping",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("name", sa.String(), nullable=False, comment="What people call it"),
        sa.Column("text", sa.String(), nullable=False, comment="The mapping itself, as data/mappings/README.md has it"),
        sa.Column("author", sa.String(), nullable=False, comment="Who saved it last"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, comment="Moment it was stored"),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["district.district_id"],
            name=op.f("fk_saved_mapping_district_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "name", name=op.f("pk_saved_mapping")),
    )


def downgrade() -> None:
    op.drop_table("saved_mapping")
