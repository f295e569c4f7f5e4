"""a version for each topic, instead of one for all data

Revision ID: 0003
Revises: 0002

Every topic of every district begins with a stamp of its own; the number that all writes raised goes.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TOPICS = ("schools", "reports", "plans", "support", "rules", "people")


def upgrade() -> None:
    kind = sa.Enum(*TOPICS, name="topic", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "topic_version",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("topic", kind, nullable=False, comment="What the rows are about"),
        sa.Column(
            "stamp",
            sa.String(),
            nullable=False,
            comment="Drawn anew by every write: a backup repeats none",
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.district_id"], name=op.f("fk_topic_version_district_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("district_id", "topic", name=op.f("pk_topic_version")),
    )
    op.create_table(
        "month_version",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("month", sa.Date(), nullable=False, comment="First day of the reporting month"),
        sa.Column(
            "stamp", sa.String(), nullable=False, comment="Drawn anew by every write about reports of this month"
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.district_id"], name=op.f("fk_month_version_district_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("district_id", "month", name=op.f("pk_month_version")),
    )
    connection = op.get_bind()
    table = sa.table("topic_version", *map(sa.column, ("district_id", "topic", "stamp")))
    districts = connection.execute(sa.text("SELECT district_id FROM district")).scalars().all()
    rows = [
        {"district_id": number, "topic": topic, "stamp": secrets.token_hex(12)}
        for number in districts
        for topic in TOPICS
    ]
    if rows:
        connection.execute(sa.insert(table), rows)
    for number, month in connection.execute(sa.text("SELECT district_id, month FROM reporting_month")).all():
        connection.execute(
            sa.text("INSERT INTO month_version (district_id, month, stamp) VALUES (:district_id, :month, :stamp)"),
            {"district_id": number, "month": month, "stamp": secrets.token_hex(12)},
        )
    op.execute("ALTER TABLE district DROP COLUMN data_version")


def downgrade() -> None:
    op.add_column(
        "district",
        sa.Column(
            "data_version", sa.Integer(), server_default="0", nullable=False,
            comment="Raised by one in every writing transaction; caches are kept by it",
        ),
    )  # fmt: skip
    op.drop_table("month_version")
    op.drop_table("topic_version")
