"""a survey's figure may be marked to be checked

Revision ID: 0007
Revises: 0006

Figures stored before are not marked. What takes an import back holds a fingerprint of every whole row, so those of
figures that nobody has touched since are made anew with the new column, and figures from before an import get it blank.
"""

import hashlib

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = ("school_id", "school_year", "measure")
TEXTS = ("school_id", "school_year", "measure", "instrument", "scale_id", "words", "source", "please_check")
FIGURES = ("value", "low", "high")


def upgrade() -> None:
    said = "Codes of what looks implausible, ; between"
    column = sa.Column("please_check", sa.String(), nullable=False, server_default="", comment=said)
    op.add_column("survey_result", column)
    _remake_fingerprints(adding=True)


def downgrade() -> None:
    _remake_fingerprints(adding=False)
    op.execute("ALTER TABLE survey_result DROP COLUMN please_check")


def _remake_fingerprints(*, adding: bool) -> None:
    """Let imports from before be taken back after it: called while the table has the new column."""
    connection = op.get_bind()
    changes = sa.table(
        "import_change", *map(sa.column, ("district_id", "receipt_id", "sequence", "table_name", "after_key")),
        sa.column("row_key", sa.JSON()), sa.column("before", sa.JSON()),
    )  # fmt: skip
    known = list(connection.execute(sa.select(changes).where(changes.c.table_name == "survey_result")).mappings())
    if not known:
        return
    names = (*TEXTS, *FIGURES)
    columns = [*(sa.column(name, sa.String()) for name in TEXTS), *(sa.column(name, sa.Float()) for name in FIGURES)]
    rows = sa.table("survey_result", sa.column("district_id"), *columns)
    stored = {
        (row["district_id"], *(row[name] for name in KEY)): {name: row[name] for name in names}
        for row in connection.execute(sa.select(rows)).mappings()
    }
    for change in known:
        row = stored.get((change["district_id"], *(change["row_key"][name] for name in KEY)))
        values: dict[str, object] = {}
        if row is not None:
            short = {name: value for name, value in row.items() if name != "please_check"}
            was, now = (short, row) if adding else (row, short)
            if change["after_key"] == _fingerprint(was):
                values["after_key"] = _fingerprint(now)
        if change["before"] is not None:
            kept = {name: value for name, value in change["before"].items() if name != "please_check"}
            values["before"] = kept | {"please_check": ""} if adding else kept
        if values:
            connection.execute(
                changes.update()
                .where(*(changes.c[name] == change[name] for name in ("district_id", "receipt_id", "sequence")))
                .values(values)
            )


def _fingerprint(row: dict) -> str:
    """As `models.tables.row_values.fingerprint` makes it at the time of this migration."""
    return hashlib.sha256(orjson.dumps(row, option=orjson.OPT_SORT_KEYS)).hexdigest()
