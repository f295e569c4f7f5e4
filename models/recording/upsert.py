"""Rows stored by their key: new ones added, changed ones replaced with a before-image, equal ones left alone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, select
from sqlalchemy.orm import Session

from models.errors import PartnershipError, Problem
from models.tables.row_values import Key, Row, RowShape, as_json, batches, fingerprint, shape_of

BATCH = 5_000
"""Rows handed to the database at a time."""
FEW_VALUES = 100
"""Up to so many values of a further key column are named in a search."""


@dataclass
class Journal:
    """What one import did so far: counts for its receipt, before-images to take it back, keys to refresh."""

    district_id: int
    receipt_id: int | None
    """None: a person's own change, which leaves no receipt."""
    at: datetime
    changes: list[Row] = field(default_factory=list)
    """Rows of ImportChange, in the order they happened."""
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    """new, changed, unchanged (and removed) rows by table."""
    touched: dict[str, set[Key]] = field(default_factory=dict)
    """Keys of new and changed rows by table."""
    notes: list[Problem] = field(default_factory=list)
    """What a person should know of it."""
    refused: list[Problem] = field(default_factory=list)
    """Why it can't be kept."""
    into_locked: list[Key] = field(default_factory=list)
    """Reports of months that the district has locked."""

    def count(self, table: str, what: str, number: int = 1) -> None:
        if number:
            self.counts.setdefault(table, Counter())[what] += number

    def keep(self, shape: RowShape, before: Row | None, after: Row) -> None:
        """Note a written row: how it was, and a fingerprint of how it is now."""
        key = {name: after[name] for name in shape.key}
        self.touched.setdefault(shape.table.name, set()).add(shape.key_of(after))
        self.changes.append(
            {
                "district_id": self.district_id,
                "receipt_id": self.receipt_id,
                "sequence": len(self.changes) + 1,
                "table_name": shape.table.name,
                "row_key": as_json(key),
                "before": None if before is None else as_json(before),
                "after_key": fingerprint(after),
            }
        )


def upsert(
    session: Session, journal: Journal, table: str, rows: Sequence[Mapping[str, Any]], *, may_change: bool = True
) -> None:
    """
    Store rows by key. A column a row doesn't name keeps what is stored (in a new row: its default).

    Raises PartnershipError where two rows have one key, or a stored row would change and `may_change` is false.
    """
    if not rows:
        return
    shape = shape_of(table)
    incoming = _by_key(shape, rows, journal.at)
    stored = stored_rows(session, journal.district_id, shape, incoming)
    new, changed = [], []
    for key, row in incoming.items():
        before = stored.get(key)
        if before is None:
            after = shape.complete(
                {"recorded_at": journal.at.astimezone(UTC), **row} if "recorded_at" in shape.converters else row
            )
            new.append(after)
        elif all(before[name] == value for name, value in row.items()):
            journal.count(table, "unchanged")
            continue
        elif not may_change:
            raise PartnershipError(
                "{row} is stored already with other content, and entries of this kind are never edited. "
                "Add a new entry that corrects it; nothing was saved.",
                row=row_name(table, key),
            )
        else:
            after = {**before, **row}
            changed.append(after)
        journal.keep(shape, before, after)
    journal.count(table, "new", len(new))
    journal.count(table, "changed", len(changed))
    insert_rows(session, journal.district_id, shape, new)
    update_rows(session, journal.district_id, shape, changed)


def _by_key(shape: RowShape, rows: Sequence[Mapping[str, Any]], at: datetime) -> dict[Key, Row]:
    incoming: dict[Key, Row] = {}
    for row in map(shape.convert, rows):
        key = shape.key_of(row)
        if key in incoming and incoming[key] != row:
            raise PartnershipError(
                "{row} comes twice, and differs; nothing was saved.", row=row_name(shape.table.name, key)
            )
        incoming[key] = row
    return incoming


def stored_rows(session: Session, district_id: int, shape: RowShape, keys: Iterable[Key]) -> dict[Key, Row]:
    """The district's rows with these keys, whole (without district_id), by key; keys of no row are left out."""
    table, wanted = shape.table, keys if isinstance(keys, (dict, set)) else set(keys)
    names = list(shape.converters)
    found: dict[Key, Row] = {}
    for condition in _conditions(table, shape.key, wanted):
        statement = select(*(table.c[name] for name in names)).where(table.c.district_id == district_id, condition)
        for values in session.execute(statement):
            row = dict(zip(names, values, strict=True))
            key = shape.key_of(row)
            if key in wanted:
                found[key] = row
    return found


def _conditions(table: Table, key: tuple[str, ...], keys: Iterable[Key]) -> Iterable[ColumnElement[bool]]:
    """Conditions that together take in all the keys, and little besides, which is left out afterwards."""
    by_first: dict[Any, list[Key]] = {}
    for values in keys:
        by_first.setdefault(values[0], []).append(values)
    for batch in batches(sorted(by_first)):
        condition = [table.c[key[0]].in_(batch)]
        for place, name in enumerate(key[1:], start=1):
            some = {values[place] for first in batch for values in by_first[first]}
            if len(some) <= FEW_VALUES:
                condition.append(table.c[name].in_(sorted(some)))
        yield and_(*condition)


def insert_rows(session: Session, district_id: int, shape: RowShape, rows: Sequence[Row]) -> None:
    """Add whole rows."""
    for batch in batches(({"district_id": district_id, **row} for row in rows), BATCH):
        session.execute(shape.table.insert(), batch)


def update_rows(session: Session, district_id: int, shape: RowShape, rows: Sequence[Row]) -> None:
    """Replace the rows with these keys by these, whole."""
    rest = [name for name in shape.converters if name not in shape.key]
    if not rows or not rest:
        return
    statement = (
        shape.table.update()
        .where(_key_is(shape), shape.table.c.district_id == district_id)
        .values({name: bindparam(f"new_{name}") for name in rest})
    )
    for batch in batches(rows, BATCH):
        session.execute(
            statement,
            [{f"key_{n}": row[n] for n in shape.key} | {f"new_{n}": row[n] for n in rest} for row in batch],
        )


def delete_rows(session: Session, district_id: int, shape: RowShape, keys: Sequence[Key]) -> None:
    """Remove the rows with these keys."""
    statement = shape.table.delete().where(_key_is(shape), shape.table.c.district_id == district_id)
    for batch in batches(keys, BATCH):
        session.execute(statement, [{f"key_{n}": v for n, v in zip(shape.key, key, strict=True)} for key in batch])


def _key_is(shape: RowShape) -> ColumnElement[bool]:
    return and_(*(shape.table.c[name] == bindparam(f"key_{name}") for name in shape.key))


def row_name(table: str, key: Key) -> str:
    """A row as a person may be told of it: its table's words and its key."""
    words = ", ".join(str(value) for value in key)
    return f"The {table.replace('_', ' ')} {words}"
