"""Rows in the form the database gives back: typed, completed, comparable, and as JSON for what undoes an import."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, cast

import orjson
from sqlalchemy import Boolean, Column, Date, Float, Integer, Table
from sqlalchemy import Enum as SqlEnum

from models.tables import Base
from models.tables.base import UtcDateTime

Row = dict[str, Any]
Key = tuple[Any, ...]


def _whole(value: Any) -> int | None:
    return None if value != value else int(value)


def _number(value: Any) -> float | None:
    return None if value != value else float(value)


def _day(value: Any) -> date | None:
    if value != value:  # a frame's NaT
        return None
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(UTC)


def _converter(column: Column[Any]) -> Callable[[Any], Any]:
    kind = column.type
    if isinstance(kind, SqlEnum) and kind.enum_class is not None:
        return cast(Callable[[Any], Any], kind.enum_class)
    for known, convert in ((UtcDateTime, _moment), (Date, _day), (Boolean, bool), (Integer, _whole), (Float, _number)):
        if isinstance(kind, known):
            return convert
    return lambda value: value


def _default(column: Column[Any]) -> Any:
    default = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg  # type: ignore[attr-defined]


@dataclass(frozen=True)
class RowShape:
    """The columns of one table, its key within a district, and how a value is brought into the column's type."""

    table: Table
    key: tuple[str, ...]
    """Key columns, without district_id."""
    converters: Mapping[str, Callable[[Any], Any]]
    """By column, without district_id."""

    def convert(self, row: Mapping[str, Any]) -> Row:
        """
        The columns `row` holds, typed as the database gives them back; a blank where none is allowed is the default.

        Raises ValueError for a column the table doesn't have, or a value its type can't hold.
        """
        converters, usual = self.converters, self._usual
        try:
            return {
                name: (usual.get(name) if value is None else converters[name](value)) for name, value in row.items()
            }
        except KeyError as error:
            raise ValueError(f"{self.table.name} has no column {error}") from error

    def complete(self, row: Row) -> Row:
        """A converted row with every column, absent ones as their default."""
        return {name: row[name] if name in row else self.default(name) for name in self.converters}

    def default(self, name: str) -> Any:
        return _default(self.table.c[name])

    @property
    def _usual(self) -> Mapping[str, Any]:
        return _not_blank(self.table.name)

    def key_of(self, row: Mapping[str, Any]) -> Key:
        return tuple(row[name] for name in self.key)

    def from_json(self, stored: Mapping[str, Any]) -> Row:
        """What `as_json` made, as a row again."""
        return self.convert(stored)


@cache
def _not_blank(table_name: str) -> Mapping[str, Any]:
    table = Base.metadata.tables[table_name]
    return {
        column.name: _default(column) for column in table.columns if not column.nullable and column.default is not None
    }


@cache
def shape_of(table_name: str) -> RowShape:
    """The shape of one of our tables, by its name."""
    table = Base.metadata.tables[table_name]
    return RowShape(
        table=table,
        key=tuple(column.name for column in table.primary_key if column.name != "district_id"),
        converters={column.name: _converter(column) for column in table.columns if column.name != "district_id"},
    )


def as_json(row: Mapping[str, Any]) -> Row:
    """The row in JSON's types: days and moments in ISO 8601, closed lists by code."""
    return cast(Row, orjson.loads(orjson.dumps(row)))


def fingerprint(content: Any) -> str:
    """A short name of rows in canonical form: the same rows have the same one. Hexadecimal, 64 characters."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def batches(rows: Iterable[Any], size: int = 500) -> Iterable[list[Any]]:
    """The rows in lists of at most `size`: SQLite takes a limited number of values in one statement."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
