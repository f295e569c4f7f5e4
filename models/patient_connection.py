"""Connections to PostgreSQL that give up on a server that is frozen."""

from time import monotonic
from typing import Any

import psycopg

STATEMENT_SECONDS = 30
"""The longest one statement may take on PostgreSQL; imports of a whole state stay below it per statement."""
SILENT_SECONDS = STATEMENT_SECONDS + 5
"""How long a PostgreSQL server may say nothing at all, not even that a statement took too long: then it is frozen."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that gives up on a server that says nothing for `SILENT_SECONDS`, and is closed by that."""

    def wait(self, gen: Any, *more: Any, **named: Any) -> Any:
        return super().wait(self._until(gen, monotonic() + SILENT_SECONDS), *more, **named)

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
