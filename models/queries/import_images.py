"""How rows were before imports touched them: read from what would take those imports back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Select, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from models.tables import ImportChange, ImportReceipt
from models.tables.row_values import Key, Row, shape_of
from models.today import day_of


class Image(NamedTuple):
    """A row before an import (None: there was none), that import's day and moment; a row's days never go back."""

    before: Row | None
    day: date
    at: datetime


def images(
    session: Session, district_id: int, table: str, *, only: Mapping[str, Iterable[str]] = MappingProxyType({})
) -> dict[Key, list[Image]]:
    """
    Of imports that are in force: how they found the rows that they changed, by key, the first import first. Rows that
    the first import into the table brought are left out: they are all there was.

    only: of rows whose key has one of these values in a column, as JSON has them.
    """
    shape = shape_of(table)
    first = _in_force(district_id, table, func.min(ImportChange.receipt_id)).scalar_subquery()
    columns = (ImportChange.row_key, ImportChange.before, ImportReceipt.imported_at)
    was_there = cast(ImportChange.before, String) != "null"
    statement = _in_force(district_id, table, *columns).where(or_(was_there, ImportChange.receipt_id > first))
    for name, values in only.items():
        statement = statement.where(ImportChange.row_key[name].as_string().in_(sorted(values)))
    found: dict[Key, list[Image]] = {}
    ordered = statement.order_by(ImportChange.receipt_id, ImportChange.sequence)
    for row_key, before, imported_at in session.execute(ordered):
        chain = found.setdefault(shape.key_of(shape.from_json(row_key)), [])
        day = day_of(imported_at)
        last = chain[-1].day if chain else day  # a clock that was set back
        chain.append(Image(None if before is None else shape.from_json(before), max(day, last), imported_at))
    return found


def keys_once(session: Session, district_id: int, table: str, said: str) -> set[Key]:
    """Keys of rows that held a text, as JSON has it, before an import that is in force."""
    shape = shape_of(table)
    held = cast(ImportChange.before, String).contains(said, autoescape=True)
    statement = _in_force(district_id, table, ImportChange.row_key).where(held)
    return {shape.key_of(shape.from_json(key)) for key in session.scalars(statement)}


def _in_force(district_id: int, table: str, *columns: Any) -> Select[Any]:
    """What imports that are in force changed in a table."""
    same_import = and_(
        ImportReceipt.district_id == ImportChange.district_id, ImportReceipt.receipt_id == ImportChange.receipt_id
    )
    return (
        select(*columns)
        .join(ImportReceipt, same_import)
        .where(
            ImportChange.district_id == district_id,
            ImportChange.table_name == table,
            ImportReceipt.undone_at.is_(None),
        )
    )
