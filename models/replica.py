"""A read replica of a PostgreSQL database: reads come from it as long as it has everything that the database has."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cached_property
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, event, exc, text

from models.patient_connection import server_engine

log = logging.getLogger(__name__)
CHECK_SECONDS = 1.0
"""How long the replica may say nothing when it is asked how far it is: whoever reads waits for that."""
CONNECT_SECONDS = 2
AGAIN_AFTER = 10.0
"""Seconds after which a replica that was away is tried again; nobody waits for that."""
BEHIND_AFTER = 5.0
"""Seconds it may be behind until that is worth a word: after each write it is, for a moment."""
DATABASE_IS_AT = text(
    "SELECT system_identifier, timeline_id, current_database(), pg_snapshot_xmax(pg_current_snapshot())::text,"
    " CASE WHEN pg_is_in_recovery() THEN NULL"
    " WHEN current_setting('synchronous_commit') = 'off' THEN pg_current_wal_insert_lsn()"
    " ELSE pg_current_wal_flush_lsn() END::text"
    " FROM pg_control_system(), pg_control_checkpoint()"
)
REPLICA_IS_AT = text(
    "SELECT pg_is_in_recovery() AND system_identifier = :system AND current_database() = :database,"
    " timeline_id = :timeline AND (pg_snapshot_xmin(pg_current_snapshot()) >= CAST(:first_unknown AS xid8)"
    " OR coalesce(pg_last_wal_replay_lsn() >= CAST(:position AS pg_lsn), false))"
    " FROM pg_control_system(), pg_control_checkpoint()"
)


class ReplicaTrouble(StrEnum):
    """Why reads come from the database itself."""

    AWAY = "away"
    ANOTHER = "another"
    BEHIND = "behind"


NOT_USED = {
    ReplicaTrouble.AWAY: "The read replica does not answer: reads come from the database itself.",
    ReplicaTrouble.ANOTHER: "The read replica is none of this database: reads come from the database itself.",
    ReplicaTrouble.BEHIND: "The read replica is behind: reads come from the database itself.",
}


class Replica:
    """
    The replica as one process finds it. `connection` never waits for one that is away.

    It has everything where its snapshots begin after every transaction that the database knew (`first_unknown`), or
    where it has replayed all that was on the database's disk when somebody asked (`position`). Either is enough: the
    first is never reached while somebody else's transaction is open, the second not while the log ends within a record.
    """

    def __init__(self, url: URL, again_after: float = AGAIN_AFTER, clock: Callable[[], float] = monotonic) -> None:
        self.url = url
        self._again_after, self._clock = again_after, clock
        self._lock = Lock()
        self._is_used, self._is_over, self._said = False, False, ""
        self._trying: Thread | None = None
        self._try_at = clock()
        self._behind_since: float | None = None

    @cached_property
    def engine(self) -> Engine:
        engine = server_engine(self.url, may_write=False, connect_seconds=CONNECT_SECONDS)

        def in_short(connection: Any, *more: Any) -> None:
            connection.silent_seconds = CHECK_SECONDS

        event.listen(engine, "connect", in_short)
        event.listen(engine, "reset", in_short)
        return engine

    @contextmanager
    def connection(self, database: Engine) -> Iterator[Connection | None]:
        """A connection for one session that reads; None where the database itself should be read. Raises its errors."""
        opened = self._opened(database)
        if opened is None:
            yield None
            return
        try:
            with opened:
                yield opened
        except exc.OperationalError:
            self._found(ReplicaTrouble.AWAY)  # who reads is told so; whoever reads next is spared
            raise

    def trouble_now(self, database: Engine, patience: float = CHECK_SECONDS) -> ReplicaTrouble | None:
        """How it stands, asked on the spot. patience: seconds it has to come up to where the database is now."""
        is_at, end = _is_at(database), self._clock() + patience
        try:
            with self.engine.connect() as connection:
                while (trouble := _trouble(connection, is_at)) is ReplicaTrouble.BEHIND and self._clock() < end:
                    sleep(0.05)
                return trouble
        except exc.SQLAlchemyError:
            return ReplicaTrouble.AWAY

    def close(self) -> None:
        """Let go of its connections, of one that is just being tried too."""
        with self._lock:
            self._is_over, trying = True, self._trying
        if trying is not None:
            trying.join()
        if "engine" in self.__dict__:
            self.engine.dispose()

    def _opened(self, database: Engine) -> Connection | None:
        if not self._is_used:
            self._try_beside(database)
            return None
        is_at = _is_at(database)
        try:
            connection = self.engine.connect()
        except exc.SQLAlchemyError:
            self._found(ReplicaTrouble.AWAY)
            return None
        try:
            trouble = _trouble(connection, is_at)
            self._found(trouble)
            if trouble is None:
                connection.connection.driver_connection.silent_seconds = None  # type: ignore[union-attr]
                return connection
        except exc.SQLAlchemyError:
            self._found(ReplicaTrouble.AWAY)
        connection.close()
        return None

    def _try_beside(self, database: Engine) -> None:
        """Try it again in a thread, where it is time and nobody does."""
        with self._lock:
            if self._is_over or self._trying is not None or self._clock() < self._try_at:
                return
            self._trying = Thread(target=self._try, args=(database,), name="replica tried", daemon=True)
            self._trying.start()

    def _try(self, database: Engine) -> None:
        try:
            self._found(self.trouble_now(database))
        except exc.SQLAlchemyError:
            self._try_at = self._clock() + self._again_after  # the database itself does not answer, which others say
        finally:
            self._trying = None

    def _found(self, trouble: ReplicaTrouble | None) -> None:
        now = self._clock()
        with self._lock:
            self._is_used = trouble in (None, ReplicaTrouble.BEHIND)
            if not self._is_used:
                self._try_at = now + self._again_after
            if trouble is not ReplicaTrouble.BEHIND:
                self._behind_since = None
            elif self._behind_since is None:
                self._behind_since = now
            if self._behind_since is not None and now - self._behind_since < BEHIND_AFTER:
                return
            news, self._said = (trouble or "") != self._said, trouble or ""
        if news and trouble:
            log.warning(NOT_USED[trouble])
        elif news:
            log.warning("The read replica is used again.")


def _is_at(database: Engine) -> dict[str, Any]:
    """Where the database is: whatever was written and answered until now lies before it."""
    with database.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        row = connection.execute(DATABASE_IS_AT).one()
    return dict(zip(("system", "timeline", "database", "first_unknown", "position"), row, strict=True))


def _trouble(connection: Connection, is_at: dict[str, Any]) -> ReplicaTrouble | None:
    """Its own transaction: what is read afterwards begins later, and so has no less."""
    is_ours, has_all = connection.execute(REPLICA_IS_AT, is_at).one()
    connection.rollback()
    if not is_ours:
        return ReplicaTrouble.ANOTHER
    return None if has_all else ReplicaTrouble.BEHIND
