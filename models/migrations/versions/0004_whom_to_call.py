"""phone and e-mail of people, and the principal of a school's year

Revision ID: 0004
Revises: 0003

All of them may be blank. What takes an import back holds a fingerprint of every whole row, so those of rows that nobody
has touched since are made anew with the new columns, and rows from before an import get them as blanks.
"""

import hashlib

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ADDED = {
    "person": {
        "phone": "Work phone; blank: not known",
        "email": "Work e-mail; blank: not known",
    },
    "school_in_year": {
        "principal": "The principal's name; blank: not known",
        "principal_phone": "Work phone of the principal; blank: not known",
        "principal_email": "Work e-mail of the principal; blank: not known",
    },
}
KEYS = {"person": ("person_id",), "school_in_year": ("school_id", "school_year")}
BEFORE = {
    "person": {"person_id": sa.Integer, "login": sa.String, "name": sa.String, "role": sa.String,
               "is_active": sa.Boolean},
    "school_in_year": {
        "school_id": sa.String, "school_year": sa.String, "cluster": sa.String, "level": sa.String,
        "enrollment": sa.Integer, "low_income_rate": sa.Float, "english_learner_rate": sa.Float,
        "home_languages": sa.String, "source": sa.String,
    },
}  # fmt: skip


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, comment in columns.items():
            op.add_column(table, sa.Column(name, sa.String(), nullable=True, comment=comment))
        _remake_fingerprints(table, adding=True)


def downgrade() -> None:
    for table, columns in ADDED.items():
        _remake_fingerprints(table, adding=False)
        for name in columns:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")


def _remake_fingerprints(table: str, *, adding: bool) -> None:
    """Let imports from before be taken back after it: called while the table has the new columns."""
    connection, key, added = op.get_bind(), KEYS[table], ADDED[table]
    changes = sa.table(
        "import_change", *map(sa.column, ("district_id", "receipt_id", "sequence", "table_name", "after_key")),
        sa.column("row_key", sa.JSON()), sa.column("before", sa.JSON()),
    )  # fmt: skip
    known = list(connection.execute(sa.select(changes).where(changes.c.table_name == table)).mappings())
    if not known:
        return
    types = BEFORE[table] | dict.fromkeys(added, sa.String)
    rows = sa.table(table, sa.column("district_id"), *(sa.column(name, kind()) for name, kind in types.items()))
    stored = {
        (row["district_id"], *(row[name] for name in key)): {name: row[name] for name in types}
        for row in connection.execute(sa.select(rows)).mappings()
    }
    for change in known:
        row = stored.get((change["district_id"], *(change["row_key"][name] for name in key)))
        values: dict[str, object] = {}
        if row is not None:
            short = {name: value for name, value in row.items() if name not in added}
            was, now = (short, row) if adding else (row, short)
            if change["after_key"] == _fingerprint(was):
                values["after_key"] = _fingerprint(now)
        if change["before"] is not None:
            kept = {name: value for name, value in change["before"].items() if name not in added}
            values["before"] = dict.fromkeys(added) | kept if adding else kept
        if values:
            connection.execute(
                changes.update()
                .where(*(changes.c[name] == change[name] for name in ("district_id", "receipt_id", "sequence")))
                .values(values)
            )


def _fingerprint(row: dict) -> str:
    """As `models.tables.row_values.fingerprint` makes it at the time of this migration."""
    return hashlib.sha256(orjson.dumps(row, option=orjson.OPT_SORT_KEYS)).hexdigest()
