"""coordinators propose rules, the director decides

Revision ID: 0005
Revises: 0004

A new table for the proposals. Rule sets that coordinators have saved before stay in force as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rule_proposal",
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column("proposal_id", sa.Integer(), autoincrement=False, nullable=False, comment="Number of the proposal"),
        sa.Column("name", sa.String(), nullable=False, comment="What the rules would be called"),
        sa.Column(
            "proposed",
            sa.JSON(),
            nullable=False,
            comment="The rules: weights by indicator code, visits, calls, speed_mix, margin, similar_need, as in "
            "rule_set",
        ),
        sa.Column("note", sa.String(), nullable=False, comment="Why, in words"),
        sa.Column("person_id", sa.Integer(), nullable=False, comment="Who proposes"),
        sa.Column("author", sa.String(), nullable=False, comment="Who proposes, by name"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, comment="Moment it was stored"),
        sa.Column("decided_by", sa.String(), nullable=False, comment="Who decided, by name; blank: it waits"),
        sa.Column(
            "decided_at", sa.DateTime(timezone=True), nullable=True, comment="Moment of the decision; blank: it waits"
        ),
        sa.Column("answer", sa.String(), nullable=False, comment="Why it was declined; blank: it was not"),
        sa.Column(
            "rule_set_id",
            sa.Integer(),
            nullable=True,
            comment="The rule set it became; blank, as answer, where it was taken back",
        ),
        sa.CheckConstraint("note <> ''", name=op.f("ck_rule_proposal_has_note")),
        sa.CheckConstraint("rule_set_id IS NULL OR answer = ''", name=op.f("ck_rule_proposal_one_end")),
        sa.CheckConstraint(
            "decided_at IS NOT NULL OR (rule_set_id IS NULL AND answer = '')", name=op.f("ck_rule_proposal_decided")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.district_id"], name=op.f("fk_rule_proposal_district_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "rule_set_id"],
            ["rule_set.district_id", "rule_set.rule_set_id"],
            name=op.f("fk_rule_proposal_district_id_rule_set_id"),
        ),
        sa.PrimaryKeyConstraint("district_id", "proposal_id", name=op.f("pk_rule_proposal")),
    )


def downgrade() -> None:
    op.drop_table("rule_proposal")
