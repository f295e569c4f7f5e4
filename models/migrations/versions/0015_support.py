"""contacts written on pages, what becomes of next steps, planned visits, calendars, meetings

Revision ID: 0015
Revises: 0014

Two columns of the support log: what was said, and since when an entry that was written on a page is known. Entries that
are there already were brought by files: they are known by the rule that held so far. Four new tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

CHANNEL = ("email", "phone", "in_person", "virtual")


def _codes(*codes: str, name: str) -> sa.Enum:
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=32)


def _district() -> sa.Column[int]:
    return sa.Column(
        "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
    )


def _moment(name: str, comment: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, comment=comment)


def _in_school(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["district_id", "school_id"],
        ["school.district_id", "school.school_id"],
        name=op.f(f"fk_{table}_district_id_school_id"),
        ondelete="CASCADE",
    )


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["district_id", "person_id"],
        ["person.district_id", "person.person_id"],
        name=op.f(f"fk_{table}_district_id_person_id"),
        ondelete="CASCADE",
    )


def upgrade() -> None:
    with op.batch_alter_table("support_contact") as table:
        table.add_column(
            sa.Column(
                "note",
                sa.String(),
                nullable=False,
                server_default="",
                comment="What was said, in a line; no names of children or parents",
            )
        )
        table.add_column(
            sa.Column(
                "known_on",
                sa.Date(),
                nullable=True,
                comment="Written on a page: the day since which it is known; blank: brought by a file",
            )
        )
    with op.batch_alter_table("support_contact") as table:
        table.alter_column(
            "note", server_default=None, existing_type=sa.String(), existing_nullable=False,
            existing_comment="What was said, in a line; no names of children or parents",
        )  # fmt: skip
    op.create_table(
        "next_step_change",
        _district(),
        sa.Column("contact_id", sa.String(), nullable=False, comment="The entry whose next step it is"),
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2, 3 of one entry"),
        sa.Column("school_id", sa.String(), nullable=False, comment="The school"),
        sa.Column(
            "kind",
            _codes("done", "snoozed", "reopened", name="step_change"),
            nullable=False,
            comment="What became of it",
        ),
        sa.Column("changed_on", sa.Date(), nullable=False, comment="Day since which that is so"),
        sa.Column("due_on", sa.Date(), nullable=True, comment="Snoozed: due on this day instead"),
        sa.Column("reason", sa.String(), nullable=False, comment="Why it was put off or opened again, or how it ended"),
        sa.Column(
            "by_contact",
            sa.String(),
            nullable=True,
            comment="contact_id of the entry that was written when it was done",
        ),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Who said so"),
        sa.Column("author", sa.String(), nullable=False, comment="Who said so, by name"),
        _moment("recorded_at", "Moment it was stored"),
        sa.CheckConstraint("(kind = 'snoozed') = (due_on IS NOT NULL)", name=op.f("ck_next_step_change_snoozed_until")),
        sa.CheckConstraint("kind <> 'snoozed' OR reason <> ''", name=op.f("ck_next_step_change_has_reason")),
        _in_school("next_step_change"),
        sa.PrimaryKeyConstraint("district_id", "contact_id", "change_id", name=op.f("pk_next_step_change")),
    )
    op.create_table(
        "planned_visit",
        _district(),
        sa.Column("visit_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the planned visit"),
        sa.Column("school_id", sa.String(), nullable=False, comment="The school"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Who means to go"),
        sa.Column("author", sa.String(), nullable=False, comment="Who means to go, by name"),
        sa.Column("plan_id", sa.String(), nullable=False, comment="What was planned together"),
        sa.Column("planned_on", sa.Date(), nullable=False, comment="Day it was planned"),
        sa.Column("planned_for", sa.Date(), nullable=False, comment="Day of the visit"),
        sa.Column("channel", _codes(*CHANNEL, name="contact_channel"), nullable=False, comment="How"),
        sa.Column("next_step", sa.String(), nullable=False, comment="What, and why this school"),
        sa.Column(
            "ended_on", sa.Date(), nullable=True, comment="Day since which it is not planned any more; blank: it is"
        ),
        sa.Column(
            "ended_as", _codes("done", "moved", "given_up", name="visit_end"), nullable=True, comment="How it ended"
        ),
        sa.Column("ended_by", sa.String(), nullable=True, comment="contact_id of the entry that tells of the visit"),
        sa.Column("reason", sa.String(), nullable=False, comment="Why it was put off or given up, or how it ended"),
        _moment("recorded_at", "Moment it was stored"),
        sa.CheckConstraint("next_step <> ''", name=op.f("ck_planned_visit_has_next_step")),
        sa.CheckConstraint("(ended_on IS NULL) = (ended_as IS NULL)", name=op.f("ck_planned_visit_ended")),
        _in_school("planned_visit"),
        sa.PrimaryKeyConstraint("district_id", "visit_id", name=op.f("pk_planned_visit")),
    )
    op.create_index("ix_planned_visit_school", "planned_visit", ["district_id", "school_id", "planned_for"])
    op.create_table(
        "calendar_feed",
        _district(),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False, comment="Whose next steps"),
        sa.Column("key_hash", sa.String(), nullable=False, comment="SHA-256 of the secret in the address"),
        sa.Column("language", sa.String(), nullable=False, comment="Language of its texts"),
        _moment("made_at", "Moment the address was made"),
        _of_person("calendar_feed"),
        sa.PrimaryKeyConstraint("district_id", "person_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_calendar_feed_key_hash")),
    )
    op.create_table(
        "meeting_place",
        _district(),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False, comment="Who leads the meeting"),
        sa.Column("cluster", sa.String(), nullable=False, comment="The cluster"),
        sa.Column("school_id", sa.String(), nullable=False, comment="The school that was open"),
        sa.Column("skips_steady", sa.Boolean(), nullable=False, comment="Schools that need nothing are passed over"),
        _moment("begun_at", "Moment the meeting began"),
        _moment("seen_at", "Moment that school was opened"),
        _of_person("meeting_place"),
        sa.PrimaryKeyConstraint("district_id", "person_id", "cluster", name=op.f("pk_meeting_place")),
    )


def downgrade() -> None:
    for table in ("meeting_place", "calendar_feed", "planned_visit", "next_step_change"):
        op.drop_table(table)
    with op.batch_alter_table("support_contact") as table:
        table.drop_column("known_on")
        table.drop_column("note")
