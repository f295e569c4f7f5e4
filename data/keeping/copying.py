"""A whole database copied into an empty one, SQLite or PostgreSQL: every row, compared again afterwards, or none."""

from collections.abc import Callable, Generator
from contextlib import closing
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Integer, String, Table, collate, func, insert, select, text
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.exc import OperationalError, StatementError

from models.database import Database
from models.errors import PartnershipError
from models.tables import Base
from models.tables.row_values import batches

AT_A_TIME = 1_000
Progress = Callable[[int, int, str], None]


def copy_database(source: Database, target: Database, progress: Progress) -> dict[str, int]:
    """
    Copy all districts; how many rows each table has. The tables are made first, and stay, empty, if the rest fails.

    Rows are read as of one moment, written and compared in one transaction, some at a time, however many there are.
    Raises PartnershipError where the target holds rows, and where a value can't be stored or reads otherwise there.
    """
    if source.url == target.url:
        raise PartnershipError("Both addresses are the same database. Nothing was copied.")
    source.require_schema()
    target.upgrade()
    with source.reading() as reads, target.writing() as writes:
        theirs, ours = reads.connection(), writes.connection()
        for connection in (theirs, ours):
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL statement_timeout = 0"))
        _require_empty(ours)
        rows = {table.name: _count(theirs, table) for table in Base.metadata.sorted_tables}
        bar = _Bar(progress, 2 * sum(rows.values()))
        for table in Base.metadata.sorted_tables:
            _copy(theirs, ours, table, bar)
        for table in Base.metadata.sorted_tables:
            _compare(theirs, ours, table, bar)
        if not target.is_sqlite:
            _set_counters(ours)
    if not target.is_sqlite:
        with target.write_engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    return rows


class _Bar:
    """How far it came, in rows written and rows compared."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def on(self, rows: int, what: str) -> None:
        self._done += rows
        self._progress(self._done, self._total, what)


def _require_empty(connection: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        if connection.execute(select(table).limit(1)).first() is not None:
            raise PartnershipError(
                "The database to copy to holds rows ({table}). Name an empty one; nothing was copied.",
                table=table.name.replace("_", " "),
            )


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _copy(source: Connection, target: Connection, table: Table, bar: _Bar) -> None:
    with closing(_stream(source, table)) as rows:
        for batch in batches(rows, AT_A_TIME):
            try:
                target.execute(insert(table), [dict(row._mapping) for row in batch])
            except StatementError as error:
                if isinstance(error, OperationalError):  # the database itself, and no value
                    raise
                raise PartnershipError(
                    "A row of {table} can't be stored there: {why}. Nothing was copied.",
                    table=table.name.replace("_", " "),
                    why=str(error.orig).splitlines()[0] if error.orig else "a value that is none of its column",
                ) from error
            bar.on(len(batch), "Copying")


def _compare(source: Connection, target: Connection, table: Table, bar: _Bar) -> None:
    """Both sides in the order of the key, side by side."""
    compared = 0
    with closing(_stream(source, table)) as theirs, closing(_stream(target, table)) as ours:
        for was, now in zip_longest(theirs, ours):
            if was is None or now is None or repr(tuple(was)) != repr(tuple(now)):
                names = [column.name for column in table.primary_key]
                key = ", ".join(f"{name} {(was or now)._mapping[name]}" for name in names)
                raise PartnershipError(
                    "A row of {table} reads otherwise there ({key}). Nothing was copied.",
                    table=table.name.replace("_", " "),
                    key=key,
                )
            compared += 1
            if compared % AT_A_TIME == 0:
                bar.on(AT_A_TIME, "Comparing")
    bar.on(compared % AT_A_TIME, "Comparing")


def _stream(connection: Connection, table: Table) -> Generator[Any]:
    """Every row by key, some at a time. Texts go by their bytes, as SQLite orders them, in whatever language."""
    is_ours = connection.dialect.name == "postgresql"
    order = [
        collate(column, "C") if is_ours and isinstance(column.type, String | SqlEnum) else column
        for column in table.primary_key
    ]
    statement = select(table).order_by(*order).execution_options(yield_per=AT_A_TIME)
    try:
        with connection.execute(statement) as rows:
            yield from rows
    except LookupError as error:  # a code that no closed list has
        raise PartnershipError(
            "A row of {table} holds a value that is none of its column: {why}. Nothing was copied.",
            table=table.name.replace("_", " "),
            why=error,
        ) from error


def _set_counters(connection: Connection) -> None:
    """The next number that PostgreSQL draws for a key is one that no row has."""
    for table in Base.metadata.sorted_tables:
        for column in table.primary_key:
            if not isinstance(column.type, Integer):
                continue
            counter = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
            if counter is not None:
                last = select(func.max(column)).scalar_subquery()
                connection.execute(select(func.setval(counter, func.coalesce(last, 1), last.is_not(None))))
