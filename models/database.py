"""Engines and sessions from one URL."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc
from sqlalchemy.orm import Session

from models.database_address import REPLICA_VARIABLE, URL_VARIABLE, parsed_address, url_of_settings
from models.errors import (
    ConflictError,
    DatabaseUnavailableError,
    NoAnswerError,
    PartnershipError,
    SchemaError,
    UnreachableError,
)
from models.patient_connection import BUSY_SECONDS, server_engine
from models.replica import Replica
from models.schema_change import SchemaChange, change_file, change_server, require_same_file
from models.schema_revisions import move, require_known, revision_of, revisions, target_named

OWN_FILE = 0o640
"""Who may read a new database: its owner, and a group that the administrator may choose."""
GONE = (-1, -1)
"""Device and inode of no file: whatever stands in its place later is another one."""


UNREACHABLE = ("unable to open", "connect", "server closed", "timeout", "resolve", "Name or service", "getaddrinfo")
"""Words of drivers for a database that is not there."""
CANNOT_BE_REACHED = "The database cannot be reached. Nothing was changed."


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """
    May this SQLite library use write-ahead logging? False inside the range of its WAL-reset corruption.

    Source: decision 0007: 3.7.0 to 3.51.2, mended in 3.51.3 and in the back-ports 3.44.6 and 3.50.7.
    """
    mended_ports = version[:2] in ((3, 44), (3, 50)) and version >= {44: (3, 44, 6), 50: (3, 50, 7)}[version[1]]
    return version >= (3, 51, 3) or mended_ports


class Database:
    """
    One database, opened twice: `writing` takes the write lock at once, `reading` never can write.

    Readers and writers have engines of their own, since a BEGIN IMMEDIATE on every connection would make readers
    block writers.
    """

    def __init__(
        self,
        url: URL,
        sqlite_version: tuple[int, int, int] = sqlite3.sqlite_version_info[:3],
        replica: Replica | None = None,
    ) -> None:
        """replica: where sessions read as long as it has everything."""
        self.url = url
        self.replica = replica
        self.sqlite_version = sqlite_version
        self._is_schema_checked = False
        self._following = RLock()
        self._file: tuple[int, int] | None = None
        """Device and inode of a SQLite file when it was opened: another file may stand in its place by now."""

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @cached_property
    def write_engine(self) -> Engine:
        return self._engine(may_write=True)

    @cached_property
    def read_engine(self) -> Engine:
        return self._engine(may_write=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads one consistent picture. Raises SchemaError, DatabaseUnavailableError."""
        self._follow_the_file()
        self.require_schema()
        with _plain_errors(), self._to_read() as bind, Session(bind) as session:
            yield session

    @contextmanager
    def _to_read(self) -> Iterator[Engine | Connection]:
        """The replica where it has everything that was written until now, else the database itself."""
        if self.replica is None:
            yield self.read_engine
            return
        with self.replica.connection(self.read_engine) as connection:
            yield self.read_engine if connection is None else connection

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """
        A session whose changes are all kept or none. Raises SchemaError, DatabaseUnavailableError, and ConflictError
        once where another file stands in the database's place: what the person saw was not in it.
        """
        if self._follow_the_file():
            raise ConflictError(
                "The database was replaced since it was opened. Load the page again; nothing was saved."
            )
        self.require_schema()
        with _plain_errors(), Session(self.write_engine) as session, session.begin():
            yield session

    def _follow_the_file(self) -> bool:
        """
        Open a SQLite file anew where it was moved, replaced or deleted under the program, whose open connections
        would go on with the old one. True where it was. Raises SchemaError where there is none any more.
        """
        if not self.is_sqlite or not self.url.database:
            return False
        with self._following:
            return self._follow(_file_at(self.url.database))

    def _follow(self, here: tuple[int, int]) -> bool:
        if self._file is None and here == GONE:
            return False  # `require_schema` says what to do about a database that never was
        was_replaced = self._file not in (None, here)
        if was_replaced:
            self.close()
            self._is_schema_checked = False
        self._file = here
        if here == GONE:
            raise SchemaError("The database file is gone. Put it back, or a backup; nothing was changed.")
        return was_replaced

    def require_schema(self) -> None:
        """Raises SchemaError, saying what to do, where the tables are missing, or older or newer than this program."""
        if self._is_schema_checked:
            return
        if self.is_sqlite and not Path(self.url.database or "").exists():
            raise SchemaError("There is no database yet. Run `partnership init`.")
        with _plain_errors(), self.read_engine.connect() as connection:
            current = revision_of(connection)
        if current is None:
            raise SchemaError("The database is empty. Run `partnership init`; nothing was changed.")
        require_known(current)
        if current != revisions()[-1]:
            raise SchemaError(
                "The database was made by an older version of this program. Back it up, then run `partnership init` "
                "to bring it up to date; nothing was changed."
            )
        self._is_schema_checked = True

    def require_whole(self) -> None:
        """Raises DatabaseUnavailableError where SQLite finds its file damaged; PostgreSQL looks after its own files."""
        if not self.is_sqlite:
            return
        with _plain_errors(), self.read_engine.connect() as connection:
            found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(3)")]
        if found != ["ok"]:
            raise DatabaseUnavailableError(
                "The database's file is damaged: {what}. Put the last backup in its place; nothing was changed.",
                what="; ".join(line.strip().splitlines()[0] for line in found),
            )

    def upgrade(self) -> SchemaChange:
        """
        Make the tables, or bring them up to date; a new file is for its owner and group alone.

        Raises SchemaError for a newer database, left as it is.
        """
        file = Path(self.url.database) if self.is_sqlite and self.url.database else None
        if file is None:
            return self.change_schema("head")
        is_new = not file.exists()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnreachableError(CANNOT_BE_REACHED) from error
        changed = self.change_schema("head")
        if is_new:
            file.chmod(OWN_FILE)
        return changed

    def change_schema(self, target: str, *, may_lose: bool = False) -> SchemaChange:
        """
        Bring the tables to a revision, up or down: all of it, or nothing. may_lose: also where a step down loses rows.

        Raises SchemaError for a newer database and for what may not be lost, PartnershipError for an unknown revision.
        """
        revision = target_named(target)
        self._is_schema_checked = False
        with _plain_errors():
            if not self.is_sqlite:
                return change_server(self.url, revision, may_lose=may_lose)
            with self.write_engine.begin() as connection:
                current = revision_of(connection)
                require_known(current)
                if current is None:
                    move(connection, revision)
            if current in (None, revision):
                return SchemaChange(current, revision)
            self.close()
            return change_file(Path(self.url.database or ""), revision, may_lose=may_lose)

    @property
    def old_sqlite(self) -> str:
        """The version of SQLite's library where it may not use write-ahead logging; empty where it may."""
        is_old = self.is_sqlite and not wal_is_safe(self.sqlite_version)
        return ".".join(map(str, self.sqlite_version)) if is_old else ""

    def close(self) -> None:
        """Let go of every connection; the next session takes whatever stands at the address then."""
        self._file = None
        if self.replica is not None:
            self.replica.close()
        for name in ("write_engine", "read_engine"):
            if name in self.__dict__:
                self.__dict__[name].dispose()

    def _engine(self, *, may_write: bool) -> Engine:
        if not self.is_sqlite:
            return server_engine(self.url, may_write=may_write)
        engine = create_engine(self.url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
        use_wal = wal_is_safe(self.sqlite_version)

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, record: Any) -> None:
            connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below
            record.info["file"] = _file_at(self.url.database or "")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
            if may_write:
                connection.execute(f"PRAGMA journal_mode = {'WAL' if use_wal else 'TRUNCATE'}")
            else:
                connection.execute("PRAGMA query_only = ON")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write else "BEGIN")
            if may_write:
                require_same_file(connection, lambda: _file_at(self.url.database or ""))

        return engine


def connect(url: str | None = None, replica: str = "") -> Database:
    """
    The database at `url`, or the one people work with. Opens nothing yet. replica: address of its read replica, if any.

    Raises PartnershipError where the URL names something else than SQLite or PostgreSQL.
    """
    parsed = parsed_address(url or url_of_settings(), URL_VARIABLE)
    if not replica:
        return Database(parsed)
    if parsed.get_backend_name() == "sqlite":
        raise PartnershipError(
            "Only a PostgreSQL database has a read replica. Take {variable} away.", variable=REPLICA_VARIABLE
        )
    return Database(parsed, replica=Replica(parsed_address(replica, REPLICA_VARIABLE)))


def newest_revision() -> str:
    """The version of the tables that this program works with."""
    return revisions()[-1]


def _file_at(path: str) -> tuple[int, int]:
    """Device and inode of the file at a path, or GONE."""
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return GONE
    except OSError as error:
        raise UnreachableError(CANNOT_BE_REACHED) from error
    return found.st_dev, found.st_ino


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn the errors of a busy or unreachable database into a PartnershipError; let programming errors through."""
    try:
        yield
    except exc.DatabaseError as error:
        if "not a database" in str(error.orig) or "malformed" in str(error.orig):
            raise DatabaseUnavailableError(
                "The database file is damaged, or no database at all. Nothing was changed; restore the latest backup."
            ) from error
        if not isinstance(error, exc.OperationalError):
            raise
        if any(word in str(error.orig) for word in ("locked", "busy", "lock timeout", "conflict with recovery")):
            raise NoAnswerError(
                "The database is busy with another change. Nothing was changed; try again in a moment."
            ) from error
        if "readonly" in str(error.orig) or "read-only" in str(error.orig):
            raise DatabaseUnavailableError("The database may only be read here. Nothing was changed.") from error
        if "full" in str(error.orig):
            raise DatabaseUnavailableError("The disk is full. Nothing was changed.") from error
        if any(word in str(error.orig) for word in UNREACHABLE):
            raise UnreachableError(CANNOT_BE_REACHED) from error
        raise
