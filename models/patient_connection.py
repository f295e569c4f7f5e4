"""Connections to PostgreSQL that give up on a server that is frozen."""

from time import monotonic
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event

BUSY_SECONDS = 4
"""How long a person waits for another one's write or lock, and a PostgreSQL connection for its server."""
STATEMENT_SECONDS = 30
"""The longest one statement may take on PostgreSQL; imports of a whole state stay below it per statement."""
SILENT_SECONDS = STATEMENT_SECONDS + 5
"""How long a PostgreSQL server may say nothing at all, not even that a statement took too long: then it is frozen."""


DEADLINES = (
    f"SET {{of}} statement_timeout = {STATEMENT_SECONDS * 1000}; SET {{of}} lock_timeout = {BUSY_SECONDS * 1000}"
)


class PatientConnection(psycopg.Connection[Any]):
    """A connection that gives up on a server that says nothing for `silent_seconds`, and is closed by that."""

    silent_seconds: float | None = None
    """None: `SILENT_SECONDS`."""
    is_pooled = False
    """Is each transaction a session of its own, whose settings are gone in the next?"""

    def wait(self, gen: Any, *more: Any, **named: Any) -> Any:
        patience = SILENT_SECONDS if self.silent_seconds is None else self.silent_seconds
        return super().wait(self._until(gen, monotonic() + patience), *more, **named)

    def _until(self, steps: Any, end: float) -> Any:
        try:
            asked = next(steps)
            while True:
                ready = yield asked
                if not ready and monotonic() > end:
                    self.pgconn.finish()
                    raise psycopg.OperationalError("timeout: the server does not answer")
                asked = steps.send(ready)
        except StopIteration as done:
            return done.value


def is_pooled(connection: "psycopg.Connection[Any]") -> bool:
    """
    Does a pooler stand between, which may give each transaction another session of the server (PgBouncer)?

    A server says at the start which process of it serves the session; a pooler, which has none yet, makes a number up.
    connection: in autocommit. See decision 0048.
    """
    (process,) = connection.execute("SELECT pg_backend_pid()").fetchone() or (0,)
    return bool(process != connection.info.backend_pid)


def comes_by_a_pooler(connection: Connection) -> bool:
    """The same of a connection of `server_engine`, without asking; False on SQLite."""
    driver = connection.connection.driver_connection
    return isinstance(driver, PatientConnection) and driver.is_pooled


def server_engine(url: URL, *, may_write: bool, connect_seconds: int = BUSY_SECONDS) -> Engine:
    """
    An engine for a PostgreSQL server, with deadlines; without `may_write` each session reads one picture.

    They hold for the session; behind a pooler, whose sessions are others' a moment later, for each transaction.
    """
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=2,
        isolation_level="READ COMMITTED" if may_write else "REPEATABLE READ",
        connect_args={"connect_timeout": connect_seconds, "autocommit": True},
    )

    @event.listens_for(engine, "do_connect")
    def patiently(dialect: object, record: object, words: list[Any], named: dict[str, Any]) -> PatientConnection:
        connection = PatientConnection.connect(*words, **named)
        try:
            connection.silent_seconds = connect_seconds
            connection.is_pooled = is_pooled(connection)
            if connection.is_pooled:
                connection.prepare_threshold = None  # a statement prepared in one session is not there in the next
            else:
                connection.execute(DEADLINES.format(of="SESSION"))
            connection.silent_seconds = None
            connection.autocommit = False
            connection.read_only = not may_write
        except BaseException:
            connection.close()
            raise
        return connection

    @event.listens_for(engine, "begin")
    def limit(connection: Connection) -> None:
        if comes_by_a_pooler(connection):
            connection.exec_driver_sql(DEADLINES.format(of="LOCAL"))

    return engine
