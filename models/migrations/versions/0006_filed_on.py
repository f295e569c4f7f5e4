"""a change of a report is known from its own day on

Revision ID: 0006
Revises: 0005

What is stored so far was known from the day its file gave; it stays so.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_revision") as table:
        table.add_column(
            sa.Column(
                "filed_on",
                sa.Date(),
                nullable=True,
                comment="Day its file gives as submitted_date; a change of a report that had come in counts from a "
                "later day",
            )
        )
        table.alter_column(
            "submitted_date",
            existing_type=sa.Date(),
            comment="Day from which it is known: when it came in, or was changed; blank: a draft, or rows without a "
            "report",
        )
    op.execute("UPDATE report_revision SET filed_on = submitted_date")


def downgrade() -> None:
    op.drop_column("report_revision", "filed_on")
