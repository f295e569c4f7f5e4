"""Connections to PostgreSQL that give up on a server that is frozen."""

from time import monotonic
from typing import Any

import psycopg
from sqlalchemy import URL, Engine, create_engine, event

BUSY_SECONDS = 4
"""How long a person waits for another one's write or lock, and a PostgreSQL connection for its server."""
STATEMENT_SECONDS = 30
"""The longest one statement may take on PostgreSQL; imports of a whole state stay below it per statement."""
SILENT_SECONDS = STATEMENT_SECONDS + 5
"""How long a PostgreSQL server may say nothing at all, not even that a statement took too long: then it is frozen."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that gives up on a server that says nothing for `silent_seconds`, and is closed by that."""

    silent_seconds: float | None = None
    """None: `SILENT_SECONDS`."""

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


def patiently(dialect: object, record: object, words: list[Any], named: dict[str, Any]) -> PatientConnection:
    """What SQLAlchemy connects with."""
    return PatientConnection.connect(*words, **named)


def server_engine(url: URL, *, may_write: bool, connect_seconds: int = BUSY_SECONDS) -> Engine:
    """An engine for a PostgreSQL server, with deadlines; without `may_write` each session reads one picture."""
    options = f"-c statement_timeout={STATEMENT_SECONDS * 1000} -c lock_timeout={BUSY_SECONDS * 1000}"
    if not may_write:
        options += " -c default_transaction_read_only=on"
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=2,
        isolation_level="READ COMMITTED" if may_write else "REPEATABLE READ",
        connect_args={"connect_timeout": connect_seconds, "options": options},
    )
    event.listen(engine, "do_connect", patiently)
    return engine
