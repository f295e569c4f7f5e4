"""promising practices, and what schools say is wrong

Revision ID: 0016
Revises: 0015

Two new tables about accepted activities that are worth sharing, and a topic of their own, so that sharing makes
nobody's lists anew; a third of what schools say is wrong about a list, and what they were answered.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TOPICS = ("schools", "reports", "plans", "support", "rules", "people")
INDICATORS = (
    "reporting", "plan", "activity", "response", "rating", "turnout", "breadth", "language", "silence", "trend",
)  # fmt: skip
STATES = ("asked", "written", "published", "taken_back")


def upgrade() -> None:
    _may_be((*TOPICS, "practices"))
    op.create_table(
        "practice",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the practice"),
        sa.Column("school_id", sa.String(), nullable=False, comment="The school that did it"),
        sa.Column("month", sa.Date(), nullable=False, comment="First day of the month whose report tells of it"),
        sa.Column("activity_id", sa.String(), nullable=False, comment="The activity within that report"),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="practice_state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
            comment="Where it stands",
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="1, 2, 3 ...: raised by every change, so that nobody writes over one",
        ),
        sa.Column("note", sa.String(), nullable=False, comment="What the school is asked, or why it was taken back"),
        sa.Column("marked_by", sa.String(), nullable=False, comment="Who found it worth sharing, by name"),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False, comment="Moment it was marked last"),
        sa.Column("changed_by", sa.String(), nullable=False, comment="Who changed anything of it last, by name"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, comment="Moment of that change"),
        sa.Column("published_by", sa.String(), nullable=False, comment="Who published it; blank: it is not published"),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Moment it was published; blank: it is not",
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_practice_version")),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["school.district_id", "school.school_id"],
            name=op.f("fk_practice_district_id_school_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "practice_id", name=op.f("pk_practice")),
        sa.UniqueConstraint(
            "district_id",
            "school_id",
            "month",
            "activity_id",
            name=op.f("uq_practice_district_id_school_id_month_activity_id"),
        ),
    )
    op.create_table(
        "practice_write_up",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("practice_id", sa.Integer(), autoincrement=False, nullable=False, comment="The practice"),
        sa.Column(
            "version",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="The practice's version that this was written as",
        ),
        sa.Column("title", sa.String(), nullable=False, comment="What it is called where it is shared"),
        sa.Column("aim", sa.String(), nullable=False, comment="What it was for"),
        sa.Column("what_was_done", sa.String(), nullable=False, comment="What was done, step by step"),
        sa.Column("materials", sa.String(), nullable=False, comment="What it takes"),
        sa.Column(
            "how_it_went",
            sa.String(),
            nullable=False,
            comment="How it went, and what they would do differently",
        ),
        sa.Column("author", sa.String(), nullable=False, comment="Who wrote it so, by name"),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False, comment="Moment it was stored"),
        sa.ForeignKeyConstraint(
            ["district_id", "practice_id"],
            ["practice.district_id", "practice.practice_id"],
            name=op.f("fk_practice_write_up_district_id_practice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "practice_id", "version", name=op.f("pk_practice_write_up")),
    )
    op.create_table(
        "dispute",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("dispute_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the dispute"),
        sa.Column("school_id", sa.String(), nullable=False, comment="The school that says so"),
        sa.Column("month", sa.Date(), nullable=False, comment="First day of the month whose list it is about"),
        sa.Column(
            "about",
            sa.Enum(*INDICATORS, name="indicator", native_enum=False, create_constraint=True, length=32),
            nullable=True,
            comment="The figure or reason; blank: where the school stands",
        ),
        sa.Column("reason", sa.String(), nullable=False, comment="What is wrong, in the school's words"),
        sa.Column("author", sa.String(), nullable=False, comment="Who says so, by name"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, comment="Moment it was stored"),
        sa.Column(
            "is_agreed",
            sa.Boolean(),
            nullable=True,
            comment="True: the office mends it; false: it stays; blank: open",
        ),
        sa.Column("answer", sa.String(), nullable=False, comment="What the office answered; blank: it has not"),
        sa.Column("answered_by", sa.String(), nullable=False, comment="Who answered, by name; blank: nobody has"),
        sa.Column(
            "answered_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Moment of the answer; blank: there is none",
        ),
        sa.Column(
            "taken_back_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Moment the school took it back; blank: it did not",
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_dispute_has_reason")),
        sa.CheckConstraint("answered_at IS NULL OR answer <> ''", name=op.f("ck_dispute_has_answer")),
        sa.CheckConstraint("answered_at IS NULL OR taken_back_at IS NULL", name=op.f("ck_dispute_one_end")),
        sa.ForeignKeyConstraint(
            ["district_id", "month"],
            ["reporting_month.district_id", "reporting_month.month"],
            name=op.f("fk_dispute_district_id_month"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["school.district_id", "school.school_id"],
            name=op.f("fk_dispute_district_id_school_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "dispute_id", name=op.f("pk_dispute")),
    )
    op.create_index("ix_dispute_school", "dispute", ["district_id", "school_id"])


def downgrade() -> None:
    op.drop_index("ix_dispute_school", table_name="dispute")
    op.drop_table("dispute")
    op.drop_table("practice_write_up")
    op.drop_table("practice")
    op.execute("DELETE FROM topic_version WHERE topic = 'practices'")  # the program from before knows no such stamp
    _may_be(TOPICS)


def _may_be(topics: tuple[str, ...]) -> None:
    """The topics that a stamp may be of."""
    with op.batch_alter_table("topic_version") as table:
        table.drop_constraint(op.f("ck_topic_version_topic"), type_="check")
        table.create_check_constraint(op.f("ck_topic_version_topic"), sa.column("topic").in_(topics))
