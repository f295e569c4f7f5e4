"""what was known of a school before an import changed it is found quickly

Revision ID: 0009
Revises: 0008

Nothing is stored anew: how rows were before each import is kept since the first one.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_import_change_table_name", "import_change", ["district_id", "table_name"])


def downgrade() -> None:
    op.drop_index("ix_import_change_table_name", table_name="import_change")
