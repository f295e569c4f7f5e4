"""What all reads share: a statement as a frame, and the condition that leaves only what a viewer may see."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Boolean, CursorResult, Date, Dialect, Enum, Select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from models.permissions import Viewer

Statement = Select[*tuple[Any, ...]]
ROWS_AT_ONCE = 500
OF_EVERY_ROW = "school_id"
OF_FEW_VALUES = (Boolean, Date, Enum)
FIRST_DAY = date(1970, 1, 1).toordinal()
NO_DAY = np.iinfo(np.int64).min
"""What numpy holds for no day."""


def frame(
    session: Session,
    statement: Statement,
    dates: Iterable[str] = (),
    hashed: Iterable[str] = (),
    repeated: Iterable[str] = (),
) -> pd.DataFrame:
    """
    The rows of a statement as a frame, columns named as selected; `dates` become datetime64, absent ones NaT.

    hashed: long texts of which only equality counts, as uint64. repeated: texts of which there are few, each in memory
    once instead of once a row. Members of closed lists arrive as their codes (text), absent ones as NaN.
    """
    session.flush()
    result = session.connection().execute(statement)  # columns only: no object of a table has to be made
    days_of, hashes_of, few = set(dates), set(hashed), {OF_EVERY_ROW, *repeated}
    columns: dict[str, _Column] = {}
    for selected, told in zip(statement.selected_columns, result.cursor.description, strict=True):
        name, read = told[0], _reader(selected.type, result.dialect, told[1])
        if name in hashes_of:
            columns[name] = _Hashed()
        elif name in days_of:
            columns[name] = _Days(read)
        else:
            columns[name] = _Column(read, is_repeated=name in few or isinstance(selected.type, OF_FEW_VALUES))
    for some in _rows(result):
        for column, values in zip(columns.values(), zip(*some, strict=True), strict=True):
            column.take(values)
    return pd.DataFrame({name: column.made() for name, column in columns.items()})


def _rows(result: CursorResult[Any]) -> Iterator[Sequence[tuple[Any, ...]]]:
    """
    A statement's rows as the driver gives them, some at a time.

    Fewer than Python's collector waits for: it would walk through the tuples of a state's activities again and again.
    SQLAlchemy's own rows hold values made one by one, most of which are the same few days and codes.
    """
    while some := result.cursor_strategy.fetchmany(result, result.cursor, ROWS_AT_ONCE):
        yield some


def _reader(kind: TypeEngine[Any], dialect: Dialect, sent_as: Any) -> Callable[[Any], Any] | None:
    """What makes a driver's value of a column one of ours; None where it is one. A code stays the text it is."""
    return None if isinstance(kind, Enum) else kind.dialect_impl(dialect).result_processor(dialect, sent_as)


class _Once(dict[Any, Any]):
    """What a driver's values become, made once of those that are equal."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make

    def __missing__(self, value: Any) -> Any:
        made = self[value] = self._make(value)
        return made


class _Column:
    """A column of a frame, while its values come in."""

    def __init__(self, read: Callable[[Any], Any] | None, *, is_repeated: bool) -> None:
        self._read = _Once(read or (lambda value: value)).__getitem__ if is_repeated else read
        self._held: list[Any] = []

    def take(self, values: Sequence[Any]) -> None:
        self._held.extend(map(self._read, values) if self._read else values)

    def made(self) -> Any:
        return self._held or np.empty(0, dtype=object)


class _Days(_Column):
    """Days, or moments: their positions among those that differ."""

    def __init__(self, read: Callable[[Any], Any] | None) -> None:
        self._different: list[Any] = []
        super().__init__(lambda value: self._position(read(value) if read else value), is_repeated=True)

    def _position(self, day: Any) -> int:
        self._different.append(day)
        return len(self._different) - 1

    def made(self) -> Any:
        return days(self._different)[np.array(self._held, dtype=np.intp)]


class _Hashed(_Column):
    """Texts of which only a number is left, so that they do not all stand in memory together."""

    def __init__(self) -> None:
        super().__init__(None, is_repeated=False)

    def take(self, values: Sequence[Any]) -> None:
        self._held.append(pd.util.hash_array(np.array(values, dtype=object), categorize=False))

    def made(self) -> Any:
        return np.concatenate(self._held) if self._held else np.empty(0, dtype=np.uint64)


def days(held: Sequence[Any]) -> Any:
    """
    Days of a table, None where there is none, as datetime64[s]. Array, as long as `held`.

    Numbers of days are what numpy takes as they are: `pandas.to_datetime` looks at each value anew, and costs as much
    for five days as for three hundred.
    """
    if not {date, type(None)}.issuperset(map(type, held)):
        return pd.to_datetime(pd.Series(held, dtype=object)).astype("datetime64[s]").to_numpy()
    numbers = [NO_DAY if day is None else day.toordinal() - FIRST_DAY for day in held]
    return np.array(numbers, dtype="int64").view("datetime64[D]").astype("datetime64[s]")


def visible(statement: Statement, viewer: Viewer, table: Any) -> Statement:
    """The same statement, kept to the viewer's district and, for a liaison, to own schools."""
    statement = statement.where(table.district_id == viewer.district_id)
    return statement if viewer.sees_district else statement.where(table.school_id.in_(sorted(viewer.school_ids)))
