"""decisions by hand are called so

Revision ID: 0002
Revises: 0001

The table manual_event becomes decision, its event_id decision_id. A new table is filled from the old one, on both
databases: SQLite can't rename constraints. What takes an import back names its rows by table and key, so those are
renamed too, and the fingerprint of a row nobody has touched since is made anew. Audit lines and receipts keep the
words they were written with.
"""

import hashlib
from datetime import UTC

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS = ("liaison_changed", "principal_changed", "judgement", "data_dispute")
VERB = {"0001": "The verb, as log_support", "0002": "The verb, as save_rule_set"}


def upgrade() -> None:
    op.create_table(
        "decision", *_columns("decision_id", "decision", "decision_kind"), *_rules("decision", "decision_id")
    )
    _move("manual_event", "event_id", "decision", "decision_id")
    op.drop_table("manual_event")
    _comment(VERB["0002"], VERB["0001"])


def downgrade() -> None:
    op.create_table("manual_event", *_columns("event_id", "event", "event_kind"), *_rules("manual_event", "event_id"))
    _move("decision", "decision_id", "manual_event", "event_id")
    op.drop_table("decision")
    _comment(VERB["0001"], VERB["0002"])


def _columns(key: str, name: str, kind: str) -> list[sa.Column]:
    kinds = sa.Enum(*KINDS, name=kind, native_enum=False, create_constraint=True, length=32)
    return [
        sa.Column(
            "district_id", sa.Integer(), autoincrement=False, nullable=False, comment="The district this row belongs to"
        ),
        sa.Column(key, sa.Integer(), autoincrement=False, nullable=False, comment=f"Number of the {name}"),
        sa.Column("school_id", sa.String(), nullable=False, comment="The school"),
        sa.Column("kind", kinds, nullable=False, comment="What happened"),
        sa.Column("puts_on_list", sa.Boolean(), nullable=False, comment="True: on Check in; false: off it"),
        sa.Column("starts_on", sa.Date(), nullable=False, comment="First day it holds"),
        sa.Column("ends_on", sa.Date(), nullable=False, comment="Last day it holds"),
        sa.Column("note", sa.String(), nullable=False, comment="Why, in words"),
        sa.Column("author", sa.String(), nullable=False, comment="Who said so"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, comment="Moment it was stored"),
    ]


def _rules(table: str, key: str) -> list[sa.Constraint]:
    return [
        sa.CheckConstraint("note <> ''", name=op.f(f"ck_{table}_has_note")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f(f"ck_{table}_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["school.district_id", "school.school_id"],
            name=op.f(f"fk_{table}_district_id_school_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("district_id", key, name=op.f(f"pk_{table}")),
    ]


def _move(old: str, old_key: str, new: str, new_key: str) -> None:
    rest = "school_id, kind, puts_on_list, starts_on, ends_on, note, author, recorded_at"
    op.execute(f"INSERT INTO {new} (district_id, {new_key}, {rest}) SELECT district_id, {old_key}, {rest} FROM {old}")
    connection = op.get_bind()
    changes = sa.table(
        "import_change", *map(sa.column, ("district_id", "receipt_id", "sequence", "table_name", "after_key")),
        sa.column("row_key", sa.JSON()), sa.column("before", sa.JSON()),
    )  # fmt: skip
    for change in connection.execute(sa.select(changes).where(changes.c.table_name == old)).mappings().all():
        number = change["row_key"][old_key]
        row = _row(connection, new, new_key, change["district_id"], number)
        values = {
            "table_name": new,
            "row_key": {new_key: number},
            "before": _renamed(change["before"], old_key, new_key),
        }
        if row is not None and change["after_key"] == _fingerprint(_renamed(row, new_key, old_key)):
            values["after_key"] = _fingerprint(row)
        if change["before"] is None:
            del values["before"]
        connection.execute(
            changes.update()
            .where(*(changes.c[name] == change[name] for name in ("district_id", "receipt_id", "sequence")))
            .values(values)
        )


def _row(connection: sa.Connection, table: str, key: str, district_id: int, number: int) -> dict | None:
    """The row as its fingerprint is taken from: every column but district_id, in the types the program reads."""
    columns = [column for column in _columns(key, "", "kind") if column.name != "district_id"]
    rows = sa.table(table, sa.column("district_id"), *(sa.column(column.name, column.type) for column in columns))
    found = (
        connection.execute(
            sa.select(*(rows.c[column.name] for column in columns)).where(
                rows.c.district_id == district_id, rows.c[key] == number
            )
        )
        .mappings()
        .one_or_none()
    )
    if found is None:
        return None
    moment = found["recorded_at"]
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return {str(name): value for name, value in found.items()} | {"recorded_at": moment}


def _renamed(row: dict | None, old: str, new: str) -> dict | None:
    return row and {new if name == old else str(name): value for name, value in row.items()}


def _fingerprint(row: dict) -> str:
    """As `models.tables.row_values.fingerprint` makes it at the time of this migration."""
    return hashlib.sha256(orjson.dumps(row, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _comment(new: str, old: str) -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("audit_line", "action", existing_type=sa.String(), comment=new, existing_comment=old)
