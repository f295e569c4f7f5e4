"""
A database with rows in it brought to another revision of its tables: all of it or nothing, and nothing lost unsaid.

SQLite on a copy that is looked through and then put in the file's place, whose old file stays; PostgreSQL in one
transaction. People's writes wait meanwhile. See decision 0034.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    NullPool,
    Select,
    create_engine,
    event,
    func,
    inspect,
    quoted_name,
    select,
    table,
)
from sqlalchemy import column as column_named

from models.errors import ConflictError, SchemaError
from models.schema_revisions import is_down, move, require_known, revision_of
from models.sqlite_file import LOCK_SECONDS, copy_file, held, put_in_place, remove, require_sound

MADE_ANEW = frozenset({"alembic_version", "topic_version", "month_version"})
"""Tables whose rows the program draws itself: nobody misses the old ones."""
COMPUTED = frozenset({("import_change", "after_key")})
"""Columns that are computed of rows that are compared themselves."""
MAKING_TABLES = 8_041_946
"""The lock that whoever makes or changes tables on PostgreSQL holds; a number nobody else uses."""


@dataclass(frozen=True)
class SchemaChange:
    """What became of it."""

    before: str | None
    after: str
    kept: Path | None = None
    """Where the old SQLite file stays."""
    lost: list[str] = field(default_factory=list)
    """What a step down took away, in words."""


@dataclass
class Content:
    """What a table holds, without its rows: enough to say what is missing later."""

    rows: int
    sums: dict[str, int]
    """By column, of every row's key and value: another value, another sum."""
    filled: dict[str, int]


def change_file(path: Path, target: str, *, may_lose: bool) -> SchemaChange:
    """
    Bring a SQLite file to a revision. Raises PartnershipError, the file as it was, where it can't be done, and
    SchemaError where a step down would lose rows and may not.
    """
    path = path.resolve()  # a link to it stays one
    with held(path):
        copy = path.with_name(f".{path.name}.being-changed")
        remove(copy)  # of somebody who was killed
        try:
            copy_file(path, copy)
            with _alone(URL.create("sqlite", database=str(copy))) as connection:
                before = revision_of(connection)
                require_known(before)
                lost = _moved(connection, target, may_lose=may_lose)
            require_sound(copy)
            moment = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
            kept = path.with_name(f"{path.name}.{before}-{moment}")
            put_in_place(copy, path, keep_as=kept)
        finally:
            remove(copy)
    return SchemaChange(before, target, kept, lost)


def change_server(url: URL, target: str, *, may_lose: bool) -> SchemaChange:
    """The same for a PostgreSQL database, in one transaction; also for one without tables."""
    with _alone(url) as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MAKING_TABLES})")
        before = revision_of(connection)
        require_known(before)
        if before == target:
            return SchemaChange(before, target)
        if names := _tables(connection):
            quoted = connection.dialect.identifier_preparer.quote_identifier
            connection.exec_driver_sql(f"LOCK TABLE {', '.join(map(quoted, names))} IN EXCLUSIVE MODE")
        lost = _moved(connection, target, may_lose=may_lose)
    return SchemaChange(before, target, None, lost)


def _moved(connection: Connection, target: str, *, may_lose: bool) -> list[str]:
    current = revision_of(connection)
    if current is None:
        move(connection, target)
        return []
    rows = dict(_rows(connection))
    lost: list[str] = []
    if is_down(current, target):
        lost = _lost_by_going_down(connection, current, target)
        if lost and not may_lose:
            raise SchemaError(
                "Going down to {revision} would lose {what}. Back up first, then say --lose-data; nothing was changed.",
                revision=target,
                what="; ".join(lost),
            )
    move(connection, target)
    if not is_down(current, target):
        _require_no_row_lost(rows, dict(_rows(connection)))
    return lost


def _lost_by_going_down(connection: Connection, current: str, target: str) -> list[str]:
    """Found by going down and up again, and comparing; then everything is as it was."""
    before = _contents(connection)
    attempt = connection.begin_nested()
    move(connection, target)
    move(connection, current)
    after = _contents(connection)
    attempt.rollback()
    return list(_missing(before, after))


def _missing(before: dict[str, Content], after: dict[str, Content]) -> Iterator[str]:
    for name, was in before.items():
        words = name.replace("_", " ")
        now = after.get(name, Content(0, {}, {}))
        if name in MADE_ANEW or was == now:
            continue
        if was.rows != now.rows:
            yield f"{_rows_said(was.rows - now.rows)} of {words}"
            continue
        for part, total in was.sums.items():
            if now.sums.get(part) != total and (name, part) not in COMPUTED:
                yield f"{part.replace('_', ' ')} of {words} (in up to {_rows_said(was.filled[part])})"


def _rows_said(number: int) -> str:
    return f"{number:,} row{'' if number == 1 else 's'}"


def _require_no_row_lost(before: dict[str, int], after: dict[str, int]) -> None:
    """No way up takes a row of a table that stays."""
    fewer = [name for name, rows in before.items() if name not in MADE_ANEW and after.get(name, rows) < rows]
    if fewer:
        raise SchemaError(
            "Bringing the tables up to date would lose rows of {what}. Nothing was changed; please report it.",
            what=", ".join(name.replace("_", " ") for name in fewer),
        )


def _tables(connection: Connection) -> list[str]:
    return sorted(inspect(connection).get_table_names())


def _rows(connection: Connection) -> Iterator[tuple[str, int]]:
    for name in _tables(connection):
        yield name, connection.scalar(select(func.count()).select_from(table(quoted_name(name, True)))) or 0


def _contents(connection: Connection) -> dict[str, Content]:
    return {name: _content(connection, name) for name in _tables(connection)}


def _content(connection: Connection, name: str) -> Content:
    """Row by row, so that no table has to fit into memory. Sums hold within this process only."""
    found = inspect(connection)
    columns = [str(part["name"]) for part in found.get_columns(name)]
    key = [columns.index(part) for part in found.get_pk_constraint(name)["constrained_columns"]]
    statement = Select[Any](*(column_named(part) for part in columns)).select_from(table(quoted_name(name, True)))
    rows, sums, filled = 0, [0] * len(columns), [0] * len(columns)
    for row in connection.execute(statement.execution_options(yield_per=1_000)):
        rows += 1
        values = [*map(repr, row)]
        who = hash(tuple(values[place] for place in key))
        for place, value in enumerate(values):
            sums[place] += hash((who, value))
            filled[place] += value not in ("None", "''")
    return Content(rows, dict(zip(columns, sums, strict=True)), dict(zip(columns, filled, strict=True)))


@contextmanager
def _alone(url: URL) -> Iterator[Connection]:
    """
    One transaction on a connection of its own, whose statements may take as long as they need.

    SQLite's rules about references are off: making a table anew would otherwise take all rows that refer to its. They
    are looked through afterwards.
    """
    is_sqlite = url.get_backend_name() == "sqlite"
    more: dict[str, Any] = {"connect_timeout": LOCK_SECONDS, "prepare_threshold": None}  # a pooler may stand between
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args={} if is_sqlite else more)
    if is_sqlite:
        event.listen(engine, "connect", _without_references)
        event.listen(engine, "begin", _begin)
    with engine.begin() as connection:
        if not is_sqlite:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {LOCK_SECONDS * 1000}")
        yield connection
    engine.dispose()


def _without_references(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = OFF")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def require_same_file(connection: Connection, where: Callable[[], tuple[int, int]]) -> None:
    """
    Called with the write lock just taken: is the file still the one that stands at its address? Whoever waited for the
    lock while the file was replaced would write into the old one. Raises ConflictError.
    """
    if connection.info.get("file") not in (None, where()):
        connection.connection.driver_connection.execute("ROLLBACK")  # type: ignore[union-attr]
        raise ConflictError("The database was replaced since it was opened. Load the page again; nothing was saved.")
