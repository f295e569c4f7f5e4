"""what was done already, and audit lines that stay as they were written

Revision ID: 0012
Revises: 0011

A new table, empty. Two triggers refuse to change an audit line or to take it away; the district it belongs to can't be
deleted then either, which no part of the program does.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

REFUSED = "an audit line stays as it was written"


def upgrade() -> None:
    op.create_table(
        "operation",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False, comment="Who sent it"),
        sa.Column("operation_id", sa.String(), nullable=False, comment="The page's own number of the message"),
        sa.Column("action", sa.String(), nullable=False, comment="The verb, as log_contact"),
        sa.Column("answered", sa.JSON(), nullable=False, comment="What was answered, as {answer: ...}"),
        sa.Column(
            "done_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="Moment it was carried out; kept for a month",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "person_id"],
            ["person.district_id", "person.person_id"],
            name=op.f("fk_operation_district_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", "person_id", "operation_id", name=op.f("pk_operation")),
    )
    op.create_index("ix_operation_done_at", "operation", ["district_id", "done_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_line_stays() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_line_stays BEFORE UPDATE OR DELETE ON audit_line "
            "FOR EACH ROW EXECUTE FUNCTION audit_line_stays()"
        )
    else:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_line_stays_{verb.lower()} BEFORE {verb} ON audit_line "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_line_stays ON audit_line")
        op.execute("DROP FUNCTION audit_line_stays()")
    else:
        op.execute("DROP TRIGGER audit_line_stays_update")
        op.execute("DROP TRIGGER audit_line_stays_delete")
    op.drop_index("ix_operation_done_at", table_name="operation")
    op.drop_table("operation")
